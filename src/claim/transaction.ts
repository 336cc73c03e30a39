/** The transaction that writes a claim back (R4 http.html#transaction): safe to repeat, and to run twice at once. */
import type { Bundle, Claim, Provenance } from '../fhir/index.ts';
import { uuidFrom } from '../kernel/index.ts';
import { CLAIM_NUMBERS } from './claim-number.ts';
import { claimUrn } from './provenance.ts';

/**
 * Both entries are conditional creates, the one form of "once only" that servers commonly take from a client: the Claim
 * by its identifier, the Provenance by its tag. Not by `target`, which is a placeholder until the server has resolved
 * it; not by PUT with an id of ours, which many EHRs refuse.
 */
export function transactionOf(claim: Claim, provenance: Provenance, number: string): Bundle {
  const token = `${CLAIM_NUMBERS}|${number}`;
  // The keys stand in canonical order, as those of the two resources do.
  return {
    entry: [
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
    ],
    resourceType: 'Bundle',
    type: 'transaction',
  };
}
