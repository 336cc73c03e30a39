/** The port by which cases are kept, and the fake that keeps them in memory. */
import { ClaimwrightError } from '../kernel/index.ts';
import type { Case } from './case.ts';

export interface CaseStore<Details> {
  /** The case and what is known of it, or undefined. */
  get(id: string): Promise<StoredCase<Details> | undefined>;
  /**
   * Keeps the case. `seen` is the number of events the caller last saw (0 for a new case); throws CW-4002 when the
   * case has moved on since (optimistic concurrency).
   */
  put(stored: StoredCase<Details>, seen: number): Promise<void>;
  /** How many there are. */
  count(): Promise<number>;
  /** All cases, in the order in which they were first kept. */
  list(): Promise<readonly StoredCase<Details>[]>;
}

export interface StoredCase<Details> {
  readonly case: Case;
  readonly details: Details;
}

export function memoryCaseStore<Details>(): CaseStore<Details> {
  const kept = new Map<string, StoredCase<Details>>();
  return {
    get: async (id) => kept.get(id),
    count: async () => kept.size,
    list: async () => [...kept.values()],
    put: async (stored, seen) => {
      if ((kept.get(stored.case.id)?.case.events.length ?? 0) !== seen) throw new ClaimwrightError('CW-4002');
      kept.set(stored.case.id, stored);
    },
  };
}
