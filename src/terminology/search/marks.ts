/** Marks in a workspace which rows have a term, by the words of their titles or because a phrase means them. */
import { COST_SHIFT, DENIED_BIT, POSITION_SHIFT, ROW_MASK } from './postings.ts';
import type { RowSpan } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import type { Term } from './term.ts';
import { ABOVE, COSTS } from './title-words.ts';
import type { WordMatch } from './word-matches.ts';
import { touch, type Workspace } from './workspace.ts';

export interface Wanted {
  readonly limit: number;
  readonly billableOnly: boolean;
  /** Undefined: everywhere. */
  readonly under: readonly RowSpan[] | undefined;
}

/** A term at work: its bit, and whether rows may join that have none of the weightier terms. */
export interface Marking {
  readonly index: SearchIndex;
  readonly space: Workspace;
  readonly wanted: Wanted;
  readonly term: Term;
  readonly bit: number;
  readonly open: boolean;
}

/** Kin of a known word, and nodes far above what a phrase means, are no full answer to what was asked. */
const SURELY = 0.62;
const SURELY_MEANT = 0.85;
/** A word that only a heading above the row has, beside one of its own. */
const LENT = 0.8;
/** Looking a row up in a list costs about so many steps along it. */
const LOOK_UP = 12;

/** Headings are kept even where only codes are wanted: they lead to the codes below them. */
const isWanted = (row: number, { under }: Wanted): boolean =>
  under === undefined || under.some(({ from, to }) => row >= from && row < to);

/** Marks every row that has the term; the most that any of them has of the question so far. */
export const markTerm = (marking: Marking): number => Math.max(markWords(marking), markSpans(marking));

function markWords(marking: Marking): number {
  const { starts, list } = marking.index.postings;
  const { term, space, open } = marking;
  let most = 0;
  for (const match of term.matches) {
    const from = starts[match.word] ?? 0;
    const to = starts[match.word + 1] ?? 0;
    if (open || space.count * LOOK_UP > to - from) {
      for (let i = from; i < to; i += 1) most = Math.max(most, mark(list[i] ?? 0, match, marking));
    } else {
      for (let n = 0; n < space.count; n += 1) {
        const row = space.touched[n] ?? 0;
        const posting = list[firstOf(list, row, from, to)] ?? 0;
        if ((posting & ROW_MASK) === row) most = Math.max(most, mark(posting, match, marking));
      }
    }
  }
  return most;
}

/** Gives the row of a posting what it has of the term; all that the row has by then, or 0 when nothing is new. */
function mark(posting: number, { quality, whole }: WordMatch, marking: Marking): number {
  const { space, bit, term } = marking;
  const row = posting & ROW_MASK;
  const had = space.mask[row] ?? 0;
  if (had === 0 && !marking.open) return 0;
  if (((posting & DENIED_BIT) !== 0) !== term.denied) return 0;
  const known = (had & bit) !== 0;
  if (known && !whole) return 0;
  if (had === 0) {
    if (!isWanted(row, marking.wanted)) return 0;
    touch(space, row);
  }
  const cost = (posting >>> COST_SHIFT) & 7;
  space.covered[row] = (space.covered[row] ?? 0) + (COSTS[cost] ?? 0);
  if (known) return 0;
  space.place[row] = (space.place[row] ?? 0) + (posting >>> POSITION_SHIFT);
  return give(row, term.weight * quality * (cost === ABOVE ? LENT : 1), quality >= SURELY, marking);
}

function give(row: number, worth: number, surely: boolean, { space, bit }: Marking): number {
  space.mask[row] = (space.mask[row] ?? 0) | bit;
  if (!surely) space.weak[row] = (space.weak[row] ?? 0) | bit;
  const sum = (space.asked[row] ?? 0) + worth;
  space.asked[row] = sum;
  return sum;
}

/** Marks the rows that a phrase means. */
function markSpans(marking: Marking): number {
  const { term, space, bit, open, wanted } = marking;
  let most = 0;
  for (const { span, quality, sure } of term.spans) {
    space.serial += 1;
    let marked = 0;
    for (let row = span.from; row < span.to; row += 1) {
      const had = space.mask[row] ?? 0;
      if ((had & bit) !== 0 || (had === 0 && !(open && isWanted(row, wanted)))) continue;
      if (had === 0) touch(space, row);
      space.by[row] = space.serial;
      marked += 1;
      most = Math.max(most, give(row, term.weight * quality, sure >= SURELY_MEANT, marking));
    }
    if (marked > 0) coverWords(span, marking);
  }
  return most;
}

/** In the rows a phrase means, its own words and those of the node's title are not unasked. */
function coverWords(span: RowSpan, { index, space, term }: Marking): void {
  const { starts, list } = index.postings;
  for (const word of new Set([...index.wordsAt(span.from), ...term.covers.map((match) => match.word)])) {
    const to = starts[word + 1] ?? 0;
    for (let i = firstOf(list, span.from, starts[word] ?? 0, to); i < to; i += 1) {
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
