/** One recorded service as a line: code, units, modifiers and reasons as the record has them, with what is doubtful asked. */
import {
  digitModifier,
  type Facts,
  isAnatomic,
  isHcpcsShape,
  type ModifierSuggestion,
  type ModuleContext,
  type ProcedureCode,
  procedureLabel,
  type Query,
  type Service,
  type ServiceSuggestion,
  SYSTEM,
  sideModifier,
  sideRule,
  service as suggestion,
  type Worksheet,
} from '../../src/suggest/module.ts';
import { codesQuery, modifierQuery, sideQuery, timeQuery, unitsQuery } from './queries.ts';
import { reasonsOf } from './reasons.ts';
import { type Tables, within } from './tables.ts';

export interface LineInput {
  readonly service: Service;
  readonly codes: readonly ProcedureCode[];
  readonly facts: Facts;
  readonly context: ModuleContext;
  readonly tables: Tables;
}

export function lineOf(input: LineInput): ServiceSuggestion {
  const { service, codes, facts, context, tables } = input;
  const code = codes[0] as ProcedureCode;
  const units = unitsOf(service);
  const modifiers = modifiersOf(service, code, context, tables);
  const time = timeCheck(service, code, tables);
  const queries = [
    ...(codes.length > 1 ? [codesQuery(service, codes)] : []),
    ...units.queries,
    ...modifiers.queries,
    ...time,
  ];
  return suggestion({
    system: isHcpcsShape(code) ? SYSTEM.hcpcs : SYSTEM.cpt,
    code,
    label: labelOf(service, code, context),
    date: service.date ?? onlyDay(facts),
    units: units.value,
    modifiers: modifiers.modifiers,
    problems: reasonsOf(service, code, facts, context, tables),
    confidence: confidence(code, context, queries),
    evidence: service.evidence,
    rule: context.rule('recorded', { source: 'HL7 FHIR R4', section: element(service) }),
    queries,
    worksheet: within(code, tables.visits) ? recordedVisit(service, code) : undefined,
  });
}

const element = (s: Service): string => (s.kind === 'charge' ? 'ChargeItem.code' : 'Procedure.code');

/** The label of the site's release or of this program's list, else the record's words. */
function labelOf(s: Service, code: ProcedureCode, context: ModuleContext): string {
  const words = s.concept.words === code ? '' : s.concept.words;
  return procedureLabel(code, context, words || `recorded service ${code}`);
}

/** An undated service of a one-day encounter was done on that day; in a longer stay the day is not known. */
function onlyDay({ visit }: Facts) {
  return visit.endDate === undefined || visit.endDate === visit.date ? visit.date : undefined;
}

function unitsOf(s: Service): { readonly value: number; readonly queries: readonly Query[] } {
  const value = s.kind === 'charge' ? (s.quantity?.value ?? 1) : 1;
  const whole = Number.isInteger(value) && value >= 1;
  return whole ? { value, queries: [] } : { value: 1, queries: [unitsQuery(s)] };
}

interface Modifiers {
  readonly modifiers: readonly ModifierSuggestion[];
  readonly queries: readonly Query[];
}

function modifiersOf(s: Service, code: string, context: ModuleContext, tables: Tables): Modifiers {
  const upper = s.recordedModifiers.map((m) => m.trim().toUpperCase());
  const right = upper.filter((m) => /^[A-Z0-9]{2}$/.test(m));
  const wrong = upper.filter((m) => !right.includes(m));
  const recorded = right.map((m) => ({ code: m, reason: 'Recorded with the service', evidence: s.evidence }));
  const side = sideOf(s, code, right, context, tables);
  return {
    modifiers: [...recorded, ...side.modifiers],
    queries: [...(wrong.length > 0 ? [modifierQuery(s, wrong)] : []), ...side.queries],
  };
}

/** A finger, toe or lid where the code is of one; else the side by the bilateral indicator (CMS Pub. 100-04 ch. 12 §40.7). */
function sideOf(
  s: Service,
  code: string,
  recorded: readonly string[],
  context: ModuleContext,
  tables: Tables,
): Modifiers {
  if (recorded.some(isAnatomic)) return { modifiers: [], queries: [] };
  const digit = within(code, tables.digits)
    ? digitModifier(s.bodySite, s.concept.words, s.side?.value)
    : undefined;
  if (digit && s.side) return marked(digit, `Done on ${s.bodySite[0]?.words || s.concept.words}`, s);
  const rule = sideRule(code, context);
  const sided = within(code, tables.sided);
  if (!sided && (rule !== 'each' || !s.side)) return { modifiers: [], queries: [] };
  if (!s.side)
    return rule === 'none'
      ? { modifiers: [], queries: [] }
      : { modifiers: [], queries: [sideQuery(s, code)] };
  const modifier = sideModifier(s.side.value, rule, sided);
  return modifier ? marked(modifier, `Done on the ${s.side.value} side`, s) : { modifiers: [], queries: [] };
}

const marked = (code: string, reason: string, s: Service): Modifiers => ({
  modifiers: [{ code, reason, evidence: s.side?.evidence ?? s.evidence }],
  queries: [],
});

const MINUTES = /\b(\d{1,3})\s*(?:minutes|mins?)\b/i;

/** Psychotherapy is chosen by the minutes with the patient; a code outside its band is asked about, not changed. */
function timeCheck(s: Service, code: string, { psychotherapy }: Tables): readonly Query[] {
  const own = psychotherapy.find((b) => b.code === code);
  const minutes = s.minutes ?? notedMinutes(s);
  if (!own || minutes === undefined) return [];
  const band = psychotherapy.find((b) => b.from <= minutes && minutes <= (b.to ?? Number.POSITIVE_INFINITY));
  return band === own ? [] : [timeQuery(s, code, minutes, band)];
}

function notedMinutes(s: Service): number | undefined {
  const noted = s.notes.map((n) => MINUTES.exec(n.value)?.[1]).find(Boolean);
  return noted === undefined ? undefined : Number(noted);
}

function confidence(
  code: ProcedureCode,
  { terminology, on }: ModuleContext,
  queries: readonly Query[],
): number {
  const { kind } = terminology.procedures.status(code, on);
  const known = kind === 'active' ? 0.97 : kind === 'listed' ? 0.96 : kind === 'cannot-tell' ? 0.93 : 0.4;
  return queries.length > 0 ? Math.min(known, 0.6) : known;
}

/** A recorded level is the clinician's own; it is shown as such, not levelled again. */
function recordedVisit(s: Service, code: string): Worksheet {
  return {
    title: 'Level of service as recorded',
    rows: [{ element: 'Recorded code', rating: code, why: s.concept.words, evidence: s.evidence }],
    conclusion: `${code} is taken as recorded; decision making and time were not rated again.`,
  };
}
