/**
 * The general equivalence mappings as R4 ConceptMaps of the codes asked for. Equivalence follows the flags: exact is
 * `equivalent`, approximate `relatedto`; what a combination needs besides stands as `product`, one code of each choice list.
 */
import { CLAIMWRIGHT_BASE, type Coding, canonicalSystem, SYSTEM } from '../../fhir/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';
import {
  type GemAnswer,
  type GemMap,
  type GemScenario,
  type GemTarget,
  icd10CmCode,
  type Terminology,
} from '../../terminology/index.ts';
import type { HeldMap, Target } from './concept-maps.ts';

/** ICD-9-CM volume 3 has an OID, but no address of its own. */
const ICD9_PROCEDURES = 'urn:oid:2.16.840.1.113883.6.104';

interface Leads {
  readonly map: GemMap;
  readonly from: readonly string[];
  readonly to: string;
  /** Whether it is meant when no target is named. Back to ICD-9 only who asks for it goes. */
  readonly unasked: boolean;
}

const ROUTES: readonly Leads[] = [
  { map: 'icd9cm-icd10cm', from: [SYSTEM.icd9cm], to: SYSTEM.icd10cm, unasked: true },
  { map: 'icd9pcs-icd10pcs', from: [ICD9_PROCEDURES], to: SYSTEM.icd10pcs, unasked: true },
  { map: 'icd9pcs-icd10pcs', from: [SYSTEM.icd9cm], to: SYSTEM.icd10pcs, unasked: false },
  { map: 'icd10cm-icd9cm', from: [SYSTEM.icd10cm], to: SYSTEM.icd9cm, unasked: false },
  { map: 'icd10pcs-icd9pcs', from: [SYSTEM.icd10pcs], to: ICD9_PROCEDURES, unasked: false },
];

export interface GemMaps {
  readonly maps: readonly HeldMap[];
  /** Why a mapping that was asked for cannot answer. */
  readonly lacking: string | undefined;
}

export function gemMaps(
  codings: readonly Coding[],
  target: string | undefined,
  on: ServiceDate,
  terminology: Terminology,
): GemMaps {
  const asked = codings.flatMap((coding) => {
    const system = canonicalSystem(coding.system) ?? '';
    const routes = ROUTES.filter(
      ({ from, to, unasked }) => from.includes(system) && (target === undefined ? unasked : to === target),
    );
    return routes.map((route) => ({ coding, system, route }));
  });
  const answers = asked.map((one) => ({
    ...one,
    answer: terminology.gems.translate(one.route.map, one.coding.code ?? '', on),
  }));
  return {
    maps: answers.flatMap(({ coding, system, route, answer }) =>
      heldMap(coding, system, route, answer, (code) => isGone(code, route, on, terminology)),
    ),
    lacking: answers.map(({ answer }) => (answer.kind === 'cannot-tell' ? answer.reason : undefined))[0],
  };
}

type Gone = (code: string) => boolean;

function isGone(code: string, { to }: Leads, on: ServiceDate, { icd10cm }: Terminology): boolean {
  const normal = to === SYSTEM.icd10cm ? icd10CmCode(code) : undefined;
  return normal !== undefined && ['retired', 'not-yet', 'unknown'].includes(icd10cm.status(normal, on).kind);
}

function heldMap(
  { code = '' }: Coding,
  source: string,
  { map, to }: Leads,
  answer: GemAnswer,
  gone: Gone,
): readonly HeldMap[] {
  if (answer.kind === 'cannot-tell') return [];
  const { effective, version } = answer.release;
  const element =
    answer.kind === 'unknown' ? [] : [{ code: code.trim(), target: targetsOf(answer, to, gone) }];
  return [
    {
      map: {
        resourceType: 'ConceptMap',
        url: `${CLAIMWRIGHT_BASE}/ConceptMap/gems-${map}`,
        version,
        status: 'active',
        group: [{ source, target: to, element }],
      },
      effective,
    },
  ];
}

function targetsOf(
  answer: Exclude<GemAnswer, { readonly kind: 'unknown' | 'cannot-tell' }>,
  system: string,
  gone: Gone,
): Target[] {
  if (answer.kind === 'no-map')
    return [{ equivalence: 'unmatched', comment: 'the general equivalence mappings have no code for it' }];
  return [
    ...answer.single.map(targetOf),
    ...answer.combinations.flatMap((scenario) => combined(scenario, system, gone)),
  ];
}

const targetOf = ({ code, approximate }: GemTarget): Target => ({
  code,
  equivalence: approximate ? 'relatedto' : 'equivalent',
});

/** Each choice of the first list, with all choices of the others. One whose partners are all gone is no match. */
function combined({ scenario, lists }: GemScenario, system: string, gone: Gone): Target[] {
  const [first = [], ...others] = lists;
  const left = others.map((list) => list.filter(({ code }) => !gone(code)));
  const empty = others.find((_, i) => left[i]?.length === 0);
  if (empty)
    return [
      {
        equivalence: 'unmatched',
        comment: `combination ${scenario} needs ${codesOf(empty)}, not valid on the day`,
      },
    ];
  const product = left.flatMap((list, i) =>
    list.map(({ code }) => ({
      property: `${CLAIMWRIGHT_BASE}/gem/choice-list/${i + 2}`,
      system,
      value: code,
    })),
  );
  return first.map((target) => ({
    ...targetOf(target),
    product,
    comment: `combination ${scenario}: ${target.code} only together with ${left.map(codesOf).join(' and ')}`,
  }));
}

const codesOf = (targets: readonly GemTarget[]): string =>
  `${targets.length > 1 ? 'one of ' : ''}${targets.map(({ code }) => code).join(', ')}`;
