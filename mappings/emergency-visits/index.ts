/** Emergency department visits 99282–99285: decision making alone; time is no factor, nor is new or established (CPT E/M guidelines). */
import {
  codeAt,
  courseQueries,
  decideMdm,
  type EmFamily,
  type Facts,
  type Mdm,
  type ModuleContext,
  mdmWorksheet,
  type PrepareFunction,
  type Service,
  type ServiceSuggestion,
  SYSTEM,
  service,
  staffAlone,
  visitFamily,
} from '../../src/suggest/module.ts';

const CITATION = { source: 'CPT E/M Guidelines', section: 'Emergency Department Services' };

export const prepare: PrepareFunction = (raw) => {
  const family = raw['levels.json'] as EmFamily;
  return (facts, context) => {
    if (visitFamily(facts).family !== 'emergency' || facts.services.some(isRecordedVisit)) return {};
    if (staffAlone(facts)) return { services: [withoutPhysician(facts, context)] };
    const mdm = decideMdm({ facts, diagnoses: context.diagnoses, reportable: context.problems });
    return mdm.addressed.length === 0 ? {} : { services: [visit(facts, context, mdm, family)] };
  };
};

/** An E/M or critical care code the record carries is taken as it is, by the module of recorded services. */
const isRecordedVisit = (s: Service): boolean =>
  (s.kind === 'procedure' || s.kind === 'charge') &&
  s.status !== 'entered-in-error' &&
  s.concept.codings.some((c) => c.system === SYSTEM.cpt && c.code >= '99202' && c.code <= '99499');

function visit(facts: Facts, context: ModuleContext, mdm: Mdm, family: EmFamily): ServiceSuggestion {
  const code = codeAt(family, mdm.level) ?? '';
  return service({
    system: SYSTEM.cpt,
    code,
    label: `emergency department visit, ${mdm.level}`,
    date: facts.visit.date,
    placeOfService: '23',
    confidence: mdm.addressed.every((r) => r.code !== undefined) ? 0.88 : 0.75,
    evidence: [
      ...facts.visit.setting.evidence,
      ...mdm.problems.evidence,
      ...mdm.data.evidence,
      ...mdm.risk.evidence,
    ],
    problems: mdm.addressed.map((r) => r.problem.id),
    queries: courseQueries(mdm, facts),
    worksheet: mdmWorksheet(mdm, undefined, code, family),
    rule: context.rule('decision-making', CITATION),
  });
}

/** 99281: seen by nursing staff alone. */
const withoutPhysician = (facts: Facts, context: ModuleContext): ServiceSuggestion =>
  service({
    system: SYSTEM.cpt,
    code: '99281',
    label: 'emergency department visit, no physician needed',
    date: facts.visit.date,
    placeOfService: '23',
    confidence: 0.72,
    evidence: [...facts.visit.setting.evidence, ...(facts.visit.clinicians ?? []).flatMap((c) => c.evidence)],
    rule: context.rule('clinical-staff', CITATION),
  });
