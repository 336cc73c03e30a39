/** The module's tables, compiled once. */

export interface Naming {
  readonly names: readonly string[];
  readonly snomed?: readonly string[];
  readonly loinc?: readonly string[];
  readonly not?: readonly string[];
}

export interface Named {
  readonly code: string;
  readonly label: string;
}

export interface Views {
  readonly from: number;
  readonly to?: number;
  readonly code: string;
}

export interface Region {
  readonly region: string;
  readonly words: readonly string[];
  readonly views: readonly Views[];
  /** Codes of both sides in one. */
  readonly both?: readonly Views[];
  readonly sided?: boolean;
  readonly hides?: readonly string[];
}

export interface Films {
  readonly modality: readonly string[];
  readonly not: readonly string[];
  readonly regions: readonly Region[];
}

export interface Tests {
  readonly ecg: Naming & Record<'whole' | 'tracing' | 'reading', Named>;
  readonly spirometry: Naming & { readonly twice: readonly string[] } & Record<'once' | 'both', Named>;
  readonly nebuliser: Naming & Named & { readonly ways: readonly string[] };
  readonly oximetry: Naming;
  readonly ultrasound: Naming & {
    readonly kept: readonly string[];
    readonly regions: readonly (Named & { readonly words: readonly string[] })[];
  };
  readonly reading: { readonly own: readonly string[]; readonly others: readonly string[] };
}

export interface Tables {
  readonly films: Films;
  readonly tests: Tests;
}

export const compile = (raw: Readonly<Record<string, unknown>>): Tables => ({
  films: raw['films.json'] as Films,
  tests: raw['tests.json'] as Tests,
});
