/** The words of a note as the lexicon knows them: one form for spellings, plurals and adjectives, each with its place in the text. */
import { withoutMarkers } from '../../src/suggest/module.ts';

export interface Word {
  /** In its normal form. */
  readonly form: string;
  /** Offsets into the text it was read from. */
  readonly start: number;
  readonly end: number;
  /** What stands between it and the word before: nothing, "and", a comma, or the end of a clause. */
  readonly apart: 0 | 1 | 2 | 3;
}

export interface Spelling {
  /** Words that answer for one another, each to the first of its group. */
  readonly equal: ReadonlyMap<string, string>;
  /** Short forms to the words they stand for. */
  readonly short: ReadonlyMap<string, readonly string[]>;
  readonly empty: ReadonlySet<string>;
}

// A slash or a dot binds what is written as one: s/p, h/o, 3.5.
const TOKEN = /[a-z0-9]+(?:['’]s\b)?|[^a-z0-9\s]+|\n/g;
const CLAUSE = /[.;:!?\n]/;
const DENIALS = new Set(['without', 'no', 'not', 'nor', 'never']);
const MARKS = /\p{M}/gu;

/** Lower case and without accents, every character in its old place. */
export function flat(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: whether a text is plain ASCII.
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let made = '';
  for (const unit of text.split('')) {
    const plain = unit.normalize('NFKD').replace(MARKS, '').toLowerCase();
    made += plain.length === 1 ? plain : unit.charCodeAt(0) > 0x7f ? ' ' : unit;
  }
  return made;
}

/** The meaningful words of a text. `from` is where it begins in the whole. */
export function wordsIn(text: string, spelling: Spelling, from = 0): readonly Word[] {
  const words: Word[] = [];
  let apart: Word['apart'] = 0;
  for (const { 0: token, index } of withoutMarkers(flat(text)).matchAll(TOKEN)) {
    if (!/^[a-z0-9]/.test(token)) {
      // "E. coli", "H. pylori": the dot of a genus parts nothing.
      if (token !== '.' || !isGenus(text, index)) apart = separation(token, apart);
      continue;
    }
    const end = index + token.length;
    // The r of r/o is no side.
    const parted = token.length === 1 && text[end] === '/';
    const forms = parted ? [] : formsOf(token.replace(/['’]s$/, ''), text.slice(index, end), spelling);
    // What is denied is no part of what stands before it: "reflux without esophagitis".
    if (DENIALS.has(token)) apart = 3;
    else if ((token === 'and' || token === 'or') && apart < 1) apart = 1;
    for (const form of DENIALS.has(token) ? [] : forms) {
      words.push({ form, start: from + index, end: from + end, apart });
      apart = 0;
    }
  }
  return words;
}

const isGenus = (text: string, dot: number): boolean =>
  /(?:^|[^A-Za-z])[A-Z]$/.test(text.slice(Math.max(0, dot - 2), dot)) &&
  /^\. ?[a-z]/.test(text.slice(dot, dot + 3));

const separation = (token: string, before: Word['apart']): Word['apart'] =>
  CLAUSE.test(token) ? 3 : token.includes(',') && before < 2 ? 2 : before;

/** Short forms of two or three letters are read only in capitals: "as" is no aortic stenosis. */
function formsOf(token: string, written: string, spelling: Spelling): readonly string[] {
  const long = spelling.short.get(token);
  if (long && (token.length > 3 || written === written.toUpperCase())) return long;
  const form = formOf(token, spelling);
  return spelling.empty.has(token) || spelling.empty.has(form) ? [] : [form];
}

/** The normal form of one word. */
export function formOf(token: string, { equal }: Spelling): string {
  const own = equal.get(token);
  if (own !== undefined) return own;
  const stem = stemmed(token);
  return equal.get(stem) ?? stem;
}

/** Plural to singular, British to American: it need not be a word, only the same everywhere. */
export const stemmed = (token: string): string => american(singular(token));

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /[su0-9]s$|is$/.test(word)) return word;
  if (/.(?:[oy]s)es$/.test(word) && word.length > 7) return `${word.slice(0, -2)}is`;
  return word.endsWith('ies') && word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}

// oedema, diarrhoea, foetal, coeliac, haemorrhage, anaemia: but not gastroenteritis.
const BRITISH = /(?<=rrh|f|c|m|^)oe(?=[a-z])|ae(?=[a-z]{2})/;

function american(word: string): string {
  if (word.length < 5 || !/ae|oe|our$/.test(word)) return word;
  return word.replace(/our$/, 'or').replace(BRITISH, 'e');
}
