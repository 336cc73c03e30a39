/** Which lines of a remittance were denied: nothing paid, and not because of the contract, another payer or the patient's own share. */
import type { Adjustment, ClaimPayment, LinePayment } from '../x12/index.ts';

/** Deductible, coinsurance, copayment (claim adjustment reason codes of group PR that are no denial). */
const PATIENT_SHARE: ReadonlySet<string> = new Set(['1', '2', '3']);
/** 45: above the fee schedule; 23: what another payer did; 253: sequestration. */
const CONTRACT: ReadonlySet<string> = new Set(['23', '45', '253']);

/** By the group and the claim adjustment reason. */
export const isDenialReason = (group: string, reason: string): boolean =>
  !(group === 'PR' ? PATIENT_SHARE : CONTRACT).has(reason);

const isDenial = ({ group, reason, amount }: Adjustment): boolean =>
  (amount ?? 0) > 0 && isDenialReason(group, reason);

export const isDenied = ({ charge, paid, adjustments }: LinePayment): boolean =>
  (charge ?? 0) > 0 && (paid ?? 0) <= 0 && adjustments.some(isDenial);

/** CLP02 4, or every line denied, or nothing paid for reasons given of the claim. */
export const isDeniedClaim = (claim: ClaimPayment): boolean =>
  claim.disposition === 'denied' ||
  (claim.disposition !== 'reversal' &&
    (claim.charge ?? 0) > 0 &&
    (claim.paid ?? 0) <= 0 &&
    claim.adjustments.some(isDenial));

export const denialReasons = (claim: ClaimPayment): readonly Adjustment[] => {
  const all = [...claim.adjustments, ...claim.lines.filter(isDenied).flatMap((l) => l.adjustments)];
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = `${one.group} ${one.reason}`;
    if (seen.has(key) || !isDenial(one)) return false;
    seen.add(key);
    return true;
  });
};
