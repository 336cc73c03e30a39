/** Which family of codes a visit is looked up in: one only, so that no two modules level the same visit (CPT E/M guidelines, categories). */
import type { DocumentKind, Evidence, Facts, PayerKind, Sourced, Visit } from '../chart/index.ts';
import { evidence, minutesAbout } from '../chart/index.ts';

export type VisitFamily =
  | 'office'
  | 'emergency'
  | 'hospital'
  | 'nursing-facility'
  | 'home'
  | 'office-consultation'
  | 'inpatient-consultation'
  | 'psychiatric-evaluation'
  | 'psychotherapy'
  | 'care-management'
  | 'none';

export interface FamilyOfVisit {
  readonly family: VisitFamily;
  readonly evidence: readonly Evidence[];
}

const CONSULTATION = /\bconsult(?:ation|ative)?\b/i;
/** A name that only sounds like one: a pharmacist's or a nurse's, a first meeting, a call between professionals. */
const NO_CONSULTATION =
  /\b(?:follow[- ]?up|video consult\w*|tele-?consult\w*|e-?consult|curbside|interprofessional|nutrition|dietit?ian|pharmac\w{1,5}|lactation|genetic counsel\w{2,4}|pre-?op\w*|for treatment)\b/i;
const EVALUATION =
  /\b(?:psychiatric|psychological|psych|behaviou?ral health|mental health) (?:diagnostic )?(?:evaluation|intake|assessment|initial (?:evaluation|visit))\b|\bdiagnostic (?:psychiatric )?(?:evaluation|interview) (?:intake)?\b/i;
const THERAPY =
  /\b(?:psychotherapy|(?:individual|family|group) (?:therapy|counsell?ing)|counsell?ing session)\b/i;
/** The room where the patient sat: the visit was another clinician's. */
const HOSTED = /\boriginating site\b/i;
const MANAGEMENT =
  /\b(?:(?:chronic|complex|principal|advanced primary) care management|ccm|pcm|apcm|remote (?:patient|physiologic) monitoring|rpm)\b/i;

/** The family and what in the record says so. */
export function visitFamily(facts: Facts): FamilyOfVisit {
  const { visit } = facts;
  const setting = visit.setting.value;
  if (namedBy(visit, HOSTED).length > 0 || notHeld(facts)) return of('none', []);
  if (setting === 'inpatient' || setting === 'observation') {
    const asked = consultationIn(visit);
    return asked ? of('inpatient-consultation', asked) : of('hospital', visit.setting.evidence);
  }
  if (setting === 'nursing-facility') {
    const asked = consultationIn(visit);
    return asked ? of('inpatient-consultation', asked) : of('nursing-facility', visit.setting.evidence);
  }
  const apart = setting === 'emergency' ? undefined : ofItsOwn(facts);
  if (apart) return apart;
  const asked = consultationIn(visit);
  if (asked && ['office', 'emergency', 'home', 'telehealth'].includes(setting)) {
    return of('office-consultation', asked);
  }
  if (setting === 'emergency' || setting === 'home') return of(setting, visit.setting.evidence);
  return ['office', 'urgent-care', 'telehealth'].includes(setting)
    ? of('office', visit.setting.evidence)
    : of('none', []);
}

const GONE =
  /\bleft (?:the [a-z ]{3,20} )?(?:before|without) being seen\b|\bLWBS\b|\b(?:patient|pt) (?:was a )?(?:no[- ]show|did not (?:come|show up|attend|arrive))\b/i;

/** Called off, entered by mistake, or the patient was never seen: there was no visit. */
const notHeld = ({ visit, notes }: Facts): boolean =>
  ['cancelled', 'entered-in-error'].includes(visit.status ?? '') || notes.some((n) => GONE.test(n.text));

const of = (family: VisitFamily, seen: readonly Evidence[]): FamilyOfVisit => ({ family, evidence: seen });

