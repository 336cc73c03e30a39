/** Every word of the titles and phrases, in order: found whole, by its beginning, by its kin, or in spite of errors. */
import { bitCount, errorsBetween, letters } from './edit-distance.ts';
import { soundOf } from './sound.ts';

export interface Vocabulary {
  readonly size: number;
  at(word: number): string;
  /** The number of a word, or −1. */
  find(word: string): number;
  /** Numbers `[from, to)` of the words that begin so. */
  beginning(prefix: string): { readonly from: number; readonly to: number };
  /** Words within `most` errors; with `asPrefix` those whose beginning is. */
  similar(typed: string, most: number, asPrefix: boolean): readonly { word: number; errors: number }[];
  /** Words that sound so. */
  sounding(typed: string): readonly number[];
}

export function vocabulary(sorted: readonly string[]): Vocabulary {
  const marks = Int32Array.from(sorted, letters);
  const sounds = Map.groupBy(sorted.keys(), (word) => soundOf(sorted[word] ?? ''));
  const at = (word: number): string => sorted[word] ?? '';
  const lowerBound = (text: string): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(middle) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    size: sorted.length,
    at,
    find: (word) => {
      const place = lowerBound(word);
      return at(place) === word ? place : -1;
    },
    // No word has a character after z.
    beginning: (prefix) => ({ from: lowerBound(prefix), to: lowerBound(`${prefix}{`) }),
    sounding: (typed) => sounds.get(soundOf(typed)) ?? [],
    similar: (typed, most, asPrefix) => similar(sorted, marks, typed, most, asPrefix),
  };
}

function similar(
  sorted: readonly string[],
  marks: Int32Array,
  typed: string,
  most: number,
  asPrefix: boolean,
): { word: number; errors: number }[] {
  const found: { word: number; errors: number }[] = [];
  const mark = letters(typed);
  for (let word = 0; word < sorted.length; word += 1) {
    const other = marks[word] ?? 0;
    // As a prefix the word may have any further letters; typed letters it lacks are errors all the same.
    if (bitCount(mark & ~other) > most) continue;
    if (!asPrefix && bitCount(other & ~mark) > most) continue;
    const errors = errorsBetween(typed, sorted[word] ?? '', most, asPrefix);
    if (errors >= 0) found.push({ word, errors });
  }
  return found;
}
