/** Wounds closed: lengths of one class and one site group are added up (CPT, repair of wounds). */
import {
  type ModuleOutput,
  payerKindOf,
  plainly,
  type Service,
  speaksOf,
  unlessRecorded,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { groupOf, isNamed, placesOf, type Size, sizeOf } from './details.ts';
import { ask, CPT, lineFor, type Room, together } from './line.ts';
import type { Repair, RepairClass, RepairGroup, Tables } from './tables.ts';

const SECTION = 'Integumentary system, repair (closure)';

interface Wound {
  readonly service: Service;
  readonly size: Size;
  readonly class: RepairClass;
  readonly group: RepairGroup;
}

export function repairs(all: readonly Service[], room: Room, tables: Tables): ModuleOutput {
  const read = all.filter((s) => isNamed(s, tables.repair)).map((s) => readWound(s, room, tables));
  const wounds = read.flatMap((r) => r.wound ?? []);
  const groups = Map.groupBy(wounds, (w) => `${w.group.steps[0]?.code} ${w.service.date}`);
  return together([
    ...read.map((r) => r.output),
    ...[...groups.values()].map((g) => lines(g, room, tables.repair)),
  ]);
}

interface Read {
  readonly wound?: Wound;
  readonly output: ModuleOutput;
}

function readWound(s: Service, room: Room, tables: Tables): Read {
  const { repair } = tables;
  const text = plainly(wordsAbout(s));
  const closed = speaksOf(text, repair.sutured);
  if (!closed && speaksOf(text, repair.strips)) return { output: { uncoded: [stripsOnly(s)] } };
  if (!closed && speaksOf(text, repair.adhesive) && payerKindOf(room.facts) === 'medicare') {
    const draft = { ...repair.adhesiveMedicare, rule: 'adhesive', section: SECTION };
    return { output: { services: [lineFor([s], draft, room)] } };
  }
  return measured(
    s,
    repair.classes.find((c) => speaksOf(text, c.says)),
    room,
    tables,
  );
}

const stripsOnly = (s: Service) => ({
  about: s.id,
  reason: 'integral' as const,
  explanation: 'A wound closed with adhesive strips alone is part of the visit.',
  citation: CPT(SECTION),
  evidence: s.evidence,
});

function measured(s: Service, depth: RepairClass | undefined, { facts }: Room, tables: Tables): Read {
  const size = sizeOf(s, facts);
  const places = placesOf(s, tables);
  if (!depth) return { output: { queries: [depthQuery(s, size, places, tables.repair)] } };
  const group = groupOf(places, depth.groups);
  if (!group) return { output: { queries: [siteQuery(s, depth, size)] } };
  if (!size) return { output: { queries: [lengthQuery(s, group)] } };
  return { wound: { service: s, size, class: depth, group }, output: {} };
}

const stepOf = (cm: number, { steps }: RepairGroup) =>
  steps.find((t) => cm > t.over && (t.to === undefined || cm <= t.to));

function lines(wounds: readonly Wound[], room: Room, repair: Repair): ModuleOutput {
  const [first] = wounds;
  if (!first) return {};
  const { group } = first;
  const cm = Math.round(wounds.reduce((sum, w) => sum + w.size.cm, 0) * 100) / 100;
  const top = group.steps.at(-1);
  const step = stepOf(cm, group) ?? (top?.to !== undefined && cm > top.to ? top : undefined);
  if (!step) return { queries: [shortQuery(first.service)] };
  const services = wounds.map((w) => w.service);
  const evidence = wounds.flatMap((w) => w.size.evidence);
  const label = `${first.class.label}, ${cm} cm`;
  const draft = { code: step.code, label, rule: 'repair', section: SECTION, evidence };
  const over = step.to === undefined ? 0 : cm - step.to;
  const more =
    group.more && over > 0
      ? [
          lineFor(
            services,
            { ...draft, code: group.more.code, units: Math.ceil(over / group.more.per) },
            room,
          ),
        ]
      : [];
  const family = repair.classes.flatMap((c) => c.groups.flatMap((g) => g.steps.map((t) => t.code)));
  return unlessRecorded(first.service, family, [lineFor(services, draft, room), ...more], room.facts);
}

const optionsOf = (g: RepairGroup) =>
  g.steps.map((t) => ({
    answer: t.to === undefined ? `Over ${t.over} cm` : `Up to ${t.to} cm`,
    code: t.code,
  }));

const lengthQuery = (s: Service, g: RepairGroup) =>
  ask('repair-length', s, 'how long was the repaired wound, in centimetres?', optionsOf(g), SECTION);

const depthQuery = (s: Service, size: Size | undefined, places: readonly string[], repair: Repair) =>
  ask(
    'repair-depth',
    s,
    'was the closure simple (one layer), intermediate (layered) or complex?',
    [...repair.classes].reverse().map((c) => {
      const group = groupOf(places, c.groups);
      const code = size && group && stepOf(size.cm, group)?.code;
      return { answer: c.class, ...(code ? { code } : {}) };
    }),
    SECTION,
  );

const siteQuery = (s: Service, depth: RepairClass, size: Size | undefined) =>
  ask(
    'repair-site',
    s,
    'where was the wound?',
    depth.groups.map((g) => {
      const code = size && stepOf(size.cm, g)?.code;
      return { answer: g.places.join(', '), ...(code ? { code } : {}) };
    }),
    SECTION,
  );

const shortQuery = (s: Service) =>
  ask(
    'repair-class',
    s,
    'a complex closure of 1 cm or less is reported as simple or intermediate. Which was it?',
    [{ answer: 'Simple' }, { answer: 'Intermediate' }],
    SECTION,
  );
