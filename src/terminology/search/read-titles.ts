/** Reads every row of a release once: its words into postings, what else ranking needs into columns. */
import type { Icd10CmEdition } from '../model.ts';
import type { SearchTables } from './model.ts';
import { type Place, type PostingsBuilder, postingsBuilder } from './postings.ts';
import { priorOf, usualWeights } from './prior.ts';
import { type RowColumns, type Rows, rowTable } from './rows.ts';
import { ABOVE, COSTS, isContent, type TitleWord } from './title-words.ts';

export interface Titles {
  readonly rows: Rows;
  readonly postings: PostingsBuilder;
}

/** A heading and the numbers of the words that it, and those above it, lend to the titles below. */
interface Heading {
  readonly code: string;
  readonly words: readonly number[];
}

const WORDS_A_TITLE = 12;

export function readTitles(
  release: Icd10CmEdition,
  tables: SearchTables,
  read: (title: string) => readonly TitleWord[],
  numberOf: (word: string) => number,
): Titles {
  const { rows: count } = release.info.counts;
  const usual = usualWeights(tables);
  const postings = postingsBuilder(count * WORDS_A_TITLE);
  const columns = newColumns(count);
  const codes: string[] = [];
  const above: Heading[] = [];
  for (const { code, billable, title } of release.rows()) {
    const row = codes.push(code) - 1;
    const words = read(title);
    const numbers = addWords(row, words, postings, numberOf);
    const lent = lentTo(code, numbers, above);
    for (const word of lent) postings.add(row, word, LENT);
    if (!billable) above.push({ code, words: [...lent, ...contentOf(words, numbers)] });
    columns.billable[row] = billable ? 1 : 0;
    columns.sided[row] = words.some(isSide) ? 1 : 0;
    columns.cost[row] = costOf(words);
    columns.prior[row] = priorOf(code, billable, usual);
  }
  return { rows: rowTable(codes, columns), postings };
}

const newColumns = (size: number): RowColumns => ({
  billable: new Uint8Array(size),
  sided: new Uint8Array(size),
  cost: new Float32Array(size),
  prior: new Float32Array(size),
});

function addWords(
  row: number,
  words: readonly TitleWord[],
  postings: PostingsBuilder,
  numberOf: (word: string) => number,
): readonly number[] {
  const numbers: number[] = [];
  for (const word of words) {
    const number = numberOf(word.word);
    numbers.push(number);
    postings.add(row, number, word);
  }
  return numbers;
}

/** A word that is not the title's own has no place in it. */
const LENT: Place = { position: 0, denied: false, cost: ABOVE };

/** What the headings above a code have that its own title lacks. Headings that are not above it are forgotten. */
function lentTo(code: string, own: readonly number[], above: Heading[]): readonly number[] {
  while (above.length > 0 && !code.startsWith(above.at(-1)?.code ?? '')) above.pop();
  return (above.at(-1)?.words ?? []).filter((word) => !own.includes(word));
}

function contentOf(words: readonly TitleWord[], numbers: readonly number[]): readonly number[] {
  return words.flatMap((word, i) => (isContent(word) ? [numbers[i] ?? 0] : []));
}

function costOf(words: readonly TitleWord[]): number {
  let cost = 0;
  for (const word of words) cost += COSTS[word.cost] ?? 0;
  return cost;
}

const isSide = ({ word }: TitleWord): boolean => word === 'right' || word === 'left' || word === 'bilateral';
