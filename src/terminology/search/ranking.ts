/** Scores the rows of a release against one interpretation of what was asked, and keeps the best. */
import type { Interpretation } from './interpret.ts';
import { COST_SHIFT, DENIED_BIT, POSITION_SHIFT, ROW_MASK } from './postings.ts';
import type { RowSpan } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import type { Term } from './term.ts';
import { ABOVE, COSTS } from './title-words.ts';
import type { WordMatch } from './word-matches.ts';
import { clear, touch, type Workspace } from './workspace.ts';

/** Everything asked for is in the title. */
const ALL = 10;
const COMPLETE = 3;
/** Most that unasked words of a title can cost, and how many cost half of it. */
const UNASKED = 2.4;
const HALF_UNASKED = 3;
/** Kin of a known word, and nodes far above what a phrase means, are no full answer to what was asked. */
const SURELY = 0.62;
const SURELY_MEANT = 0.85;
/** A word that only a heading above the row has, beside one of its own. */
const LENT = 0.8;
const PER_POSITION = 0.02;
/** Rows with less than this part of the best row's words are noise. */
const LEAST_PART = 0.7;

/** Looking a row up in a list costs about so many steps along it. */
const LOOK_UP = 12;
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
function markWords(term: Term, bit: number, open: boolean, search: Search): number {
  const { starts, list } = search.index.postings;
  const { space } = search;
  let most = 0;
  for (const match of term.matches) {
    const from = starts[match.word] ?? 0;
    const to = starts[match.word + 1] ?? 0;
    if (open || space.count * LOOK_UP > to - from) {
      for (let i = from; i < to; i += 1)
        most = Math.max(most, mark(list[i] ?? 0, term, match, bit, open, search));
    } else {
      for (let n = 0; n < space.count; n += 1) {
        const row = space.touched[n] ?? 0;
        const posting = list[firstOf(list, row, from, to)] ?? 0;
        if ((posting & ROW_MASK) === row)
          most = Math.max(most, mark(posting, term, match, bit, false, search));
      }
    }
  }
  return most;
}

/** Gives the row of a posting what it has of a term; all that the row has by then. */
function mark(
  posting: number,
  { weight, denied }: Term,
  { quality, whole }: WordMatch,
  bit: number,
  open: boolean,
  { space, wanted }: Search,
): number {
  const row = posting & ROW_MASK;
  const had = space.mask[row] ?? 0;
  if (had === 0 && !open) return 0;
  if (((posting & DENIED_BIT) !== 0) !== denied) return 0;
  const known = (had & bit) !== 0;
  if (known && !whole) return 0;
  if (had === 0) {
    if (!isWanted(row, wanted)) return 0;
    touch(space, row);
  }
  const cost = (posting >>> COST_SHIFT) & 7;
  space.covered[row] = (space.covered[row] ?? 0) + (COSTS[cost] ?? 0);
  if (known) return 0;
  space.mask[row] = had | bit;
  if (quality < SURELY) space.weak[row] = (space.weak[row] ?? 0) | bit;
  space.place[row] = (space.place[row] ?? 0) + (posting >>> POSITION_SHIFT);
  const sum = (space.asked[row] ?? 0) + weight * quality * (cost === ABOVE ? LENT : 1);
  space.asked[row] = sum;
  return sum;
}

/** Marks the rows that a phrase means; its words, and those of the node's title, are not unasked there. */
function markSpans(term: Term, bit: number, open: boolean, search: Search): number {
  const { index, space, wanted } = search;
  const { mask, asked, covered, by } = space;
  let most = 0;
  for (const { span, quality, sure } of term.spans) {
    space.serial += 1;
    const cost = index.rows.cost[span.from] ?? 0;
    for (let row = span.from; row < span.to; row += 1) {
      const had = mask[row] ?? 0;
      if ((had & bit) !== 0 || (had === 0 && !open)) continue;
      if (had === 0) {
        if (!isWanted(row, wanted)) continue;
        touch(space, row);
      }
      mask[row] = had | bit;
      if (sure < SURELY_MEANT) space.weak[row] = (space.weak[row] ?? 0) | bit;
      by[row] = space.serial;
      covered[row] = (covered[row] ?? 0) + cost;
      const sum = (asked[row] ?? 0) + term.weight * quality;
      asked[row] = sum;
      if (sum > most) most = sum;
    }
    coverWords(term.covers, span, search);
  }
  return most;
}

function coverWords(words: Term['covers'], span: RowSpan, { index: { postings }, space }: Search): void {
  const { starts, list } = postings;
  for (const { word } of words) {
    const to = starts[word + 1] ?? 0;
    let i = firstOf(list, span.from, starts[word] ?? 0, to);
    const node = i < to ? (list[i] ?? 0) : 0;
    // What the title of the node has is accounted for.
    if ((node & ROW_MASK) === span.from && ((node >>> COST_SHIFT) & 7) !== ABOVE) continue;
    for (; i < to; i += 1) {
      const posting = list[i] ?? 0;
      const row = posting & ROW_MASK;
      if (row >= span.to) break;
      if (space.by[row] !== space.serial) continue;
      space.covered[row] = (space.covered[row] ?? 0) + (COSTS[(posting >>> COST_SHIFT) & 7] ?? 0);
    }
  }
}

/** The first posting in `[from, to)` that is not of an earlier row. */
function firstOf(list: Uint32Array, row: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (((list[middle] ?? 0) & ROW_MASK) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function best(
  { terms, phrases, doubt }: Interpretation,
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
      (((space.mask[row] ?? 0) & ~(space.weak[row] ?? 0) & needed) === needed ? COMPLETE : 0) -
      unaskedCost(unasked) -
      (PER_POSITION * (space.place[row] ?? 0)) / terms.length +
      (rows.prior[row] ?? 0) -
      doubt;
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
