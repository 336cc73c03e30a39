/** Where a server put a resource (R4 http.html#create: Location). Only type and id are taken: the address itself is never asked. */
import { literalOf, type Resource } from '../../fhir/index.ts';

/** `Type/id` from a Location, absolute or relative, with or without a version; or from the resource that came back. */
export function writtenAt(
  type: string,
  location: string | null | undefined,
  resource: Resource | undefined,
): string | undefined {
  const key = literalOf(location ?? undefined);
  // An id of dots alone would be a path.
  if (key?.startsWith(`${type}/`) && !/\/\.+$/.test(key)) return key;
  return resource?.resourceType === type && resource.id ? `${type}/${resource.id}` : undefined;
}
