/** One claim of an 837 with all that stands above it: billing provider, subscriber and patient (005010X222A1, X223A2). */
import type { Loop } from '../guide/read-loops.ts';
import type { TransactionHeader } from '../syntax/envelope.ts';

export type ClaimKind = 'professional' | 'institutional';

/** The loops above are without the claims in them. */
export interface ClaimLoops {
  readonly kind: ClaimKind;
  /** HEADER, 1000A and 1000B. */
  readonly header: readonly Loop[];
  /** 2000A with 2010A*. */
  readonly billing: Loop;
  /** 2000B with 2010B*. */
  readonly subscriber: Loop;
  /** 2000C with 2010CA, where the patient is not the subscriber. */
  readonly patient: Loop | undefined;
  /** 2300. */
  readonly claim: Loop;
  readonly delimiters: TransactionHeader['delimiters'];
  readonly transaction: TransactionHeader;
}

/** A loop directly in another. */
export const loopIn = (loop: Loop | undefined, id: string): Loop | undefined =>
  loop?.loops.find((inner) => inner.id === id);

export const loopsIn = (loop: Loop | undefined, id: string): readonly Loop[] =>
  loop?.loops.filter((inner) => inner.id === id) ?? [];
