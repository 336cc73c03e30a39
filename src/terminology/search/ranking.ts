/** Scores the rows of a release against what was asked, and keeps the best. */
import type { Interpretation, Term } from './interpret.ts';
import { COST_SHIFT, DENIED_BIT, POSITION_SHIFT, ROW_MASK } from './postings.ts';
import type { RowSpan } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import { COSTS } from './title-words.ts';

/** Everything asked for is in the title. */
const ALL = 10;
const COMPLETE = 3;
/** Most that unasked words of a title can cost, and how many cost half of it. */
const UNASKED = 2.4;
const HALF_UNASKED = 3;
const PER_POSITION = 0.03;
/** Rows with less than this part of the best row's words are noise. */
const LEAST_PART = 0.75;

export interface Scored {
  readonly row: number;
  readonly score: number;
  readonly phrases: readonly string[];
}

export interface Wanted {
  readonly limit: number;
  readonly billableOnly: boolean;
  /** Undefined: everywhere. */
  readonly under: readonly RowSpan[] | undefined;
}

/** Working memory of one search, a number per row; cleared before use, so that no answer depends on an earlier one. */
export interface Workspace {
  readonly mask: Int32Array;
  readonly asked: Float32Array;
  readonly covered: Float32Array;
  readonly place: Uint8Array;
}

export const workspace = (size: number): Workspace => ({
  mask: new Int32Array(size),
  asked: new Float32Array(size),
  covered: new Float32Array(size),
  place: new Uint8Array(size),
});

export function rank(
  interpretation: Interpretation,
  index: SearchIndex,
  space: Workspace,
  wanted: Wanted,
): readonly Scored[] {
  space.mask.fill(0);
  space.asked.fill(0);
  space.covered.fill(0);
  space.place.fill(0);
  interpretation.terms.forEach((term, at) => {
    markWords(term, 1 << at, index, space);
    markSpans(term, 1 << at, index, space);
  });
  return best(interpretation, index, space, wanted);
}

function markWords(term: Term, bit: number, { postings }: SearchIndex, space: Workspace): void {
  const denied = term.denied ? DENIED_BIT : 0;
  for (const { word, quality, whole } of term.matches) {
    const to = postings.starts[word + 1] ?? 0;
    for (let i = postings.starts[word] ?? 0; i < to; i += 1) {
      const posting = postings.list[i] ?? 0;
      if ((posting & DENIED_BIT) !== denied) continue;
      const row = posting & ROW_MASK;
      const known = ((space.mask[row] ?? 0) & bit) !== 0;
      if (known && !whole) continue;
      space.covered[row] = (space.covered[row] ?? 0) + (COSTS[(posting >>> COST_SHIFT) & 7] ?? 0);
      if (known) continue;
      space.mask[row] = (space.mask[row] ?? 0) | bit;
      space.asked[row] = (space.asked[row] ?? 0) + term.weight * quality;
      space.place[row] = (space.place[row] ?? 0) + (posting >>> POSITION_SHIFT);
    }
  }
}

function markSpans(term: Term, bit: number, { rows }: SearchIndex, space: Workspace): void {
  for (const { span, quality } of term.spans) {
    const cost = rows.cost[span.from] ?? 0;
    for (let row = span.from; row < span.to; row += 1) {
      if (((space.mask[row] ?? 0) & bit) !== 0) continue;
      space.mask[row] = (space.mask[row] ?? 0) | bit;
      space.asked[row] = (space.asked[row] ?? 0) + term.weight * quality;
      space.covered[row] = (space.covered[row] ?? 0) + cost;
    }
  }
}

function best(
  { terms, phrases }: Interpretation,
  { rows }: SearchIndex,
  space: Workspace,
  { limit, billableOnly, under }: Wanted,
): readonly Scored[] {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const needed = terms.reduce(
    (bits, { faint, light, matches, spans }, at) =>
      faint || light || matches.length + spans.length === 0 ? bits : bits | (1 << at),
    0,
  );
  if (needed === 0) return [];
  const top: Scored[] = [];
  let most = 0;
  const consider = (row: number): void => {
    const mask = space.mask[row] ?? 0;
    if (mask === 0 || (billableOnly && rows.billable[row] === 0)) return;
    const asked = space.asked[row] ?? 0;
    if (asked < most * LEAST_PART) return;
    if (asked > most) most = asked;
    const unasked = Math.max(0, (rows.cost[row] ?? 0) - (space.covered[row] ?? 0));
    const score =
      (ALL * asked) / total +
      ((mask & needed) === needed ? COMPLETE : 0) -
      (UNASKED * unasked) / (unasked + HALF_UNASKED) -
      (PER_POSITION * (space.place[row] ?? 0)) / terms.length +
      (rows.prior[row] ?? 0);
    insert(top, { row, score, phrases }, limit);
  };
  for (const { from, to } of under ?? [{ from: 0, to: rows.size }]) {
    for (let row = from; row < to; row += 1) consider(row);
  }
  return top.filter(({ row }) => (space.asked[row] ?? 0) >= most * LEAST_PART);
}

/** Keeps `top` in order and no longer than `limit`; of equals the one that came first, which is the order of the release. */
function insert(top: Scored[], scored: Scored, limit: number): void {
  if (top.length === limit && scored.score <= (top[limit - 1]?.score ?? 0)) return;
  let at = top.length;
  while (at > 0 && (top[at - 1]?.score ?? 0) < scored.score) at -= 1;
  top.splice(at, 0, scored);
  if (top.length > limit) top.pop();
}
