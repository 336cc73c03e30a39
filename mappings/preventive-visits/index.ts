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
import { bandOf, compile, type Tables } from './tables.ts';

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
  const ownKind = payer === 'medicare' || payer === 'unknown';
  if (visit.kind === 'examination' || !ownKind)
    return byAge(facts, context, visit, tables, payer === 'medicare');
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
  const ages = band.to === undefined ? `${band.from} and over` : `${band.from} to ${band.to}`;
  return {
    services: [
      {
        ...lineOf(facts, context, visit, code, `preventive visit, ${status.value} patient, age ${ages}`),
        evidence: [...visit.evidence, ...status.evidence, ...birth(facts)],
        rule: context.rule('age-and-status', CPT),
        queries: medicare ? [notCoveredQuery(facts, code, tables, visit.evidence)] : [],
        confidence: medicare ? 0.5 : 0.94,
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
  const { medicare } = tables;
  const words = visit.evidence.map((e) => e.words).join(' ');
  const code =
    visit.kind === 'welcome'
      ? medicare.welcome
      : /\b(?:initial|first)\b/i.test(words)
        ? medicare.first
        : /\bsubsequent\b/i.test(words)
          ? medicare.subsequent
          : undefined;
  if (!code) return { queries: [wellnessQuery(facts, tables, visit.evidence)] };
  const label =
    code === medicare.welcome
      ? 'welcome to Medicare visit'
      : `annual wellness visit, ${code === medicare.first ? 'first' : 'later'}`;
  return { services: [{ ...lineOf(facts, context, visit, code, label), system: SYSTEM.hcpcs }] };
}

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

const birth = ({ person }: Facts): readonly Evidence[] =>
  person.id && person.birthDate ? [evidence(person.id, 'Patient.birthDate', person.birthDate)] : [];
