/** All that is made once of a release and the tables: words, postings, rows, phrases. Read-only ever after. */
import type { Icd10CmRelease } from '../release/icd10cm-release.ts';
import type { SearchTables } from './model.ts';
import { compilePhrases, type Phrase } from './phrases.ts';
import { type Postings, postingsBuilder } from './postings.ts';
import { priorOf, usualWeights } from './prior.ts';
import { type Rows, rowTable } from './rows.ts';
import { COSTS, titleWords } from './title-words.ts';
import { type Vocabulary, vocabulary } from './vocabulary.ts';
import { fold, stem, wordsOf } from './words.ts';

export interface SearchIndex {
  readonly rows: Rows;
  readonly words: Vocabulary;
  readonly postings: Postings;
  readonly phrases: readonly Phrase[];
  /** Numbers of the phrases that have a word. */
  readonly phrasesWith: ReadonlyMap<number, readonly number[]>;
  /** Other words that answer for a word. */
  readonly equals: ReadonlyMap<number, readonly number[]>;
  /** Short forms, in their normal form, to what they may stand for. */
  readonly abbreviations: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export function searchIndex(release: Icd10CmRelease, tables: SearchTables): SearchIndex {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const { rows, builder } = readTitles(release, tables, numberOf);
  const phrases = compilePhrases(tables, rows);
  for (const { required, optional } of phrases) for (const word of [...required, ...optional]) numberOf(word);
  const groups = (tables.words ?? []).map(({ words, also }) => ({
    words: words.map(stem),
    also: also.map(stem),
  }));
  for (const { words, also } of groups) for (const word of [...words, ...also]) numberOf(word);
  const sorted = [...numbers.keys()].sort((a, b) => (a < b ? -1 : 1));
  const words = vocabulary(sorted);
  const order = new Uint32Array(sorted.length);
  sorted.forEach((word, place) => {
    order[numbers.get(word) ?? 0] = place;
  });
  return {
    rows,
    words,
    postings: builder.build(sorted.length, order),
    phrases,
    phrasesWith: phrasesByWord(phrases, words),
    equals: equalWords(groups, words),
    abbreviations: shortForms(tables),
  };
}

function shortForms({ abbreviations = [] }: SearchTables): Map<string, (readonly string[])[]> {
  const found = new Map<string, (readonly string[])[]>();
  for (const { short, long } of abbreviations) {
    const key = wordsOf(fold(short)).join(' ');
    found.set(key, [...(found.get(key) ?? []), ...long.map((text) => wordsOf(fold(text)))]);
  }
  return found;
}

function readTitles(release: Icd10CmRelease, tables: SearchTables, numberOf: (word: string) => number) {
  const { rows: count } = release.info.counts;
  const builder = postingsBuilder();
  const usual = usualWeights(tables);
  const codes: string[] = [];
  const billable = new Uint8Array(count);
  const sided = new Uint8Array(count);
  const cost = new Float32Array(count);
  const prior = new Float32Array(count);
  for (const entry of release.rows()) {
    const row = codes.push(entry.code) - 1;
    let sum = 0;
    for (const word of titleWords(entry.title)) {
      builder.add(row, numberOf(word.word), word);
      sum += COSTS[word.cost] ?? 0;
      if (isSide(word.word)) sided[row] = 1;
    }
    billable[row] = entry.billable ? 1 : 0;
    cost[row] = sum;
    prior[row] = priorOf(entry.code, entry.billable, usual);
  }
  return { rows: rowTable(codes, { billable, sided, cost, prior }), builder };
}

const isSide = (word: string): boolean => word === 'right' || word === 'left' || word === 'bilateral';

function phrasesByWord(phrases: readonly Phrase[], words: Vocabulary): Map<number, number[]> {
  const found = new Map<number, number[]>();
  phrases.forEach(({ required, optional }, number) => {
    for (const word of [...required, ...optional]) {
      const key = words.find(word);
      const list = found.get(key);
      if (list) list.push(number);
      else found.set(key, [number]);
    }
  });
  return found;
}

interface Group {
  readonly words: readonly string[];
  readonly also: readonly string[];
}

function equalWords(groups: readonly Group[], vocabulary: Vocabulary): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { words, also } of groups) {
    const members = words.map(vocabulary.find);
    for (const word of [...members, ...also.map(vocabulary.find)]) {
      found.set(word, [...(found.get(word) ?? []), ...members.filter((other) => other !== word)]);
    }
  }
  return found;
}
