/** What the record itself says against a claim: problems that led to no code, and what could not be read. */
import type { Chart, Facts, Problem } from '../chart/index.ts';
import {
  checkEdit,
  EDITS,
  type Finding,
  findingOf as findingOfHit,
  type Severity,
  subjectOfCodes,
} from '../edits/index.ts';
import { SYSTEM } from '../fhir/index.ts';
import {
  diagnosis,
  type Knowledge,
  type SuggestionSet,
  type Uncoded,
  type UncodedReason,
} from '../suggest/index.ts';

/** An unmapped diagnosis of this encounter is money or safety lost; the others are decisions a coder may want to see. */
const SEVERITY: Readonly<Record<UncodedReason, Severity>> = {
  unmapped: 'error',
  unbillable: 'error',
  'needs-query': 'error',
  uncertain: 'information',
  'not-a-diagnosis': 'information',
  refuted: 'information',
  'entered-in-error': 'information',
  'not-current': 'information',
  'not-addressed': 'information',
  integral: 'information',
  replaced: 'information',
};

/** One finding for each problem that led to no code, and what the code edits say of a wrong code in the record. */
export function uncodedFindings(facts: Facts, set: SuggestionSet, knowledge: Knowledge): readonly Finding[] {
  const problems = new Map(facts.problems.map((p) => [p.id, p]));
  const unexplained = set.uncoded.filter((u) => SEVERITY[u.reason] === 'error').map((u) => u.about);
  // A coded problem may bear a wrong code, too: its words led to a right one, and a person confirms that.
  const looked = new Set([...unexplained, ...set.diagnoses.flatMap((d) => d.problems)]);
  const own = facts.problems.filter((p) => looked.has(p.id) && p.link !== 'problem-list');
  return [
    ...set.uncoded.map((u) => findingOf(u, problems.get(u.about))),
    ...recordedCodeFindings(own, facts, set, knowledge),
  ];
}

function findingOf(u: Uncoded, problem: Problem | undefined): Finding {
  // A complaint in the patient's words, or a listed problem nobody cared for, does not hold a claim.
  const minor = problem === undefined || problem.id.includes('#reason-') || problem.link === 'problem-list';
  const severity = SEVERITY[u.reason];
  // Words or a concept that no module knows are not wrong: a person has to tell what they mean.
  const open = u.reason === 'unmapped' && !problem?.concept.codings.some((c) => c.system === SYSTEM.icd10cm);
  return {
    edit: `${problem === undefined && isService(u) ? 'service' : 'diagnosis'}-${u.reason}`,
    answer: open ? 'cannot-tell' : 'fail',
    severity: severity === 'error' && minor ? 'information' : open ? 'warning' : severity,
    issueType: u.reason === 'unmapped' ? 'not-found' : 'business-rule',
    message: u.explanation,
    expression: u.about,
    codes: problem?.concept.codings.slice(0, 1).map((c) => c.code) ?? [],
    authority: u.citation,
    snip: 5,
  };
}

const SERVICES =
  /^(?:Procedure|ChargeItem|Immunization|ServiceRequest|DiagnosticReport|MedicationRequest|MedicationAdministration|Observation)\//;

/** What was done and led to no line, as against what the patient has. */
const isService = ({ about }: Uncoded): boolean => SERVICES.test(about);

const CODE_EDITS = ['icd10cm-unknown', 'icd10cm-not-billable', 'icd10cm-not-effective', 'icd10cm-retired'];
const EDITS_OF_CODES = EDITS.filter((e) => CODE_EDITS.includes(e.meta.id));

/** The edits' word on the ICD-10-CM codes that problems bear: their successors, the billable codes below them. */
function recordedCodeFindings(
  problems: readonly Problem[],
  facts: Facts,
  set: SuggestionSet,
  { terminology }: Knowledge,
): readonly Finding[] {
  const { on } = set;
  const bearing = problems.flatMap((p) => {
    const code = p.concept.codings.find((c) => c.system === SYSTEM.icd10cm)?.code;
    return code === undefined ? [] : [{ p, code }];
  });
  if (!on || bearing.length === 0) return [];
  const rule = {
    module: 'record',
    version: '1',
    rule: 'as-recorded',
    citation: { source: 'record', section: 'code' },
  };
  const drafts = bearing.map(({ p, code }) =>
    diagnosis({ code, problems: [p.id], confidence: 0, evidence: p.evidence, rule }, terminology, on),
  );
  const subject = subjectOfCodes(drafts, [], facts, on, false);
  return EDITS_OF_CODES.flatMap((edit) => {
    const verdict = checkEdit(edit, subject, { terminology });
    return 'hits' in verdict ? verdict.hits.map((hit) => borne(findingOfHit(edit, hit), bearing)) : [];
  });
}

/** A finding that speaks of the record's own element instead of a claim's. */
function borne(f: Finding, bearing: readonly { readonly p: Problem }[]): Finding {
  const at = /\[(\d+)\]/.exec(f.expression)?.[1];
  const problem = at === undefined ? undefined : bearing[Number(at)]?.p;
  return problem ? { ...f, expression: `${problem.id}: Condition.code` } : f;
}

export function chartFindings(chart: Chart): readonly Finding[] {
  return chart.gaps.map((gap) => ({
    edit: 'chart-incomplete',
    answer: 'cannot-tell',
    severity: 'information',
    issueType: 'incomplete',
    message: `${gap.what} could not be read: ${gap.reason}.`,
    expression: gap.expression ?? 'Encounter',
    codes: [],
    authority: { source: 'FHIR R4', section: 'http.html' },
    snip: 1,
  }));
}
