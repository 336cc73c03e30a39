/** Problems: Conditions (and coded reasons without one) in coding terms, tied to this encounter as strongly as the record says. */
import {
  type CodeableConcept,
  type Condition,
  codeIn,
  codingsOf,
  hasCode,
  type Resource,
  SYSTEM,
  wordsOf,
} from '../../fhir/index.ts';
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import type { Chart } from '../chart.ts';
import { type Evidence, evidence, type Sourced } from '../evidence.ts';
import type { Course, Problem, ProblemLink, Verification } from '../facts.ts';
import { conceptEvidence, conceptOf, idOf, notesOf, onDaysOf, sideOf, tie } from './common.ts';
import { courseIn, doubtIn, isDenial } from './words.ts';

const CLINICAL = ['active', 'recurrence', 'relapse', 'inactive', 'remission', 'resolved'] as const;
const VERIFICATION = [
  'confirmed',
  'unconfirmed',
  'provisional',
  'differential',
  'refuted',
  'entered-in-error',
] as const;

/** Strongest link first: the order in which coders look. */
const LINKS: readonly ProblemLink[] = [
  'encounter-diagnosis',
  'encounter-reason',
  'condition-encounter',
  'dated-with-encounter',
  'problem-list',
];

export function readProblems(chart: Chart): readonly Problem[] {
  const care = careIn(chart);
  const fromConditions = chart.of('Condition').map((condition) => problemOf(chart, condition, care));
  return [...fromConditions, ...codedReasons(chart, fromConditions)].sort(
    (a, b) => LINKS.indexOf(a.link) - LINKS.indexOf(b.link) || (a.rank ?? 99) - (b.rank ?? 99),
  );
}

function problemOf(chart: Chart, condition: Condition, care: readonly Resource[]): Problem {
  const id = idOf(condition);
  const words = wordsOf(condition.code);
  const notes = notesOf(condition);
  const listed = diagnosisEntries(chart, condition);
  return {
    id,
    concept: conceptOf(condition.code),
    clinical: statusOf(condition.clinicalStatus, SYSTEM.conditionClinical, CLINICAL),
    verification: verificationOf(condition),
    categories: categoriesOf(condition),
    link: linkOf(chart, condition, listed.length > 0),
    rank: rankIn(listed),
    uses: listed.flatMap((d) => codingsOf(d.use).map((c) => c.code)),
    ...(isReason(chart, condition) ? { isReason: true } : {}),
    side: sideOf([...(condition.bodySite ?? []), ...extensionConcepts(condition)], words, {
      id,
      sitePath: 'Condition.bodySite',
      wordsPath: 'Condition.code',
    }),
    severity: wordsOf(condition.severity) || undefined,
    stage: condition.stage?.map((s) => wordsOf(s.summary)).find(Boolean),
    ...qualifiersOf(condition),
    course: courseOf(id, condition, notes),
    uncertainWords: doubt(condition),
    onset: serviceDate(condition.onsetDateTime ?? condition.onsetPeriod?.start ?? condition.recordedDate),
    abated: serviceDate(condition.abatementDateTime ?? condition.abatementPeriod?.start),
    notes,
    addressed: addressedBy(chart, condition, care),
    evidence: conceptEvidence(id, 'Condition.code', condition.code),
  };
}

/** Coded extensions of the Condition: EHRs put laterality, course or episode there, each under its own address. */
const extensionConcepts = (condition: Condition): readonly CodeableConcept[] =>
  (condition.extension ?? []).flatMap((e): readonly CodeableConcept[] => {
    if (e.valueCodeableConcept) return [e.valueCodeableConcept];
    return e.valueCoding ? [{ coding: [e.valueCoding] }] : [];
  });

/** Words that qualify the problem beside its code; absent where the record has none. */
function qualifiersOf(condition: Condition): Pick<Problem, 'qualifiers'> {
  const concepts = [...(condition.bodySite ?? []), ...extensionConcepts(condition)];
  const words = [...concepts.map(wordsOf), ...(condition.extension ?? []).map((e) => e.valueString ?? '')];
  const qualifiers = words.filter((w) => /[a-z]/i.test(w) && w.length <= 200);
  return qualifiers.length > 0 ? { qualifiers } : {};
}

