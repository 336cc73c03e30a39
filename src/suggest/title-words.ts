/** The words of a code's title, or of the record, that carry meaning; sides are told apart elsewhere. */
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

/** A cache of a pure function of the entry: rules hold one category's titles against code after code. */
const OF_ENTRIES = new WeakMap<CodeEntry, ReadonlySet<string>>();

export function entryWords(entry: CodeEntry): ReadonlySet<string> {
  const known = OF_ENTRIES.get(entry);
  if (known) return known;
  const words = titleWords(entry.title);
  OF_ENTRIES.set(entry, words);
  return words;
}

export function titleWords(text: string): ReadonlySet<string> {
  const words =
    text
      .slice(0, CAP)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return new Set(words.filter((w) => !EMPTY.has(w) && !SIDES.includes(w)));
}
