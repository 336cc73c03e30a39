/** A kept case → the claims that came of it and their Provenance, as they are read at our own address. */
import type { Claim, Provenance, Resource } from '../../fhir/index.ts';
import type { CaseState, StoredCase } from '../../review/index.ts';
import type { CaseDetails } from '../process.ts';
import { ownClaimId, ownProvenanceId, rebased } from './rebase.ts';

type Named<T> = T & { readonly id: string };

/** From here on there is a claim that somebody else has seen. */
const CLAIMED: ReadonlySet<string> = new Set<CaseState>([
  ...(['claimed', 'sent', 'acknowledged', 'adjudicated', 'rejected', 'voided'] as const),
]);

export const isClaimed = (state: string): boolean => CLAIMED.has(state);

/** None before the claim is made: a draft is not a claim, and one that was made stays as it was last. */
export function projectCase({ case: c, details }: StoredCase<CaseDetails>): readonly Named<Resource>[] {
  const { draft, chart } = details.coded ?? {};
  if (!draft || !isClaimed(c.state)) return [];
  const base = /^https?:\/\//.test(chart?.source ?? '') ? chart?.source : undefined;
  const parts = [draft, ...(draft.parts ?? [])];
  return parts.flatMap((part) => projectPart(part, base, c.state === 'voided'));
}

function projectPart(
  { claim, provenance }: { readonly claim: Claim; readonly provenance: Provenance },
  base: string | undefined,
  voided: boolean,
): readonly Named<Resource>[] {
  const number = claim.identifier?.[0]?.value;
  if (number === undefined) return [];
  const status = voided ? ({ status: 'cancelled' } as const) : {};
  const id = ownClaimId(number);
  return [
    { ...rebased(claim, base), ...status, id },
    {
      ...rebased(provenance, base),
      target: [{ reference: `Claim/${id}` }],
      id: ownProvenanceId(number),
    },
  ];
}
