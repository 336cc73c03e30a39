/** What a response is turned into results with: the file it came in, what is known of what was sent, and the ids of its results. */
import type { CaseLookup } from './ports/case-lookup.ts';
import type { Results } from './ports/results.ts';
import type { SentClaims } from './ports/sent-claims.ts';

export interface FileContext {
  readonly sent: SentClaims;
  readonly results: Results;
  readonly cases: CaseLookup;
  /** An instant. */
  readonly at: string;
  /** SHA-256 of the file. */
  readonly file: string;
  /** An id for this file and place. */
  id(...place: readonly string[]): string;
}
