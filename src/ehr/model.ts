/** The port of the EHR room: what the flow needs of any FHIR R4 EHR, and nothing of how it is reached. */
import type { Chart } from '../chart/index.ts';
import type { Bundle, Encounter } from '../fhir/index.ts';

/** What became of a write-back. `existing`: the EHR already holds a Claim with this identifier; nothing was added. */
export interface WriteBack {
  readonly outcome: 'created' | 'existing';
  /** `Claim/id` in the EHR. */
  readonly claim: string;
}

export interface Ehr {
  /** The connection's name in the configuration. */
  readonly id: string;
  readonly baseUrl: string;
  /** Finished encounters, page by page, in the server's order; `since` is an instant for `_lastUpdated=ge`. */
  finishedEncounters(query?: { readonly since?: string }): AsyncIterable<Encounter>;
  /** Everything coding needs around one encounter. Throws CW-2001 when the encounter is not there. */
  readChart(encounterId: string): Promise<Chart>;
  /**
   * Writes a transaction Bundle whose Claim entry is conditional on the Claim's identifier. Safe to repeat and to run
   * twice at once: the second answer is `existing`.
   */
  writeClaim(transaction: Bundle): Promise<WriteBack>;
}
