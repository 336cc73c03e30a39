/** Critical care by documented minutes: 99291 from 30, 99292 for each further half hour (CPT, Critical Care; CMS Pub. 100-04 ch. 12 §30.6.12). */
import {
  type Citation,
  type Evidence,
  evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  minutesAbout,
  type PrepareFunction,
  payerKindOf,
  recordedCodes,
  type ServiceDate,
  type ServiceSuggestion,
  SYSTEM,
  saidIn,
  service,
  within,
} from '../../src/suggest/module.ts';
import { includedQuery, proceduresQuery } from './queries.ts';

interface Rule {
  readonly payer: string;
  readonly from: string;
  readonly to?: string;
  readonly first: number;
  readonly authority: Citation;
}

interface Tables {
  readonly first: { readonly code: string; readonly from: number; readonly to: number };
  readonly further: { readonly code: string; readonly step: number; readonly rules: readonly Rule[] };
  readonly visits: readonly string[];
  readonly included: readonly string[];
  /** Under this age a stay's critical care has codes by the day. */
  readonly youngest: number;
}

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['codes.json'] as Tables;
  return (facts, context) => criticalCare(facts, context, tables);
};

interface Told {
  readonly day: ServiceDate | undefined;
  readonly minutes: number;
  readonly seen: Evidence;
}

const MATTER = /\bcritical care\b/i;
const DENIED =
  /\b(?:no|not|without|non)[- ](?:\w+ ){0,2}critical care\b|\bcritical care (?:was |is )?(?:not|unit\b|consult|team|transport)/i;

function criticalCare(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const recorded = recordedCodes(facts).some((r) =>
    [tables.first.code, tables.further.code].includes(r.code),
  );
  if (recorded) return {};
  const inpatient = ['inpatient', 'observation'].includes(facts.visit.setting.value);
  if (inpatient && facts.person.age !== undefined && facts.person.age < tables.youngest) return {};
  const days = byDay(facts).filter((t) => t.minutes >= tables.first.from);
  const lines = days.map((told) => linesOf(told, facts, context, tables));
  return {
    services: lines.flatMap((l) => l.services ?? []),
    queries: lines.flatMap((l) => l.queries ?? []),
  };
}

/** The longest statement of a day: a note that is written again says the same minutes again. */
function byDay(facts: Facts): readonly Told[] {
  const days = new Map<string, Told>();
  for (const n of facts.notes) {
    const said = minutesAbout(n.text, MATTER, DENIED);
    if (!said) continue;
    const day = facts.visit.documents?.find((d) => d.id === n.id)?.date ?? facts.visit.date;
    const known = days.get(day ?? '');
    if (!known || said.minutes > known.minutes)
      days.set(day ?? '', { day, minutes: said.minutes, seen: evidence(n.id, 'text', said.words) });
  }
  return [...days.values()];
}

function linesOf(told: Told, facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  const { first, further } = tables;
  const payer = payerKindOf(facts) === 'medicare' ? 'medicare' : 'other';
  const rule = further.rules.find((r) => r.payer === payer && within(context.on, r));
  if (!rule) return {};
  const visits = context.services.filter((s) => s.date === told.day && tables.visits.includes(s.code));
  const procedures = context.services.filter(
    (s) => s.date === told.day && /^(?:[1-6]\d{4}|92950)$/.test(s.code) && !tables.included.includes(s.code),
  );
  const apart = separateVisit(facts);
  const units = told.minutes < rule.first ? 0 : Math.floor((told.minutes - rule.first) / further.step) + 1;
  const main = lineOf(told, facts, context, rule, {
    code: first.code,
    units: 1,
    label: 'critical care, first 30 to 74 minutes',
    // Unless the visit came before and apart, the minutes of the day are the critical care's.
    replaces: apart.length > 0 ? [] : visits.map((v) => v.code),
    problems: [...new Set(visits.flatMap((v) => v.problems))],
  });
  const kept = apart.length > 0 ? visits.map((v) => with25(v, apart)) : [];
  const more =
    units > 0
      ? [
          lineOf(told, facts, context, rule, {
            code: further.code,
            units,
            label: 'critical care, each 30 minutes more',
            replaces: [],
            problems: main.problems,
          }),
        ]
      : [];
  const own = context.services.filter((s) => s.date === told.day && tables.included.includes(s.code));
  return {
    services: [main, ...more, ...kept],
    queries: [
      ...(procedures.length > 0 && !excludesProcedures(facts) ? [proceduresQuery(told, procedures)] : []),
      ...(own.length > 0 ? [includedQuery(told, own)] : []),
    ],
  };
}

function lineOf(
  told: Told,
  { visit }: Facts,
  context: ModuleContext,
  rule: Rule,
  line: Pick<ServiceSuggestion, 'code' | 'units' | 'label' | 'replaces' | 'problems'>,
): ServiceSuggestion {
  return service({
    system: SYSTEM.cpt,
    ...line,
    date: told.day,
    ...(visit.setting.value === 'emergency' ? { placeOfService: '23' } : {}),
    confidence: 0.85,
    evidence: [told.seen],
    rule: context.rule('critical-care-minutes', rule.authority),
    worksheet: {
      title: 'Critical care by documented minutes',
      rows: [
        {
          element: 'Critical care time',
          rating: `${told.minutes} min`,
          why: `99291 from 30 minutes, the first 99292 from ${rule.first}`,
          evidence: [told.seen],
        },
      ],
      conclusion: `${line.code}: ${told.minutes} minutes of critical care.`,
    },
  });
}

/** Medicare since 2022: the visit was before, when no critical care was needed, and was separate. */
const separateVisit = (facts: Facts): readonly Evidence[] =>
  saidIn(
    facts,
    /\b(?:(?:seen|evaluated|assessed) (?:earlier|before|prior to)[^.;\n]{0,60}\b(?:critical|deteriorat\w{2,4}|decompensat\w{2,4})|(?:then|later|subsequently) (?:deteriorated|decompensated|became (?:critically ill|unstable))|separate (?:and distinct )?from (?:the )?critical care)/gi,
  );

const with25 = (visit: ServiceSuggestion, evidence: readonly Evidence[]): ServiceSuggestion =>
  visit.modifiers.some((m) => m.code === '25')
    ? visit
    : {
        ...visit,
        modifiers: [
          ...visit.modifiers,
          { code: '25', reason: 'A visit before the critical care and apart from it', evidence },
        ],
      };

const excludesProcedures = (facts: Facts): boolean =>
  saidIn(
    facts,
    /\b(?:exclu\w{2,6}|not including|separate from|apart from)\b[^.;\n]{0,60}\b(?:procedures?|billable)\b/gi,
  ).length > 0;
