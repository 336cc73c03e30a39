/** Where a server put the Claim (R4 http.html#create: Location). */
import { literalOf, type Resource } from '../../fhir/index.ts';

/** `Claim/id` from a Location, absolute or relative, with or without a version; or from the Claim that came back. */
export function claimAt(
  location: string | null | undefined,
  resource: Resource | undefined,
): string | undefined {
  const key = literalOf(location ?? undefined);
  if (key?.startsWith('Claim/')) return key;
  return resource?.resourceType === 'Claim' && resource.id ? `Claim/${resource.id}` : undefined;
}
