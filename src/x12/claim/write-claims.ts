/** Claims → the segments of 837 transaction sets: hierarchy numbered, what stands above said once for those that follow (005010 1.4.3). */
import type { SegmentDraft } from '../syntax/segment.ts';
import type { TransactionDraft } from '../syntax/write-envelope.ts';
import type { ClaimDraftLoops, LoopDraft } from './loop-draft.ts';

export interface ClaimBatch {
  /** HEADER, 1000A and 1000B. */
  readonly header: readonly LoopDraft[];
  /** ST02 of the first transaction set. */
  readonly firstControlNumber: number;
  /** The guide's recommended most is 5,000 claims to a transaction set. */
  readonly most?: number;
}

const MOST_CLAIMS = 5_000;

/** Transaction sets of claims, made as they are asked for: the claims are read once, in order. */
export function* claimTransactions(
  claims: Iterable<ClaimDraftLoops>,
  batch: ClaimBatch,
): Generator<TransactionDraft> {
  const source = claims[Symbol.iterator]();
  const most = batch.most ?? MOST_CLAIMS;
  let number = batch.firstControlNumber;
  let next = source.next();
  while (!next.done) {
    const taken = takeClaims(source, next, most, (after) => {
      next = after;
    });
    yield {
      id: '837',
      controlNumber: String(number).padStart(4, '0'),
      segments: claimSegments(taken, batch.header),
    };
    number += 1;
  }
}

/** Hands on up to so many claims; the one after them is kept for the next transaction set. */
function* takeClaims(
  source: Iterator<ClaimDraftLoops>,
  first: IteratorResult<ClaimDraftLoops>,
  most: number,
  keep: (next: IteratorResult<ClaimDraftLoops>) => void,
): Generator<ClaimDraftLoops> {
  let next = first;
  for (let count = 0; !next.done && count < most; count += 1) {
    yield next.value;
    next = source.next();
  }
  keep(next);
}

export function* claimSegments(
  claims: Iterable<ClaimDraftLoops>,
  header: readonly LoopDraft[],
): Generator<SegmentDraft> {
  for (const loop of header) yield* segmentsOf(loop);
  const levels = new Levels();
  for (const { billing, subscriber, patient, claim } of claims) {
    yield* levels.open(0, billing, true);
    yield* levels.open(1, subscriber, patient !== undefined);
    if (patient) yield* levels.open(2, patient, false);
    yield* segmentsOf(claim);
  }
}

/**
 * The hierarchy that is open: a level that says the same again is not written again. A subscriber with dependents and the
 * same one as the patient differ (HL04), so that no claim of the subscriber's own follows a dependent's loop.
 */
class Levels {
  #count = 0;
  readonly #open: { readonly key: string; readonly number: number }[] = [];

  *open(depth: 0 | 1 | 2, loop: LoopDraft, children: boolean): Generator<SegmentDraft> {
    const key = `${children}${JSON.stringify(loop)}`;
    if (this.#open[depth]?.key === key) return;
    this.#count += 1;
    this.#open.length = depth;
    this.#open.push({ key, number: this.#count });
    const parent = depth === 0 ? undefined : this.#open[depth - 1]?.number;
    const [, ...rest] = loop.segments;
    yield {
      id: 'HL',
      elements: [
        String(this.#count),
        parent === undefined ? undefined : String(parent),
        LEVEL[depth],
        children ? '1' : '0',
      ],
    };
    yield* rest;
    for (const inner of loop.loops) yield* segmentsOf(inner);
  }
}

const LEVEL = ['20', '22', '23'] as const;

function* segmentsOf(loop: LoopDraft): Generator<SegmentDraft> {
  yield* loop.segments;
  for (const inner of loop.loops) yield* segmentsOf(inner);
}
