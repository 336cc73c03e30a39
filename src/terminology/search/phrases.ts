/** Phrases that mean codes (synonyms, inclusion terms) or other words, compiled for one release. */
import { denies } from './denial.ts';
import type { InclusionTerm, SearchTables } from './model.ts';
import type { RowSpan, Rows } from './rows.ts';
import { isFaint, isStopWord } from './stop-words.ts';
import { fold, wordsOf } from './words.ts';

export interface Meaning {
  readonly span: RowSpan;
  /** 1 for what is meant when nothing is added, less for the rest. */
  readonly quality: number;
}

export interface Phrase {
  readonly text: string;
  /** All must be asked for, in any order. */
  readonly required: readonly string[];
  /** May be asked for beside them: the parenthesised words of an inclusion term. */
  readonly optional: readonly string[];
  readonly meanings: readonly Meaning[];
  readonly rewrites: readonly (readonly string[])[];
  /** `No insurance`: its words are asked for by denying them. */
  readonly denies: boolean;
}

/** What a code further down the list of a phrase is behind the one before it. */
const LISTED = 0.03;
/** The node of the other sides of a code; the nodes above it, and each next one. */
const SIDES = 0.07;
const ABOVE = 0.35;
const HIGHER = 0.04;

export function compilePhrases(tables: SearchTables, rows: Rows): readonly Phrase[] {
  const synonyms = (tables.synonyms ?? []).map(({ phrase, codes, words }) => {
    const required = meantWords(phrase);
    return {
      text: phrase,
      required,
      optional: isStatus(codes[0]) ? STATUS.filter((word) => !required.includes(word)) : [],
      meanings: meaningsOf(codes, rows),
      rewrites: words.map(meantWords),
      denies: wordsOf(fold(phrase)).some(denies),
    };
  });
  const terms = Iterator.from(tables.inclusionTerms ?? []).map((term) => inclusion(term, rows));
  return [...synonyms, ...terms].filter(
    ({ required, meanings, rewrites }) => required.length > 0 && meanings.length + rewrites.length > 0,
  );
}

function meantWords(text: string): string[] {
  const words = wordsOf(fold(text));
  // The last word of a phrase is no article: influenza A.
  const meant = words.filter(
    (word, i) =>
      !isStopWord(word) && !denies(word) && (!isFaint(word) || (word === 'a' && i === words.length - 1)),
  );
  return [...new Set(meant)];
}

// `History of knee replacement` and `status post hysterectomy` are the replacement and the hysterectomy: guidelines I.C.21.c.
const STATUS = ['history', 'status', 'post'];
const isStatus = (code = ''): boolean => /^Z[89]/.test(code);

/** The codes of a phrase in their order, then the nodes above the first: `broken wrist left` lies beside `broken wrist`. */
function meaningsOf(codes: readonly string[], rows: Rows): Meaning[] {
  const [first = ''] = codes;
  return [
    ...codes.map((code, i) => ({ span: rows.span(code), quality: 1 - i * LISTED })),
    ...sidesOf(first, rows).map((span) => ({ span, quality: 1 - SIDES })),
    ...nodesAbove(first).map((node, i) => ({ span: rows.span(node), quality: 1 - ABOVE - i * HIGHER })),
    // Codes the release lacks are no meaning of a phrase in it.
  ].filter(({ span }) => span.from < span.to);
}

function nodesAbove(code: string): string[] {
  const plain = code.replace('.', '');
  return Array.from({ length: Math.max(0, plain.length - 3) }, (_, i) =>
    plain.slice(0, plain.length - 1 - i),
  );
}

/** The node that holds a code of no side together with those of the right and the left; nothing when they are none. */
function sidesOf(code: string, rows: Rows): RowSpan[] {
  const row = rows.find(code);
  if (row < 0 || rows.sided[row] === 1) return [];
  // The side is the last character but the seventh and its placeholders (guideline I.A.4).
  const own = code.replace('.', '').slice(0, 6).replace(/X+$/, '');
  if (own.length < 5) return [];
  const span = rows.span(own.slice(0, -1));
  return rows.sided.subarray(span.from, span.to).includes(1) ? [span] : [];
}

// `Hypertension (arterial) (benign) NOS`: the words in brackets are nonessential modifiers, NOS is no word.
function inclusion({ node, text }: InclusionTerm, rows: Rows): Phrase {
  const required = meantWords(text.replace(/\([^)]*\)/g, ' ').replace(/\bN(?:OS|EC)\b/g, ' '));
  const optional = meantWords((text.match(/\([^)]*\)/g) ?? []).join(' ')).filter(
    (word) => !required.includes(word),
  );
  return { text, required, optional, meanings: meaningsOf([node], rows), rewrites: [], denies: false };
}
