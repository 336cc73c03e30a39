/** The port by which results are kept; one of the same id takes the place of the one before. */
import type { ClaimResult, Result, UnmatchedResult } from '../model.ts';
import { numberKey } from './sent-claims.ts';

export interface Results {
  put(result: Result): Promise<void>;
  /** Of one claim, in the order in which they were first kept. */
  ofClaim(number: string): Promise<readonly ClaimResult[]>;
  /** The latest result in which a payer gave this number to a claim. */
  byPayerNumber(number: string): Promise<ClaimResult | undefined>;
  /** The first of them, or all. */
  unmatched(limit?: number): Promise<readonly UnmatchedResult[]>;
  all(): Promise<readonly Result[]>;
}

export function memoryResults(): Results {
  const kept = new Map<string, Result>();
  const all = (): readonly Result[] => [...kept.values()];
  return {
    put: async (result) => void kept.set(result.id, result),
    ofClaim: async (number) =>
      all().filter((r): r is ClaimResult => r.kind === 'claim' && numberKey(r.number) === numberKey(number)),
    byPayerNumber: async (number) =>
      all()
        .filter((r): r is ClaimResult => r.kind === 'claim' && r.payerControlNumber === number)
        .at(-1),
    unmatched: async (limit) =>
      all()
        .filter((r) => r.kind === 'unmatched')
        .slice(0, limit),
    all: async () => all(),
  };
}
