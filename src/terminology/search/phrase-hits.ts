/** Phrases of the tables among the terms of a question: all their words are asked for, in whatever order. */
import type { Phrase } from './phrases.ts';
import type { SearchIndex } from './search-index.ts';
import type { Term } from './term.ts';

export interface PhraseHit {
  readonly number: number;
  readonly phrase: Phrase;
  /** Bits of the terms it takes up. */
  readonly takes: number;
  /** How well the terms answer to its words, by their weight. */
  readonly quality: number;
}

/** Of a word that may yet become many, the likeliest. */
const MOST_MATCHES = 60;

interface Open {
  readonly words: Set<number>;
  takes: number;
  weight: number;
  worth: number;
}

/** The longest first, then the best. */
export function phraseHits(terms: readonly Term[], index: SearchIndex): readonly PhraseHit[] {
  const open = new Map<number, Open>();
  terms.forEach((term, at) => {
    if (term.speaks) noteTerm(term, 1 << at, index, open);
  });
  const hits = [...open].flatMap(([number, { words, takes, weight, worth }]) => {
    const phrase = index.phrases[number];
    return phrase?.required.every((word) => words.has(index.words.find(word)))
      ? [{ number, phrase, takes, quality: worth / weight }]
      : [];
  });
  return hits.sort(
    (a, b) =>
      bitsOf(b.takes) - bitsOf(a.takes) ||
      b.quality - a.quality ||
      b.phrase.required.length - a.phrase.required.length ||
      a.number - b.number,
  );
}

function noteTerm(term: Term, bit: number, index: SearchIndex, open: Map<number, Open>): void {
  for (const { word, quality } of term.matches.slice(0, MOST_MATCHES)) {
    for (const number of index.phrasesWith.get(word) ?? []) {
      const state = open.get(number) ?? { words: new Set(), takes: 0, weight: 0, worth: 0 };
      if (state.words.has(word) || (state.takes & bit) !== 0) continue;
      state.words.add(word);
      state.takes |= bit;
      state.weight += term.weight;
      state.worth += term.weight * quality;
      open.set(number, state);
    }
  }
}

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
