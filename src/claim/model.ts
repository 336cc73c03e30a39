/** What a claim is made of, and what comes of it: the Claim, the Provenance behind it, and the transaction for the EHR. */
import type { Facts } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import type { Bundle, Claim, Provenance } from '../fhir/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import type { DiagnosisSuggestion, ServiceSuggestion } from '../suggest/index.ts';
import type { ChargeTable } from './charge-table.ts';

export interface ClaimInput {
  readonly facts: Facts;
  /** Where the chart was read; with the Encounter's id it makes the claim number. */
  readonly chartSource: string;
  /** Decided codes, in the order they are reported; the first is the principal diagnosis. */
  readonly diagnoses: readonly DiagnosisSuggestion[];
  readonly services: readonly ServiceSuggestion[];
  readonly charges: ChargeTable;
  /** Date of service that decides charges where a service has no date of its own. */
  readonly on: ServiceDate;
  readonly author: { readonly name: string; readonly version: string };
  /** When the claim is made, handed in so that the same encounter gives the same bytes: the encounter's end. */
  readonly madeAt: string;
}

/** A claim with its Provenance. */
export interface ClaimPart {
  readonly claim: Claim;
  readonly provenance: Provenance;
}

export interface ClaimDraft extends ClaimPart {
  /** The further claims of an encounter that one cannot hold; they are associated with the first and with one another. */
  readonly parts?: readonly ClaimPart[];
  /** Writes every claim of the draft, or none. */
  readonly transaction: Bundle;
  /** What could not be filled; an `error` means the claim must not go out. */
  readonly problems: readonly Finding[];
}

/** Every claim of a draft, the first first. */
export const draftClaims = ({ claim, parts = [] }: ClaimDraft): readonly Claim[] => [
  claim,
  ...parts.map((part) => part.claim),
];
