/** From words to what is looked for: each word on its own, or some of them together as a phrase that means codes. */
import { type AskedWord, asWritten, MOST_WORDS } from './asked.ts';
import { type PhraseHit, phraseHits } from './phrase-hits.ts';
import type { Reading } from './readings.ts';
import type { SearchIndex } from './search-index.ts';
import type { Term } from './term.ts';

export interface Interpretation {
  readonly terms: readonly Term[];
  /** Phrases of the tables that were understood. */
  readonly phrases: readonly string[];
  readonly doubt: number;
}

const MOST_PHRASES = 4;
/** Quality from which a phrase is taken for granted beside another. */
const SURE = 0.85;
const REWRITTEN = 0.1;

/** A reading with its terms and the phrases among them. */
export interface Heard extends Reading {
  readonly terms: readonly Term[];
  readonly hits: readonly PhraseHit[];
}

export function heard(reading: Reading, index: SearchIndex, termOf: (word: AskedWord) => Term): Heard {
  const terms = reading.words.map(termOf);
  return { ...reading, terms, hits: phraseHits(terms, index) };
}

export function interpretations({ terms, hits: all, doubt }: Heard): readonly Interpretation[] {
  const hits = all.filter(({ phrase }) => phrase.meanings.length > 0);
  const sets = hits.slice(0, MOST_PHRASES).map((hit) => withOthers(hit, hits));
  const different = new Map(sets.map((set) => [keyOf(set), set]));
  return [
    ...[...different.values()].map((set) => ({ ...asPhrases(terms, set), doubt })),
    { terms, phrases: [], doubt },
  ];
}

/** A reading with a phrase put in other words: `heart attack`, myocardial infarction. */
export const rewritten = (reading: Heard): readonly Reading[] =>
  reading.hits.slice(0, MOST_PHRASES).flatMap(({ phrase, takes }) => {
    const left = reading.words.filter((_, at) => (takes & (1 << at)) === 0);
    return phrase.rewrites.map((words) => ({
      words: [...left, ...words.map(asWritten)].slice(0, MOST_WORDS),
      doubt: reading.doubt + REWRITTEN,
    }));
  });

const keyOf = (hits: readonly PhraseHit[]): string =>
  hits
    .map(({ number }) => number)
    .sort((a, b) => a - b)
    .join(' ');

/** A phrase and whatever others the rest of the words make up. */
function withOthers(first: PhraseHit, hits: readonly PhraseHit[]): readonly PhraseHit[] {
  const chosen = [first];
  let taken = first.takes;
  for (const hit of hits) {
    if ((hit.takes & taken) !== 0 || hit.quality < SURE) continue;
    chosen.push(hit);
    taken |= hit.takes;
  }
  return chosen;
}

function asPhrases(terms: readonly Term[], hits: readonly PhraseHit[]): Omit<Interpretation, 'doubt'> {
  const left = terms.filter((_, at) => !hits.some(({ takes }) => takes & (1 << at)));
  return {
    terms: [...hits.map((hit) => asTerm(terms, hit)), ...left],
    phrases: hits.map(({ phrase }) => phrase.text),
  };
}

function asTerm(terms: readonly Term[], { phrase, takes, quality }: PhraseHit): Term {
  const taken = terms.filter((_, at) => takes & (1 << at));
  return {
    matches: [],
    spans: phrase.meanings.map((meant) => ({
      span: meant.span,
      sure: meant.quality,
      quality: quality * meant.quality,
    })),
    covers: taken.flatMap(({ matches }) => matches.filter(({ whole }) => whole)),
    weight: taken.reduce((sum, { weight }) => sum + weight, 0),
    denied: false,
    needed: Math.max(
      1,
      taken.reduce((sum, { needed }) => sum + needed, 0),
    ),
  };
}
