/** Phrases that mean codes (synonyms, inclusion terms) or other words: compiled, and found among the words of a question. */
import type { InclusionTerm, SearchTables } from './model.ts';
import type { RowSpan, Rows } from './rows.ts';
import { denies, isFaint, isStopWord } from './stop-words.ts';
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
  /** What the phrase means, the first being what a coder means when nothing is added. */
  readonly meanings: readonly Meaning[];
  readonly rewrites: readonly (readonly string[])[];
}

const meaning = (text: string): string[] =>
  wordsOf(fold(text)).filter((word) => !isStopWord(word) && !isFaint(word) && !denies(word));

export function compilePhrases(tables: SearchTables, rows: Rows): readonly Phrase[] {
  const synonyms = (tables.synonyms ?? []).map(({ phrase, codes, words }) => ({
    text: phrase,
    required: unique(meaning(phrase)),
    optional: [],
    meanings: meaningsOf(codes, rows),
    rewrites: words.map(meaning),
  }));
  const terms = Iterator.from(tables.inclusionTerms ?? []).map((term) => inclusion(term, rows));
  return [...synonyms, ...terms].filter(
    ({ required, meanings, rewrites }) => required.length > 0 && meanings.length + rewrites.length > 0,
  );
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

const LISTED = 0.06;
const ABOVE = 0.25;
const HIGHER = 0.04;

/** The codes of a phrase in their order, then the nodes above the first: `broken wrist left` lies beside `broken wrist`. */
function meaningsOf(codes: readonly string[], rows: Rows): Meaning[] {
  const above = nodesAbove(codes[0] ?? '');
  return [
    ...codes.map((code, i) => ({ span: rows.span(code), quality: 1 - i * LISTED })),
    ...above.map((node, i) => ({ span: rows.span(node), quality: 1 - ABOVE - i * HIGHER })),
    // Codes the release lacks are no meaning of a phrase in it.
  ].filter(({ span }) => span.from < span.to);
}

function nodesAbove(code: string): string[] {
  const plain = code.replace('.', '');
  return Array.from({ length: Math.max(0, plain.length - 3) }, (_, i) => plain.slice(0, plain.length - 1 - i));
}

// `Hypertension (arterial) (benign) NOS`: the words in brackets are nonessential modifiers, NOS is no word.
function inclusion({ node, text }: InclusionTerm, rows: Rows): Phrase {
  const required = unique(meaning(text.replace(/\([^)]*\)/g, ' ').replace(/\bN(?:OS|EC)\b/g, ' ')));
  const optional = unique(meaning((text.match(/\([^)]*\)/g) ?? []).join(' '))).filter(
    (word) => !required.includes(word),
  );
  return { text, required, optional, meanings: meaningsOf([node], rows), rewrites: [] };
}
