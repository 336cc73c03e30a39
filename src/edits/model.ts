/** The edit contract: a pure check of a coded encounter or a Claim that answers pass, fail, not applicable or cannot tell. */
import type { Facts, PayerKind } from '../chart/index.ts';
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
  /** Care team sequences of those who did it; none means the claim's own rendering provider. */
  readonly team?: readonly number[] | undefined;
}

export interface EditParty {
  readonly role: 'rendering' | 'billing' | 'referring' | 'service-facility' | 'attending' | 'other';
  readonly npi: string | undefined;
  readonly expression: string;
  /** False when the claim only refers to the party and its record is not at hand: a missing NPI proves nothing then. */
  readonly resolved?: boolean | undefined;
  /** A person (true) or an organisation (false), where the reference says which. */
  readonly individual?: boolean | undefined;
  /** Of a care team member: what lines refer to. */
  readonly sequence?: number | undefined;
  /** `Type/id` of a literal reference: tells two parties apart that have no NPI. */
  readonly reference?: string | undefined;
  readonly taxonomy?: string | undefined;
  /** EIN or SSN as written. */
  readonly taxId?: string | undefined;
  /** Of a record at hand: whether it has a name, and a postal address with line, city, state and postal code. */
  readonly named?: boolean | undefined;
  readonly addressed?: boolean | undefined;
}

/** A coverage of the claim, from its own record or from the chart. */
export interface EditCoverage {
  readonly payerKind: PayerKind;
  readonly payerId: string | undefined;
  /** Whether the payer is named at all. */
  readonly named: boolean;
  readonly memberId: string | undefined;
  readonly relationship: string | undefined;
  readonly active: boolean;
  readonly from: ServiceDate | undefined;
  readonly to: ServiceDate | undefined;
  /** Of a subscriber who is not the patient: whether the record has a name; undefined when it is not at hand. */
  readonly subscriberNamed: boolean | undefined;
  readonly expression: string;
}

/** A code of a bill with its element. */
export interface BillCode {
  readonly code: string;
  readonly expression: string;
}

export interface BillDated extends BillCode {
  readonly date: ServiceDate | undefined;
  readonly to: ServiceDate | undefined;
}

/** What the NUBC data set adds to an institutional claim (Claim.supportingInfo). */
export interface EditBill {
  readonly typeOfBill: BillCode | undefined;
  readonly admissionType: BillCode | undefined;
  readonly pointOfOrigin: BillCode | undefined;
  readonly dischargeStatus: BillCode | undefined;
  readonly admission: ServiceDate | undefined;
  readonly discharge: ServiceDate | undefined;
  readonly conditions: readonly BillCode[];
  readonly occurrences: readonly BillDated[];
  readonly spans: readonly BillDated[];
  readonly values: readonly (BillCode & { readonly amount: number | undefined })[];
}

/** A service of the patient that was claimed before, and for what. */
export interface PastLine {
  /** Number of the claim that it stood on. */
  readonly claim: string | undefined;
  readonly date: ServiceDate;
  readonly code: string;
  readonly modifiers: readonly string[];
  /** NPI or reference of who did it. */
  readonly provider: string | undefined;
  /** ICD-10-CM codes of that claim. */
  readonly diagnoses: readonly string[];
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
    /** Of a record at hand: whether it has a name, and a whole postal address. */
    readonly named?: boolean | undefined;
    readonly addressed?: boolean | undefined;
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
  /** `Claim.identifier` values, as written. */
  readonly claimNumbers?: readonly string[] | undefined;
  /** By `Claim.related`: a replacement or void of an earlier claim, and whether that is named by its number. */
  readonly replaces?: { readonly how: 'replaces' | 'voids'; readonly numbered: boolean } | undefined;
  /** In the order of payment; undefined when the claim came without them. */
  readonly coverages?: readonly EditCoverage[] | undefined;
  readonly bill?: EditBill | undefined;
  /** CLIA number of the laboratory, as written. */
  readonly clia?: BillCode | undefined;
  /** The day on which it is asked, where the asker says so: a pure check reads no clock. */
  readonly today?: ServiceDate | undefined;
  /** What was claimed for the patient before; undefined when that is not known. */
  readonly history?: readonly PastLine[] | undefined;
  /** The first day from which `history` holds everything; undefined: it goes back as far as any edit looks. */
  readonly historyFrom?: ServiceDate | undefined;
  /** Visit codes that coding the chart supports; undefined when the chart was not coded. */
  readonly supportedVisits?: readonly string[] | undefined;
}

export interface EditContext {
  readonly terminology: Terminology;
  /** The tabular notes, remembered over one run; without it they are the terminology's own. */
  readonly notes?: Icd10Cm['notes'];
  /** Parameters of the edit that asks, by the policy of the payer and the date of service. */
  readonly parameters?: EditParameters | undefined;
}

export type EditParameters = Readonly<
  Record<string, string | number | boolean | readonly (string | number)[]>
>;

/** The name of a safe mend; fix.ts knows how each changes a Claim. */
export type FixKind = 'replace-diagnosis-code' | 'move-diagnosis-before' | 'remove-line' | 'fold-lines';

/** The one mend that is safe: what it does to which element, in terms of the Claim that was checked. */
export interface Fix {
  readonly kind: FixKind;
  readonly expression: string;
  /** The new code, or the FHIRPath of the other element. */
  readonly value?: string | undefined;
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
  /** Where exactly one mend is safe. Never applied by an edit. */
  readonly fix?: Fix;
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
  readonly fix?: Fix;
}
