/** What the delivery of a claim carries: the transaction, and what it takes the place of where a person had the claim made anew. */
import type { Bundle } from '../fhir/index.ts';
import { invariant } from '../kernel/index.ts';
import type { Delivery } from '../review/index.ts';

export interface ClaimBody {
  readonly transaction: Bundle;
  /** As it was written before; undefined: a claim that the EHR does not have. */
  readonly replaces: Bundle | undefined;
}

/** A claim that replaces nothing is its transaction alone. */
export const claimBody = ({ transaction, replaces }: ClaimBody): unknown =>
  replaces ? { transaction, replaces } : transaction;

/** Undefined where it is no longer known: of a delivery that is done only that it is done is kept. */
export function keptClaimBody({ body }: Pick<Delivery, 'body'>): ClaimBody | undefined {
  const both = body as Partial<ClaimBody> | null | undefined;
  if (!both) return undefined;
  return both.transaction && both.replaces
    ? { transaction: both.transaction, replaces: both.replaces }
    : { transaction: body as Bundle, replaces: undefined };
}

/** Of a delivery that is yet to be made. */
export function readClaimBody(delivery: Pick<Delivery, 'body'>): ClaimBody {
  const kept = keptClaimBody(delivery);
  invariant(kept, 'a delivery without what it delivers');
  return kept;
}
