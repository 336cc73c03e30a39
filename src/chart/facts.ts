/** Facts: what the Chart says in coding terms. Modules read these and nothing else. */
import type { NormalCoding, Npi } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { AccidentFact, Authorization, BillingCode, PayerAnswer } from './claim-facts.ts';
import type { Evidence, Sourced } from './evidence.ts';
import type { ReadMention } from './text/note-reader.ts';
import type { Section } from './text/sections.ts';

export type Setting =
  | 'office'
  | 'emergency'
  | 'urgent-care'
  | 'inpatient'
  | 'observation'
  | 'home'
  | 'nursing-facility'
  | 'telehealth'
  | 'unknown';
export type Modality = 'in-person' | 'video' | 'audio' | 'unknown';
export type Side = 'left' | 'right' | 'bilateral';

/** A concept as recorded: all its codings in normal form, and its words. */
export interface Concept {
  readonly codings: readonly NormalCoding[];
  readonly words: string;
}

export interface Visit {
  /** `Encounter/id`. */
  readonly id: string;
  readonly status: string;
  readonly setting: Sourced<Setting>;
  readonly modality: Sourced<Modality>;
  /** The day the encounter began, as written at the place of service; undefined when the chart has none. */
  readonly date: ServiceDate | undefined;
  readonly endDate: ServiceDate | undefined;
  /** Length of `Encounter.period` in minutes: how long the patient was there, not the clinician's time. */
  readonly periodMinutes: number | undefined;
  /** The clinician's documented total time on the date of the encounter, minutes (CPT E/M guidelines, time). */
  readonly documentedMinutes: Sourced<number> | undefined;
  readonly types: readonly Concept[];
  readonly reasons: readonly (Concept & { readonly evidence: Evidence })[];
  /** Where the patient was during a telehealth visit. */
  readonly patientAt: 'home' | 'elsewhere' | undefined;
  /** CMS place-of-service code recorded by the EHR, where one is. */
  readonly recordedPlaceOfService: Sourced<string> | undefined;
  /** New patient: no professional service by the same physician or same-specialty group within three years. */
  readonly patientStatus: Sourced<'new' | 'established' | 'unknown'>;
  readonly dischargeDisposition: Concept | undefined;
  /** Someone other than the patient who gave the history, where the encounter names one (an informant). */
  readonly historian?: Sourced<string>;
  /** Clinical documents of the encounter with their kind, day and author, in order of time. */
  readonly documents?: readonly VisitDocument[];
  /** Who took part in the encounter, as far as the record says what they are. */
  readonly clinicians?: readonly Clinician[];
  /** Who asked for the visit: a referrer, or the one who ordered the encounter. */
  readonly requestedBy?: Sourced<string>;
  /** The last day of the patient's latest hospital stay before this encounter, where the chart holds it. */
  readonly lastDischarge?: Sourced<ServiceDate>;
}

export type DocumentKind =
  | 'admission'
  | 'progress'
  | 'discharge'
  | 'consultation'
  | 'emergency'
  | 'procedure'
  | 'other';

/** A document of the encounter; its words are the note of the same id. */
export interface VisitDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly date: ServiceDate | undefined;
  readonly author: string | undefined;
}

/** `advanced`: nurse practitioners, physician assistants and the like; `staff`: nurses and assistants. */
export type ClinicianKind = 'physician' | 'advanced' | 'psychologist' | 'staff' | 'other' | 'unknown';

export interface Clinician {
  readonly reference: string;
  readonly kind: ClinicianKind;
  /** v3-ParticipationType codes: ATND, ADM, CON, PPRF… */
  readonly roles: readonly string[];
  readonly evidence: readonly Evidence[];
}

export interface Person {
  readonly id: string | undefined;
  readonly birthDate: ServiceDate | undefined;
  readonly sex: 'male' | 'female' | 'other' | 'unknown' | undefined;
  /** Completed years on the date of service. */
  readonly age: number | undefined;
  readonly pregnant: Sourced<boolean> | undefined;
}

export type Verification =
  | 'confirmed'
  | 'unconfirmed'
  | 'provisional'
  | 'differential'
  | 'refuted'
  | 'entered-in-error'
  | 'unstated';
