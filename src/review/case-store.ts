/** The port by which cases are kept, and the fake that keeps them in memory. */
import { ClaimwrightError } from '../kernel/index.ts';
import type { Case, CaseState } from './case.ts';
import { type CaseIndex, type CasePage, memoryPage, type PageQuery } from './case-page.ts';
import type { Delivery, Outbox } from './delivery.ts';
import { memoryOutbox } from './memory-outbox.ts';

export interface CaseStore<Details> {
  /** The case and what is known of it, or undefined. */
  get(id: string): Promise<StoredCase<Details> | undefined>;
  /**
   * Keeps the case. `seen` is the number of events the caller last saw (0 for a new case); throws CW-4002 when the
   * case has moved on since (optimistic concurrency). `deliveries` are kept and `settled` ones done with it, all or nothing.
   */
  put(
    stored: StoredCase<Details>,
    seen: number,
    deliveries?: readonly Delivery[],
    settled?: readonly string[],
  ): Promise<void>;
  /** What is yet to be delivered. */
  readonly outbox: Outbox;
  /** How many there are. */
  count(): Promise<number>;
  /** How many there are in each state that has any. */
  counts(): Promise<StateCounts>;
  /** A page of cases, the latest kept first; a list never reads a chart. */
  page(query: PageQuery): Promise<CasePage>;
  /** The case of which a claim bears the number, in capitals or not. */
  byClaimNumber(number: string): Promise<StoredCase<Details> | undefined>;
  /** All cases, in the order in which they were first kept; every chart is read, so for few of them. */
  list(): Promise<readonly StoredCase<Details>[]>;
}

export interface StoredCase<Details> {
  readonly case: Case;
  readonly details: Details;
}

export type StateCounts = Readonly<Partial<Record<CaseState, number>>>;

export function memoryCaseStore<Details>(index: CaseIndex<Details> = {}): CaseStore<Details> {
  const kept = new Map<string, StoredCase<Details>>();
  const outbox = memoryOutbox();
  return {
    outbox,
    get: async (id) => kept.get(id),
    count: async () => kept.size,
    counts: async () => countsOf([...kept.values()].map((stored) => stored.case.state)),
    page: async (query) => memoryPage([...kept.values()], query, index),
    byClaimNumber: async (number) =>
      [...kept.values()].find(({ details }) => index.claimNumbers?.(details).includes(number.toUpperCase())),
    list: async () => [...kept.values()],
    put: async (stored, seen, deliveries = [], settled = []) => {
      if ((kept.get(stored.case.id)?.case.events.length ?? 0) !== seen) throw new ClaimwrightError('CW-4002');
      kept.set(stored.case.id, stored);
      for (const delivery of deliveries) outbox.keep(delivery);
      for (const id of settled) outbox.settle(id);
    },
  };
}

function countsOf(states: readonly CaseState[]): StateCounts {
  const counts: Partial<Record<CaseState, number>> = {};
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
