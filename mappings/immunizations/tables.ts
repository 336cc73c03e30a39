/** The module's tables, compiled once, and what a vaccine given says beyond every other service. */
import type { Service, Sourced } from '../../src/suggest/module.ts';

export type Group = 'influenza' | 'pneumococcal' | 'hepatitis-b' | 'covid-19';

export interface Product {
  readonly cvx: string;
  readonly cpt: string;
  readonly label: string;
  /** Diseases it protects from, each a component (CPT: several types of one organism are one component). */
  readonly components: number;
  readonly group?: Group;
  readonly route?: 'oral' | 'nasal';
  /** The dose in millilitres that tells the code, and whether it is the one in use when none is recorded. */
  readonly ml?: number;
  readonly usual?: boolean;
  /** Ages in completed years for which the product has this code. */
  readonly from?: number;
  readonly to?: number;
}

export interface Unspecified {
  readonly cvx: string;
  readonly what: string;
  readonly options: readonly string[];
}

export interface Administration {
  readonly counselled: { readonly first: string; readonly further: string; readonly throughAge: number };
  readonly injection: { readonly first: string; readonly next: string };
  readonly mucosal: { readonly first: string; readonly next: string };
  readonly covid19: string;
  readonly medicare: Readonly<Partial<Record<Group, string>>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Tables {
  readonly products: ReadonlyMap<string, readonly Product[]>;
  readonly byCpt: ReadonlyMap<string, Product>;
  readonly unspecified: ReadonlyMap<string, Unspecified>;
  readonly administration: Administration;
}

export function compile(raw: Readonly<Record<string, unknown>>): Tables {
  const { rows } = raw['products.json'] as { readonly rows: readonly Product[] };
  const unspecified = raw['unspecified.json'] as { readonly rows: readonly Unspecified[] };
  return {
    products: Map.groupBy(rows, (r) => r.cvx),
    // Of several vaccines with one code the first listed, which is the one in use, names it.
    byCpt: new Map([...rows].reverse().map((r) => [r.cpt, r])),
    unspecified: new Map(unspecified.rows.map((r) => [r.cvx, r])),
    administration: raw['administration.json'] as Administration,
  };
}

/** R4 Immunization.primarySource and fundingSource; facts that do not carry them leave them open. */
export type Vaccination = Service & {
  readonly primarySource?: boolean;
  readonly funding?: Sourced<string>;
};

/** A vaccine given here and now, with the product its codes name. */
export interface Given {
  readonly vaccination: Vaccination;
  readonly product: Product;
  /** Lower where the product's code rests on a default. */
  readonly sure: boolean;
}