/** Status codes are read whatever system they claim: many servers send the code alone, the DSTU2 system, or words. */
function statusOf<T extends string>(
  concept: CodeableConcept | undefined,
  system: string,
  legal: readonly T[],
): T | 'unstated' {
  const said = codingsOf(concept).flatMap((c) => [c.code, c.display]);
  const forms = [codeIn(concept, system), ...said, concept?.text].map((s) =>
    s?.trim().toLowerCase().replaceAll(' ', '-'),
  );
  return forms.flatMap((form) => legal.find((l) => l === form) ?? [])[0] ?? 'unstated';
}

/** "Pneumonia ruled out" with a forgotten status would be coded as pneumonia: the words refute it. */
function verificationOf(condition: Condition): Verification {
  const status = statusOf(condition.verificationStatus, SYSTEM.conditionVerification, VERIFICATION);
  const denied = status !== 'entered-in-error' && !isTitle(condition) && isDenial(condition.code?.text);
  return denied ? 'refuted' : status;
}

const CATEGORY = ['encounter-diagnosis', 'problem-list-item', 'health-concern'] as const;

function categoriesOf(condition: Condition): Problem['categories'] {
  const codes = (condition.category ?? []).flatMap((c) => codingsOf(c).map((coding) => coding.code));
  const known = CATEGORY.filter((c) => codes.includes(c));
  return known.length > 0 ? known : codes.length > 0 ? ['other'] : [];
}

function diagnosisEntries(chart: Chart, condition: Condition) {
  return (chart.encounter.diagnosis ?? []).filter(
    (d) => chart.resolve(d.condition, chart.encounter) === condition,
  );
}

/** R4 ranks "for each role type": the rank among admitting diagnoses is not the rank on the bill. */
function rankIn(listed: ReturnType<typeof diagnosisEntries>): number | undefined {
  const ranks = (admitting: boolean) =>
    listed.filter((d) => hasCode(d.use, SYSTEM.diagnosisRole, 'AD') === admitting).map((d) => d.rank);
  return [...ranks(false), ...ranks(true)].find((r) => r !== undefined);
}

/** Named by reference, or by a reason that is coded as the condition is. */
function isReason(chart: Chart, condition: Condition): boolean {
  const { reasonReference = [], reasonCode = [] } = chart.encounter;
  if (reasonReference.some((r) => chart.resolve(r, chart.encounter) === condition)) return true;
  const own = new Set(codingsOf(condition.code).map((c) => `${c.system} ${c.code}`));
  return reasonCode.some((c) => codingsOf(c).some((coding) => own.has(`${coding.system} ${coding.code}`)));
}

function linkOf(chart: Chart, condition: Condition, listed: boolean): ProblemLink {
  if (listed) return 'encounter-diagnosis';
  if (chart.encounter.reasonReference?.some((r) => chart.resolve(r, chart.encounter) === condition)) {
    return 'encounter-reason';
  }
  const tied = tie(chart, condition);
  const categories = categoriesOf(condition);
  if (tied === 'this' && !onlyListed(categories)) return 'condition-encounter';
  // Many EHRs keep the encounter's diagnoses without a pointer to it: the day they were recorded is what is left.
  const dated = onDaysOf(chart, condition.recordedDate ?? condition.onsetDateTime);
  return tied === 'unsaid' && dated && !onlyListed(categories) ? 'dated-with-encounter' : 'problem-list';
}

const onlyListed = (categories: Problem['categories']): boolean =>
  categories.includes('problem-list-item') && !categories.includes('encounter-diagnosis');

function courseOf(id: string, condition: Condition, notes: readonly Sourced<string>[]): Sourced<Course> {
  const sources: readonly (readonly [string, string])[] = [
    ...notes.map((n, i) => [`Condition.note[${i}].text`, n.value] as const),
    ['Condition.code.text', condition.code?.text ?? ''],
    ['Condition.stage[0].summary', (condition.stage ?? []).map((s) => wordsOf(s.summary)).join(' ')],
  ];
  for (const [path, text] of sources) {
    const course = courseIn(text);
    if (course !== 'unstated') return { value: course, evidence: [evidence(id, path, text)] };
  }
  return { value: 'unstated', evidence: [] };
}

/** Doubt counts in the clinician's text, not in the official title of a code that happens to hold such a word; no title begins with one. */
function doubt({ code }: Condition): string | undefined {
  const words = wordsOf(code);
  const word = doubtIn(words);
  const title = codingsOf(code).some((c) => c.display === words);
  return word !== undefined && (!title || words.trimStart().startsWith(word)) ? word : undefined;
}

