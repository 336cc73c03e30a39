/** From words to what is looked for: each word on its own, or some of them together as a phrase that means codes. */
import { type AskedWord, asWritten } from './asked.ts';
import type { Phrase } from './phrases.ts';
import type { RowSpan } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import { type WordMatch, wordMatches } from './word-matches.ts';

/** One thing asked for: a row has it by a word of its title, or by lying in a span. */
export interface Term {
  readonly matches: readonly WordMatch[];
  readonly spans: readonly { readonly span: RowSpan; readonly quality: number }[];
  readonly weight: number;
  readonly denied: boolean;
  readonly faint: boolean;
  readonly light: boolean;
}

export interface Interpretation {
  readonly terms: readonly Term[];
  /** Phrases of the tables that were understood. */
  readonly phrases: readonly string[];
}

const MOST_PHRASES = 5;

export function interpretations(
  reading: readonly AskedWord[],
  index: SearchIndex,
  termOf: (word: AskedWord) => Term,
): readonly Interpretation[] {
  const terms = reading.map(termOf);
  const hits = phraseHits(terms, index);
  const found: Interpretation[] = [];
  const seen = new Set<string>();
  for (const hit of hits.filter(({ phrase }) => phrase.meanings.length > 0).slice(0, MOST_PHRASES)) {
    const chosen = withOthers(hit, hits);
    const key = chosen
      .map(({ number }) => number)
      .sort()
      .join(' ');
    if (seen.has(key)) continue;
    seen.add(key);
    found.push(asPhrases(terms, chosen));
  }
  return [...found, { terms, phrases: [] }];
}

/** A reading with a phrase put in other words: `heart attack`, myocardial infarction. */
export function rewritten(
  reading: readonly AskedWord[],
  index: SearchIndex,
  termOf: (word: AskedWord) => Term,
): readonly (readonly AskedWord[])[] {
  return phraseHits(reading.map(termOf), index)
    .slice(0, MOST_PHRASES)
    .flatMap(({ phrase, takes }) =>
      phrase.rewrites.map((words) => [
        ...reading.filter((_, at) => (takes & (1 << at)) === 0),
        ...words.map(asWritten),
      ]),
    );
}

interface Hit {
  readonly number: number;
  readonly phrase: Phrase;
  /** Bits of the terms it takes up. */
  readonly takes: number;
  readonly quality: number;
}

/** Phrases all of whose required words are asked for, the longest first. */
export function phraseHits(terms: readonly Term[], index: SearchIndex): readonly Hit[] {
  const open = new Map<number, { words: Set<string>; takes: number; quality: number }>();
  terms.forEach((term, at) => {
    if (term.faint || term.denied) return;
    for (const match of term.matches.slice(0, MOST_MATCHES)) {
      for (const number of index.phrasesWith.get(match.word) ?? []) {
        const state = open.get(number) ?? { words: new Set(), takes: 0, quality: 1 };
        const word = index.words.at(match.word);
        if (state.words.has(word) || state.takes & (1 << at)) continue;
        state.words.add(word);
        state.takes |= 1 << at;
        state.quality *= match.quality;
        open.set(number, state);
      }
    }
  });
  const hits: Hit[] = [];
  for (const [number, { words, takes, quality }] of open) {
    const phrase = index.phrases[number];
    if (phrase?.required.every((word) => words.has(word))) hits.push({ number, phrase, takes, quality });
  }
  return hits.sort(
    (a, b) =>
      bits(b.takes) - bits(a.takes) ||
      b.quality - a.quality ||
      b.phrase.required.length - a.phrase.required.length ||
      a.number - b.number,
  );
}

const MOST_MATCHES = 60;

function bits(n: number): number {
  let count = 0;
  for (let rest = n; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function withOthers(first: Hit, hits: readonly Hit[]): readonly Hit[] {
  const chosen = [first];
  let taken = first.takes;
  for (const hit of hits) {
    if ((hit.takes & taken) !== 0 || hit.phrase.meanings.length === 0) continue;
    chosen.push(hit);
    taken |= hit.takes;
  }
  return chosen;
}

function asPhrases(terms: readonly Term[], hits: readonly Hit[]): Interpretation {
  const left = terms.filter((_, at) => !hits.some(({ takes }) => takes & (1 << at)));
  const meant = hits.map(({ phrase, takes, quality }) => ({
    matches: [],
    spans: phrase.meanings.map((meant) => ({ span: meant.span, quality: quality * meant.quality })),
    weight: terms.reduce((sum, term, at) => sum + (takes & (1 << at) ? term.weight : 0), 0),
    denied: false,
    faint: false,
    light: false,
  }));
  return { terms: [...meant, ...left], phrases: hits.map(({ phrase }) => phrase.text) };
}

/** Weight of a term: the rarer its best word, the more it says. */
export function makeTerm(asked: AskedWord, index: SearchIndex): Term {
  const matches = wordMatches(asked, index);
  return {
    matches,
    spans: [],
    weight: weightOf(asked, matches, index),
    denied: asked.denied,
    faint: asked.faint,
    light: asked.light,
  };
}

function weightOf(asked: AskedWord, matches: readonly WordMatch[], { postings, rows }: SearchIndex): number {
  if (asked.faint) return 0.08;
  if (asked.light) return 0.2;
  const best = matches[0];
  if (best === undefined) return 1;
  let count = 0;
  for (const { word, quality } of matches) {
    if (quality < best.quality - 0.3) break;
    count += (postings.starts[word + 1] ?? 0) - (postings.starts[word] ?? 0);
  }
  const rarity = Math.log2(rows.size / Math.max(1, Math.min(count, rows.size))) / 8;
  return Math.min(1.4, Math.max(0.35, rarity)) * (asked.denied ? 0.5 : 1);
}
