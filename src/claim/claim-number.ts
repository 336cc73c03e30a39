/** The claim number: Claim.identifier and X12 CLM01 (005010X222A1 2300 CLM: at most 20 characters come back in a 277 or 835). */
import { CLAIMWRIGHT_BASE } from '../fhir/index.ts';
import { sha256 } from '../kernel/index.ts';

export const CLAIM_NUMBERS = `${CLAIMWRIGHT_BASE}/NamingSystem/claim`;

/**
 * `CW` and 18 characters of 5 bits each: the same encounter of the same EHR always has the same number, so a second
 * run makes no second claim; at a thousand million claims two of different encounters agree with odds of 1 in 10⁹.
 */
export function claimNumber(source: string, encounter: string): string {
  const digits = BigInt(`0x${sha256(JSON.stringify(['claim', source, encounter]))}`).toString(32);
  return `CW${digits.toUpperCase().padStart(18, '0').slice(-18)}`;
}
