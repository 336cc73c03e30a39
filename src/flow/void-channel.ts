/** The port to the payer, as far as taking a claim back needs it; the clearinghouse's results and channels are behind it. */
import type { Claim } from '../fhir/index.ts';

export interface VoidChannel {
  /** The payer's own number of a claim (277CA REF*1K, 835 CLP07), from its answers so far. */
  payerNumber(claimNumber: string): Promise<string | undefined>;
  /** Safe to repeat: a void claim of the same claim always has the same number. */
  send(claims: readonly Claim[]): Promise<void>;
}
