/** The module's table, compiled once. */

export interface Test {
  readonly loinc: string;
  readonly label: string;
  /** The code, or the codes between which the record does not tell. */
  readonly code?: string;
  readonly ask?: readonly string[];
  /** Codes of other methods: where one of them is recorded, this one was not done. */
  readonly instead: readonly string[];
  /** `possible`: some kits are waived; `other`: none that this table knows. Absent: done with a waived kit in a practice. */
  readonly waived?: 'possible' | 'other';
  /** Which of several results of one code: each is reported (CPT, microbiology: results that are told apart by the reader). */
  readonly analyte?: string;
  /** A heading over its parts, which has no value of its own. */
  readonly panel?: boolean;
}

export interface Panel {
  readonly code: string;
  /** All of them on one day are the panel (CPT, organ or disease oriented panels). */
  readonly parts: readonly string[];
  /** Codes that are in it without making it. */
  readonly holds?: readonly string[];
}

export interface Drawn {
  readonly code: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly snomed: readonly string[];
}

export interface Tables {
  readonly byLoinc: ReadonlyMap<string, Test>;
  readonly noModifier: ReadonlySet<string>;
  /** The largest first. */
  readonly panels: readonly Panel[];
  readonly drawn: Readonly<Record<'vein' | 'skin', Drawn>>;
  readonly included: {
    readonly codes: readonly string[];
    readonly in: readonly { readonly from: string; readonly to: string }[];
  };
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const { rows, noModifier, included, panels, drawn } = raw['tests.json'] as {
    readonly rows: readonly Test[];
    readonly noModifier: { readonly codes: readonly string[] };
    readonly included: Tables['included'];
    readonly panels: readonly Panel[];
    readonly drawn: Tables['drawn'];
  };
  return {
    byLoinc: new Map(rows.map((r) => [r.loinc, r])),
    noModifier: new Set(noModifier.codes),
    included,
    panels,
    drawn,
  };
}
