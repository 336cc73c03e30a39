/** Scores the rows of a release against one interpretation of what was asked, and keeps the best. */
import type { Interpretation } from './interpret.ts';
import { COST_SHIFT, DENIED_BIT, POSITION_SHIFT, ROW_MASK } from './postings.ts';
import type { RowSpan } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import type { Term } from './term.ts';
import { COSTS } from './title-words.ts';
import { clear, touch, type Workspace } from './workspace.ts';

/** Everything asked for is in the title. */
const ALL = 10;
const COMPLETE = 3;
/** Most that unasked words of a title can cost, and how many cost half of it. */
const UNASKED = 2.4;
const HALF_UNASKED = 3;
const PER_POSITION = 0.03;
/** Rows with less than this part of the best row's words are noise. */
const LEAST_PART = 0.75;

/** Room for headings among the best, which may be left out in the end. */
const HEADINGS = 20;

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

export interface Search {
  readonly index: SearchIndex;
  readonly space: Workspace;
  readonly wanted: Wanted;
  /** The greatest part of what was asked that any row has, over the interpretations so far. */
  part: number;
}

export function rank(interpretation: Interpretation, search: Search): readonly Scored[] {
  const { terms } = interpretation;
  const order = terms
    .map((term, at) => ({ term, bit: 1 << at }))
    .sort((a, b) => b.term.weight - a.term.weight);
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  let left = total;
  let most = search.part * total;
  for (const { term, bit } of order) {
    // A row that has none of the weightier terms cannot catch up any more: it is noise from the start.
    const open = left >= most * LEAST_PART;
    most = Math.max(most, markWords(term, bit, open, search), markSpans(term, bit, open, search));
    left -= term.weight;
    coverWords(term, bit, search);
  }
  search.part = most / total;
  const found = best(interpretation, most, search);
  clear(search.space);
  return found;
}

/** Headings are kept even where only codes are wanted: they lead to the codes below them. */
const isWanted = (row: number, { under }: Wanted): boolean =>
  under === undefined || under.some(({ from, to }) => row >= from && row < to);

/** Marks the rows whose titles have the term; the most that any of them has so far. */
function markWords(term: Term, bit: number, open: boolean, { index, space, wanted }: Search): number {
  const { starts, list } = index.postings;
  const { mask, asked, covered, place } = space;
  const denied = term.denied ? DENIED_BIT : 0;
  let most = 0;
  for (const { word, quality, whole } of term.matches) {
    const worth = term.weight * quality;
    const to = starts[word + 1] ?? 0;
    for (let i = starts[word] ?? 0; i < to; i += 1) {
      const posting = list[i] ?? 0;
      const row = posting & ROW_MASK;
      const had = mask[row] ?? 0;
      if (had === 0 && !open) continue;
      if ((posting & DENIED_BIT) !== denied) continue;
      const known = (had & bit) !== 0;
      if (known && !whole) continue;
      if (had === 0) {
        if (!isWanted(row, wanted)) continue;
        touch(space, row);
      }
      covered[row] = (covered[row] ?? 0) + (COSTS[(posting >>> COST_SHIFT) & 7] ?? 0);
      if (known) continue;
      mask[row] = had | bit;
      place[row] = (place[row] ?? 0) + (posting >>> POSITION_SHIFT);
      const sum = (asked[row] ?? 0) + worth;
      asked[row] = sum;
      if (sum > most) most = sum;
    }
  }
  return most;
}

/** Marks the rows that a phrase means. */
function markSpans(term: Term, bit: number, open: boolean, { index, space, wanted }: Search): number {
  const { mask, asked, covered } = space;
  let most = 0;
  for (const { span, quality } of term.spans) {
    const cost = index.rows.cost[span.from] ?? 0;
    for (let row = span.from; row < span.to; row += 1) {
      const had = mask[row] ?? 0;
      if ((had & bit) !== 0 || (had === 0 && !open)) continue;
      if (had === 0) {
        if (!isWanted(row, wanted)) continue;
        touch(space, row);
      }
      mask[row] = had | bit;
      covered[row] = (covered[row] ?? 0) + cost;
      const sum = (asked[row] ?? 0) + term.weight * quality;
      asked[row] = sum;
      if (sum > most) most = sum;
    }
  }
  return most;
}

/** In the rows a phrase means, the words it is made of are not unasked. */
function coverWords(
  term: Term,
  bit: number,
  { index: { postings }, space: { mask, covered } }: Search,
): void {
  for (const { word } of term.covers) {
    const to = postings.starts[word + 1] ?? 0;
    for (let i = postings.starts[word] ?? 0; i < to; i += 1) {
      const posting = postings.list[i] ?? 0;
      const row = posting & ROW_MASK;
      if (((mask[row] ?? 0) & bit) === 0) continue;
      covered[row] = (covered[row] ?? 0) + (COSTS[(posting >>> COST_SHIFT) & 7] ?? 0);
    }
  }
}

function best(
  { terms, phrases }: Interpretation,
  most: number,
  { index: { rows }, space, wanted }: Search,
): readonly Scored[] {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0);
  const needed = neededBits(terms);
  if (needed === 0) return [];
  const top: Scored[] = [];
  const keep = wanted.limit + HEADINGS;
  for (let i = 0; i < space.count; i += 1) {
    const row = space.touched[i] ?? 0;
    const asked = space.asked[row] ?? 0;
    if (asked < most * LEAST_PART) continue;
    const unasked = Math.max(0, (rows.cost[row] ?? 0) - (space.covered[row] ?? 0));
    const score =
      (ALL * asked) / total +
      (((space.mask[row] ?? 0) & needed) === needed ? COMPLETE : 0) -
      unaskedCost(unasked) -
      (PER_POSITION * (space.place[row] ?? 0)) / terms.length +
      (rows.prior[row] ?? 0);
    const last = top[keep - 1];
    if (last === undefined || precedes(score, row, last)) insert(top, { row, score, phrases }, keep);
  }
  return top;
}

/** What the unasked words of a title take from its score. */
export const unaskedCost = (cost: number): number => (UNASKED * cost) / (cost + HALF_UNASKED);

const neededBits = (terms: readonly Term[]): number =>
  terms.reduce((bits, { needed }, at) => (needed ? bits | (1 << at) : bits), 0);

/** The better score first; of equals the one that stands first in the release. */
const precedes = (score: number, row: number, other: Scored): boolean =>
  score > other.score || (score === other.score && row < other.row);

function insert(top: Scored[], scored: Scored, limit: number): void {
  let at = top.length;
  while (at > 0) {
    const other = top[at - 1];
    if (other === undefined || !precedes(scored.score, scored.row, other)) break;
    at -= 1;
  }
  top.splice(at, 0, scored);
  if (top.length > limit) top.pop();
}
