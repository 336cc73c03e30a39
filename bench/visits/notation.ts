/** The notation of the labelled visits: that of ../accuracy, and what procedure coding needs besides (README.md lists the keys). */
import { type CompactChart, type Entry, entry } from '../accuracy/notation.ts';

export interface VisitChart extends CompactChart {
  /** `new`, `established`, or the days of earlier visits; absent: the history is not known. */
  readonly seen?: 'new' | 'established' | readonly string[];
  /** The words of Encounter.type. */
  readonly visit?: string;
  /** Who saw the patient, a physician unless said. */
  readonly who?: Who;
  /** v3-ParticipationType of that clinician, ATND unless said. */
  readonly role?: string;
  /** `07:30-17:45` on the first and last day. */
  readonly time?: string;
  readonly status?: string;
  readonly historian?: string;
  readonly referrer?: string;
  readonly patientAt?: 'home' | 'elsewhere';
  /** The laboratory's certificate. */
  readonly clia?: 'waiver' | 'compliance';
  /** A hospital stay before this visit, `2026-02-27..2026-03-05`. */
  readonly lastStay?: string;
  readonly labs?: readonly string[];
  readonly reports?: readonly string[];
  /** Drugs given at the visit. */
  readonly given?: readonly string[];
  /** Codes somebody has recorded: ChargeItems. */
  readonly charges?: readonly string[];
  /** Procedures before this visit and outside it. */
  readonly earlier?: readonly string[];
  /** Documents of a stay, one a day. */
  readonly notes?: readonly DatedNote[];
}

export type Who = 'MD' | 'NP' | 'PA' | 'RN' | 'MA' | 'PhD' | 'LCSW';

export interface DatedNote {
  readonly kind: 'admission' | 'progress' | 'discharge' | 'consultation' | 'procedure';
  readonly on: string;
  readonly text: string;
}

const MORE: ReadonlySet<string> = new Set([
  ...['cpt', 'hcpcs', 'mod', 'qty', 'on', 'at', 'start', 'end', 'dose', 'route'],
  ...['kit', 'outside', 'reported', 'changed'],
]);

export const visitEntry = (text: string): Entry => entry(text, MORE);
