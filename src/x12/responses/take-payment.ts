/** The loops of an 835 as they close: the payment before its first claim, each claim, and the balance at the end. */
import type { Loop } from '../guide/read-loops.ts';
import type { TransactionHeader } from '../syntax/envelope.ts';
import type { Segment } from '../syntax/segment.ts';
import { paymentFaults } from './balance-payment.ts';
import type { Payment, ProviderAdjustment } from './payment.ts';
import { claimPayment, paymentOf, providerAdjustments } from './read-payment.ts';
import type { LoopTaker, ResponseEvent } from './taker.ts';

export class PaymentTaker implements LoopTaker {
  readonly #transaction: TransactionHeader;
  readonly #tell: (event: ResponseEvent) => void;
  readonly #top: Loop[] = [];
  #payment: Payment | undefined;
  #claims = 0;
  /** Undefined once a payment could not be read. */
  #paid: number | undefined = 0;
  #adds = true;
  #adjustments: readonly ProviderAdjustment[] = [];

  constructor(transaction: TransactionHeader, tell: (event: ResponseEvent) => void) {
    this.#transaction = transaction;
    this.#tell = tell;
  }

  closed(loop: Loop, above: readonly Loop[]): boolean {
    if (loop.id === '2100') {
      this.#claim(loop);
      return true;
    }
    if (above.length > 0) return false;
    if (loop.id === 'SUMMARY')
      this.#adjustments = [...this.#adjustments, ...providerAdjustments(loop, this.#transaction.delimiters)];
    else if (loop.id !== '2000' && this.#top.length < MOST_TOP) this.#top.push(loop);
    return true;
  }

  end(last: Segment): void {
    const payment = this.#told();
    const first = this.#top[0]?.segments[0]?.number ?? last.number;
    const faults = paymentFaults(payment, this.#paid, this.#adjustments, first);
    this.#tell({
      kind: 'payment-end',
      end: {
        payment,
        claims: this.#claims,
        paid: this.#paid ?? 0,
        providerAdjustments: this.#adjustments,
        balanced: this.#adds && faults.length === 0,
        faults,
      },
    });
    for (const fault of faults) this.#tell({ kind: 'fault', fault });
  }

  #told(): Payment {
    if (!this.#payment) {
      this.#payment = paymentOf(this.#top, this.#transaction);
      this.#tell({ kind: 'payment', payment: this.#payment });
    }
    return this.#payment;
  }

  #claim(loop: Loop): void {
    const payment = this.#told();
    const claim = claimPayment(loop, this.#transaction.delimiters);
    this.#claims += 1;
    this.#paid = this.#paid === undefined || claim.paid === undefined ? undefined : this.#paid + claim.paid;
    if (claim.faults.some(({ severity }) => severity === 'error')) this.#adds = false;
    this.#tell({ kind: 'claim-payment', claim, payment });
    for (const fault of claim.faults) this.#tell({ kind: 'fault', fault });
  }
}

/** HEADER, 1000A and 1000B; hostile data may repeat them without end. */
const MOST_TOP = 8;
