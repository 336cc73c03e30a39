/** Ranges of the tabular list. Membership is by the code's characters; the ten categories printed out of that order are mended here. */
import type { CodeRange } from './model.ts';

/** Whether a code, or a node, lies in a range: at or below either end, or between them. */
export function inRange(code: string, range: CodeRange): boolean {
  const plain = code.replace('.', '');
  const to = range.to.replace('.', '');
  return plain >= range.from.replace('.', '') && (plain <= to || plain.startsWith(to));
}

/** Whether a code lies in any of the ranges, for example the targets of a tabular note. */
export const inRanges = (code: string, ranges: readonly CodeRange[]): boolean =>
  ranges.some((range) => inRange(code, range));

// The tabular list prints these categories right after the one named, not where their letter would sort.
const PRINTED_AFTER: ReadonlyMap<string, string> = new Map([
  ['C4A', 'C43'],
  ['C7A', 'C75'],
  ['C7B', 'C7A'],
  ['D3A', 'D36'],
  ['I1A', 'I16'],
  ['I5A', 'I52'],
  ['J4A', 'J44'],
  ['M1A', 'M08'],
  ['O9A', 'O99'],
  ['Z3A', 'Z36'],
]);

// `~` sorts after every character of a code.
function printedRank(category: string): string {
  const before = PRINTED_AFTER.get(category);
  return before === undefined ? category : `${printedRank(before)}~`;
}

/**
 * A range as the tabular list means it, cut into ranges that compare correctly by character: `C43-C44` gains C4A,
 * `D37-D48` loses D3A. Without this an Excludes note would bind a neoplasm it does not name.
 */
export function printedRanges(range: CodeRange): readonly CodeRange[] {
  const [first, last] = [range.from.slice(0, 3), range.to.slice(0, 3)];
  if (first === last) return [range];
  const stray = [...PRINTED_AFTER.keys()].filter((c) => inRange(c, range) !== isPrintedIn(c, first, last));
  const missing = stray.filter((c) => isPrintedIn(c, first, last)).map((c) => ({ from: c, to: c }));
  const excess = stray.filter((c) => !isPrintedIn(c, first, last));
  return [...excess.reduce(cutAll, [range]), ...missing];
}

function isPrintedIn(category: string, first: string, last: string): boolean {
  const rank = printedRank(category);
  return printedRank(first) <= rank && rank <= printedRank(last);
}

const cutAll = (ranges: readonly CodeRange[], category: string): CodeRange[] =>
  ranges.flatMap((range) => (inRange(category, range) ? cut(range, category) : [range]));

/** Takes a lettered category out of a range: C7A leaves …C79 and C80…. */
function cut(range: CodeRange, category: string): CodeRange[] {
  const decade = Number(category[1]);
  const before = { from: range.from, to: `${category.slice(0, 2)}9` };
  const after = { from: `${category[0]}${decade + 1}0`, to: range.to };
  return [before, after].filter((piece) => piece.from <= piece.to);
}
