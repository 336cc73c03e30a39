/** Code systems of adjudications, statuses and payments: X12's own addresses, HL7's, and those of CARIN Blue Button and Da Vinci PAS. */
import { CLAIMWRIGHT_BASE, type CodeableConcept, type Coding } from '../../fhir/index.ts';

export const CODES = {
  /** Claim adjustment reason codes. */
  carc: 'https://x12.org/codes/claim-adjustment-reason-codes',
  /** Remittance advice remark codes. */
  rarc: 'https://x12.org/codes/remittance-advice-remark-codes',
  /** Claim adjustment group code, data element 1033. */
  group: 'https://codesystem.x12.org/005010/1033',
  claimStatus: 'https://codesystem.x12.org/005010/1029',
  providerAdjustment: 'https://codesystem.x12.org/005010/426',
  statusCategory: 'https://codesystem.x12.org/external/507',
  status: 'https://codesystem.x12.org/external/508',
  /** Implementation segment and element syntax error codes of a 999. */
  segmentError: 'https://codesystem.x12.org/005010/620',
  elementError: 'https://codesystem.x12.org/005010/621',
  transactionError: 'https://codesystem.x12.org/005010/618',
  interchangeError: 'https://codesystem.x12.org/005010/I18',
  adjudication: 'http://terminology.hl7.org/CodeSystem/adjudication',
  carinAdjudication: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBAdjudicationDiscriminator',
  paymentKind: 'http://terminology.hl7.org/CodeSystem/payment-type',
  claimPayment: 'http://terminology.hl7.org/CodeSystem/ex-paymenttype',
  task: `${CLAIMWRIGHT_BASE}/CodeSystem/task`,
} as const;

export const RESPONSE_NUMBERS = `${CLAIMWRIGHT_BASE}/NamingSystem/claim-response`;

export const concept = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] });

export const codings = (...pairs: readonly (readonly [string, string])[]): Coding[] =>
  pairs.filter(([, code]) => code !== '').map(([system, code]) => ({ system, code }));

/** R4 Money of whole cents. */
export const money = (cents: number): { value: number; currency: 'USD' } => ({
  value: cents / 100,
  currency: 'USD',
});
