/** Whose a resource is: a server that passes over a parameter answers with other people's records, which go no further. */
import { literalOf, type Resource } from '../../fhir/index.ts';
import type { Base } from '../http/base.ts';

export interface Ownership {
  /** `Patient/id`, where it is known. */
  readonly patient: string | undefined;
  /** `Encounter/id`. */
  readonly encounter: string;
}

interface Pointer {
  readonly reference?: unknown;
}

type Loose = Readonly<Record<string, Pointer | undefined>>;

/** `other-patient` and `other-encounter` are said only where the resource itself says so. */
export function ownerOf(
  resource: Resource,
  own: Ownership,
  base: Base,
): 'ours' | 'other-patient' | 'other-encounter' {
  const r = resource as unknown as Loose;
  const patient = keyIn(r.subject ?? r.patient ?? r.beneficiary, 'Patient', base);
  if (patient && own.patient && patient !== own.patient) return 'other-patient';
  const encounters = encountersOf(r).flatMap((e) => keyIn(e, 'Encounter', base) ?? []);
  return encounters.length > 0 && !encounters.includes(own.encounter) ? 'other-encounter' : 'ours';
}

/** `encounter`, `context`, or (DocumentReference) the encounters of its context. */
function encountersOf(r: Loose): readonly Pointer[] {
  const inside = (r.context as { encounter?: unknown } | undefined)?.encounter;
  return [r.encounter, r.context, inside].flat().flatMap((e) => (e as Pointer | null) ?? []);
}

function keyIn(reference: Pointer | undefined, type: string, base: Base): string | undefined {
  const text = reference?.reference;
  const key = typeof text === 'string' ? localKey(text, base) : undefined;
  return key?.startsWith(`${type}/`) ? key : undefined;
}

/** `Type/id` of a literal reference inside the base, relative or absolute. */
export function localKey(reference: string, base: Base): string | undefined {
  const text = reference.trim();
  // Also `//host/…`, which names a host without saying how to ask it.
  const absolute = /^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(text);
  const key = absolute && base.inside(text) === undefined ? undefined : literalOf(text);
  // An id of dots alone would be a path.
  return key && /\/\.+$/.test(key) ? undefined : key;
}
