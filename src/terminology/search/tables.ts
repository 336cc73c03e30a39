/** Reads the tables of the search: tab-separated lines, `#` begins a comment, `|` stands between alternatives. */
import { damaged } from '../release/table-file.ts';
import type {
  AbbreviationTable,
  InclusionTerm,
  SearchTables,
  SynonymTable,
  UsualCodeTable,
  WordTable,
} from './model.ts';

/** The files that come with the program, in `tables/`. */
export const SEARCH_TABLE_FILES = {
  abbreviations: 'abbreviations.tsv',
  synonyms: 'synonyms.tsv',
  words: 'words.tsv',
  usual: 'usual-codes.tsv',
  inclusion: 'inclusion-terms.tsv',
} as const;

/** All of them; `read` answers the text of a file. */
export const readSearchTables = (read: (file: string) => string): SearchTables => ({
  abbreviations: readAbbreviations(read(SEARCH_TABLE_FILES.abbreviations)),
  synonyms: readSynonyms(read(SEARCH_TABLE_FILES.synonyms)),
  words: readWords(read(SEARCH_TABLE_FILES.words)),
  usual: readUsualCodes(read(SEARCH_TABLE_FILES.usual)),
  inclusionTerms: readInclusionTerms(read(SEARCH_TABLE_FILES.inclusion)),
});

/** `htn|hbp ⇥ hypertension`; more meanings stand beside each other, the likeliest first. */
export const readAbbreviations = (text: string): AbbreviationTable =>
  lines(text).flatMap(({ number, cells: [shorts, meanings] }) => {
    const long = parts(meanings, ALTERNATIVES);
    if (long.length === 0) fault('abbreviations', number, 'says nothing of what it stands for');
    return parts(shorts, ALTERNATIVES).map((short) => ({ short, long }));
  });

/** `heart attack|coronary ⇥ I21.9 I21 ⇥ myocardial infarction`; either of the last two may be empty. */
export const readSynonyms = (text: string): SynonymTable =>
  lines(text).flatMap(({ number, cells: [phrases, nodes, others] }) => {
    const codes = parts(nodes, SPACES);
    const words = parts(others, ALTERNATIVES);
    if (codes.length + words.length === 0) fault('synonyms', number, 'has neither codes nor words');
    return parts(phrases, ALTERNATIVES).map((phrase) => ({ phrase, codes, words }));
  });

/** `kidney renal < nephric`. */
export const readWords = (text: string): WordTable =>
  lines(text).map(({ number, cells: [line = ''] }) => {
    const [words, also] = line.split('<').map((side) => parts(side, SPACES));
    if (!words || words.length === 0) return fault('words', number, 'has no word to be found');
    return { words, also: also ?? [] };
  });

/** `3 ⇥ I10 E11.9 …`. */
export const readUsualCodes = (text: string): UsualCodeTable =>
  lines(text).flatMap(({ number, cells: [first, codes] }) => {
    const weight = Number(first);
    if (![1, 2, 3].includes(weight)) fault('usual', number, 'begins with no weight of 1, 2 or 3');
    return parts(codes, SPACES).map((code) => ({ code, weight }));
  });

/** `L40.0 ⇥ Plaque psoriasis`. */
export const readInclusionTerms = (text: string): readonly InclusionTerm[] =>
  lines(text).map(({ number, cells: [node, term] }) =>
    node && term ? { node, text: term } : fault('inclusion', number, 'has no node or no term'),
  );

const ALTERNATIVES = /\|/;
const SPACES = /\s+/;

function lines(text: string): readonly { readonly number: number; readonly cells: readonly string[] }[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    const cells = line.split('\t').map((cell) => cell.trim());
    return line.trim() === '' || line.startsWith('#') ? [] : [{ number: i + 1, cells }];
  });
}

const parts = (cell: string | undefined, separator: RegExp): readonly string[] =>
  (cell ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const fault = (table: keyof typeof SEARCH_TABLE_FILES, line: number, detail: string): never =>
  damaged(SEARCH_TABLE_FILES[table], `line ${line} ${detail}`);
