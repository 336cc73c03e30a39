/** The port of the EHR room: what the flow needs of any FHIR R4 EHR, and nothing of how it is reached. */
import type { Chart } from '../chart/index.ts';
import type { Bundle, Encounter } from '../fhir/index.ts';
import type { WriteChoice } from './write/choose-mode.ts';

/**
 * What became of a write-back. `existing`: the EHR already holds what stands for this claim; nothing was added.
 * `offered`: nothing is written to this EHR; it reads the claim at our own FHIR endpoint.
 */
export interface WriteBack {
  readonly outcome: 'created' | 'existing' | 'offered';
  /** `Claim/id` in the EHR, or the first ChargeItem, DocumentReference or Task that stands for it; when offered, ours. */
  readonly claim: string;
}

/**
 * What became of taking a claim back. `existing`: it was taken back before; `absent`: the EHR holds nothing of it;
 * `offered`: nothing was written to this EHR.
 */
export interface Withdrawal {
  readonly outcome: 'cancelled' | 'existing' | 'absent' | 'offered';
}

export interface Ehr {
  /** The connection's name in the configuration. */
  readonly id: string;
  readonly baseUrl: string;
  /** Finished encounters, page by page, in the server's order; `since` is an instant for `_lastUpdated=ge`. */
  finishedEncounters(query?: { readonly since?: string }): AsyncIterable<Encounter>;
  /** Encounters that were entered in error or cancelled, in the same way: what was claimed for them is void. */
  cancelledEncounters(query?: { readonly since?: string }): AsyncIterable<Encounter>;
  /** Everything coding needs around one encounter. Throws CW-2001 when the encounter is not there. */
  readChart(encounterId: string): Promise<Chart>;
  /** How claims get into this EHR: as configured, or as its CapabilityStatement offers it. */
  writeChoice(): Promise<WriteChoice>;
  /**
   * Writes a transaction Bundle whose Claim entry is conditional on the Claim's identifier, in the way of this EHR.
   * Safe to repeat and to run twice at once: the second answer is `existing`. Throws CW-8401 or CW-8402 when a part of
   * it is written; the next call writes what is missing.
   */
  writeClaim(transaction: Bundle): Promise<WriteBack>;
  /**
   * Puts new content in the place of what was written from `earlier`. Throws CW-8403 when somebody changed it in the
   * EHR since; nothing of theirs is overwritten.
   */
  replaceClaim(earlier: Bundle, transaction: Bundle): Promise<WriteBack>;
  /** Takes back what was written as `written`. Safe to repeat. Throws CW-8403 when something there stands against it. */
  voidClaim(transaction: Bundle, written: string): Promise<Withdrawal>;
}