/** Named by the encounter itself: an evaluation, a session, a month of management. */
function ofItsOwn({ visit }: Facts): FamilyOfVisit | undefined {
  const families: readonly (readonly [RegExp, VisitFamily])[] = [
    [MANAGEMENT, 'care-management'],
    [EVALUATION, 'psychiatric-evaluation'],
    [THERAPY, 'psychotherapy'],
  ];
  for (const [pattern, family] of families) {
    const named = namedBy(visit, pattern);
    if (named.length > 0) return of(family, named);
  }
  return undefined;
}

/** The words of the encounter's types that match, with where they stand. */
export const namedBy = (visit: Visit, pattern: RegExp): readonly Evidence[] =>
  visit.types.flatMap((t, i) =>
    pattern.test(t.words) ? [evidence(visit.id, `Encounter.type[${i}]`, t.words)] : [],
  );

/** Named a consultation by its type or its note, whether or not the request is on record. */
export function consultationNamed(visit: Visit): readonly Evidence[] {
  const typed = visit.types.flatMap((t, i) =>
    CONSULTATION.test(t.words) && !NO_CONSULTATION.test(t.words)
      ? [evidence(visit.id, `Encounter.type[${i}]`, t.words)]
      : [],
  );
  const consultant = (visit.clinicians ?? []).find((c) => c.roles.includes('CON') && c.roles.length === 1);
  const sole = consultant && (visit.clinicians ?? []).length === 1 ? consultant.evidence : [];
  return [...typed, ...sole];
}

/** A consultation is one only when another clinician asked for it (CPT, consultations). */
function consultationIn(visit: Visit): readonly Evidence[] | undefined {
  const named = consultationNamed(visit);
  return named.length > 0 && visit.requestedBy ? [...named, ...visit.requestedBy.evidence] : undefined;
}

export const hasDocument = (visit: Visit, kind: DocumentKind): boolean =>
  (visit.documents ?? []).some((d) => d.kind === kind);

/** The kind of the payer in force, `unknown` without one. */
export const payerKindOf = (facts: Facts): PayerKind =>
  facts.coverages.find((c) => c.active)?.payerKind ?? 'unknown';

const SESSION = /\bpsychotherapy\b/i;
const NO_SESSION =
  /\b(?:no|not|without|declin\w{1,3}|refer\w{0,5}|recommend\w{0,3}|start(?:ing)? (?:individual )?psychotherapy|consider\w{0,3}|plan(?:s|ned|ning)?(?= (?:to|for|on|psycho|individual|weekly))|weekly|outside|with (?:his|her|their) therapist)\b/i;

/** Minutes of psychotherapy that the record documents: of a session procedure, or in a note beside the word. */
export function psychotherapyMinutes(facts: Facts): Sourced<number> | undefined {
  const session = facts.services.find(
    (s) => s.kind === 'procedure' && s.status === 'completed' && s.minutes && SESSION.test(s.concept.words),
  );
  if (session?.minutes) return { value: session.minutes, evidence: session.evidence.slice(0, 1) };
  const named = visitFamily(facts).family === 'psychotherapy' ? LABELS_OF_SESSION : SESSION;
  for (const note of facts.notes) {
    const said = minutesAbout(note.text, named, NO_SESSION);
    if (said) return { value: said.minutes, evidence: [evidence(note.id, 'text', said.words)] };
  }
  return undefined;
}

/** In the note of a session its own start and end are the session's. */
const LABELS_OF_SESSION =
  /\b(?:psychotherapy|(?:individual|family|group|crisis) (?:therapy|session)|session|face[- ]to[- ]face|start(?:ed)?(?: time)?|therapy)\b/i;

/** A prescriber who manages drugs in the session makes a visit beside it (CPT, psychotherapy with evaluation and management). */
export const managesDrugs = (facts: Facts): boolean =>
  !(facts.visit.clinicians ?? []).some((c) => c.kind === 'psychologist') &&
  facts.services.some(
    (s) => s.kind === 'medication' && !['entered-in-error', 'cancelled', 'draft'].includes(s.status),
  );

/** Nurses and assistants alone, and nobody else: the visit had no physician (CPT, 99211 and 99281). */
export const staffAlone = ({ visit }: Facts): boolean =>
  (visit.clinicians ?? []).length > 0 && (visit.clinicians ?? []).every((c) => c.kind === 'staff');
