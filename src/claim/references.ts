/** References a Claim may hold: only what the EHR can follow, and the NPI beside it, so that the claim names its parties. */
import type { Party } from '../chart/index.ts';
import { literalOf, type Reference, SYSTEM } from '../fhir/index.ts';

/** A missing mandatory reference, said openly (R4 extension-data-absent-reason), so that nobody takes a guess for a fact. */
export const UNKNOWN: Reference<never> = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
};

/** The reference, when it is `Type/id` or an absolute address; not `#contained`, `urn:` or a search. */
export function followable(reference: string | undefined): Reference<never> | undefined {
  const literal = literalOf(reference);
  const whole = reference === literal || /^https?:\/\//.test(reference ?? '');
  return reference && literal && whole ? { reference } : undefined;
}

/** A party by reference and NPI; the recorded number even when its check digit is wrong, for the edits to say so. */
export function partyReference(party: Party): Reference<never> | undefined {
  const value = party.npi ?? party.recordedNpi;
  const reference = followable(party.reference);
  if (!reference && !value) return undefined;
  return {
    ...reference,
    ...(value ? { identifier: { system: SYSTEM.npi, value } } : {}),
    ...(party.name ? { display: party.name } : {}),
  };
}
