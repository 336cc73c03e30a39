/** Scored questionnaires 96127, Medicare's yearly depression screening G0444, tobacco counselling 99406 and 99407 (CPT; NCD 210.9). */
import {
  type Citation,
  evidence,
  type Facts,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  minutesAbout,
  type PrepareFunction,
  payerKindOf,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  service,
  within,
} from '../../src/suggest/module.ts';
import { compile, type Instrument, type Tables } from './tables.ts';

const BRIEF: Citation = { source: 'CPT', section: 'Central nervous system assessments, 96127' };
const SCREENING: Citation = { source: 'CMS National Coverage Determination', section: '210.9' };
const TOBACCO: Citation = { source: 'CPT', section: 'Behaviour change interventions, 99406, 99407' };

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) => {
    const recorded = new Set(recordedCodes(facts).map((r) => String(r.code)));
    const scored = screening(facts, context, tables, recorded);
    const counselled = tobacco(facts, context, tables, recorded);
    return {
      services: [...(scored.services ?? []), ...(counselled.services ?? [])],
      queries: [...(scored.queries ?? []), ...(counselled.queries ?? [])],
    };
  };
};

interface Scored {
  readonly instrument: Instrument;
  readonly measurement: Measurement;
}

const SETTINGS = ['office', 'telehealth', 'urgent-care', 'home', 'nursing-facility'];

function screening(
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
  recorded: ReadonlySet<string>,
): ModuleOutput {
  if (!SETTINGS.includes(facts.visit.setting.value)) return {};
  if (recorded.has(tables.brief) || recorded.has(tables.depression.medicare)) return {};
  const scored = scoredToday(facts, tables);
  const first = scored.find((s) => s.instrument.depression);
  const yearly = first && screensForDepression(facts, context, tables) ? first : undefined;
  const others = scored.filter((s) => s !== yearly);
  return {
    services: [
      ...(yearly ? [depressionLine(facts, context, tables, yearly)] : []),
      ...(others.length > 0 ? [briefLine(facts, context, tables, others)] : []),
    ],
  };
}

/** One of each instrument, with a score on the day of the visit. */
function scoredToday(facts: Facts, tables: Tables): readonly Scored[] {
  return tables.instruments.flatMap((instrument) => {
    const measurement = facts.measurements.find(
      (m) => m.date === facts.visit.date && m.value !== undefined && tables.isOf(instrument, m.concept),
    );
    return measurement ? [{ instrument, measurement }] : [];
  });
}

/** A screening is of someone not known to be depressed, and the record calls it one or the visit is a yearly one. */
function screensForDepression(facts: Facts, context: ModuleContext, { depression }: Tables): boolean {
  const payer = payerKindOf(facts) === 'medicare' && within(context.on, depression.effective);
  const known = context.diagnoses.some((d) => /^F(?:31|32|33|34\.1)/.test(d.code));
  const words = [
    ...facts.visit.types.map((t) => t.words),
    ...facts.notes.map((n) => n.text.slice(0, 50_000)),
  ];
  return (
    payer &&
    !known &&
    words.some((w) => /\b(?:depression screen\w{0,3}|screen\w{0,3} for depression)\b/i.test(w))
  );
}

const depressionLine = (
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
  { instrument, measurement }: Scored,
): ServiceSuggestion =>
  service({
    system: SYSTEM.hcpcs,
    code: tables.depression.medicare,
    label: `yearly depression screening, Medicare (${instrument.name})`,
    date: facts.visit.date,
    confidence: 0.75,
    evidence: measurement.evidence,
    rule: context.rule('depression-screening', SCREENING),
    queries: [
      {
        id: 'depression-screening-yearly',
        about: facts.visit.id,
        question: 'Is it eleven full months since the last depression screening that Medicare paid?',
        options: [
          { answer: 'Yes, or the first', code: tables.depression.medicare },
          { answer: 'No: not reported' },
        ],
        citation: SCREENING,
        evidence: measurement.evidence,
      },
    ],
  });

const briefLine = (
  facts: Facts,
  context: ModuleContext,
  tables: Tables,
  scored: readonly Scored[],
): ServiceSuggestion =>
  service({
    system: SYSTEM.cpt,
    code: tables.brief,
    label: `brief questionnaire, scored (${scored.map((s) => s.instrument.name).join(', ')})`,
    date: facts.visit.date,
    units: scored.length,
    confidence: 0.82,
    evidence: scored.flatMap((s) => s.measurement.evidence),
    rule: context.rule('scored-instrument', BRIEF),
  });

const MATTER =
  /\b(?:(?:tobacco|smoking|nicotine|vaping)[- ]?(?:use )?(?:cessation|counsell?ing)?|cessation counsell?ing)\b/i;
const NOT_COUNSELLED =
  /\b(?:years?|packs?|ago|declin\w{1,3}|refus\w{1,3}|denies|not ready to discuss|no counsell?ing|between|after waking)\b/i;

/** Minutes of counselling alone: "more than 3" and "more than 10". */
function tobacco(
  facts: Facts,
  context: ModuleContext,
  { tobacco: table }: Tables,
  recorded: ReadonlySet<string>,
): ModuleOutput {
  if (recorded.has(table.short) || recorded.has(table.long)) return {};
  const told = facts.notes.flatMap((n) => {
    const said = minutesAbout(n.text, MATTER, NOT_COUNSELLED);
    return said ? [{ minutes: said.minutes, seen: evidence(n.id, 'text', said.words) }] : [];
  })[0];
  if (!told || told.minutes <= table.above || told.minutes > 120) return {};
  const long = told.minutes > table.longAbove;
  const users = facts.problems.filter((p) =>
    context.diagnoses.some((d) => /^(?:F17|Z72\.0|O99\.33|T65\.2)/.test(d.code) && d.problems.includes(p.id)),
  );
  return {
    services: [
      service({
        system: SYSTEM.cpt,
        code: long ? table.long : table.short,
        label: `tobacco counselling, ${long ? 'over 10 minutes' : 'over 3 to 10 minutes'}`,
        date: facts.visit.date,
        problems: users.map((p) => p.id),
        confidence: users.length > 0 ? 0.9 : 0.7,
        evidence: [told.seen, ...users.flatMap((p) => p.evidence.slice(0, 1))],
        rule: context.rule('tobacco-minutes', TOBACCO),
      }),
    ],
  };
}
