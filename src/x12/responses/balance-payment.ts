/** Whether an 835 adds up: lines, claims, and the payment (005010X221A1 1.10.2.1). An amount that cannot be read never balances. */

import { dollars, sumOf } from '../amount.ts';
import type { X12Fault } from '../syntax/fault.ts';
import type { Adjustment, ClaimPayment, LinePayment, Payment, ProviderAdjustment } from './payment.ts';

/** A sum of amounts; undefined when one of them could not be read. */
function sum(amounts: readonly (number | undefined)[]): number | undefined {
  return amounts.some((amount) => amount === undefined) ? undefined : sumOf(amounts);
}

const adjusted = (all: readonly Adjustment[]): number | undefined => sum(all.map(({ amount }) => amount));

export function claimFaults(claim: Omit<ClaimPayment, 'faults'>): readonly X12Fault[] {
  return [
    ...claim.lines.flatMap(lineFaults),
    ...claimSum(claim),
    ...(claim.lines.length > 0 ? linesSum(claim) : []),
    ...patientSum(claim),
  ];
}

/** Charge − adjustments = paid. */
function lineFaults(line: LinePayment): readonly X12Fault[] {
  const less = adjusted(line.adjustments);
  if (line.charge === undefined || line.paid === undefined || less === undefined)
    return [unreadable('SVC', '2110', line.segment)];
  if (line.charge - less === line.paid) return [];
  const words = `The line's charge ${dollars(line.charge)} less its adjustments ${dollars(less)} is not the ${dollars(line.paid)} paid`;
  return [fault('line-balance', words, { segment: 'SVC', element: 3, loop: '2110', number: line.segment })];
}

/** The same of the claim, with the adjustments of its lines. */
function claimSum({
  charge,
  paid,
  adjustments,
  lines,
  segment,
}: Omit<ClaimPayment, 'faults'>): readonly X12Fault[] {
  const less = adjusted([...adjustments, ...lines.flatMap((line) => line.adjustments)]);
  if (charge === undefined || paid === undefined || less === undefined)
    return [unreadable('CLP', '2100', segment)];
  if (charge - less === paid) return [];
  const words = `The claim's charge ${dollars(charge)} less all adjustments ${dollars(less)} is not the ${dollars(paid)} paid`;
  return [fault('claim-balance', words, { segment: 'CLP', element: 4, loop: '2100', number: segment })];
}

/** The charges of the lines, where they are told, make the claim's. */
function linesSum({ charge, lines, segment }: Omit<ClaimPayment, 'faults'>): readonly X12Fault[] {
  const all = sum(lines.map((line) => line.charge));
  if (all === undefined || charge === undefined || all === charge) return [];
  const words = `The claim's charge is ${dollars(charge)} and its lines make ${dollars(all)}`;
  return [fault('lines-charge', words, { segment: 'CLP', element: 3, loop: '2100', number: segment })];
}

/** CLP05 is what the adjustments leave to the patient; payers differ in it, and no money depends on it. */
function patientSum(claim: Omit<ClaimPayment, 'faults'>): readonly X12Fault[] {
  const own = [...claim.adjustments, ...claim.lines.flatMap((line) => line.adjustments)];
  const all = adjusted(own.filter(({ group }) => group === 'PR'));
  const said = claim.patientResponsibility;
  if (said === undefined || all === undefined || said === all) return [];
  const words = `CLP05 leaves ${dollars(said)} to the patient and the adjustments of group PR ${dollars(all)}`;
  const at = { segment: 'CLP', element: 5, loop: '2100', number: claim.segment };
  return [{ ...fault('patient-responsibility', words, at), severity: 'warning' }];
}

/** BPR02 = the claims' payments − the provider's adjustments. */
export function paymentFaults(
  payment: Payment,
  paid: number | undefined,
  adjustments: readonly ProviderAdjustment[],
  number: number,
): readonly X12Fault[] {
  const less = sum(adjustments.map(({ amount }) => amount));
  if (payment.amount === undefined || paid === undefined || less === undefined)
    return [unreadable('BPR', 'HEADER', number)];
  if (paid - less === payment.amount) return [];
  const words = `The claims' payments ${dollars(paid)} less the provider's adjustments ${dollars(less)} are not the ${dollars(payment.amount)} paid`;
  return [fault('payment-balance', words, { segment: 'BPR', element: 2, loop: 'HEADER', number })];
}

type At = Pick<X12Fault, 'segment' | 'element' | 'loop' | 'number'>;

const fault = (id: string, message: string, at: At): X12Fault => ({
  id,
  snip: 3,
  severity: 'error',
  message,
  ...at,
});

const unreadable = (segment: string, loop: string, number: number): X12Fault =>
  fault('amount-unreadable', 'An amount cannot be read in whole cents, so that nothing can be balanced', {
    segment,
    loop,
    number,
  });
