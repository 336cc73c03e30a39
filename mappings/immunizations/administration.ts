/** Administration codes: per component with counselling, per vaccine without, Medicare's own, COVID-19 (CPT; CMS Pub. 100-04 ch. 18 §10.2). */
import type { Evidence, Facts, Query } from '../../src/suggest/module.ts';
import { ageQuery, CPT, counsellingQuery, PART_B } from './queries.ts';
import type { Administration, Given } from './tables.ts';

export interface AdministrationLine {
  readonly code: string;
  readonly units: number;
  readonly given: readonly Given[];
  readonly rule: string;
  readonly citation: typeof CPT;
  readonly because: readonly Evidence[];
}

export interface Administered {
  readonly lines: readonly AdministrationLine[];
  readonly queries: readonly Query[];
}

type Counselled = (g: Given) => readonly Evidence[];

export function administer(
  all: readonly Given[],
  { person }: Facts,
  medicare: boolean,
  counselled: Counselled,
  table: Administration,
): Administered {
  const covid = all.filter((g) => g.product.group === 'covid-19');
  const partB = medicare
    ? all.filter((g) => g.product.group !== undefined && table.medicare[g.product.group])
    : [];
  const rest = all.filter((g) => !covid.includes(g) && !partB.includes(g));
  const own = [
    ...line(table.covid19, covid.length, covid, 'covid-19', CPT),
    ...partB.flatMap((g) =>
      line(table.medicare[g.product.group ?? 'influenza'] ?? '', 1, [g], 'medicare', PART_B),
    ),
  ];
  const [first] = rest;
  if (!first) return { lines: own, queries: [] };
  if (person.age === undefined) return { lines: own, queries: [ageQuery(first.vaccination)] };
  const young = person.age <= table.counselled.throughAge;
  const talked = young ? rest.filter((g) => counselled(g).length > 0) : [];
  const others = rest.filter((g) => !talked.includes(g));
  const [untold] = others;
  return {
    lines: [
      ...own,
      ...byComponent(talked, counselled, table),
      ...byVaccine(others, talked.length > 0, table),
    ],
    queries: young && untold ? [counsellingQuery(untold.vaccination)] : [],
  };
}

const line = (
  code: string,
  units: number,
  given: readonly Given[],
  rule: string,
  citation: typeof CPT,
  because: readonly Evidence[] = [],
): readonly AdministrationLine[] => (units > 0 ? [{ code, units, given, rule, citation, because }] : []);

function byComponent(
  given: readonly Given[],
  counselled: Counselled,
  { counselled: codes }: Administration,
): readonly AdministrationLine[] {
  const because = given.flatMap(counselled);
  const several = given.filter((g) => g.product.components > 1);
  const further = several.reduce((sum, g) => sum + g.product.components - 1, 0);
  return [
    ...line(codes.first, given.length, given, 'counselled', CPT, because),
    ...line(codes.further, further, several, 'counselled', CPT, because),
  ];
}

/** One first administration a day, an injection if there is one; all others are further ones, also beside 90460. */
function byVaccine(
  given: readonly Given[],
  begun: boolean,
  table: Administration,
): readonly AdministrationLine[] {
  const mucosal = given.filter((g) => g.product.route !== undefined);
  const injected = given.filter((g) => g.product.route === undefined);
  return [
    ...series(injected, begun, table.injection, 'injected'),
    ...series(mucosal, begun || injected.length > 0, table.mucosal, 'by-mouth-or-nose'),
  ];
}

function series(
  given: readonly Given[],
  begun: boolean,
  { first, next }: Administration['injection'],
  rule: string,
): readonly AdministrationLine[] {
  const firsts = begun ? [] : given.slice(0, 1);
  const nexts = given.slice(firsts.length);
  return [...line(first, firsts.length, firsts, rule, CPT), ...line(next, nexts.length, nexts, rule, CPT)];
}
