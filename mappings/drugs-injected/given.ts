/** One recorded administration: which drug, by which route, for how long (R4 MedicationAdministration). */
import {
  type Concept,
  type Facts,
  nameIn,
  plainly,
  type Service,
  SYSTEM,
  speaksOf,
  wordsAbout,
} from '../../src/suggest/module.ts';
import type { DrugRow, DrugTable, Fluid, Route } from './tables.ts';

export interface Given {
  readonly service: Service;
  readonly row?: DrugRow;
  readonly fluid?: Fluid;
  readonly route: Route | undefined;
  readonly how: 'push' | 'infusion' | undefined;
}

/** A claim of a hospital, which owns the drugs that are given in it; else those of the practice. */
const FACILITIES = /^(?:27[356]|28[1-7])/;

/** In a hospital the practice gives none of its own; of a stay the drugs are in the payment of the stay. */
export function ownDrugs({ visit, parties }: Facts): boolean {
  const setting = visit.setting.value;
  if (['office', 'urgent-care', 'home', 'unknown'].includes(setting)) return true;
  const hospital = FACILITIES.test(parties.find((p) => p.role === 'billing')?.taxonomy ?? '');
  return hospital && (setting === 'emergency' || setting === 'observation');
}

export function givenOf(service: Service, on: string, table: DrugTable): Given {
  const name = plainly(nameIn(service));
  const words = plainly(`${wordsAbout(service)} ${textOf(service.route)} ${textOf(service.method)}`);
  const route = routeOf(service, words, table);
  const row = table.rows.find(
    (r) =>
      (r.from === undefined || r.from <= on) &&
      (r.route === 'inhaled') === (route === 'inhaled') &&
      isDrug(service, name, r),
  );
  const fluid = table.fluids.find((f) => speaksOf(name, f.names) && !speaksOf(name, f.not ?? []));
  const how = speaksOf(words, table.push) ? 'push' : speaksOf(words, table.infusion) ? 'infusion' : undefined;
  return { service, route, how, ...(row && !fluid ? { row } : {}), ...(fluid ? { fluid } : {}) };
}

const textOf = (c: Concept | undefined): string =>
  c ? [c.words, ...c.codings.map((x) => x.display ?? '')].join(' ') : '';

const isDrug = (s: Service, name: string, r: DrugRow): boolean =>
  !speaksOf(name, r.not ?? []) &&
  (speaksOf(name, r.names) ||
    s.concept.codings.some((c) => c.system === SYSTEM.rxnorm && r.rxnorm?.includes(c.code)));

/** The coded or written route; without one, the words beside the dose. */
function routeOf(s: Service, words: string, { routes }: DrugTable): Route | undefined {
  const all = Object.entries(routes) as readonly (readonly [Route, DrugTable['routes'][Route]])[];
  const coded = all.find(([, r]) => s.route?.codings.some((c) => r.snomed.includes(c.code)))?.[0];
  if (coded) return coded;
  const own = s.route ? plainly(textOf(s.route)) : words;
  const said = all.filter(([, r]) => speaksOf(own, r.words)).map(([route]) => route);
  return said.length === 1 ? said[0] : undefined;
}
