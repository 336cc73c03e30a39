/** Office and outpatient visits 99202–99215: decision making or documented total time, whichever supports more (CPT E/M guidelines). */
import {
  codeAt,
  courseInNotes,
  DRUG_CHANGED,
  decideMdm,
  type EmFamily,
  emVisit,
  type Facts,
  type Mdm,
  type ModuleContext,
  type ModuleOutput,
  managesDrugs,
  type PrepareFunction,
  preventiveVisit,
  psychotherapyMinutes,
  type Service,
  SYSTEM,
  saidOf,
  spokenProblems,
  staffAlone,
  visitFamily,
} from '../../src/suggest/module.ts';
import { nurseVisit } from './nurse-visit.ts';

interface Tables {
  readonly levels: Readonly<Record<'new' | 'established', EmFamily>>;
  readonly included: { readonly recorded: readonly { from: string; to: string; why: string }[] };
}

const CITATION = { source: 'CPT E/M Guidelines', section: 'Office or Other Outpatient Services' };
const NEW_OR_ESTABLISHED = { source: 'CPT E/M Guidelines', section: 'New and Established Patients' };
const SEPARATE = { source: 'NCCI Policy Manual', section: 'ch. 1 §D' };

export const prepare: PrepareFunction = (raw) => {
  const tables: Tables = {
    levels: raw['levels.json'] as Tables['levels'],
    included: raw['included.json'] as Tables['included'],
  };
  return (facts, context) => officeVisit(facts, context, tables);
};

function officeVisit(facts: Facts, context: ModuleContext, tables: Tables): ModuleOutput {
  if (!['office', 'urgent-care', 'telehealth'].includes(facts.visit.setting.value)) return {};
  const { family } = visitFamily(facts);
  // A session stands for itself, unless drugs were managed beside it.
  if (family !== 'office' && !(family === 'psychotherapy' && managesDrugs(facts))) return {};
  if (alreadyCoded(facts, tables)) return {};
  if (staffAlone(facts)) return nurseVisit(facts, context);
  const separate = separateProblems(facts, context);
  if (separate?.length === 0) return beyondProcedure(facts);
  const scope = separate ? { onlyFor: separate } : {};
  const { value: status, evidence } = facts.visit.patientStatus;
  if (status === 'unknown') {
    const mdm = decideMdm({ facts, diagnoses: context.diagnoses, reportable: context.problems, ...scope });
    return mdm.addressed.length === 0 ? {} : unknownStatus(facts, mdm, tables);
  }
  const line = emVisit(facts, context, {
    family: tables.levels[status],
    what: `office visit, ${status} patient`,
    citation: CITATION,
    evidence,
    ...scope,
    timeless: Boolean(psychotherapyMinutes(facts)),
  });
  return line ? { services: [line] } : {};
}

const done = (s: Service): boolean =>
  (s.kind === 'procedure' || s.kind === 'charge') &&
  !['entered-in-error', 'not-done', 'aborted'].includes(s.status);

const codesOf = (s: Service): readonly string[] =>
  s.concept.codings.filter((c) => c.system === SYSTEM.cpt || c.system === SYSTEM.hcpcs).map((c) => c.code);

function alreadyCoded(facts: Facts, tables: Tables): boolean {
  const codes = facts.services.filter(done).flatMap(codesOf);
  return tables.included.recorded.some((r) => codes.some((c) => r.from <= c && c <= r.to));
}

/**
 * Problems a visit code may stand for. Undefined: all of them. Beside a minor procedure or a preventive visit only
 * those that were evaluated apart from it; an empty list means that nothing was.
 */
function separateProblems(facts: Facts, context: ModuleContext): readonly string[] | undefined {
  if (preventiveVisit(facts)) return treatedToday(facts, context);
  const procedures = facts.services.filter((s) => done(s) && codesOf(s).some((c) => /^[1-6]\d{4}$/.test(c)));
  if (procedures.length === 0) return undefined;
  const reasons = new Set(procedures.flatMap((s) => s.reasons));
  if (procedures.some((s) => s.reasons.length === 0))
    return treatedToday(facts, context).filter((id) => !reasons.has(id));
  return context.problems
    .filter((p) => p.link !== 'problem-list' && !reasons.has(p.id) && isProblem(p.id, context))
    .map((p) => p.id);
}

/** External causes and encounter reasons are no problem that could be evaluated. */
const isProblem = (id: string, context: ModuleContext): boolean => {
  const codes = context.diagnoses.filter((d) => d.problems.includes(id)).map((d) => d.code);
  return codes.length > 0 && codes.some((c) => !/^[V-Z]/.test(c)) && !id.includes('#reason-');
};

/** Significant work shows in a treatment started or changed for the problem, or in its course. */
function treatedToday(facts: Facts, context: ModuleContext): readonly string[] {
  const treated = new Set(
    facts.services
      .filter((s) => s.kind === 'medication' && (s.action === 'started' || s.action === 'changed'))
      .flatMap((s) => s.reasons),
  );
  const worse = (course: string): boolean => course === 'worsening' || course === 'severe-exacerbation';
  // What the assessment of a note tells of stands beside what was recorded.
  const spoken = spokenProblems(context.diagnoses, facts, false);
  return [...context.problems, ...spoken]
    .filter((p) => {
      const code = context.diagnoses.find((d) => d.problems.includes(p.id))?.code;
      const noted = courseInNotes(p, code, facts)?.value ?? 'unstated';
      const own = treated.has(p.id) || saidOf(p, code, facts, DRUG_CHANGED);
      return isProblem(p.id, context) && (own || worse(p.course.value) || worse(noted));
    })
    .map((p) => p.id);
}

function beyondProcedure(facts: Facts): ModuleOutput {
  const [procedure] = facts.services.filter((s) => done(s) && codesOf(s).some((c) => /^[1-6]\d{4}$/.test(c)));
  if (!procedure) return {};
  return {
    queries: [
      {
        id: 'separate-evaluation',
        about: procedure.id,
        question:
          'Was anything evaluated beyond the decision to do the procedure? Only then does a visit code stand beside it.',
        options: [{ answer: 'Yes: document the separate problem' }, { answer: 'No' }],
        citation: SEPARATE,
        evidence: procedure.evidence,
      },
    ],
  };
}

function unknownStatus(facts: Facts, mdm: Mdm, tables: Tables): ModuleOutput {
  const option = (status: 'new' | 'established') => {
    const code = codeAt(tables.levels[status], mdm.level);
    return { answer: status, ...(code ? { code } : {}) };
  };
  return {
    queries: [
      {
        id: 'patient-status',
        about: facts.visit.id,
        question:
          'Was the patient seen by this physician, or this specialty of the group, within three years?',
        options: [option('established'), option('new')],
        citation: NEW_OR_ESTABLISHED,
        evidence: facts.visit.patientStatus.evidence,
      },
    ],
  };
}
