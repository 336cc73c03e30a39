/** Earlier claims that the chart itself carries: Claim and ExplanationOfBenefit resources of other encounters. */
import type { Chart } from '../../chart/index.ts';
import { type PastLine, pastLinesOfClaim } from '../../edits/index.ts';
import type { Claim, Resource } from '../../fhir/index.ts';

export const pastLinesOfChart = (chart: Chart): readonly PastLine[] =>
  chart.resources.filter((r) => isEarlier(r, chart)).flatMap((r) => pastLinesOfClaim(r as Claim));

/** An EHR may hold the claim of this very encounter, ours or its own: it is what is being made, and no earlier one. */
function isEarlier(resource: Resource, { encounter }: Chart): boolean {
  if (resource.resourceType !== 'Claim' && resource.resourceType !== 'ExplanationOfBenefit') return false;
  const { status, use, item } = resource as Pick<Claim, 'status' | 'use' | 'item'>;
  if (status !== 'active' || use !== 'claim') return false;
  const encounters = (Array.isArray(item) ? item : []).flatMap((i) => i?.encounter ?? []);
  // Without a word of its encounters it may be this one's.
  return encounters.length > 0 && !encounters.some(({ reference }) => isOwn(reference, encounter.id));
}

const isOwn = (reference: string | undefined, id: string | undefined): boolean =>
  id !== undefined && (reference === `urn:uuid:${id}` || reference?.endsWith(`Encounter/${id}`) === true);
