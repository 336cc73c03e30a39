/** The module's table, compiled once. */

export interface Test {
  readonly loinc: string;
  readonly label: string;
  /** The code, or the codes between which the record does not tell. */
  readonly code?: string;
  readonly ask?: readonly string[];
  /** Codes of other methods: where one of them is recorded, this one was not done. */
  readonly instead: readonly string[];
}

export interface Tables {
  readonly byLoinc: ReadonlyMap<string, Test>;
  readonly noModifier: ReadonlySet<string>;
  readonly included: {
    readonly codes: readonly string[];
    readonly in: readonly { readonly from: string; readonly to: string }[];
  };
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const { rows, noModifier, included } = raw['tests.json'] as {
    readonly rows: readonly Test[];
    readonly noModifier: { readonly codes: readonly string[] };
    readonly included: Tables['included'];
  };
  return { byLoinc: new Map(rows.map((r) => [r.loinc, r])), noModifier: new Set(noModifier.codes), included };
}
