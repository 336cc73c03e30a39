/** drugs.json made ready: names to the stem of their codes. */
import { ClaimwrightError } from '../../src/suggest/module.ts';

export interface Underdosing {
  readonly underdosed: readonly string[];
  readonly cost: readonly string[];
  readonly frailty: readonly string[];
  readonly unintended: readonly string[];
  readonly intended: readonly string[];
}

export interface DrugTable {
  readonly stems: ReadonlyMap<string, string>;
  /** Drugs that the official table does not list, at the heading of their class. */
  readonly byClass: ReadonlyMap<string, string>;
  /** An unspecified effect and its code once a drug has caused it. */
  readonly induced: ReadonlyMap<string, string>;
  /** Words that make a drug named right before them their cause. */
  readonly effects: ReadonlySet<string>;
  readonly underdosing: Underdosing;
  /** Words that tie an effect to a drug, split. */
  readonly link: readonly (readonly string[])[];
  readonly misuse: readonly string[];
  readonly selfHarm: readonly string[];
  readonly assault: readonly string[];
  readonly undetermined: readonly string[];
}

const LISTS = ['link', 'misuse', 'selfHarm', 'assault', 'undetermined'] as const;

type RawDrugs = Partial<Record<(typeof LISTS)[number], readonly string[]>> & {
  readonly drugs?: readonly DrugRow[];
  readonly byClass?: readonly DrugRow[];
  readonly induced?: Readonly<Record<string, string>>;
  readonly effects?: readonly string[];
  readonly underdosing?: Partial<Underdosing>;
};

interface DrugRow {
  readonly stem: string;
  readonly names: readonly string[];
}

const byName = (rows: readonly DrugRow[]): ReadonlyMap<string, string> =>
  new Map(rows.flatMap(({ stem, names }) => names.map((name) => [name, stem] as const)));

/** The stem of a drug's code by its name, as written or in the plural. */
export const stemOf = (name: string, { stems, byClass }: DrugTable): string | undefined => {
  const one = name.replace(/s$/, '');
  return stems.get(name) ?? stems.get(one) ?? byClass.get(name) ?? byClass.get(one);
};

export function readDrugs(table: unknown): DrugTable {
  const t = (table ?? {}) as RawDrugs;
  const missing = LISTS.filter((list) => !Array.isArray(t[list]));
  if (missing.length > 0 || !t.drugs) {
    const detail = `drugs.json needs drugs, ${LISTS.join(', ')}`;
    throw new ClaimwrightError('CW-3001', { module: 'drug-effects', detail });
  }
  return {
    stems: byName(t.drugs),
    byClass: byName(t.byClass ?? []),
    induced: new Map(Object.entries(t.induced ?? {})),
    effects: new Set(t.effects ?? []),
    underdosing: {
      ...{ underdosed: [], cost: [], frailty: [], unintended: [], intended: [] },
      ...t.underdosing,
    },
    link: (t.link ?? []).map((l) => l.split(' ')),
    misuse: t.misuse ?? [],
    selfHarm: t.selfHarm ?? [],
    assault: t.assault ?? [],
    undetermined: t.undetermined ?? [],
  };
}
