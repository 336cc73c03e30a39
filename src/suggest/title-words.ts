/** The words of a code's title, or of the record, that carry meaning; sides are told apart elsewhere. */
import { rememberingEach } from '../kernel/index.ts';
import type { CodeEntry } from '../terminology/index.ts';

/** Words that say nothing of their own in titles and problem lists. */
const EMPTY = new Set(
  'a an and as by due elsewhere for in is not of on or other classified specified the to unspecified with'.split(
    ' ',
  ),
);
const SIDES = ['left', 'right', 'bilateral'];
/** Longer texts are notes, which are not read here. */
const CAP = 2_000;

/** Rules hold one category's titles against code after code. */
export const entryWords: (entry: CodeEntry) => ReadonlySet<string> = rememberingEach(({ title }) =>
  titleWords(title),
);

export function titleWords(text: string): ReadonlySet<string> {
  const words =
    text
      .slice(0, CAP)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return new Set(words.filter((w) => !EMPTY.has(w) && !SIDES.includes(w)));
}
