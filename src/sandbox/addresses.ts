/** Where a reference leads on this server, whichever form it was written in (R4 references.html, bundle.html#references). */
import {
  canonicalSystem,
  isConditional,
  keyOf,
  leavesBase,
  literalOf,
  type Resource,
} from '../fhir/index.ts';

/**
 * Stored resources keep the references their EHR wrote; searching needs to know what those mean. The book knows the
 * `urn:uuid:` addresses of the seeded bundles and the identifiers of all that is stored.
 */
export interface AddressBook {
  /** Enters a resource under its identifiers, and under the address its bundle gave it. */
  enter(resource: Resource, fullUrl?: string): void;
  /** `Type/id` here, or undefined when the reference leads elsewhere or nowhere. */
  locate(reference: string): string | undefined;
  /** The resource with every reference that can be located written as `Type/id`. */
  relative<T extends Resource>(resource: T): T;
}

export function addressBook(base: string): AddressBook {
  const byUrl = new Map<string, string>();
  const byIdentifier = new Map<string, Set<string>>();
  const locate = (reference: string): string | undefined => {
    const text = reference.trim();
    if (byUrl.has(text)) return byUrl.get(text);
    if (isConditional(text)) return conditional(text, byIdentifier);
    return text.startsWith('urn:') || leavesBase(text, base) ? undefined : literalOf(text);
  };
  return {
    enter(resource, fullUrl) {
      const key = keyOf(resource);
      if (!key) return;
      if (fullUrl) byUrl.set(fullUrl, key);
      for (const name of identifierNames(resource)) {
        byIdentifier.set(name, (byIdentifier.get(name) ?? new Set()).add(key));
      }
    },
    locate,
    relative: (resource) => rewritten(resource, locate) as typeof resource,
  };
}

/** `Type?identifier=system|value`, when exactly one resource has it. */
function conditional(
  text: string,
  byIdentifier: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const at = text.indexOf('?');
  const query = new URLSearchParams(text.slice(at + 1));
  const token = query.get('identifier');
  if (!token || query.size !== 1) return undefined;
  const bar = token.indexOf('|');
  const system = bar < 0 ? undefined : canonicalSystem(token.slice(0, bar));
  const keys = byIdentifier.get(name(text.slice(0, at), system, token.slice(bar + 1)));
  return keys?.size === 1 ? [...keys][0] : undefined;
}

function identifierNames(resource: Resource): readonly string[] {
  const { identifier } = resource as { identifier?: unknown };
  const all: readonly { system?: string; value?: string }[] = Array.isArray(identifier) ? identifier : [];
  return all.flatMap(({ system, value }) =>
    value
      ? [
          name(resource.resourceType, canonicalSystem(system), value),
          name(resource.resourceType, undefined, value),
        ]
      : [],
  );
}

const name = (type: string, system: string | undefined, value: string): string =>
  JSON.stringify([type, system ?? null, value]);

function rewritten(value: unknown, locate: (reference: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((v) => rewritten(v, locate));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => [
      key,
      key === 'reference' && typeof v === 'string' ? (locate(v) ?? v) : rewritten(v, locate),
    ]),
  );
}
