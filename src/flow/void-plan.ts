/** What is to happen to a case whose encounter turned out to be none: entered in error, or cancelled. Pure. */
import { CLAIM_NUMBERS, claimNumber, voidClaim } from '../claim/index.ts';
import type { Bundle, Claim } from '../fhir/index.ts';
import type { Case, CaseState } from '../review/index.ts';
import type { CaseDetails } from './process-model.ts';

/**
 * `nothing`: it was voided, or no claim was made and none will be without a person; `hold`: no claim was made, and none
 * may be; `withdraw`: the EHR holds the claim; `withdraw-and-void`: the payer has it, too.
 */
export type VoidStep = 'nothing' | 'hold' | 'withdraw' | 'withdraw-and-void';

export const isCancelled = (status: string | undefined): boolean =>
  status === 'entered-in-error' || status === 'cancelled';

/** A payer that rejected the claim has none to void. */
const WITH_PAYER: readonly CaseState[] = ['sent', 'acknowledged', 'adjudicated'];
const AHEAD_OF_CLAIM: readonly CaseState[] = ['ready', 'review'];

export function voidStep({ state }: Case, { claim }: CaseDetails): VoidStep {
  if (state === 'voided') return 'nothing';
  if (WITH_PAYER.includes(state)) return 'withdraw-and-void';
  if (claim !== undefined) return 'withdraw';
  return AHEAD_OF_CLAIM.includes(state) ? 'hold' : 'nothing';
}

/** What was written: as it was delivered, or as it was drafted; at the least the claim's number, which is always the same. */
export function writtenTransaction(
  c: Case,
  { coded }: CaseDetails,
  delivered: Bundle | undefined,
  source: string,
): Bundle {
  return (
    delivered ??
    coded?.draft?.transaction ??
    numberAlone(claimNumber(coded?.chart.source ?? source, c.encounter))
  );
}

/** Enough to find by; charges are found by the numbers of the lines, of which a professional claim has no more. */
const MOST_LINES = 50;

function numberAlone(number: string): Bundle {
  const claim = {
    resourceType: 'Claim',
    identifier: [{ system: CLAIM_NUMBERS, value: number }],
    item: Array.from({ length: MOST_LINES }, (_, i) => ({ sequence: i + 1, productOrService: {} })),
  } as unknown as Claim;
  const request = {
    method: 'POST' as const,
    url: 'Claim',
    ifNoneExist: `identifier=${CLAIM_NUMBERS}|${number}`,
  };
  return { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: claim, request }] };
}

export const claimsIn = ({ entry = [] }: Bundle): readonly Claim[] =>
  entry.flatMap(({ resource }) => (resource?.resourceType === 'Claim' ? [resource] : []));

/** The claims that void those sent (frequency 8); undefined until the payer has given each its number. */
export function voidClaims(
  sent: readonly Claim[],
  payerNumbers: readonly (string | undefined)[],
): readonly Claim[] | undefined {
  const made = sent.flatMap((claim, i) => {
    const number = payerNumbers[i];
    return number === undefined ? [] : [voidClaim(claim, number)];
  });
  return made.length === sent.length ? made : undefined;
}
