/** Reads every row of a release once: its words into postings, what else ranking needs into columns. */
import type { Icd10CmRelease } from '../release/icd10cm-release.ts';
import type { SearchTables } from './model.ts';
import { type PostingsBuilder, postingsBuilder } from './postings.ts';
import { priorOf, usualWeights } from './prior.ts';
import { type Rows, rowTable } from './rows.ts';
import { ABOVE, COSTS, isContent, type TitleWord, titleWords } from './title-words.ts';

export interface Titles {
  readonly rows: Rows;
  readonly postings: PostingsBuilder;
}

/** A heading and the words that it, and those above it, lend to the titles below. */
interface Heading {
  readonly code: string;
  readonly words: readonly string[];
}

export function readTitles(
  release: Icd10CmRelease,
  tables: SearchTables,
  numberOf: (word: string) => number,
): Titles {
  const postings = postingsBuilder();
  const usual = usualWeights(tables);
  const codes: string[] = [];
  const billable: number[] = [];
  const sided: number[] = [];
  const cost: number[] = [];
  const prior: number[] = [];
  let above: Heading[] = [];
  for (const entry of release.rows()) {
    const row = codes.push(entry.code) - 1;
    const words = titleWords(entry.title);
    for (const word of words) postings.add(row, numberOf(word.word), word);
    above = above.filter(({ code }) => entry.code.startsWith(code));
    const lent = (above.at(-1)?.words ?? []).filter((word) => words.every((own) => own.word !== word));
    for (const word of lent) postings.add(row, numberOf(word), lentWord(word));
    if (!entry.billable) above.push({ code: entry.code, words: [...lent, ...contentOf(words)] });
    billable.push(entry.billable ? 1 : 0);
    sided.push(words.some(isSide) ? 1 : 0);
    cost.push(words.reduce((sum, word) => sum + (COSTS[word.cost] ?? 0), 0));
    prior.push(priorOf(entry.code, entry.billable, usual));
  }
  const columns = {
    billable: Uint8Array.from(billable),
    sided: Uint8Array.from(sided),
    cost: Float32Array.from(cost),
    prior: Float32Array.from(prior),
  };
  return { rows: rowTable(codes, columns), postings };
}

const contentOf = (words: readonly TitleWord[]): string[] => words.filter(isContent).map(({ word }) => word);

const lentWord = (word: string): TitleWord => ({ word, position: 0, denied: false, cost: ABOVE });

const isSide = ({ word }: TitleWord): boolean => word === 'right' || word === 'left' || word === 'bilateral';
