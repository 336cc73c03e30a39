/** The module's tables, compiled once. */

export type Route = 'injection' | 'intravenous' | 'joint' | 'inhaled' | 'other';

export interface DrugRow {
  readonly code: string;
  readonly label: string;
  /** One billing unit. */
  readonly per: number;
  readonly unit: string;
  readonly names: readonly string[];
  readonly not?: readonly string[];
  readonly rxnorm?: readonly string[];
  readonly from?: string;
  readonly route?: 'inhaled';
}

export interface Fluid {
  readonly names: readonly string[];
  readonly not?: readonly string[];
  /** The largest first. */
  readonly sizes: readonly { readonly ml: number; readonly code: string; readonly label: string }[];
}

export interface DrugTable {
  readonly rows: readonly DrugRow[];
  readonly fluids: readonly Fluid[];
  readonly routes: Readonly<
    Record<Route, { readonly words: readonly string[]; readonly snomed: readonly string[] }>
  >;
  readonly push: readonly string[];
  readonly infusion: readonly string[];
  readonly singleDose: readonly string[];
}

export interface AdministrationTable {
  readonly injection: { readonly code: string; readonly label: string };
  readonly infusion: Record<'first' | 'hour' | 'next' | 'beside' | 'label', string>;
  readonly push: Record<'first' | 'next' | 'label', string>;
  readonly hydration: Record<'first' | 'hour' | 'label', string>;
  /** Minutes: an infusion of no more is reported as a push. */
  readonly pushUpTo: number;
  /** Minutes: hydration of less is not reported. */
  readonly hydrationFrom: number;
}

export interface Tables {
  readonly drugs: DrugTable;
  readonly administration: AdministrationTable;
}

export const compile = (raw: Readonly<Record<string, unknown>>): Tables => ({
  drugs: raw['drugs.json'] as DrugTable,
  administration: raw['administration.json'] as AdministrationTable,
});
