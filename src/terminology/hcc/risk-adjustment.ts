/** Risk adjustment by date, from the mappings, hierarchies and coefficients that are loaded. */
import { type ServiceDate, within } from '../../kernel/index.ts';
import { dotless, type Icd10CmCode } from '../code.ts';
import { forEnrollee } from './age-sex-edits.ts';
import type { HccKind, HccTable } from './hcc-tables.ts';
import type { Enrollee, HccCannotTell, HccModel, HccsAnswer, RafAnswer, RiskAdjustment } from './model.ts';
import { rawScore } from './raf.ts';

export interface LoadedHcc {
  readonly kind: HccKind;
  readonly table: HccTable;
}

type Find = (kind: HccKind, on: ServiceDate, model: HccModel) => HccTable | undefined;

export function riskAdjustment(loaded: readonly LoadedHcc[]): RiskAdjustment {
  const ranked = [...loaded].sort(newestFirst);
  const find: Find = (kind, on, model) =>
    ranked.find(
      (one) => one.kind === kind && one.table.model === model && within(on, one.table.info.effective),
    )?.table;
  const categories = (kind: HccKind, key: string, on: ServiceDate, model: HccModel): HccsAnswer => {
    const table = find(kind, on, model);
    return table
      ? { kind: 'known', hccs: table.categories(key), edition: table.info.id }
      : missing(kind, on, model);
  };
  return {
    hccs: (code, on, model) => categories('hcc-mapping', dotless(code), on, model),
    drops: (hcc, on, model) => categories('hcc-hierarchy', String(hcc), on, model),
    raf: (enrollee, diagnoses, on, model) => score(enrollee, diagnoses, on, model, find),
  };
}

/** The final edition of a year before the initial one. */
const newestFirst = (a: LoadedHcc, b: LoadedHcc): number =>
  rank(a) < rank(b) ? 1 : Number(rank(a) > rank(b)) * -1;
const rank = ({ table: { info } }: LoadedHcc): string =>
  `${info.effective.from} ${info.version.includes('initial') ? 0 : 1}`;

const WHAT: Readonly<Record<HccKind, string>> = {
  'hcc-mapping': 'mapping',
  'hcc-hierarchy': 'hierarchy',
  'hcc-coefficients': 'coefficients',
};

const missing = (kind: HccKind, on: ServiceDate, model: HccModel): HccCannotTell => ({
  kind: 'cannot-tell',
  reason: `no CMS-HCC ${model} ${WHAT[kind]} is loaded for services of ${on.slice(0, 4)}`,
});

function score(
  enrollee: Enrollee,
  diagnoses: readonly Icd10CmCode[],
  on: ServiceDate,
  model: HccModel,
  find: Find,
): RafAnswer {
  const mapping = find('hcc-mapping', on, model);
  if (!mapping) return missing('hcc-mapping', on, model);
  const hierarchy = find('hcc-hierarchy', on, model);
  if (!hierarchy) return missing('hcc-hierarchy', on, model);
  const coefficients = find('hcc-coefficients', on, model);
  if (!coefficients) return missing('hcc-coefficients', on, model);
  const found = diagnoses.flatMap((code) =>
    forEnrollee(code, mapping.categories(dotless(code)), enrollee, model),
  );
  const raw = rawScore(enrollee, found, {
    model,
    coefficient: coefficients.coefficient,
    drops: (hcc) => hierarchy.categories(String(hcc)),
  });
  if (!raw)
    return {
      kind: 'cannot-tell',
      reason: `segment ${enrollee.segment} of ${model} has no group for age ${enrollee.age}`,
    };
  return { kind: 'known', ...raw, editions: [mapping, hierarchy, coefficients].map(({ info }) => info.id) };
}
