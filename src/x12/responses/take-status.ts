/** The loops of a 277CA or 277 as they close; the totals of a provider are held against the claims that were told. */
import type { Loop } from '../guide/read-loops.ts';
import type { TransactionHeader } from '../syntax/envelope.ts';
import { claimStatus, type LevelStatus, levelStatus } from './status.ts';
import type { LoopTaker, ResponseEvent } from './taker.ts';

interface Counted {
  accepted: number;
  rejected: number;
}

export class StatusTaker implements LoopTaker {
  readonly #transaction: TransactionHeader;
  readonly #tell: (event: ResponseEvent) => void;
  #provider: { readonly status: LevelStatus; readonly segment: number } | undefined;
  #counted: Counted = { accepted: 0, rejected: 0 };

  constructor(transaction: TransactionHeader, tell: (event: ResponseEvent) => void) {
    this.#transaction = transaction;
    this.#tell = tell;
  }

  closed(loop: Loop, above: readonly Loop[]): boolean {
    const parent = above.at(-1);
    const { delimiters } = this.#transaction;
    switch (loop.id) {
      case '2200D':
      case '2200E':
        this.#claim(loop, parent);
        return true;
      case '2200B':
        this.#level(levelStatus(loop, parent, 'receiver', delimiters));
        return true;
      case '2200C': {
        const status = levelStatus(loop, parent, 'provider', delimiters);
        this.#provider = { status, segment: loop.segments[0]?.number ?? 0 };
        this.#level(status);
        return true;
      }
      case '2000C':
        this.#totals();
        return true;
      default:
        return HIERARCHY.has(loop.id);
    }
  }

  end(): void {
    // Everything is told when its loop closes.
  }

  #claim(loop: Loop, level: Loop | undefined): void {
    const status = claimStatus(loop, level, this.#transaction.delimiters);
    this.#counted[status.outcome === 'rejected' ? 'rejected' : 'accepted'] += 1;
    this.#tell({ kind: 'claim-status', status, transaction: this.#transaction });
  }

  #level(status: LevelStatus): void {
    this.#tell({ kind: 'level-status', status, transaction: this.#transaction });
  }

  /** QTY*QA and QTY*QC count the claims of the provider that follow. */
  #totals(): void {
    const told = this.#provider;
    const { accepted, rejected } = this.#counted;
    this.#provider = undefined;
    this.#counted = { accepted: 0, rejected: 0 };
    if (!told || accepted + rejected === 0) return;
    const { status, segment } = told;
    const wrong =
      (status.accepted !== undefined && status.accepted !== accepted) ||
      (status.rejected !== undefined && status.rejected !== rejected);
    if (!wrong) return;
    const message = `The provider's totals differ from its claims, of which ${accepted} are accepted and ${rejected} rejected`;
    this.#tell({
      kind: 'fault',
      fault: {
        id: 'status-count',
        snip: 3,
        severity: 'warning',
        message,
        segment: 'QTY',
        number: segment,
        loop: '2200C',
      },
    });
  }
}

/** Levels that hold others: forgotten as they end. */
const HIERARCHY: ReadonlySet<string> = new Set(['HEADER', '2000A', '2000B', '2000D', '2000E', '2200A']);
