/** Which words of the titles and phrases answer to a word that was asked for, and how well. */
import type { AskedWord } from './asked.ts';
import { errorsBetween } from './edit-distance.ts';
import { areKin } from './kin.ts';
import type { SearchIndex } from './search-index.ts';

export interface WordMatch {
  readonly word: number;
  /** 1 for the word itself, less for kin, beginnings and errors. */
  readonly quality: number;
  /** The word is as it was typed, or means the same. */
  readonly whole: boolean;
}

const EQUAL = 0.97;
const KIN = 0.6;
const KIN_OF_UNKNOWN = 0.68;
const BEGUN = 0.62;
const BEGUN_SPAN = 0.33;
/** What is a word already is less likely to be the beginning of another. */
const LONGER = 0.85;
const MISSPELT = [1, 0.86, 0.72];
const OTHER_INITIAL = 0.08;
const LEAST_KIN = 6;
const LEAST_ROOT = 5;
const LONGEST_ENDING = 5;
const LEAST_BEGUN = 3;
const SOUNDING = 0.66;
const LEAST_SOUNDING = 5;
const MOST_SOUNDING = 3;

/** Matches, the best first, each word once. */
export function wordMatches(asked: AskedWord, index: SearchIndex): readonly WordMatch[] {
  const best = new Map<number, WordMatch>();
  const note = (word: number, quality: number, whole: boolean): void => {
    if ((best.get(word)?.quality ?? 0) < quality) best.set(word, { word, quality, whole });
  };
  const itself = index.words.find(asked.word);
  if (itself >= 0) noteWhole(itself, 1, index, note);
  if (asked.open || (itself < 0 && asked.typed.length >= LEAST_BEGUN)) noteBegun(asked, index, note);
  if (itself < 0 && (best.size === 0 || !asked.open)) noteMisspelt(asked, index, note);
  if (best.size === 0) noteScrambled(asked.word, index, note);
  if (best.size === 0) noteSounding(asked.word, index, note);
  noteKin(asked.word, itself < 0 ? KIN_OF_UNKNOWN : KIN, index, note);
  return [...best.values()].sort((a, b) => b.quality - a.quality || a.word - b.word);
}

type Note = (word: number, quality: number, whole: boolean) => void;

function noteWhole(word: number, quality: number, index: SearchIndex, note: Note): void {
  note(word, quality, true);
  for (const equal of index.equals.get(word) ?? []) note(equal, quality * EQUAL, true);
}

function noteBegun({ word: whole, typed }: AskedWord, { words }: SearchIndex, note: Note): void {
  const { from, to } = words.beginning(typed);
  const likely = words.find(whole) >= 0 && typed.length > 2 ? LONGER : 1;
  for (let word = from; word < to; word += 1) {
    note(word, likely * (BEGUN + BEGUN_SPAN * (typed.length / words.at(word).length)), false);
  }
}

function noteKin(word: string, quality: number, { words }: SearchIndex, note: Note): void {
  if (word.length < LEAST_KIN) return;
  const { from, to } = words.beginning(word.slice(0, Math.max(LEAST_ROOT, word.length - LONGEST_ENDING)));
  for (let kin = from; kin < to; kin += 1) if (areKin(word, words.at(kin))) note(kin, quality, false);
}

/** Written by ear: no more than three errors, and the same sounds. */
function noteSounding(word: string, index: SearchIndex, note: Note): void {
  if (word.length < LEAST_SOUNDING) return;
  for (const found of index.words.sounding(word)) {
    if (errorsBetween(word, index.words.at(found), MOST_SOUNDING, false) >= 0)
      noteWhole(found, SOUNDING, index, note);
  }
}

/** The right letters in a wrong order. */
function noteScrambled(word: string, { words }: SearchIndex, note: Note): void {
  if (word.length < LEAST_SOUNDING) return;
  const sorted = lettersOf(word);
  for (const { word: found } of words.similar(word, 2, false)) {
    if (words.at(found)[0] === word[0] && lettersOf(words.at(found)) === sorted) note(found, SOUNDING, true);
  }
}

const lettersOf = (word: string): string => [...word].sort().join('');

/** One error from five letters on, two from eight; of four letters the first must be right. */
function noteMisspelt({ word, open }: AskedWord, index: SearchIndex, note: Note): void {
  const most = word.length >= 8 ? 2 : word.length >= (open ? 5 : 4) ? 1 : 0;
  if (most === 0) return;
  const similar = index.words.similar(word, most, open);
  const least = Math.min(...similar.map(({ errors }) => errors));
  for (const { word: found, errors } of similar) {
    if (errors > least) continue;
    const whole = index.words.at(found);
    if (word.length === 4 && whole[0] !== word[0]) continue;
    const longer = Math.max(0, whole.length - word.length - errors) / whole.length;
    const initial = whole[0] === word[0] ? 0 : OTHER_INITIAL;
    noteWhole(found, (MISSPELT[errors] ?? 0) - initial - longer * BEGUN_SPAN, index, note);
  }
}
