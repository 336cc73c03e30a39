/** Scores the rows of a release against one interpretation of what was asked, and keeps the best. */
import type { Interpretation } from './interpret.ts';
import { markTerm, type Wanted } from './marks.ts';
import type { SearchIndex } from './search-index.ts';
import type { Term } from './term.ts';
import { clear, type Workspace } from './workspace.ts';

/** Everything asked for is in the title. */
const ALL = 10;
const COMPLETE = 3;
/** Most that unasked words of a title can cost, and how many cost half of it. */
const UNASKED = 2.4;
const HALF_UNASKED = 3;
const PER_POSITION = 0.02;
/** Rows with less than this part of the best row's words are noise. */
const LEAST_PART = 0.7;
/** Room for headings among the best, which may be left out in the end. */
const HEADINGS = 20;

export interface Scored {
  readonly row: number;
  readonly score: number;
  /** The part of the needed words that it has. */
  readonly share: number;
  readonly phrases: readonly string[];
}

export interface Search {
  readonly index: SearchIndex;
  readonly space: Workspace;
  readonly wanted: Wanted;
  /** The greatest part of what was asked that any row has, over the interpretations so far. */
  part: number;
}

export function rank(interpretation: Interpretation, search: Search): readonly Scored[] {
  try {
    const total = interpretation.terms.reduce((sum, { weight }) => sum + weight, 0);
    const most = markTerms(interpretation.terms, total, search);
    search.part = most / total;
    return best(interpretation, total, most, search);
  } finally {
    clear(search.space);
  }
}

/** Weighty terms first: a row that has none of them cannot catch up any more and is noise from the start. */
function markTerms(terms: readonly Term[], total: number, { index, space, wanted, part }: Search): number {
  const order = terms
    .map((term, at) => ({ term, bit: 1 << at }))
    .sort((a, b) => b.term.weight - a.term.weight);
  let left = total;
  let most = part * total;
  for (const { term, bit } of order) {
    const open = left >= most * LEAST_PART;
    most = Math.max(most, markTerm({ index, space, wanted, term, bit, open }));
    left -= term.weight;
  }
  return most;
}

function best(
  { terms, phrases, doubt }: Interpretation,
  total: number,
  most: number,
  { index: { rows }, space, wanted }: Search,
): readonly Scored[] {
  const needed = neededBits(terms);
  const words = wordsIn(needed, terms);
  const top: Scored[] = [];
  const keep = wanted.limit + HEADINGS;
  for (let i = 0; i < space.count && needed !== 0; i += 1) {
    const row = space.touched[i] ?? 0;
    const asked = space.asked[row] ?? 0;
    if (asked < most * LEAST_PART) continue;
    const had = (space.mask[row] ?? 0) & needed;
    const complete = (had & ~(space.weak[row] ?? 0)) === needed;
    const score =
      (ALL * asked) / total +
      (complete ? COMPLETE : 0) -
      unaskedCost(Math.max(0, (rows.cost[row] ?? 0) - (space.covered[row] ?? 0))) -
      (PER_POSITION * (space.place[row] ?? 0)) / terms.length +
      (rows.prior[row] ?? 0) -
      doubt;
    const last = top[keep - 1];
    if (last !== undefined && !precedes(score, row, last)) continue;
    insert(top, { row, score, share: wordsIn(had, terms) / words, phrases }, keep);
  }
  return top;
}

/** How many of the needed words stand behind a set of terms. */
function wordsIn(bits: number, terms: readonly Term[]): number {
  let words = 0;
  for (let at = 0; at < terms.length; at += 1) if (bits & (1 << at)) words += terms[at]?.needed ?? 0;
  return words;
}

/** What the unasked words of a title take from its score. */
export const unaskedCost = (cost: number): number => (UNASKED * cost) / (cost + HALF_UNASKED);

const neededBits = (terms: readonly Term[]): number =>
  terms.reduce((bits, { needed }, at) => (needed > 0 ? bits | (1 << at) : bits), 0);

/** The better score first; of equals the one that stands first in the release. */
const precedes = (score: number, row: number, other: Scored): boolean =>
  score > other.score || (score === other.score && row < other.row);

function insert(top: Scored[], scored: Scored, keep: number): void {
  let at = top.length;
  while (at > 0) {
    const other = top[at - 1];
    if (other === undefined || !precedes(scored.score, scored.row, other)) break;
    at -= 1;
  }
  top.splice(at, 0, scored);
  if (top.length > keep) top.pop();
}
