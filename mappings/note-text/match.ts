/** Longest phrases first over the words of one sentence: near one another, in any order, few words interposed. */
import type { Lexicon } from './lexicon.ts';
import type { Phrase } from './phrase.ts';
import type { Word } from './words.ts';

export interface Match {
  readonly phrase: Phrase;
  /** Places in the sentence's words, in order. */
  readonly places: readonly number[];
}

interface Candidate extends Match {
  readonly gap: number;
  readonly first: number;
}

/** Words between those of a phrase, by its number of words. */
const SLACK = [0, 0, 1, 2, 3];
const MOST_WORDS = 400;

export function matchesIn(all: readonly Word[], lexicon: Lexicon): readonly Match[] {
  const words = all.slice(0, MOST_WORDS);
  const present = new Set(words.map((w) => w.form));
  const found: Candidate[] = [];
  for (const [at, word] of words.entries()) {
    for (const phrase of lexicon.byKey.get(word.form) ?? []) {
      if (!phrase.words.every((form) => present.has(form))) continue;
      const candidate = around(phrase, at, words);
      if (candidate) found.push(candidate);
    }
  }
  return chosen(found, words, lexicon);
}

/** The phrase around the word it is found by, or undefined. */
function around(phrase: Phrase, at: number, words: readonly Word[]): Candidate | undefined {
  const need = phrase.words.length;
  if (need === 1) return { phrase, places: [at], gap: 0, first: at };
  const slack = SLACK[need] ?? 3;
  const reach = need - 1 + slack;
  const places: number[] = [at];
  for (const form of phrase.words) {
    if (form === words[at]?.form) continue;
    const place = nearest(form, at, reach, words);
    if (place < 0) return undefined;
    places.push(place);
  }
  places.sort((a, b) => a - b);
  const [first = at] = places;
  const last = places.at(-1) ?? at;
  const gap = last - first + 1 - need;
  if (gap > slack || new Set(places).size < need || crosses(first, last, words, phrase.spans))
    return undefined;
  return { phrase, places, gap, first };
}

function nearest(form: string, at: number, reach: number, words: readonly Word[]): number {
  for (let d = 1; d <= reach; d += 1) {
    if (words[at - d]?.form === form) return at - d;
    if (words[at + d]?.form === form) return at + d;
  }
  return -1;
}

/** Whether more stands between the words than the phrase spans. */
function crosses(first: number, last: number, words: readonly Word[], most: number): boolean {
  for (let i = first + 1; i <= last; i += 1) if ((words[i]?.apart ?? 0) > most) return true;
  return false;
}

/** The widest first; a later one must bring a word of its own that is not only a place or a quality. */
function chosen(found: Candidate[], words: readonly Word[], lexicon: Lexicon): readonly Match[] {
  const weight = (c: Candidate): number => c.phrase.words.length * 10 - c.gap * 4 + near(c, words);
  const scored = found.map((c) => ({ c, weight: weight(c) }));
  scored.sort((a, b) => b.weight - a.weight || a.c.phrase.rank - b.c.phrase.rank || a.c.first - b.c.first);
  const taken = new Set<number>();
  const kept: Match[] = [];
  for (const { c } of scored) {
    const own = c.places.filter((p) => !taken.has(p));
    const heads = c.places.filter((p) => !lexicon.sites.has(words[p]?.form ?? ''));
    const free = heads.length > 0 ? heads.every((p) => !taken.has(p)) : own.length === c.places.length;
    if (!free) continue;
    for (const p of c.places) taken.add(p);
    kept.push({ phrase: c.phrase, places: c.places });
  }
  return kept.sort((a, b) => (a.places[0] ?? 0) - (b.places[0] ?? 0));
}

/** Optional words close by make a phrase likelier. */
function near(c: Candidate, words: readonly Word[]): number {
  if (c.phrase.optional.length === 0) return 0;
  const last = c.places.at(-1) ?? c.first;
  let bonus = 0;
  for (let i = Math.max(0, c.first - 3); i <= last + 3; i += 1) {
    if (c.phrase.optional.includes(words[i]?.form ?? '')) bonus += 2;
  }
  return bonus;
}
