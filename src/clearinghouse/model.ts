/** What was sent and what became of it: the claims of a batch, and the results that responses bring. */
import type { Claim, ClaimResponse, PaymentReconciliation, Task } from '../fhir/index.ts';
import type { ClaimPayment, ClaimStatus, ProviderAdjustment } from '../x12/index.ts';

export interface SentLine {
  /** Claim.item.sequence. */
  readonly sequence: number;
  readonly code: string | undefined;
  readonly modifiers: readonly string[];
  /** Whole cents. */
  readonly charge: number | undefined;
  /** REF*6R, by which a response names the line. */
  readonly trace: string | undefined;
}

/** A claim as it was sent: immutable, a correction is another one. */
export interface SentClaim {
  /** CLM01. */
  readonly number: string;
  readonly claim: Claim;
  readonly lines: readonly SentLine[];
  /** The batch it went in, and the control numbers by which acknowledgements name it. */
  readonly batch: string;
  readonly controlNumbers: {
    readonly interchange: string;
    readonly group: string;
    readonly transaction: string;
  };
}

/** Bytes to be delivered, with the hash under which they are kept. */
export interface Payload {
  /** A file name without folders: it is made from control numbers and the hash only. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  /** The same for the same content, so that a receiver can tell a repetition. */
  readonly idempotencyKey: string;
}

export interface Batch {
  readonly id: string;
  readonly payloads: readonly Payload[];
}

/** What a channel answers when everything of a batch has arrived. */
export interface Receipt {
  readonly channel: string;
  readonly at: string;
  readonly payloads: readonly { readonly sha256: string; readonly answer: string }[];
}

export interface SentBatch extends Batch {
  /** The channel it goes by; a batch that was left is never delivered by another. */
  readonly channel: string;
  readonly claims: readonly SentClaim[];
  /** Undefined until the channel has taken it. */
  readonly receipt: Receipt | undefined;
}

export type ClaimState = 'acknowledged' | 'rejected' | 'adjudicated';

/** What one response says of one claim. Its id is made from the file and the place, so that a file read again changes nothing. */
export interface ClaimResult {
  readonly kind: 'claim';
  readonly id: string;
  readonly number: string;
  readonly state: ClaimState;
  readonly response: ClaimResponse;
  /** What a person has to do about it. */
  readonly task: Task | undefined;
  /** SHA-256 of the file. */
  readonly file: string;
  readonly payerControlNumber: string | undefined;
  /** Whole cents paid; negative for a reversal. */
  readonly paid: number | undefined;
  readonly reversal: boolean;
}

export interface PaymentResult {
  readonly kind: 'payment';
  readonly id: string;
  readonly file: string;
  readonly reconciliation: PaymentReconciliation;
  readonly providerAdjustments: readonly ProviderAdjustment[];
  readonly balanced: boolean;
  readonly task: Task | undefined;
}

/** A response to a claim that is not known here: kept and shown, never dropped. */
export interface UnmatchedResult {
  readonly kind: 'unmatched';
  readonly id: string;
  readonly file: string;
  readonly number: string;
  readonly why: 'claim-unknown' | 'batch-unknown';
  /** Undefined where a whole batch is not known. */
  readonly response: ClaimPayment | ClaimStatus | undefined;
}

export type Result = ClaimResult | PaymentResult | UnmatchedResult;
