/** How the drugs of a day were given: one initial service, the others added to it, by minutes (CPT 96360–96376). */
import type {
  Citation,
  ModuleContext,
  ModuleOutput,
  Query,
  Service,
  ServiceSuggestion,
} from '../../src/suggest/module.ts';
import type { Given } from './given.ts';
import { ask, lineFor } from './lines.ts';
import type { AdministrationTable } from './tables.ts';

const CPT: Citation = { source: 'CPT', section: 'Hydration, therapeutic injections and infusions' };

/** Each further hour counts from its 31st minute. */
const furtherHours = (minutes: number): number => (minutes < 91 ? 0 : Math.floor((minutes - 91) / 60) + 1);

interface Timed {
  readonly given: Given;
  readonly minutes: number;
}

export function administer(
  all: readonly Given[],
  context: ModuleContext,
  table: AdministrationTable,
): ModuleOutput {
  const line = (g: Given, code: string, label: string, units = 1): ServiceSuggestion =>
    lineFor(g.service, { code, label, units, rule: 'administration', citation: CPT }, context);
  const injected = all.filter((g) => g.route === 'injection' && g.row);
  const veins = all.filter((g) => g.route === 'intravenous');
  const { infusions, pushes, hydration, queries } = sorted(veins, table);
  const series = [
    ...infused(infusions, line, table),
    ...pushed(pushes, infusions.length > 0, line, table),
    ...hydrated(hydration, infusions, infusions.length + pushes.length > 0, line, table),
  ];
  return {
    services: [
      ...counted(injected.map((g) => line(g, table.injection.code, table.injection.label))),
      ...counted(series),
    ],
    queries: [...queries, ...again(pushes), ...again(infusions.map((i) => i.given))],
  };
}

interface Sorted {
  readonly infusions: readonly Timed[];
  readonly pushes: readonly Given[];
  readonly hydration: readonly Timed[];
  readonly queries: readonly Query[];
}

/** An infusion of 15 minutes or less is a push; without times of start and end nothing is reckoned. */
function sorted(veins: readonly Given[], table: AdministrationTable): Sorted {
  const drugs = veins.filter((g) => g.row);
  const fluids = veins.filter((g) => g.fluid);
  const timed = (g: Given): readonly Timed[] =>
    g.service.minutes === undefined ? [] : [{ given: g, minutes: g.service.minutes }];
  const long = drugs
    .filter((g) => g.how !== 'push')
    .flatMap(timed)
    .filter((t) => t.minutes > table.pushUpTo);
  const untimed = [...drugs.filter((g) => g.how !== 'push'), ...fluids].filter(
    (g) => g.service.minutes === undefined,
  );
  return {
    infusions: long.sort(byStart),
    pushes: drugs.filter(
      (g) => g.how === 'push' || (g.service.minutes ?? Number.POSITIVE_INFINITY) <= table.pushUpTo,
    ),
    hydration: fluids.flatMap(timed),
    queries: untimed.map((g) => timesQuery(g, table)),
  };
}

const startOf = ({ started }: Service): number => Date.parse(started ?? '');
const endOf = ({ ended }: Service): number => Date.parse(ended ?? '');
const byStart = (a: Timed, b: Timed): number => startOf(a.given.service) - startOf(b.given.service);

type LineOf = (g: Given, code: string, label: string, units?: number) => ServiceSuggestion;

function infused(infusions: readonly Timed[], line: LineOf, { infusion: t }: AdministrationTable) {
  let beside = false;
  const seen = new Set<string | undefined>();
  return infusions.flatMap(({ given, minutes }, i) => {
    const overlaps = infusions.slice(0, i).some((x) => startOf(given.service) < endOf(x.given.service));
    const repeated = seen.has(given.row?.code);
    seen.add(given.row?.code);
    if (i > 0 && repeated) return [];
    if (i > 0 && overlaps) {
      const first = !beside;
      beside = true;
      return first ? [line(given, t.beside, t.label)] : [];
    }
    const hours = furtherHours(minutes);
    return [
      line(given, i === 0 ? t.first : t.next, t.label),
      ...(hours > 0 ? [line(given, t.hour, t.label, hours)] : []),
    ];
  });
}

/** A second push of the same drug has a code that hospitals alone may use, and is asked about. */
function pushed(pushes: readonly Given[], begun: boolean, line: LineOf, { push: t }: AdministrationTable) {
  const fresh = pushes.filter((g, i) => pushes.findIndex((x) => x.row === g.row) === i);
  return fresh.map((g, i) => line(g, begun || i > 0 ? t.next : t.first, t.label));
}

/** Minutes beside an infusion of a drug are none of hydration: it carried the drug. */
function hydrated(
  all: readonly Timed[],
  infusions: readonly Timed[],
  begun: boolean,
  line: LineOf,
  { hydration: t, hydrationFrom }: AdministrationTable,
) {
  const alone = all.map((h) => ({ ...h, minutes: h.minutes - overlap(h, infusions) }));
  const long = alone.filter((h) => h.minutes >= hydrationFrom);
  return long.flatMap(({ given, minutes }, i) => {
    const further = furtherHours(minutes);
    if (begun || i > 0) return [line(given, t.hour, t.label, 1 + further)];
    return [line(given, t.first, t.label), ...(further > 0 ? [line(given, t.hour, t.label, further)] : [])];
  });
}

const overlap = (h: Timed, infusions: readonly Timed[]): number =>
  infusions.reduce((sum, i) => {
    const [a, b] = [h.given.service, i.given.service];
    const ms = Math.min(endOf(a), endOf(b)) - Math.max(startOf(a), startOf(b));
    return sum + Math.max(0, ms / 60_000);
  }, 0);

/** One line a code and day: its units are added up. */
function counted(lines: readonly ServiceSuggestion[]): readonly ServiceSuggestion[] {
  return [...Map.groupBy(lines, (l) => `${l.code} ${l.date}`).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    return [
      {
        ...first,
        units: same.reduce((sum, l) => sum + l.units, 0),
        problems: [...new Set(same.flatMap((l) => l.problems))],
        evidence: same.flatMap((l) => l.evidence),
      },
    ];
  });
}

const again = (given: readonly Given[]): readonly Query[] =>
  given.flatMap((g, i) =>
    given.findIndex((x) => x.row === g.row) < i
      ? [
          ask(
            'drug-again',
            g.service,
            'the same drug was given again that day. A hospital reports a later push of it; a practice does not.',
            [{ answer: 'Hospital, more than 30 minutes later', code: '96376' }, { answer: 'Not reported' }],
            CPT,
          ),
        ]
      : [],
  );

const timesQuery = (g: Given, t: AdministrationTable): Query =>
  ask(
    'infusion-times',
    g.service,
    'when did it begin and end? The code is chosen by the minutes.',
    g.fluid
      ? [{ answer: '31 minutes or more', code: t.hydration.first }, { answer: 'Less: not reported' }]
      : [
          { answer: '15 minutes or less, or a push', code: t.push.first },
          { answer: '16 minutes or more', code: t.infusion.first },
        ],
    CPT,
  );
