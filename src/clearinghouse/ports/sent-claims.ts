/** The port by which what was sent is kept: bytes, control numbers, claims; and the fake that keeps it in memory. */
import type { Receipt, SentBatch, SentClaim } from '../model.ts';

export interface SentClaims {
  /** Keeps a batch before it is delivered. A batch of the same id is kept once. */
  prepare(batch: SentBatch): Promise<void>;
  /** The channel has taken it. */
  delivered(id: string, receipt: Receipt): Promise<void>;
  batch(id: string): Promise<SentBatch | undefined>;
  /** Prepared and not known to be delivered: what a crash left, to be delivered again. */
  undelivered(): Promise<readonly SentBatch[]>;
  /** Every time the claim number was sent, the last one last. */
  byNumber(number: string): Promise<readonly SentClaim[]>;
  /** By GS06 and ST02; without ST02 all of the group. */
  inGroup(group: string, transaction?: string): Promise<readonly SentClaim[]>;
  /** By ISA13. */
  inInterchange(interchange: string): Promise<readonly SentClaim[]>;
}

/** CLM01 comes back in capitals, as it was written. */
export const numberKey = (number: string): string => number.trim().toUpperCase();

export function memorySentClaims(): SentClaims {
  const batches = new Map<string, SentBatch>();
  const numbers = new Map<string, SentClaim[]>();
  const claims = (fits: (claim: SentClaim) => boolean): readonly SentClaim[] =>
    [...batches.values()].flatMap((batch) => batch.claims.filter(fits));
  return {
    prepare: async (batch) => {
      if (batches.has(batch.id)) return;
      batches.set(batch.id, batch);
      for (const claim of batch.claims) {
        const key = numberKey(claim.number);
        numbers.set(key, [...(numbers.get(key) ?? []), claim]);
      }
    },
    delivered: async (id, receipt) => {
      const batch = batches.get(id);
      if (batch && !batch.receipt) batches.set(id, { ...batch, receipt });
    },
    batch: async (id) => batches.get(id),
    undelivered: async () => [...batches.values()].filter(({ receipt }) => !receipt),
    byNumber: async (number) => numbers.get(numberKey(number)) ?? [],
    inGroup: async (group, transaction) =>
      claims(
        ({ controlNumbers: c }) =>
          same(c.group, group) && (transaction === undefined || same(c.transaction, transaction)),
      ),
    inInterchange: async (interchange) => claims(({ controlNumbers: c }) => same(c.interchange, interchange)),
  };
}

/** A partner may drop the zeros before a control number. */
const same = (a: string, b: string): boolean => a.replace(/^0+/, '') === b.trim().replace(/^0+/, '');
