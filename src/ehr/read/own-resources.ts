/** What was written back (charges, a document) lies around the encounter like the clinicians' own: it is no evidence for itself. */
import { CLAIMWRIGHT_BASE, type Resource } from '../../fhir/index.ts';

const OURS = `${CLAIMWRIGHT_BASE}/NamingSystem/`;

/** Known by an identifier in a system of this project. */
export function isOurs(resource: Resource): boolean {
  const { identifier } = resource as { readonly identifier?: unknown };
  return (
    Array.isArray(identifier) &&
    identifier.some((i) => String((i as { system?: unknown } | null)?.system ?? '').startsWith(OURS))
  );
}
