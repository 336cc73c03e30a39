/** The same service on a Procedure and on a ChargeItem is one line; twice on the same kind of resource is asked about. */
import type { ModifierSuggestion, Query, Service, ServiceSuggestion } from '../../src/suggest/module.ts';
import { repeatQuery } from './queries.ts';
import { type Tables, within } from './tables.ts';

interface Recorded {
  readonly service: Service;
  readonly line: ServiceSuggestion;
}

interface Paired {
  readonly lines: readonly ServiceSuggestion[];
  readonly queries: readonly Query[];
}

export function onePerService(all: readonly Recorded[], tables: Tables): Paired {
  const groups = Map.groupBy(all, ({ line }) => `${line.code} ${line.date ?? ''}`);
  const paired = [...groups.values()].map((group) => pairUp(group, tables));
  return { lines: paired.flatMap((p) => p.lines), queries: paired.flatMap((p) => p.queries) };
}

function pairUp(group: readonly Recorded[], tables: Tables): Paired {
  const procedures = group.filter((r) => r.service.kind === 'procedure');
  const charges = group.filter((r) => r.service.kind === 'charge');
  const [procedure] = procedures;
  const [charge] = charges;
  if (procedure && charge && group.length === 2 && !apart(procedure, charge)) {
    return { lines: [together(procedure, charge)], queries: [] };
  }
  const later = charges.length === 0 ? doneAgain(procedures, tables) : undefined;
  if (later) return { lines: later, queries: [] };
  return { lines: group.map((r) => r.line), queries: [...repeated(procedures), ...repeated(charges)] };
}

/** The charge knows the units, the procedure the reasons and the side; either may carry the modifiers. */
function together(procedure: Recorded, charge: Recorded): ServiceSuggestion {
  const told = [...charge.line.modifiers, ...procedure.line.modifiers];
  const modifiers = told.filter((m, i) => told.findIndex((n) => n.code === m.code) === i);
  const sided = modifiers.some((m) => ['RT', 'LT', '50'].includes(m.code));
  const queries = [...procedure.line.queries, ...charge.line.queries];
  return {
    ...procedure.line,
    units: charge.line.units,
    modifiers,
    problems: [...new Set([...procedure.line.problems, ...charge.line.problems])],
    evidence: [...procedure.line.evidence, ...charge.line.evidence],
    queries: sided ? queries.filter((q) => q.id !== 'service-side') : queries,
  };
}

/** Modifiers that tell two services of one code apart (NCCI policy manual ch. 1 §E). */
const APART = /^(?:RT|LT|F[A1-9]|T[A1-9]|E[1-4]|59|76|77|91|X[ESPU])$/;
const siteOf = (modifiers: readonly ModifierSuggestion[]): string =>
  modifiers
    .map((m) => m.code)
    .filter((m) => APART.test(m))
    .join();

/** The right side on one and the left on the other are two services, not two records of one. */
function apart(a: Recorded, b: Recorded): boolean {
  const [one, other] = [siteOf(a.line.modifiers), siteOf(b.line.modifiers)];
  return one !== '' && other !== '' && one !== other;
}

/**
 * The same film or treatment at another time of the day is told by 76, by another practitioner by 77 (CMS Pub. 100-04
 * ch. 12 §40.7; NCCI Policy Manual ch. 1 §E). Only times of day that differ show it; a site that differs is another service.
 */
function doneAgain(
  procedures: readonly Recorded[],
  { again }: Tables,
): readonly ServiceSuggestion[] | undefined {
  const [first] = procedures;
  if (!first || procedures.length < 2 || !within(first.line.code, again)) return undefined;
  const times = procedures.map((r) => r.service.started);
  if (times.some((t) => t === undefined) || new Set(times).size !== times.length) return undefined;
  if (new Set(procedures.map((r) => siteOf(r.line.modifiers))).size !== 1) return undefined;
  const byTime = [...procedures].sort(
    (a, b) => Date.parse(a.service.started ?? '') - Date.parse(b.service.started ?? ''),
  );
  const [earliest, ...later] = byTime;
  if (!earliest) return undefined;
  const repeats = Map.groupBy(
    later.map((r) => repeatOf(r, earliest)),
    (l) => siteOf(l.modifiers),
  );
  return [earliest.line, ...[...repeats.values()].flatMap(asOne)];
}

const asOne = (same: readonly ServiceSuggestion[]): readonly ServiceSuggestion[] => {
  const [first] = same;
  return first ? [{ ...first, units: same.length, evidence: same.flatMap((l) => l.evidence) }] : [];
};

function repeatOf({ line, service }: Recorded, first: Recorded): ServiceSuggestion {
  const who = [service.performer, first.service.performer];
  const other = who.every((p) => p !== undefined) && who[0] !== who[1];
  const code = other ? '77' : '76';
  if (line.modifiers.some((m) => m.code === '76' || m.code === '77')) return line;
  const reason = `Done again at ${service.started?.slice(11, 16)}${other ? ' by another practitioner' : ''}`;
  return { ...line, modifiers: [...line.modifiers, { code, reason, evidence: service.evidence }] };
}

function repeated(same: readonly Recorded[]): readonly Query[] {
  const bySite = Map.groupBy(same, ({ line }) => siteOf(line.modifiers));
  return [...bySite.values()].flatMap(([first, second]) =>
    first && second ? [repeatQuery(first.service, first.line.code)] : [],
  );
}
