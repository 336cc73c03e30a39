/** The examination diagnosis, first-listed, with or without abnormal findings (guidelines I.C.21.c.13, I.C.21.c.16, IV.P). */
import {
  diagnosis,
  type Facts,
  guideline,
  icd10CmCode,
  type ModuleContext,
  type ModuleOutput,
  type PreventiveVisit,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { findingsOf } from './findings.ts';
import { findingQuery, missingFindingQuery } from './queries.ts';
import { type Examination, examinationOf, type Tables } from './tables.ts';

export function examinationDiagnosis(
  facts: Facts,
  context: ModuleContext,
  visit: PreventiveVisit,
  tables: Tables,
): ModuleOutput {
  if (visit.recorded) return checkRecorded(facts, context, visit, tables);
  const examination = examinationOf(tables, facts);
  return examination ? suggested(facts, context, visit, examination) : {};
}

function suggested(
  facts: Facts,
  context: ModuleContext,
  visit: PreventiveVisit,
  examination: Examination,
): ModuleOutput {
  const { abnormal, unclear } = findingsOf(facts, context, visit.facts);
  const found = abnormal.length > 0 && examination.abnormal !== undefined;
  const code = found ? (examination.abnormal ?? examination.normal) : examination.normal;
  const other = found ? examination.normal : examination.abnormal;
  const open = !found && examination.abnormal !== undefined && unclear.length > 0;
  const section = found ? 'IV.P' : 'I.C.21.c.13';
  const draft = {
    code,
    problems: visit.facts,
    confidence: open ? 0.6 : 0.92,
    evidence: [...visit.evidence, ...(found ? abnormal.flatMap((r) => r.evidence) : [])],
    rule: context.rule(
      found ? 'with-abnormal-findings' : 'routine-examination',
      guideline(section, context.on),
    ),
    alternatives: other
      ? [{ code: other, why: found ? 'if nothing found was new or worse' : 'if a finding was new or worse' }]
      : [],
    queries: open ? [findingQuery(facts, context, examination, unclear)] : [],
    // The words of the reason may have been mapped to the code without findings.
    replaces: other ? [other] : [],
    placement: 'first' as const,
  };
  return { diagnoses: [diagnosis(draft, context.terminology, context.on)] };
}

/** The clinician's own code stands; where the problems say otherwise, it is asked about. */
function checkRecorded(
  facts: Facts,
  context: ModuleContext,
  visit: PreventiveVisit,
  tables: Tables,
): ModuleOutput {
  const code = recordedCode(visit);
  const examination = tables.examinations.find((e) => e.normal === code || e.abnormal === code);
  if (!code || !examination?.abnormal) return {};
  const { abnormal, unclear } = findingsOf(facts, context, visit.facts);
  if (code === examination.normal && abnormal.length > 0) {
    return { queries: [findingQuery(facts, context, examination, abnormal)] };
  }
  const bare = code === examination.abnormal && abnormal.length + unclear.length === 0;
  const others = context.diagnoses.some((d) => d.code !== code && !d.code.startsWith('Z'));
  return bare && !others ? { queries: [missingFindingQuery(facts, context, code, visit.evidence)] } : {};
}

const recordedCode = ({ recorded }: PreventiveVisit): string | undefined =>
  recorded?.concept.codings.flatMap((c) =>
    c.system === SYSTEM.icd10cm ? (icd10CmCode(c.code) ?? []) : [],
  )[0];