export type ClinicalStatus =
  | 'active'
  | 'recurrence'
  | 'relapse'
  | 'inactive'
  | 'remission'
  | 'resolved'
  | 'unstated';
export type Course = 'stable' | 'improving' | 'worsening' | 'severe-exacerbation' | 'unstated';

/** How a problem is tied to this encounter, strongest first. */
export type ProblemLink =
  | 'encounter-diagnosis'
  | 'encounter-reason'
  | 'condition-encounter'
  | 'dated-with-encounter'
  | 'problem-list';

export interface Problem {
  /** `Condition/id` (or `Encounter/id#reason-0` for a coded reason without a Condition). */
  readonly id: string;
  readonly concept: Concept;
  readonly clinical: ClinicalStatus;
  readonly verification: Verification;
  readonly categories: readonly ('encounter-diagnosis' | 'problem-list-item' | 'health-concern' | 'other')[];
  readonly link: ProblemLink;
  /** `Encounter.diagnosis.rank`; 1 is principal. */
  readonly rank: number | undefined;
  /** Codes of `Encounter.diagnosis.use`: AD admission, DD discharge, CC, CM, billing. */
  readonly uses: readonly string[];
  /** The encounter names it as its reason (`Encounter.reasonReference`, or a reason coded alike). */
  readonly isReason?: boolean;
  readonly side: Sourced<Side> | undefined;
  readonly severity: string | undefined;
  readonly stage: string | undefined;
  /** What else qualifies it in words: body site, coded extensions (laterality, course, trimester). */
  readonly qualifiers?: readonly string[];
  readonly course: Sourced<Course>;
  /** Doubt in the words themselves (`suspected`, `rule out`, `probable`…), guidelines IV.H. */
  readonly uncertainWords: string | undefined;
  readonly onset: ServiceDate | undefined;
  readonly abated: ServiceDate | undefined;
  readonly notes: readonly Sourced<string>[];
  /** What shows that the problem was addressed in this encounter: orders, medication, assessment words. */
  readonly addressed: readonly Evidence[];
  readonly evidence: readonly Evidence[];
}

export type ServiceKind =
  | 'procedure'
  | 'charge'
  | 'immunization'
  | 'order'
  | 'result'
  | 'medication'
  | 'administration';

export interface Service {
  /** `Procedure/id`, `ChargeItem/id`, `Immunization/id`, `ServiceRequest/id`, `MedicationRequest/id`… */
  readonly id: string;
  readonly kind: ServiceKind;
  readonly status: string;
  readonly concept: Concept;
  /** CPT/HCPCS modifiers the record itself carries. */
  readonly recordedModifiers: readonly string[];
  readonly date: ServiceDate | undefined;
  readonly quantity: { readonly value: number; readonly unit: string | undefined } | undefined;
  readonly performer: string | undefined;
  /** Who ordered it, as the party of that role is referred to. */
  readonly orderedBy?: string;
  readonly bodySite: readonly Concept[];
  readonly side: Sourced<Side> | undefined;
  /** Problems the record gives as the reason, as `Problem.id`s. */
  readonly reasons: readonly string[];
  /** Ordered or done in this encounter by this encounter's clinician (`this`), or earlier or by others (`other`). */
  readonly origin: 'this' | 'other' | 'unknown';
  /** For a medication: the recorded intent in words – `started`, `continued`, `changed`, `stopped`. */
  readonly action: string | undefined;
  readonly notes: readonly Sourced<string>[];
  /** Minutes between the recorded start and end of a procedure or of the giving of a drug. */
  readonly minutes?: number;
  /** When it began and ended, as written, where the record has a time of day. */
  readonly started?: string;
  readonly ended?: string;
  /** How a drug was given: R4 MedicationAdministration.dosage. */
  readonly route?: Concept;
  readonly method?: Concept;
  /** The National Drug Code of the product, as recorded. */
  readonly ndc?: string;
  /** A report's own words on what was found. */
  readonly conclusion?: string;
  /** An immunization told of, not given here: `primarySource` false, or a report origin. */
  readonly primarySource?: boolean;
  /** Whose stock an immunization came from: `public` or `private`. */
  readonly funding?: Sourced<string>;
  readonly evidence: readonly Evidence[];
}

