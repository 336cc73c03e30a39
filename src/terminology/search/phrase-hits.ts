/** Phrases of the tables among the terms of a question: all their words are asked for, in whatever order. */
import type { Phrase } from './phrases.ts';
import type { SearchIndex } from './search-index.ts';
import { BARELY, type Term } from './term.ts';

export interface PhraseHit {
  readonly number: number;
  readonly phrase: Phrase;
  /** Bits of the terms it takes up. */
  readonly takes: number;
  /** How well the terms answer to its words, by their weight. */
  readonly quality: number;
}

/** Of a word that may yet become many, the likeliest. */
const MOST_MATCHES = 300;

interface Open {
  readonly words: number[];
  /** Required words that are still wanting. */
  wanting: number;
  takes: number;
  weight: number;
  worth: number;
  denied: boolean;
}

/** The longest first, then the best. */
export function phraseHits(terms: readonly Term[], index: SearchIndex): readonly PhraseHit[] {
  const open = new Map<number, Open>();
  terms.forEach((term, at) => {
    noteTerm(term, 1 << at, { index, open, most: terms.length });
  });
  const hits: PhraseHit[] = [];
  for (const [number, { wanting, takes, weight, worth, denied }] of open) {
    const phrase = wanting === 0 ? index.phrases[number] : undefined;
    const guess = terms.length > 1 && weight <= BARELY;
    if (phrase && !guess && phrase.denies === denied)
      hits.push({ number, phrase, takes, quality: worth / weight });
  }
  return hits.sort(
    (a, b) =>
      bitsOf(b.takes) - bitsOf(a.takes) ||
      b.quality - a.quality ||
      b.phrase.required.length - a.phrase.required.length ||
      a.number - b.number,
  );
}

interface Notes {
  readonly index: SearchIndex;
  readonly open: Map<number, Open>;
  /** A term is one word of a phrase: one that needs more words than were asked for is never whole. */
  readonly most: number;
}

function noteTerm(term: Term, bit: number, { index, open, most }: Notes): void {
  for (const { word, quality } of term.matches.slice(0, MOST_MATCHES)) {
    for (const entry of index.phrasesWith.get(word) ?? []) {
      const number = entry >>> 1;
      const required = index.phrases[number]?.required.length ?? 0;
      if (required > most) continue;
      const state = open.get(number) ?? opened(required);
      if ((state.takes & bit) !== 0 || state.words.includes(word)) continue;
      state.words.push(word);
      state.wanting -= entry & 1 ? 0 : 1;
      state.takes |= bit;
      state.denied ||= term.denied;
      state.weight += term.weight;
      state.worth += term.weight * quality;
      open.set(number, state);
    }
  }
}

const opened = (wanting: number): Open => ({
  words: [],
  wanting,
  takes: 0,
  weight: 0,
  worth: 0,
  denied: false,
});

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
