/** CPT category II: A1c, blood pressure and tobacco as the record has them on the day (CMS quality measures 001, 226, 236). */
import {
  type Citation,
  type Evidence,
  type Facts,
  type Measurement,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  plainly,
  procedureLabel,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  saidIn,
  service,
  speaksOf,
  underAny,
} from '../../src/suggest/module.ts';

interface Band {
  /** Exclusive or inclusive upper end; neither: all above. */
  readonly below?: number;
  readonly upTo?: number;
  readonly code: string;
}

interface Value {
  readonly id: string;
  readonly loinc: readonly string[];
  readonly unit: readonly string[];
  readonly of: readonly string[];
  readonly pick: 'latest' | 'lowest';
  readonly label: string;
  readonly bands: readonly Band[];
}

interface Named {
  readonly code: string;
  readonly label: string;
}

interface Tobacco {
  readonly loinc: readonly string[];
  readonly none: readonly string[];
  readonly user: readonly string[];
  readonly nonUser: Named;
  readonly counselled: Named;
}

interface Measures {
  readonly values: readonly Value[];
  readonly tobacco: Tobacco;
}

const SETTINGS = ['office', 'home', 'telehealth', 'unknown'];
const ADULT = 18;
const MEASURES: Citation = { source: 'CMS Quality Payment Program', section: 'measures 001, 226, 236' };

export const prepare: PrepareFunction = (raw) => {
  const { values, tobacco } = raw['measures.json'] as Measures;
  return (facts, context): ModuleOutput => {
    const { visit, person } = facts;
    if (!SETTINGS.includes(visit.setting.value) || (person.age ?? 0) < ADULT) return {};
    const lines = [
      ...values.flatMap((v) => valueLine(v, facts, context)),
      ...tobaccoLine(tobacco, facts, context),
    ];
    const families = [
      ...values.map((v) => v.bands.map((b) => b.code)),
      [tobacco.nonUser.code, tobacco.counselled.code],
    ];
    return { services: lines.filter((l) => !reported(l, families, facts)) };
  };
};

/** The practice reports one of each family itself: it is not worked out again. */
function reported(line: ServiceSuggestion, families: readonly (readonly string[])[], facts: Facts): boolean {
  const family = families.find((f) => f.includes(line.code)) ?? [];
  return recordedCodes(facts).some((r) => family.includes(r.code));
}

const ofToday = (loinc: readonly string[], { measurements, visit }: Facts): readonly Measurement[] =>
  measurements.filter((m) => m.date === visit.date && m.concept.codings.some((c) => loinc.includes(c.code)));

function valueLine(v: Value, facts: Facts, context: ModuleContext): readonly ServiceSuggestion[] {
  if (!context.diagnoses.some((d) => underAny(d.code, v.of))) return [];
  const measured = ofToday(v.loinc, facts).filter(
    (m) => m.value !== undefined && v.unit.includes(m.unit ?? ''),
  );
  const chosen = v.pick === 'lowest' ? lowest(measured) : latest(measured);
  const value = chosen?.value;
  if (!chosen || value === undefined || value <= 0) return [];
  const band = v.bands.find(
    (b) => value < (b.below ?? Number.POSITIVE_INFINITY) && value <= (b.upTo ?? Number.POSITIVE_INFINITY),
  );
  const problems = context.diagnoses.filter((d) => underAny(d.code, v.of)).flatMap((d) => d.problems);
  return band
    ? [lineFor({ code: band.code, label: v.label }, v.id, chosen.evidence, problems, facts, context)]
    : [];
}

const lowest = (all: readonly Measurement[]): Measurement | undefined =>
  all.reduce<Measurement | undefined>((a, b) => (a && (a.value ?? 0) <= (b.value ?? 0) ? a : b), undefined);

const latest = (all: readonly Measurement[]): Measurement | undefined =>
  all.reduce<Measurement | undefined>((a, b) => (a && timeOf(a) > timeOf(b) ? a : b), undefined);

const timeOf = ({ at, date }: Measurement): number => Date.parse(at ?? date ?? '') || 0;

const ADVISED =
  /\b(?:advised|counsel(?:l?ed|l?ing)|encouraged|urged)\b[^.;\n]{0,60}\b(?:smoking|tobacco|quit|cessation|stop smoking)\b|\b(?:smoking|tobacco) cessation counsel(?:l?ing|l?ed)\b/gi;

/** A user is reported only with the advice that was given. */
function tobaccoLine(t: Tobacco, facts: Facts, context: ModuleContext): readonly ServiceSuggestion[] {
  const [status] = ofToday(t.loinc, facts).filter((m) => (m.words ?? '') !== '');
  if (!status) return [];
  const words = plainly(status.words ?? '');
  if (speaksOf(words, t.none)) return [lineFor(t.nonUser, 'tobacco', status.evidence, [], facts, context)];
  const advised = speaksOf(words, t.user) ? saidIn(facts, ADVISED, { done: true }) : [];
  if (advised.length === 0) return [];
  return [lineFor(t.counselled, 'tobacco', [...status.evidence, ...advised], [], facts, context)];
}

const lineFor = (
  { code, label }: Named,
  rule: string,
  evidence: readonly Evidence[],
  problems: readonly string[],
  { visit }: Facts,
  context: ModuleContext,
): ServiceSuggestion =>
  service({
    system: SYSTEM.cpt,
    code,
    label: procedureLabel(code, context, label),
    date: visit.date,
    problems: [...new Set(problems)],
    confidence: 0.95,
    evidence,
    rule: context.rule(rule, MEASURES),
  });
