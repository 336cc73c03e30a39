/** What an 835 says: a payment, the claims and lines it is for, and the adjustments of a provider as a whole. Amounts in whole cents. */
import type { X12Fault } from '../syntax/fault.ts';
import type { Party, ProcedureId, Qualified } from './parts.ts';

/** One of the six of a CAS. */
export interface Adjustment {
  /** CAS01: `CO` contractual, `PR` patient, `OA` other, `PI` payer initiated. */
  readonly group: string;
  /** Claim adjustment reason code. */
  readonly reason: string;
  /** Positive: the payer pays so much less. Undefined: it could not be read. */
  readonly amount: number | undefined;
  readonly quantity: string;
}

export interface Payment {
  /** TRN02: cheque or EFT number. */
  readonly traceNumber: string;
  /** TRN03. */
  readonly originator: string;
  /** BPR02. */
  readonly amount: number | undefined;
  /** BPR03: `C` credit, `D` debit. */
  readonly creditOrDebit: string;
  /** BPR04: `ACH`, `CHK`, `NON`. */
  readonly method: string;
  /** BPR16. */
  readonly date: string | undefined;
  /** DTM*405. */
  readonly produced: string | undefined;
  readonly payer: Party;
  readonly payee: Party;
  readonly transaction: { readonly controlNumber: string; readonly interchange: string };
}

/** CLP02. */
export type ClaimDisposition =
  | 'primary'
  | 'secondary'
  | 'tertiary'
  | 'denied'
  | 'reversal'
  | 'not-ours'
  | 'predetermination'
  | 'unknown';

export interface ClaimPayment {
  /** CLP01, which is the CLM01 that was sent. */
  readonly number: string;
  readonly status: string;
  readonly disposition: ClaimDisposition;
  /** CLP02 19 to 21 and 23: sent on to another payer. */
  readonly forwarded: boolean;
  readonly charge: number | undefined;
  readonly paid: number | undefined;
  readonly patientResponsibility: number | undefined;
  readonly filingIndicator: string;
  /** CLP07. */
  readonly payerControlNumber: string | undefined;
  /** REF*F8: the claim that this one corrects, by the payer's number. */
  readonly originalNumber: string | undefined;
  readonly facility: string;
  readonly frequency: string;
  readonly adjustments: readonly Adjustment[];
  /** Remark codes of MIA and MOA. */
  readonly remarks: readonly string[];
  readonly parties: readonly Party[];
  readonly references: readonly Qualified[];
  readonly dates: readonly Qualified[];
  readonly amounts: readonly Qualified[];
  readonly quantities: readonly Qualified[];
  readonly lines: readonly LinePayment[];
  readonly segment: number;
  /** What does not add up within the claim; empty when it balances. */
  readonly faults: readonly X12Fault[];
}

export interface LinePayment {
  readonly procedure: ProcedureId | undefined;
  /** SVC06: what was billed, where something else was paid. */
  readonly billed: ProcedureId | undefined;
  readonly revenue: string;
  readonly charge: number | undefined;
  readonly paid: number | undefined;
  readonly units: string;
  /** AMT*B6. */
  readonly allowed: number | undefined;
  readonly adjustments: readonly Adjustment[];
  /** REF*6R. */
  readonly trace: string | undefined;
  readonly references: readonly Qualified[];
  readonly dates: readonly Qualified[];
  readonly amounts: readonly Qualified[];
  /** LQ*HE and LQ*RX. */
  readonly remarks: readonly Qualified[];
  readonly segment: number;
}

/** One of the six of a PLB. */
export interface ProviderAdjustment {
  readonly provider: string;
  readonly fiscalYearEnd: string | undefined;
  /** `WO` overpayment recovery, `FB` forwarding balance, `L6` interest, `72` authorised return. */
  readonly reason: string;
  readonly reference: string;
  /** Positive: the payment is so much less. */
  readonly amount: number | undefined;
}

/** The end of a payment, when all of its claims have been told. */
export interface PaymentEnd {
  readonly payment: Payment;
  readonly claims: number;
  /** Sum of CLP04. */
  readonly paid: number;
  readonly providerAdjustments: readonly ProviderAdjustment[];
  /** Whether the payment, each of its claims and each line add up. */
  readonly balanced: boolean;
  /** What does not add up of the payment itself. */
  readonly faults: readonly X12Fault[];
}
