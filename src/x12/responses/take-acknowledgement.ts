/** The loops of a 999 as they close. */
import type { Loop } from '../guide/read-loops.ts';
import type { TransactionHeader } from '../syntax/envelope.ts';
import {
  type AcknowledgedGroup,
  groupAcknowledgement,
  groupOf,
  transactionAcknowledgement,
} from './acknowledgement.ts';
import { firstOf } from './parts.ts';
import type { LoopTaker, ResponseEvent } from './taker.ts';

export class AcknowledgementTaker implements LoopTaker {
  readonly #transaction: TransactionHeader;
  readonly #tell: (event: ResponseEvent) => void;
  #group: AcknowledgedGroup = groupOf(undefined);

  constructor(transaction: TransactionHeader, tell: (event: ResponseEvent) => void) {
    this.#transaction = transaction;
    this.#tell = tell;
  }

  closed(loop: Loop, above: readonly Loop[]): boolean {
    if (above.length > 0) return false;
    const { delimiters } = this.#transaction;
    if (loop.id === 'HEADER') this.#group = groupOf(firstOf(loop, 'AK1'));
    else if (loop.id === '2000') {
      const acknowledgement = transactionAcknowledgement(loop, this.#group, delimiters);
      this.#tell({ kind: 'transaction-acknowledged', acknowledgement });
    } else if (loop.id === 'SUMMARY') {
      this.#tell({ kind: 'group-acknowledged', acknowledgement: groupAcknowledgement(loop, this.#group) });
    }
    return true;
  }

  end(): void {
    // Everything is told when its loop closes.
  }
}
