/** The port by which what was sent is kept: bytes, control numbers, claims; and the fake that keeps it in memory. */
import type { Claim } from '../../fhir/index.ts';
import { ClaimwrightError, canonicalJson, sha256 } from '../../kernel/index.ts';
import type { Receipt, SentBatch, SentClaim } from '../model.ts';

export interface SentClaims {
  /**
   * Keeps a batch before it is delivered. A batch of the same id is kept once. Throws CW-8701, and keeps nothing, when a
   * claim of it is in another batch: two that send at once do not send the same claim twice.
   */
  prepare(batch: SentBatch): Promise<void>;
  /** The channel has taken it. */
  delivered(id: string, receipt: Receipt): Promise<void>;
  batch(id: string): Promise<SentBatch | undefined>;
  /** Prepared and not known to be delivered: what a crash left, to be delivered again. Of one channel, or of all. */
  undelivered(channel?: string): AsyncIterable<SentBatch>;
  /** Every time the claim number was sent, the last one last. */
  byNumber(number: string): Promise<readonly SentClaim[]>;
  /** By GS06 and ST02; without ST02 all of the group. */
  inGroup(group: string, transaction?: string): Promise<readonly SentClaim[]>;
  /** By ISA13. */
  inInterchange(interchange: string): Promise<readonly SentClaim[]>;
}

/** CLM01 comes back in capitals, as it was written. */
export const numberKey = (number: string): string => number.trim().toUpperCase();

/** A partner may drop the zeros before a control number. */
export const controlKey = (number: string): string => number.trim().replace(/^0+/, '');

/** The content of a claim: what makes a correction another claim. */
export const sentContent = (claim: Claim): string => sha256(canonicalJson(claim));

export function memorySentClaims(): SentClaims {
  const batches = new Map<string, SentBatch>();
  const known = new Set<string>();
  const numbers = new Map<string, SentClaim[]>();
  const claims = (fits: (claim: SentClaim) => boolean): readonly SentClaim[] =>
    [...batches.values()].flatMap((batch) => batch.claims.filter(fits));
  return {
    prepare: async (batch) => {
      if (batches.has(batch.id)) return;
      const contents = batch.claims.map((c) => `${numberKey(c.number)} ${sentContent(c.claim)}`);
      const again = batch.claims.find(
        (_, i) => known.has(contents[i] ?? '') || contents.indexOf(contents[i] ?? '') < i,
      );
      if (again) throw new ClaimwrightError('CW-8701', { number: again.number });
      for (const content of contents) known.add(content);
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
    undelivered: async function* (channel) {
      for (const batch of [...batches.values()])
        if (!batch.receipt && (channel === undefined || batch.channel === channel)) yield batch;
    },
    byNumber: async (number) => numbers.get(numberKey(number)) ?? [],
    inGroup: async (group, transaction) =>
      claims(
        ({ controlNumbers: c }) =>
          same(c.group, group) && (transaction === undefined || same(c.transaction, transaction)),
      ),
    inInterchange: async (interchange) => claims(({ controlNumbers: c }) => same(c.interchange, interchange)),
  };
}

const same = (a: string, b: string): boolean => controlKey(a) !== '' && controlKey(a) === controlKey(b);
