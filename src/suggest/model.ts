/** Suggestions: codes with their evidence, the rule that produced them and its citation, and what is still open. */
import type { Evidence } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';

/** A rule's authority: a guideline section, a FHIR page, a CMS publication. */
export interface Citation {
  /** For example `ICD-10-CM Official Guidelines FY 2026`. */
  readonly source: string;
  /** For example `I.C.9.a.2`. */
  readonly section: string;
}

/** The rule behind a suggestion. */
export interface RuleRef {
  readonly module: string;
  readonly version: string;
  /** The rule's own id inside the module. */
  readonly rule: string;
  readonly citation: Citation;
}

/** A code considered and not chosen, and why. */
export interface Alternative {
  readonly code: string;
  readonly why: string;
}

/** A question to the clinician, asked instead of a guess; each answer says what it would code. */
export interface Query {
  readonly id: string;
  /** The problem, service or visit it is about. */
  readonly about: string;
  readonly question: string;
  readonly options: readonly { readonly answer: string; readonly code?: string }[];
  readonly citation: Citation;
  readonly evidence: readonly Evidence[];
  /** Asked only where nothing else speaks of the fact: no line rests on it, and no other question is about it. */
  readonly lastResort?: true;
}

export interface DiagnosisSuggestion {
  readonly kind: 'diagnosis';
  /** ICD-10-CM, dotted. */
  readonly code: string;
  /** Title from the release in force, or the record's words when no release tells. */
  readonly title: string;
  /** Id of the release the code was looked up in; undefined when none could tell. */
  readonly release: string | undefined;
  /** Ids of the problems (or other facts) the code speaks for. */
  readonly problems: readonly string[];
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly rule: RuleRef;
  readonly alternatives: readonly Alternative[];
  readonly queries: readonly Query[];
  /** Codes of the same problems that this one makes superfluous (guidelines I.B.9). */
  readonly replaces: readonly string[];
  /** Where sequencing must put it. */
  readonly placement: 'first' | 'any' | 'never-first';
  /** Whether it was present on admission, where a facility bills an inpatient stay and the code is not exempt. */
  readonly onAdmission?: { readonly indicator: 'Y' | 'N' | 'U' | 'W'; readonly why: string };
  /** Why it stands where it does; set once all codes are known. */
  readonly sequenced?: Sequenced;
}

/** The rule that gave a diagnosis its place. */
export interface Sequenced {
  readonly rule: string;
  readonly why: string;
  readonly citation: Citation;
}

export interface ModifierSuggestion {
  readonly code: string;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** One row of a worksheet: an element, what it was rated, and what in the record says so. */
export interface WorksheetRow {
  readonly element: string;
  readonly rating: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
}

/** How a level of service was reached, so that a coder can check it in one look. */
export interface Worksheet {
  readonly title: string;
  readonly rows: readonly WorksheetRow[];
  readonly conclusion: string;
}

export interface ServiceSuggestion {
  readonly kind: 'service';
  /** The canonical system of CPT or HCPCS Level II. */
  readonly system: string;
  readonly code: string;
  /** A short label in our own words (never an AMA descriptor). */
  readonly label: string;
  readonly modifiers: readonly ModifierSuggestion[];
  readonly units: number;
  readonly date: ServiceDate | undefined;
  /** CMS place of service, when the rule decides it. */
  readonly placeOfService: string | undefined;
  /** Problem ids the service was for, most important first; empty: all reported problems. */
  readonly problems: readonly string[];
  /** `problems` stand in place of those that an earlier stage gave. */
  readonly narrowed?: true;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly rule: RuleRef;
  readonly alternatives: readonly Alternative[];
  readonly queries: readonly Query[];
  readonly worksheet: Worksheet | undefined;
  /** Codes (of services) that this one makes superfluous on the same day. */
  readonly replaces: readonly string[];
  /** The drug that a line stands for, and how much of it was used: 837P loop 2410. */
  readonly ndc?: DrugIdentity;
}

export interface DrugIdentity {
  /** As recorded. */
  readonly code: string;
  /** In a unit of CTP05: UN, ML, GR, ME or F2; absent where the record gives none of these. */
  readonly quantity?: { readonly value: number; readonly unit: 'UN' | 'ML' | 'GR' | 'ME' | 'F2' };
}

export type Suggestion = DiagnosisSuggestion | ServiceSuggestion;

/** Why a fact led to no code. Every problem ends as a code or as one of these: nothing is lost silently. */
export type UncodedReason =
  | 'unmapped'
  | 'not-a-diagnosis'
  | 'refuted'
  | 'entered-in-error'
  | 'uncertain'
  | 'not-current'
  | 'not-addressed'
  | 'integral'
  | 'replaced'
  | 'unbillable'
  | 'needs-query';

export interface Uncoded {
  /** The fact's id. */
  readonly about: string;
  readonly reason: UncodedReason;
  /** One plain sentence with the fact's code or words, fit for the coder's eyes. */
  readonly explanation: string;
  readonly citation: Citation;
  readonly evidence: readonly Evidence[];
}
