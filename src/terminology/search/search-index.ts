/** All that is made once of a release and the tables: words, postings, rows, phrases. Read-only ever after. */
import { remembering } from '../../kernel/index.ts';
import type { Icd10CmEdition } from '../model.ts';
import type { SearchTables } from './model.ts';
import { compilePhrases, type Phrase } from './phrases.ts';
import type { Postings } from './postings.ts';
import { readTitles } from './read-titles.ts';
import type { Rows } from './rows.ts';
import { titleReader } from './title-words.ts';
import { type Vocabulary, vocabulary } from './vocabulary.ts';
import { stem, typedWords } from './words.ts';

export interface SearchIndex {
  readonly rows: Rows;
  readonly words: Vocabulary;
  readonly postings: Postings;
  readonly phrases: readonly Phrase[];
  /** For a word, each phrase that has it: the phrase's number times two, and one if the phrase can do without the word. */
  readonly phrasesWith: ReadonlyMap<number, readonly number[]>;
  /** The words of a row's title. */
  wordsAt(row: number): readonly number[];
  /** Other words that answer for a word. */
  readonly equals: ReadonlyMap<number, readonly number[]>;
  /** Short forms, in their normal form, to what they may stand for. */
  readonly abbreviations: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** Nodes that phrases mean, whose titles are read again and again. */
const ROWS_REMEMBERED = 2_000;

export function searchIndex(release: Icd10CmEdition, tables: SearchTables): SearchIndex {
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  };
  const readTitle = titleReader();
  const { rows, postings } = readTitles(release, tables, readTitle, numberOf);
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
    postings: postings.build(sorted.length, order),
    phrases,
    phrasesWith: phrasesByWord(phrases, words),
    wordsAt: remembering(
      (row: number) =>
        readTitle(release.lookup(rows.codeAt(row))?.title ?? '').map(({ word }) => words.find(word)),
      ROWS_REMEMBERED,
    ),
    equals: equalWords(groups, words),
    abbreviations: shortForms(tables),
  };
}

function shortForms({ abbreviations = [] }: SearchTables): Map<string, (readonly string[])[]> {
  const found = new Map<string, (readonly string[])[]>();
  for (const { short, long } of abbreviations) {
    const key = typedWords(short).join(' ');
    found.set(key, [...(found.get(key) ?? []), ...long.map(typedWords)]);
  }
  return found;
}

function phrasesByWord(phrases: readonly Phrase[], words: Vocabulary): Map<number, number[]> {
  const found = new Map<number, number[]>();
  const note = (word: string, entry: number): void => {
    const key = words.find(word);
    const list = found.get(key);
    if (list) list.push(entry);
    else found.set(key, [entry]);
  };
  phrases.forEach(({ required, optional }, number) => {
    for (const word of required) note(word, number * 2);
    for (const word of optional) note(word, number * 2 + 1);
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