const isTitle = ({ code }: Condition): boolean =>
  code?.text !== undefined && codingsOf(code).some((c) => c.display === code.text);

/** What was ordered, given or done in this encounter: read once, for every condition is held against it. */
const careIn = (chart: Chart): readonly Resource[] =>
  [
    ...chart.of('MedicationRequest'),
    ...chart.of('ServiceRequest'),
    ...chart.of('Procedure'),
    ...chart.of('MedicationAdministration'),
  ].filter((r) => inThisEncounter(chart, r));

/** Guideline IV.J: what shows that a listed condition was cared for in this encounter. */
function addressedBy(chart: Chart, condition: Condition, care: readonly Resource[]): readonly Evidence[] {
  const assessments = (condition.note ?? []).flatMap((n, i) =>
    n.text && n.time && onDaysOf(chart, n.time)
      ? [evidence(idOf(condition), `Condition.note[${i}].text`, n.text)]
      : [],
  );
  return [...care.flatMap((r) => reasonEvidence(chart, r, condition)), ...assessments];
}

/** What was not done, or only drafted, is no sign of care. */
const VOID = ['entered-in-error', 'cancelled', 'revoked', 'not-done', 'draft'];

function inThisEncounter(chart: Chart, resource: Resource): boolean {
  const r = resource as {
    status?: string;
    authoredOn?: string;
    performedDateTime?: string;
    effectiveDateTime?: string;
  };
  if (VOID.includes(r.status ?? '')) return false;
  const tied = tie(chart, resource);
  const when = r.authoredOn ?? r.performedDateTime ?? r.effectiveDateTime;
  return tied === 'this' || (tied === 'unsaid' && onDaysOf(chart, when));
}

function reasonEvidence(chart: Chart, resource: Resource, condition: Condition): readonly Evidence[] {
  const r = resource as {
    reasonReference?: readonly { reference?: string }[];
    reasonCode?: CodeableConcept[];
    code?: CodeableConcept;
    medicationCodeableConcept?: CodeableConcept;
  };
  const words = wordsOf(r.medicationCodeableConcept ?? r.code);
  const byReference = (r.reasonReference ?? []).findIndex(
    (ref) => chart.resolve(ref, resource) === condition,
  );
  if (byReference >= 0) {
    return [evidence(idOf(resource), `${resource.resourceType}.reasonReference[${byReference}]`, words)];
  }
  const same = codingsOf(condition.code).some((c) => c.system && hasCode(r.reasonCode, c.system, c.code));
  return same ? [evidence(idOf(resource), `${resource.resourceType}.reasonCode`, words)] : [];
}

/** A reason for the visit that no Condition repeats is a problem of its own (guideline IV.A). */
function codedReasons(chart: Chart, known: readonly Problem[]): readonly Problem[] {
  const id = idOf(chart.encounter);
  // A reason that only a refuted or mistaken Condition repeats is still why the patient came.
  const standing = known.filter((p) => p.verification !== 'refuted' && p.verification !== 'entered-in-error');
  return (chart.encounter.reasonCode ?? []).flatMap((reason, i) => {
    const codings = codingsOf(reason);
    const words = wordsOf(reason);
    const repeated = standing.some(
      (p) =>
        p.concept.words.toLowerCase() === words.toLowerCase() ||
        p.concept.codings.some((c) => codings.some((r) => r.code === c.code && r.system === c.system)),
    );
    if (repeated || (codings.length === 0 && !words)) return [];
    return [reasonProblem(id, i, reason, serviceDate(chart.encounter.period?.start))];
  });
}

function reasonProblem(
  encounter: string,
  i: number,
  reason: CodeableConcept,
  day: ServiceDate | undefined,
): Problem {
  const path = `Encounter.reasonCode[${i}]`;
  return {
    id: `${encounter}#reason-${i}`,
    concept: conceptOf(reason),
    clinical: 'active',
    verification: 'unstated',
    categories: [],
    link: 'encounter-reason',
    rank: undefined,
    uses: [],
    side: sideOf(undefined, wordsOf(reason), { id: encounter, sitePath: path, wordsPath: path }),
    severity: undefined,
    stage: undefined,
    course: { value: courseIn(reason.text), evidence: [] },
    uncertainWords: doubtIn(reason.text),
    onset: day,
    abated: undefined,
    notes: [],
    addressed: [],
    evidence: conceptEvidence(encounter, path, reason),
  };
}
