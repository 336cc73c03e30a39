/** Wounds closed: lengths of one class and one site group are added up (CPT, repair of wounds). */
import {
  type ModuleOutput,
  payerKindOf,
  plainly,
  type Query,
  type Service,
  speaksOf,
  unlessRecorded,
  wordsAbout,
} from '../../src/suggest/module.ts';
import { countOf, groupOf, isNamed, measuredSize, placesOf, type Size } from './details.ts';
import { woundLength } from './lengths.ts';
import { ask, CPT, lineFor, type Room, together } from './line.ts';
import { stepOf } from './steps.ts';
import type { Repair, RepairClass, RepairGroup, Tables } from './tables.ts';

const SECTION = 'Integumentary system, repair (closure)';

interface Wound {
  readonly service: Service;
  readonly size: Size;
  readonly class: RepairClass;
  readonly group: RepairGroup;
  /** What is open: the least code stands with the question. */
  readonly open?: Query;
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
  const cm = woundLength(s, countOf(s));
  const size = cm === undefined ? measuredSize(s, facts) : { cm, evidence: [] };
  const places = placesOf(s, tables);
  const told = depth ?? tables.repair.classes.find((c) => c.class === 'simple');
  if (!told) return { output: {} };
  const group = groupOf(places, told.groups);
  const open = depth ? undefined : depthQuery(s, size, places, tables.repair);
  if (!group) return { output: { queries: [open ?? siteQuery(s, told, size)] } };
  const asked = open ?? (size ? undefined : lengthQuery(s, group));
  const least = size ?? { cm: (group.steps[0]?.over ?? 0) + 0.1, evidence: [] };
  const wound = { service: s, size: least, class: told, group, ...(asked ? { open: asked } : {}) };
  return { wound, output: open && !size ? { queries: [lengthQuery(s, group)] } : {} };
}

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
  const open = wounds.find((w) => w.open)?.open;
  const label = `${first.class.label}, ${open ? 'the least that the record supports' : `${cm} cm`}`;
  const draft = {
    code: step.code,
    label,
    rule: 'repair',
    section: SECTION,
    evidence,
    ...(open ? { open } : {}),
  };
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
