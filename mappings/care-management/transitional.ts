/** Transitional care: contact in two business days, seen within 7 or 14 days of the discharge, by decision making (CPT, 99495, 99496). */
import {
  daysBetween,
  decideMdm,
  type Evidence,
  evidence,
  type Facts,
  higher,
  type Mdm,
  type MdmLevel,
  type ModuleContext,
  type ModuleOutput,
  mdmWorksheet,
  rankOf,
  type ServiceDate,
  type Sourced,
  saidIn,
  serviceDate,
} from '../../src/suggest/module.ts';
import { lineOf, named } from './said.ts';
import { type Tables, TRANSITIONAL } from './tables.ts';

const NAMED = /\btransitional care\b|\btcm\b/i;
const NAMED_IN_NOTES = /\b(?:transitional care management|tcm (?:visit|services?))\b/gi;
const CONTACT =
  /\b(?:contact\w{0,3}|call\w{0,3}|spoke|reached|telephone\w{0,2}|phone\w{0,2})\b[^.\n]{0,80}\b(?:within (?:2|two) (?:business |working )?days|(?:1|one|2|two) (?:business |working )days? (?:after|of|post)|(?:the )?(?:next|following) (?:business |working )?day|(?:1|one|2|two) (?:business|working) days?)\b|\bwithin (?:2|two) business days[^.\n]{0,60}\b(?:contact|call|reached|spoke)\w{0,3}\b/gi;

export function transitional(
  facts: Facts,
  context: ModuleContext,
  { transitional: table, visits }: Tables,
): ModuleOutput {
  const seen = [...named(facts, NAMED), ...saidIn(facts, NAMED_IN_NOTES)];
  const { visit } = facts;
  if (seen.length === 0 || !visit.date) return {};
  if (!['office', 'telehealth', 'home'].includes(visit.setting.value)) return {};
  const left = dischargeOf(facts);
  if (!left)
    return { queries: [query(facts, 'tcm-discharge', 'On which day was the patient discharged?', seen)] };
  const days = daysBetween(left.value, visit.date);
  const contact = saidIn(facts, CONTACT, { done: true });
  if (contact.length === 0) {
    return {
      queries: [
        query(
          facts,
          'tcm-contact',
          'Was the patient contacted within two business days of the discharge, or tried twice?',
          [...seen, ...left.evidence],
        ),
      ],
    };
  }
  const mdm = decideMdm({ facts, diagnoses: context.diagnoses, reportable: context.problems });
  const said = statedLevel(facts, mdm);
  const level = said ? higher(mdm.level, said.level) : mdm.level;
  const high = rankOf(level) >= rankOf('high') && days <= table.high.days;
  const moderate = rankOf(level) >= rankOf('moderate') && days <= table.moderate.days;
  if (days < 0 || !(high || moderate)) return {};
  const { code } = high ? table.high : table.moderate;
  const line = lineOf(facts, context, {
    code,
    label: `care after discharge, ${high ? 'high' : 'moderate'}, seen on day ${days}`,
    evidence: [...seen, ...left.evidence, ...contact, ...mdm.problems.evidence, ...(said?.evidence ?? [])],
    problems: mdm.addressed.map((r) => r.problem.id),
    rule: 'days-from-discharge',
    citation: TRANSITIONAL,
    confidence: 0.82,
  });
  const sheet = mdmWorksheet(mdm, undefined, code);
  const row = {
    element: 'Days from discharge',
    rating: `${days}`,
    why: `${table.high.code} within ${table.high.days} days and high; ${table.moderate.code} within ${table.moderate.days} and at least moderate`,
    evidence: left.evidence,
  };
  return { services: [{ ...line, worksheet: { ...sheet, rows: [...sheet.rows, row] }, replaces: visits }] };
}

const STATED =
  /\b(?:medical decision[- ]making|mdm)(?: was| is)?(?: of)?:? (?:at least )?(moderate|high)\b|\b(moderate|high)(?:[- ]complexity)? (?:medical decision[- ]making|mdm)\b|\b(moderate|high)[- ]complexity\b/gi;

/** The clinician's own word for the complexity, where the problems that the record shows are of it, too. */
function statedLevel(
  facts: Facts,
  mdm: Mdm,
): { readonly level: MdmLevel; readonly evidence: readonly Evidence[] } | undefined {
  const evidence = saidIn(facts, STATED);
  const level: MdmLevel = /\bhigh\b/i.test(evidence[0]?.words ?? '') ? 'high' : 'moderate';
  const shown = rankOf(mdm.problems.level) >= rankOf(level);
  return evidence.length > 0 && shown ? { level, evidence } : undefined;
}

const SAID =
  /\bdischarged?(?: home)?(?: from [^.\n\d]{0,40})?(?: on|:)? (\d{4}-\d{2}-\d{2}|\d{1,2}\/\d{1,2}\/\d{4})/i;

/** The end of the stay in the chart, else the day the note names. */
function dischargeOf(facts: Facts): Sourced<ServiceDate> | undefined {
  if (facts.visit.lastDischarge) return facts.visit.lastDischarge;
  for (const n of facts.notes) {
    const said = SAID.exec(n.text.slice(0, 50_000));
    const day = said && serviceDate(iso(said[1] ?? ''));
    if (said && day) return { value: day, evidence: [evidence(n.id, 'text', said[0])] };
  }
  return undefined;
}

function iso(text: string): string {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  return us ? `${us[3]}-${(us[1] ?? '').padStart(2, '0')}-${(us[2] ?? '').padStart(2, '0')}` : text;
}

const query = (facts: Facts, id: string, question: string, seen: readonly Evidence[]) => ({
  id,
  about: facts.visit.id,
  question,
  options: [],
  citation: TRANSITIONAL,
  evidence: seen,
});
