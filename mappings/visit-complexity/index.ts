/** G2211: a Medicare visit within a lasting relationship, where the record says that it is one (CMS Physician Fee Schedule final rules 2024 to 2026). */
import {
  type Citation,
  type Evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  payerKindOf,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  saidIn,
  service,
  within,
} from '../../src/suggest/module.ts';

interface Dated {
  readonly from: string;
  readonly to?: string;
  readonly codes: readonly string[];
}

interface Tables {
  readonly code: string;
  readonly effective: { readonly from: string; readonly to?: string };
  readonly visits: readonly Dated[];
  readonly beside25: Dated;
}

const CITATION: Citation = {
  source: 'CMS Medicare Claims Processing Manual ch. 12',
  section: '30.6.7, visit complexity',
};

export const prepare: PrepareFunction = (raw) => {
  const tables = raw['rules.json'] as Tables;
  return (facts, context) => complexity(facts, context, tables);
};

function complexity(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (payerKindOf(facts) !== 'medicare' || !within(context.on, tables.effective)) return {};
  if (facts.visit.setting.value === 'urgent-care') return {};
  if (recordedCodes(facts).some((r) => r.code === tables.code)) return {};
  const lasting = relationship(facts);
  if (lasting.length === 0) return {};
  const visits = context.services.filter((s) =>
    tables.visits.some((v) => v.codes.includes(s.code) && within(context.on, v)),
  );
  const open = visits.filter((v) => mayCarry(v, context, tables));
  return { services: open.map((v) => lineOf(v, context, tables.code, lasting)) };
}

/** Beside modifier 25 only from 2025, and only when all the day's other services are preventive ones or vaccines. */
function mayCarry(visit: ServiceSuggestion, context: ModuleContext, { beside25 }: Tables): boolean {
  if (!visit.modifiers.some((m) => m.code === '25')) return true;
  const others = context.services.filter((s) => s !== visit && s.date === visit.date);
  // Vaccines' and tests' product codes need no 25 and are no reason for one.
  const reasons = others.filter((s) => !/^(?:90[3-7]\d\d|8\d{4}|36415|Q\d{4}|J\d{4})$/.test(s.code));
  return within(context.on, beside25) && reasons.every((s) => beside25.codes.includes(s.code));
}

/** In the record's own words: a long chart alone does not say that this clinician is the lasting one. */
const relationship = (facts: Facts): readonly Evidence[] =>
  saidIn(
    facts,
    /\b(?:longitudinal (?:care|relationship|management)|continuing focal point|(?:i|we) (?:am|are|serve as|remain) (?:the |his |her |their )?(?:patient's )?(?:ongoing |primary care |continuing )(?:provider|physician|clinician|doctor|care)|ongoing (?:care|management) (?:relationship|of (?:his|her|their|the|this) (?:serious|complex|chronic))|(?:followed|follow (?:him|her|them|the patient)) (?:by me |here )?(?:long[- ]term|longitudinally|over time)|primary care (?:provider|physician) of record)\b/gi,
  );

const lineOf = (
  visit: ServiceSuggestion,
  context: ModuleContext,
  code: string,
  evidence: readonly Evidence[],
): ServiceSuggestion =>
  service({
    system: SYSTEM.hcpcs,
    code,
    label: 'visit within a lasting relationship, add-on',
    date: visit.date,
    placeOfService: visit.placeOfService,
    problems: visit.problems,
    confidence: 0.8,
    evidence,
    rule: context.rule('lasting-relationship', CITATION),
  });
