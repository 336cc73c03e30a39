/** Preventive visits: 99381–99397 by age and status, Medicare's own by name, and the examination diagnosis (CPT; CMS Pub. 100-04 ch. 18). */
import {
  type Evidence,
  evidence,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  type PrepareFunction,
  type PreventiveVisit,
  preventiveVisit,
  recordedCodes,
  type ServiceSuggestion,
  SYSTEM,
  service,
} from '../../src/suggest/module.ts';
import { examinationDiagnosis } from './examination.ts';
import { ageQuery, CPT, MEDICARE, notCoveredQuery, statusQuery, wellnessQuery } from './queries.ts';
import { type Band, bandOf, compile, type Tables } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) => {
    const visit = preventiveVisit(facts);
    if (!visit) return {};
    const examined = examinationDiagnosis(facts, context, visit, tables);
    const billed = visitLine(facts, context, visit, tables);
    return { ...examined, ...billed, queries: [...(examined.queries ?? []), ...(billed.queries ?? [])] };
  };
};

const PREVENTIVE = /^(?:993[89][1-7]|G0402|G0438|G0439)$/;

function visitLine(
  facts: Facts,
  context: ModuleContext,
  visit: PreventiveVisit,
  tables: Tables,
): ModuleOutput {
  if (recordedCodes(facts).some((r) => PREVENTIVE.test(r.code))) return {};
  const payer = facts.coverages.find((c) => c.active)?.payerKind ?? 'unknown';
  // Other payers' "wellness visit" is a preventive visit by age.
  const own = payer === 'medicare' || (payer === 'unknown' && /medicare/i.test(wordsOfVisit(visit)));
  if (visit.kind === 'examination' || !own) return byAge(facts, context, visit, tables, payer === 'medicare');
  return medicareVisit(facts, context, visit, tables);
}

function byAge(
  facts: Facts,
  context: ModuleContext,
  visit: PreventiveVisit,
  tables: Tables,
  medicare: boolean,
): ModuleOutput {
  const { person } = facts;
  const status = facts.visit.patientStatus;
  const band = person.age === undefined ? undefined : bandOf(tables, person.age);
  if (!band) return { queries: [ageQuery(facts, visit.evidence)] };
  if (status.value === 'unknown') return { queries: [statusQuery(facts, band)] };
  const code = band[status.value];
  return {
    services: [
      {
        ...lineOf(facts, context, visit, code, `preventive visit, ${status.value} patient, ${agesOf(band)}`),
        evidence: [...visit.evidence, ...status.evidence, ...birth(facts)],
        rule: context.rule('age-and-status', CPT),
        queries: medicare ? [notCoveredQuery(facts, code, tables, visit.evidence)] : [],
        // Medicare pays none by age, so a person decides.
        confidence: medicare ? 0.4 : 0.94,
      },
    ],
  };
}

function medicareVisit(
  facts: Facts,
  context: ModuleContext,
  visit: PreventiveVisit,
  tables: Tables,
): ModuleOutput {
  const which = whichOf(visit);
  if (!which) return { queries: [wellnessQuery(facts, tables, visit.evidence)] };
  const line = lineOf(facts, context, visit, tables.medicare[which], LABELS[which]);
  return { services: [{ ...line, system: SYSTEM.hcpcs }] };
}

type Which = keyof Tables['medicare'];

const LABELS: Readonly<Record<Which, string>> = {
  welcome: 'welcome to Medicare visit',
  first: 'annual wellness visit, first',
  subsequent: 'annual wellness visit, later',
};

/** First or later only when the record says so: Medicare pays G0438 once in a lifetime (42 CFR 410.15). */
function whichOf(visit: PreventiveVisit): Which | undefined {
  if (visit.kind === 'welcome') return 'welcome';
  const words = wordsOfVisit(visit);
  if (/\b(?:initial|first)\b/i.test(words)) return 'first';
  return /\bsubsequent\b/i.test(words) ? 'subsequent' : undefined;
}

const wordsOfVisit = (visit: PreventiveVisit): string => visit.evidence.map((e) => e.words).join(' ');

function lineOf(
  facts: Facts,
  context: ModuleContext,
  visit: PreventiveVisit,
  code: string,
  label: string,
): ServiceSuggestion {
  return service({
    system: SYSTEM.cpt,
    code,
    label,
    date: facts.visit.date,
    problems: visit.facts,
    confidence: 0.88,
    evidence: visit.evidence,
    rule: context.rule('medicare-wellness', MEDICARE),
  });
}

function agesOf({ from = 0, to }: Band): string {
  if (to === 0) return 'under 1 year';
  return to === undefined ? `${from} and over` : `${from} to ${to}`;
}

const birth = ({ person }: Facts): readonly Evidence[] =>
  person.id && person.birthDate ? [evidence(person.id, 'Patient.birthDate', person.birthDate)] : [];
