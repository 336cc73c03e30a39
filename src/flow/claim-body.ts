/** What the delivery of a claim carries: the transaction, and what it takes the place of where a person had the claim made anew. */
import type { Bundle } from '../fhir/index.ts';
import type { Delivery } from '../review/index.ts';

export interface ClaimBody {
  readonly transaction: Bundle;
  /** As it was written before; undefined: a claim that the EHR does not have. */
  readonly replaces: Bundle | undefined;
}

/** A claim that replaces nothing is its transaction alone. */
export const claimBody = ({ transaction, replaces }: ClaimBody): unknown =>
  replaces ? { transaction, replaces } : transaction;

export function readClaimBody({ body }: Pick<Delivery, 'body'>): ClaimBody {
  const both = body as Partial<ClaimBody>;
  return both.transaction && both.replaces
    ? { transaction: both.transaction, replaces: both.replaces }
    : { transaction: body as Bundle, replaces: undefined };
}
