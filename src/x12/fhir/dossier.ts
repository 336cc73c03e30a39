/** A Claim with the resources it refers to: contained, beside it in a Bundle, or handed in. */
import { type Bundle, type Claim, literalOf, type Reference, type Resource } from '../../fhir/index.ts';

export interface Dossier {
  readonly claim: Claim;
  /** The resource a reference names; undefined when it is not at hand. */
  resolve(reference: Reference | undefined): Resource | undefined;
}

/** Every resource of a Bundle under its fullUrl and its `Type/id`. */
export function dossierOf(claim: Claim, beside: readonly Resource[] | Bundle): Dossier {
  const known = new Map<string, Resource>();
  const entries = Array.isArray(beside)
    ? (beside as readonly Resource[]).map((resource) => ({ resource, fullUrl: undefined }))
    : ((beside as Bundle).entry ?? []);
  for (const { resource, fullUrl } of entries) {
    if (!resource) continue;
    if (fullUrl) known.set(fullUrl, resource);
    if (resource.id) known.set(`${resource.resourceType}/${resource.id}`, resource);
  }
  for (const resource of claim.contained ?? []) if (resource.id) known.set(`#${resource.id}`, resource);
  return {
    claim,
    resolve: (reference) => {
      const text = reference?.reference;
      if (!text) return undefined;
      return known.get(text) ?? known.get(literalOf(text) ?? text);
    },
  };
}
