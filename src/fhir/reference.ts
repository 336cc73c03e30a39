/** Literal references (R4 references.html): the one place that takes them apart. */
import type { Reference, Resource } from './r4.ts';

const LITERAL = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** `Type/id` of a relative or absolute literal reference; undefined for urn:, contained (#x) and conditional ones. */
export function literalOf(reference: string | undefined): string | undefined {
  if (!reference || reference.includes('?')) return undefined;
  const match = LITERAL.exec(reference);
  return match ? `${match[1]}/${match[2]}` : undefined;
}

/** `Type/id` of a resource that has an id. */
export function keyOf(resource: Resource): string | undefined {
  return resource.id ? `${resource.resourceType}/${resource.id}` : undefined;
}

export const isConditional = (reference: string | undefined): boolean =>
  /^[A-Z][A-Za-z]+\?/.test(reference ?? '');

/** Whether an absolute reference leaves the base; relative, contained and urn references do not. */
export function leavesBase(reference: string, base: string): boolean {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(reference) || reference.startsWith('urn:')) return false;
  return !reference.startsWith(base.endsWith('/') ? base : `${base}/`);
}

export const referenceText = (r: Reference | undefined): string | undefined =>
  r?.reference?.trim() || undefined;
