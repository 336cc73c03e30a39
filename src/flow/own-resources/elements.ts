/** `_elements` (R4 search.html#elements): the elements that are asked for and those that are mandatory, marked as a part. */
import type { Resource } from '../../fhir/index.ts';
import { servedType } from './served-types.ts';

/** R4 resource.html#security-labels: a part must not be taken for the whole and written back. */
const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};

export function subset(resource: Resource, elements: readonly string[]): Resource {
  const mandatory = servedType(resource.resourceType)?.mandatory ?? [];
  const kept = new Set(['resourceType', 'id', ...mandatory, ...elements]);
  const entries = Object.entries(resource).filter(([name]) => kept.has(name));
  const meta = { ...resource.meta, tag: [...(resource.meta?.tag ?? []), SUBSETTED] };
  return { ...(Object.fromEntries(entries) as unknown as Resource), meta };
}
