/** Reads the tables of the search: tab-separated lines, `#` begins a comment, `|` stands between alternatives. */
import type { AbbreviationTable, SynonymTable, UsualCodeTable, WordTable } from './model.ts';

const lines = (text: string): readonly (readonly string[])[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t').map((cell) => cell.trim()));

const parts = (cell: string | undefined, separator: RegExp): readonly string[] =>
  (cell ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const ALTERNATIVES = /\|/;
const SPACES = /\s+/;

/** `htn|hbp ⇥ hypertension`; more meanings stand beside each other, the likeliest first. */
export const readAbbreviations = (text: string): AbbreviationTable =>
  lines(text).flatMap(([shorts, long]) =>
    parts(shorts, ALTERNATIVES).map((short) => ({ short, long: parts(long, ALTERNATIVES) })),
  );

/** `heart attack|coronary ⇥ I21.9 I21 ⇥ myocardial infarction`; either of the last two may be empty. */
export const readSynonyms = (text: string): SynonymTable =>
  lines(text).flatMap(([phrases, codes, words]) =>
    parts(phrases, ALTERNATIVES).map((phrase) => ({
      phrase,
      codes: parts(codes, SPACES),
      words: parts(words, ALTERNATIVES),
    })),
  );

/** `kidney renal < nephric`. */
export const readWords = (text: string): WordTable =>
  lines(text).map(([line = '']) => {
    const [words, also] = line.split('<');
    return { words: parts(words, SPACES), also: parts(also, SPACES) };
  });

/** `3 ⇥ I10 E11.9 …`. */
export const readUsualCodes = (text: string): UsualCodeTable =>
  lines(text).flatMap(([weight, codes]) =>
    parts(codes, SPACES).map((code) => ({ code, weight: Number(weight) })),
  );
