/** The edit contract: a pure check of a coded encounter or a Claim that answers pass, fail, not applicable or cannot tell. */
import type { Facts } from '../chart/index.ts';
import type { Answer, ServiceDate } from '../kernel/index.ts';
import type { Citation } from '../suggest/index.ts';
import type { Icd10Cm, Terminology } from '../terminology/index.ts';

export type Severity = 'error' | 'warning' | 'information';

/** A diagnosis as the edits see it, whoever made it. */
export interface EditDiagnosis {
  readonly sequence: number;
  /** As written; edits normalise by icd10CmCode and say when they cannot. */
  readonly code: string;
  /** Canonical system, or undefined when none was given. */
  readonly system: string | undefined;
  readonly type: string | undefined;
  readonly onAdmission: string | undefined;
  /** FHIRPath of the element, `Claim.diagnosis[0]`. */
  readonly expression: string;
  /** `Condition/id` where the claim names a Condition instead of a code and the Condition is not at hand. */
  readonly reference?: string | undefined;
}

/** A claim line as the edits see it. */
export interface EditLine {
  readonly sequence: number;
  readonly code: string | undefined;
  readonly system: string | undefined;
  readonly modifiers: readonly string[];
  readonly units: number | undefined;
  readonly unitPriceCents: number | undefined;
  readonly netCents: number | undefined;
  readonly date: ServiceDate | undefined;
  readonly placeOfService: string | undefined;
  /** Diagnosis sequences, in order. */
  readonly pointers: readonly number[];
  readonly expression: string;
  /** Last day of a line that spans days. */
  readonly endDate?: ServiceDate | undefined;
  /** `Claim.item.factor`: multiplies unit price × units. */
  readonly factor?: number | undefined;
  /** NUBC revenue code of an institutional line. */
  readonly revenue?: string | undefined;
}

export interface EditParty {
  readonly role: 'rendering' | 'billing' | 'referring' | 'service-facility' | 'attending' | 'other';
  readonly npi: string | undefined;
  readonly expression: string;
  /** False when the claim only refers to the party and its record is not at hand: a missing NPI proves nothing then. */
  readonly resolved?: boolean | undefined;
  /** A person (true) or an organisation (false), where the reference says which. */
  readonly individual?: boolean | undefined;
}

/** An element that is there but not in the shape FHIR gives it: named, so that it is never passed over in silence. */
export interface Unreadable {
  readonly expression: string;
  readonly expected: string;
}

/** What every edit is given. Built from suggestions before the claim is made, and from the Claim itself after. */
export interface EditSubject {
  readonly kind: 'professional' | 'institutional';
  /** Date of service that decides the releases: discharge for inpatient, else the first day. Undefined: not stated. */
  readonly on: ServiceDate | undefined;
  readonly inpatient: boolean;
  readonly diagnoses: readonly EditDiagnosis[];
  readonly lines: readonly EditLine[];
  readonly parties: readonly EditParty[];
  readonly patient: {
    readonly birthDate: ServiceDate | undefined;
    readonly sex: string | undefined;
    readonly expression: string;
  };
  readonly totalCents: number | undefined;
  /** The encounter's facts, when the chart is at hand; undefined for a Claim that came alone. */
  readonly facts: Facts | undefined;
  /** `codes`: before the claim is made, amounts and the like are not there yet. Default `claim`. */
  readonly stage?: 'codes' | 'claim' | undefined;
  /** The code of `Claim.type`; `kind` is what the edits take it for. Undefined: not stated. */
  readonly claimType?: string | undefined;
  /** `Claim.billablePeriod`: the statement span. */
  readonly period?:
    | { readonly from: ServiceDate | undefined; readonly to: ServiceDate | undefined }
    | undefined;
  /** Every currency the claim's amounts name. */
  readonly currencies?: readonly string[] | undefined;
  readonly unreadable?: readonly Unreadable[] | undefined;
}

export interface EditContext {
  readonly terminology: Terminology;
  /** The tabular notes, remembered over one run; without it they are the terminology's own. */
  readonly notes?: Icd10Cm['notes'];
}

/** What an edit says of one element. */
export interface Hit {
  readonly answer: Exclude<Answer, 'pass' | 'not-applicable'>;
  /** A key of meta.messages. */
  readonly message: string;
  /** Values of the message's slots: codes, counts, dates; never names. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly expression: string;
  /** Codes concerned, first the one to look at. */
  readonly codes: readonly string[];
  /** Overrides meta.severity for this hit; a `cannot-tell` is at most a warning unless meta says otherwise. */
  readonly severity?: Severity;
}

/**
 * `not-applicable` when the edit has nothing to look at; `pass` only when everything was looked at and is right.
 * `cannot-tell` without hits: another edit already says why, once (an unknown code, a missing date).
 */
export type EditVerdict =
  | { readonly answer: 'pass' | 'not-applicable' }
  | { readonly answer: 'fail' | 'cannot-tell'; readonly hits: readonly Hit[] };

export interface EditMeta {
  /** Kebab case, the id of reference and documentation, e.g. `icd10cm-unknown`. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** A code of http://hl7.org/fhir/issue-type. */
  readonly issueType:
    | 'code-invalid'
    | 'business-rule'
    | 'required'
    | 'invariant'
    | 'value'
    | 'not-found'
    | 'incomplete';
  /** SNIP level of an 837 check (1–7). */
  readonly snip: number;
  /** Inclusive dates of service for which the edit is in force. */
  readonly effective: { readonly from: string; readonly to?: string };
  readonly authority: Citation;
  /** What it looks at and when it cannot tell, for its page of documentation. */
  readonly about?: string;
  /** Message id → sentence: what is wrong and what would mend it. `{slots}` are filled from params. */
  readonly messages: Readonly<Record<string, string>>;
}

export interface Edit {
  readonly meta: EditMeta;
  check(subject: EditSubject, context: EditContext): EditVerdict;
}

/** A hit with its sentence, severity and authority: what people and OperationOutcomes are shown. */
export interface Finding {
  readonly edit: string;
  readonly answer: 'fail' | 'cannot-tell';
  readonly severity: Severity;
  readonly issueType: string;
  readonly message: string;
  readonly expression: string;
  readonly codes: readonly string[];
  readonly authority: Citation;
  readonly snip: number;
}
