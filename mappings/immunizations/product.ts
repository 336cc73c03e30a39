/** Which product code a vaccine has, by CVX (CDC table), dose and age; what is not one product becomes a query. */
import { type Person, procedureCode, type Query, SYSTEM } from '../../src/suggest/module.ts';
import { differQuery, formulationQuery, unknownQuery, unspecifiedQuery } from './queries.ts';
import type { Given, Product, Tables, Vaccination } from './tables.ts';

export type Choice = Given | Query;
export const isGiven = (c: Choice): c is Given => 'product' in c;

export function chooseProduct(v: Vaccination, person: Person, tables: Tables): Choice {
  const cvx = cvxOf(v);
  const recorded = recordedCpt(v);
  const products = tables.products.get(cvx ?? '') ?? [];
  if (recorded) return byRecorded(v, recorded, products, tables);
  const unspecified = tables.unspecified.get(cvx ?? '');
  if (unspecified) return unspecifiedQuery(v, unspecified, tables);
  if (products.length === 0) return unknownQuery(v, cvx);
  const fitting = products.filter((p) => ageFits(p, person.age) && doseFits(p, v));
  const [only] = fitting;
  return only && fitting.length === 1
    ? { vaccination: v, product: only, sure: only.ml === undefined || dose(v) === only.ml }
    : formulationQuery(v, fitting.length > 0 ? fitting : products);
}

/** Two digits at least: some systems drop the leading zero of 03. */
function cvxOf(v: Vaccination): string | undefined {
  const code = v.concept.codings.find((c) => c.system === SYSTEM.cvx)?.code;
  return code === undefined ? undefined : code.padStart(2, '0');
}

function recordedCpt(v: Vaccination): string | undefined {
  const coding = v.concept.codings.find((c) => c.system === SYSTEM.cpt);
  return coding && procedureCode(coding.code);
}

/** A product code that the record carries is checked against the product, and not guessed again. */
function byRecorded(v: Vaccination, cpt: string, products: readonly Product[], tables: Tables): Choice {
  const named = products.find((p) => p.cpt === cpt);
  if (named) return { vaccination: v, product: named, sure: true };
  if (products.length > 0) return differQuery(v, cpt, products);
  const known = tables.byCpt.get(cpt);
  return known ? { vaccination: v, product: known, sure: true } : unknownQuery(v, undefined);
}

const ageFits = ({ from, to }: Product, age: number | undefined): boolean =>
  (from === undefined && to === undefined) ||
  (age !== undefined && (from ?? 0) <= age && age <= (to ?? Number.POSITIVE_INFINITY));

function doseFits({ ml, usual }: Product, v: Vaccination): boolean {
  if (ml === undefined) return true;
  const given = dose(v);
  return given === undefined ? usual !== undefined : given === ml;
}

function dose({ quantity }: Vaccination): number | undefined {
  return quantity && /^ml$/i.test(quantity.unit ?? '') ? quantity.value : undefined;
}
