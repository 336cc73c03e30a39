/** drugs.json made ready: names to the stem of their codes. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

export interface DrugTable {
  readonly stems: ReadonlyMap<string, string>;
  /** Words that tie an effect to a drug, split. */
  readonly link: readonly (readonly string[])[];
  readonly misuse: readonly string[];
  readonly selfHarm: readonly string[];
  readonly assault: readonly string[];
  readonly undetermined: readonly string[];
}

const LISTS = ['link', 'misuse', 'selfHarm', 'assault', 'undetermined'] as const;

type RawDrugs = Partial<Record<(typeof LISTS)[number], readonly string[]>> & {
  readonly drugs?: readonly { readonly stem: string; readonly names: readonly string[] }[];
};

export function readDrugs(table: unknown): DrugTable {
  const t = (table ?? {}) as RawDrugs;
  const missing = LISTS.filter((list) => !Array.isArray(t[list]));
  if (missing.length > 0 || !t.drugs) {
    const detail = `drugs.json needs drugs, ${LISTS.join(', ')}`;
    throw new ClaimwrightError('CW-3001', { module: 'drug-effects', detail });
  }
  return {
    stems: new Map(t.drugs.flatMap(({ stem, names }) => names.map((name) => [name, stem] as const))),
    link: (t.link ?? []).map((l) => l.split(' ')),
    misuse: t.misuse ?? [],
    selfHarm: t.selfHarm ?? [],
    assault: t.assault ?? [],
    undetermined: t.undetermined ?? [],
  };
}
