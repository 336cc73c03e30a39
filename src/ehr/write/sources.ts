/** What a claim's Provenance tells of where the claim came from: the encounter, and when it was made. */
import { literalOf, type Reference } from '../../fhir/index.ts';
import type { ClaimEntry } from './plan.ts';

/** A facility's lines do not name the encounter; the Provenance's first source does. */
export function encounterBehind({ claim, provenance }: ClaimEntry): Reference<never> | undefined {
  const named = [
    ...(claim.item ?? []).map((item) => item.encounter?.[0]?.reference),
    ...(provenance?.entity ?? []).map((entity) => entity.what.reference),
  ];
  const reference = named.find((r) => literalOf(r)?.startsWith('Encounter/'));
  return reference ? { reference } : undefined;
}

/** R4 instant; the day a claim was created has no time. */
export const instantOf = ({ provenance }: ClaimEntry): string | undefined => provenance?.recorded;