/** A number measured or computed: vital sign, laboratory result, score. */
export interface Measurement {
  readonly id: string;
  readonly concept: Concept;
  readonly value: number | undefined;
  readonly unit: string | undefined;
  /** A coded or textual result. */
  readonly words: string | undefined;
  readonly date: ServiceDate | undefined;
  /** The moment it was taken, as written, where the record has a time of day. */
  readonly at?: string;
  readonly category: readonly string[];
  /** References of who performed it; an outside laboratory bills its own tests. */
  readonly performer?: string | undefined;
  readonly notes?: readonly Sourced<string>[];
  readonly evidence: readonly Evidence[];
}

export type PayerKind = 'medicare' | 'medicaid' | 'commercial' | 'self-pay' | 'unknown';

export interface CoverageFact {
  readonly id: string;
  readonly payerKind: PayerKind;
  readonly payerName: string | undefined;
  readonly payerId: string | undefined;
  readonly payerReference: string | undefined;
  readonly memberId: string | undefined;
  readonly relationship: string | undefined;
  readonly active: boolean;
  /** `Coverage.order`: who pays first. */
  readonly order?: number;
  /** A policy for injuries at work or of a motor accident (v3-ActCode WCBPOL, AUTOPOL). */
  readonly policy?: 'workers-compensation' | 'automobile';
  /** What its payer answered to a claim for this encounter. */
  readonly answer?: PayerAnswer;
  readonly evidence: readonly Evidence[];
}

/** Of one ordering provider for each who ordered a service; of the others one. */
export type PartyRole =
  | 'rendering'
  | 'billing'
  | 'referring'
  | 'supervising'
  | 'ordering'
  | 'operating'
  | 'service-facility';

export interface Party {
  readonly role: PartyRole;
  readonly reference: string;
  readonly name: string | undefined;
  /** The recorded identifier, right or wrong; `npi` only when its check digit holds. */
  readonly recordedNpi: string | undefined;
  readonly npi: Npi | undefined;
  readonly taxonomy: string | undefined;
  readonly ein: string | undefined;
  /** What an organization's CLIA identifier says of its certificate: `waiver`, or another that allows more tests. */
  readonly clia?: 'waiver' | 'other';
  /** The certificate's number: ten characters, the third a D. */
  readonly cliaNumber?: string;
  readonly evidence: readonly Evidence[];
}

/** Words of a note, with the document they are in. */
export interface NoteText {
  readonly id: string;
  readonly title: string | undefined;
  readonly text: string;
  /** FHIRPath of the element they were read from. */
  readonly path?: string;
  /** Its sections by their headings; a note without headings is one narrative. */
  readonly sections?: readonly Section[];
}

/** The stay behind an institutional claim, as the EHR wrote it. */
export interface Stay {
  /** `Encounter.period`, with its time where it has one. */
  readonly admitted: string | undefined;
  readonly discharged: string | undefined;
  readonly priority: Concept | undefined;
  readonly admitSource: Concept | undefined;
  readonly dischargeDisposition: Concept | undefined;
  readonly evidence: readonly Evidence[];
}

/** A disease of a blood relative. */
export interface FamilyFact {
  /** `FamilyMemberHistory/id`. */
  readonly id: string;
  /** The relationship in the record's words. */
  readonly relative: string;
  readonly concept: Concept;
  readonly evidence: readonly Evidence[];
}

export interface Facts {
  readonly family?: readonly FamilyFact[];
  readonly visit: Visit;
  readonly stay?: Stay;
  readonly person: Person;
  readonly problems: readonly Problem[];
  readonly services: readonly Service[];
  /** Procedures done for this patient in the 90 days before this encounter, outside it: a global period may still run. */
  readonly earlier?: readonly Service[];
  readonly measurements: readonly Measurement[];
  readonly coverages: readonly CoverageFact[];
  readonly parties: readonly Party[];
  readonly authorizations?: readonly Authorization[];
  readonly accident?: AccidentFact;
  readonly billingCodes?: readonly BillingCode[];
  readonly notes: readonly NoteText[];
  /** Conclusions of reports and notes of Conditions: they support and specify, and are no note of the visit. */
  readonly remarks?: readonly NoteText[];
  /** What a reader outside this program found in the notes, checked: kept with the case, so that it is replayed and not asked again. */
  readonly mentions?: readonly ReadMention[];
}
