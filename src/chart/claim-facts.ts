/** What the record says for the claim and not for its codes: answers of payers, authorisations, an accident, the NUBC's codes. */
import type { ClaimResponse } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { Evidence } from './evidence.ts';

/** A payer's answer to a claim for this encounter: it was billed before, and the next payer is to see what it said. */
export interface PayerAnswer {
  /** `ClaimResponse/id` or `ExplanationOfBenefit/id`. */
  readonly id: string;
  /** The number of the claim that was answered, where the record tells it. */
  readonly number: string | undefined;
  /** The record ties that claim to this encounter; else only its number can. */
  readonly ofEncounter: boolean;
  /** As a ClaimResponse, whichever it was. */
  readonly response: ClaimResponse;
  /** The lines that were answered, as far as the record has them. */
  readonly lines: readonly AnsweredLine[];
  readonly evidence: readonly Evidence[];
}

export interface AnsweredLine {
  readonly sequence: number;
  readonly code: string;
  readonly modifiers: readonly string[];
}

/** A payer's number for what it allowed beforehand (837 REF*G1), or a referral's (REF*9F). */
export interface Authorization {
  readonly kind: 'authorization' | 'referral';
  readonly number: string;
  readonly evidence: readonly Evidence[];
}

/** X12 data element 1362: motor accident, employment, another accident. */
export type AccidentCause = 'AA' | 'EM' | 'OA';

/** An accident as an earlier Claim of the same encounter records it. */
export interface AccidentFact {
  readonly causes: readonly AccidentCause[];
  readonly date: ServiceDate | undefined;
  /** Two letters. */
  readonly state: string | undefined;
  readonly evidence: readonly Evidence[];
}

/** A condition, occurrence, occurrence span or value code of the NUBC (FL 18 to 41), as recorded. */
export interface BillingCode {
  readonly kind: 'condition' | 'occurrence' | 'occurrencespan' | 'value';
  readonly code: string;
  readonly date?: ServiceDate;
  readonly period?: { readonly start: ServiceDate; readonly end: ServiceDate };
  readonly amount?: number;
  readonly evidence: readonly Evidence[];
}
