/** What is told of a response, and the part of a reader that turns the loops of one transaction set into it. */
import type { Loop } from '../guide/read-loops.ts';
import type { TransactionHeader } from '../syntax/envelope.ts';
import type { X12Fault } from '../syntax/fault.ts';
import type { Segment } from '../syntax/segment.ts';
import type {
  GroupAcknowledgement,
  InterchangeAcknowledgement,
  TransactionAcknowledgement,
} from './acknowledgement.ts';
import type { ClaimPayment, Payment, PaymentEnd } from './payment.ts';
import type { ClaimStatus, LevelStatus } from './status.ts';

export type ResponseEvent =
  | { readonly kind: 'interchange-acknowledged'; readonly acknowledgement: InterchangeAcknowledgement }
  | { readonly kind: 'transaction-acknowledged'; readonly acknowledgement: TransactionAcknowledgement }
  | { readonly kind: 'group-acknowledged'; readonly acknowledgement: GroupAcknowledgement }
  | { readonly kind: 'claim-status'; readonly status: ClaimStatus; readonly transaction: TransactionHeader }
  | { readonly kind: 'level-status'; readonly status: LevelStatus; readonly transaction: TransactionHeader }
  | { readonly kind: 'payment'; readonly payment: Payment }
  | { readonly kind: 'claim-payment'; readonly claim: ClaimPayment; readonly payment: Payment }
  | { readonly kind: 'payment-end'; readonly end: PaymentEnd }
  | { readonly kind: 'fault'; readonly fault: X12Fault }
  /** A transaction set that is no response of these, passed over. */
  | { readonly kind: 'passed-over'; readonly transaction: TransactionHeader };

export interface LoopTaker {
  /** As `LoopListener.closed`: true takes the loop out of memory. */
  closed(loop: Loop, above: readonly Loop[]): boolean;
  /** The transaction set ends with this SE. */
  end(last: Segment): void;
}
