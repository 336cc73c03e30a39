/** Reads every row of a release once: its words into postings, what else ranking needs into columns. */
import type { Icd10CmRelease } from '../release/icd10cm-release.ts';
import type { SearchTables } from './model.ts';
import { type PostingsBuilder, postingsBuilder } from './postings.ts';
import { priorOf, usualWeights } from './prior.ts';
import { type RowColumns, type Rows, rowTable } from './rows.ts';
import { ABOVE, COSTS, isContent, type TitleWord, titleReader } from './title-words.ts';

export interface Titles {
  readonly rows: Rows;
  readonly postings: PostingsBuilder;
}

/** A heading and the numbers of the words that it, and those above it, lend to the titles below. */
interface Heading {
  readonly code: string;
  readonly words: readonly number[];
}

export function readTitles(
  release: Icd10CmRelease,
  tables: SearchTables,
  numberOf: (word: string) => number,
): Titles {
  const postings = postingsBuilder();
  const read = titleReader();
  const usual = usualWeights(tables);
  const codes: string[] = [];
  const columns = newColumns(release.info.counts.rows);
  const above: Heading[] = [];
  for (const entry of release.rows()) {
    const row = codes.push(entry.code) - 1;
    while (above.length > 0 && !entry.code.startsWith(above.at(-1)?.code ?? '')) above.pop();
    const words = read(entry.title);
    const numbers = words.map(({ word }) => numberOf(word));
    words.forEach((word, i) => {
      postings.add(row, numbers[i] ?? 0, word);
    });
    const lent = (above.at(-1)?.words ?? []).filter((word) => !numbers.includes(word));
    for (const word of lent) postings.add(row, word, LENT);
    if (!entry.billable) {
      above.push({ code: entry.code, words: [...lent, ...numbers.filter((_, i) => isContentAt(words, i))] });
    }
    columns.billable[row] = entry.billable ? 1 : 0;
    columns.sided[row] = words.some(isSide) ? 1 : 0;
    columns.cost[row] = words.reduce((sum, word) => sum + (COSTS[word.cost] ?? 0), 0);
    columns.prior[row] = priorOf(entry.code, entry.billable, usual);
  }
  return { rows: rowTable(codes, columns), postings };
}

const newColumns = (size: number): RowColumns => ({
  billable: new Uint8Array(size),
  sided: new Uint8Array(size),
  cost: new Float32Array(size),
  prior: new Float32Array(size),
});

/** A word that is not the title's own has no place in it. */
const LENT: Omit<TitleWord, 'word'> = { position: 0, denied: false, cost: ABOVE };

const isContentAt = (words: readonly TitleWord[], i: number): boolean => {
  const word = words[i];
  return word !== undefined && isContent(word);
};

const isSide = ({ word }: TitleWord): boolean => word === 'right' || word === 'left' || word === 'bilateral';
