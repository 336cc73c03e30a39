/** Phrases that mean codes (synonyms, inclusion terms) or other words: compiled, and found among the words of a question. */
import type { InclusionTerm, SearchTables } from './model.ts';
import type { RowSpan, Rows } from './rows.ts';
import { fold, wordsOf } from './words.ts';
import { denies, isFaint, isStopWord } from './stop-words.ts';

export interface Phrase {
  readonly text: string;
  /** All must be asked for, in any order. */
  readonly required: readonly string[];
  /** May be asked for beside them: the parenthesised words of an inclusion term. */
  readonly optional: readonly string[];
  /** What the phrase means, the first being what a coder means when nothing is added. */
  readonly spans: readonly RowSpan[];
  readonly rewrites: readonly (readonly string[])[];
}

const meaning = (text: string): string[] => wordsOf(fold(text)).filter((word) => !isStopWord(word) && !isFaint(word) && !denies(word));

export function compilePhrases(tables: SearchTables, rows: Rows): readonly Phrase[] {
  const synonyms = (tables.synonyms ?? []).map(({ phrase, codes, words }) => ({
    text: phrase,
    required: unique(meaning(phrase)),
    optional: [],
    spans: spansOf(codes, rows),
    rewrites: words.map(meaning),
  }));
  const terms = Iterator.from(tables.inclusionTerms ?? []).map((term) => inclusion(term, rows));
  return [...synonyms, ...terms].filter(
    ({ required, spans, rewrites }) => required.length > 0 && (spans.length > 0 || rewrites.length > 0),
  );
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** Codes the release lacks are no meaning of a phrase in it. */
const spansOf = (codes: readonly string[], rows: Rows): RowSpan[] =>
  codes.map((code) => rows.span(code)).filter(({ from, to }) => from < to);

// `Hypertension (arterial) (benign) NOS`: the words in brackets are nonessential modifiers, NOS is no word.
function inclusion({ node, text }: InclusionTerm, rows: Rows): Phrase {
  const required = unique(meaning(text.replace(/\([^)]*\)/g, ' ').replace(/\bN(?:OS|EC)\b/g, ' ')));
  const optional = unique(meaning((text.match(/\([^)]*\)/g) ?? []).join(' '))).filter(
    (word) => !required.includes(word),
  );
  return { text, required, optional, spans: spansOf([node], rows), rewrites: [] };
}
