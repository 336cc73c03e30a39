/** Which version of a resource this is (R4 resource.html#Meta), so that a reading which goes back takes nothing in twice. */
import type { Resource } from '../../fhir/index.ts';
import { canonicalJson, sha256 } from '../../kernel/index.ts';

interface Meta {
  readonly versionId?: unknown;
  readonly lastUpdated?: unknown;
}

/** When the server says it last changed, in milliseconds; undefined when it does not say. */
export function changedAt(resource: Resource): number | undefined {
  const { lastUpdated } = (resource.meta ?? {}) as Meta;
  const at = typeof lastUpdated === 'string' ? Date.parse(lastUpdated) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** Of 64 bits: among ten thousand kept ones, two that are alike are not to be expected in any lifetime. */
export function versionKey(resource: Resource): string {
  const { versionId, lastUpdated } = (resource.meta ?? {}) as Meta;
  const unsaid = versionId === undefined && lastUpdated === undefined;
  const version = unsaid ? canonicalJson(resource) : JSON.stringify([versionId, lastUpdated]);
  return sha256(`${resource.resourceType}/${resource.id}|${version}`).slice(0, 16);
}
