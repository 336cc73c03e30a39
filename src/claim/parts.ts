/** An encounter that one professional claim cannot hold: its lines in parts of at most 50 lines and 12 diagnoses, each line with every
 * diagnosis it needs (005010X222A1 2400 LX, 2300 HI). */
import type { Claim } from '../fhir/index.ts';
import type { DiagnosisSuggestion, ServiceSuggestion } from '../suggest/index.ts';
import { CLAIM_NUMBERS } from './claim-number.ts';
import { MOST_DIAGNOSES, wantedBy } from './pointers.ts';

export const CLAIM_RELATIONSHIP = 'http://terminology.hl7.org/CodeSystem/ex-relatedclaimrelationship';
const MOST_LINES = 50;

/** The services of each part, in their order; one part when all fits. */
export function partsOf(
  diagnoses: readonly DiagnosisSuggestion[],
  services: readonly ServiceSuggestion[],
): readonly (readonly ServiceSuggestion[])[] {
  const parts: { services: ServiceSuggestion[]; needed: Set<DiagnosisSuggestion> }[] = [];
  for (const service of services) {
    const wanted = wantedBy(service, diagnoses);
    const last = parts.at(-1);
    const needed = new Set([...(last?.needed ?? diagnoses.slice(0, 1)), ...wanted]);
    if (last && last.services.length < MOST_LINES && needed.size <= MOST_DIAGNOSES) {
      last.services.push(service);
      last.needed = needed;
    } else {
      parts.push({ services: [service], needed: new Set([...diagnoses.slice(0, 1), ...wanted]) });
    }
  }
  return parts.length > 0 ? parts.map((p) => p.services) : [[]];
}

/** The first part keeps the encounter's number; others end in their own, within twenty characters. */
export const partNumber = (number: string, part: number): string =>
  part === 0 ? number : `${number.slice(0, 17)}-${String(part + 1).padStart(2, '0')}`;

/** The other parts of the same encounter. */
export function associated(numbers: readonly string[], part: number): Pick<Claim, 'related'> {
  const others = numbers.filter((_, i) => i !== part);
  return others.length === 0 ? {} : { related: others.map(relatedPart) };
}

const relatedPart = (value: string): NonNullable<Claim['related']>[number] => ({
  claim: { identifier: { system: CLAIM_NUMBERS, value } },
  relationship: { coding: [{ system: CLAIM_RELATIONSHIP, code: 'associated' }] },
});
