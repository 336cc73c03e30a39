/** The transaction that writes a claim back (R4 http.html#transaction): safe to repeat, and to run twice at once. */
import type { Bundle } from '../fhir/index.ts';
import { uuidFrom } from '../kernel/index.ts';
import { CLAIM_NUMBERS } from './claim-number.ts';
import type { ClaimPart } from './model.ts';
import { claimUrn } from './provenance.ts';

/**
 * Both entries are conditional creates, the one form of "once only" that servers commonly take from a client: the Claim
 * by its identifier, the Provenance by its tag. Not by `target`, which is a placeholder until the server has resolved
 * it; not by PUT with an id of ours, which many EHRs refuse.
 */
export function transactionOf(parts: readonly ClaimPart[]): Bundle {
  // The keys stand in canonical order, as those of the resources do.
  return { entry: parts.flatMap(entriesOf), resourceType: 'Bundle', type: 'transaction' };
}

function entriesOf({ claim, provenance }: ClaimPart): NonNullable<Bundle['entry']> {
  const number = claim.identifier?.[0]?.value ?? '';
  const token = `${CLAIM_NUMBERS}|${number}`;
  return [
    {
      fullUrl: claimUrn(number),
      request: { ifNoneExist: `identifier=${token}`, method: 'POST', url: 'Claim' },
      resource: claim,
    },
    {
      fullUrl: `urn:uuid:${uuidFrom('provenance', number)}`,
      request: { ifNoneExist: `_tag=${token}`, method: 'POST', url: 'Provenance' },
      resource: provenance,
    },
  ];
}
