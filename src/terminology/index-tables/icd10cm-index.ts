/** The Alphabetic Index and its tables by date of service, over the editions that are loaded. */
import type { ServiceDate } from '../../kernel/index.ts';
import { editions } from '../release/editions.ts';
import type { FoundTerm, IndexEdition } from './index-edition.ts';
import {
  DRUG_COLUMNS,
  type Icd10CmIndex,
  type IndexAnswer,
  type IndexBook,
  type IndexCode,
  type IndexEntry,
  NEOPLASM_COLUMNS,
  type TableRow,
  type TermPath,
} from './model.ts';
import { pathPieces } from './term-names.ts';

/** The stored kinds: one for each file. */
export type IndexSet = {
  readonly kind: keyof typeof INDEX_BOOKS;
  readonly info: IndexEdition['info'];
  readonly edition: IndexEdition;
};

export const INDEX_BOOKS = {
  'icd10cm-index': 'diseases',
  'icd10cm-external-index': 'external-causes',
  'icd10cm-drugs': 'drugs',
  'icd10cm-neoplasms': 'neoplasms',
} as const satisfies Record<string, IndexBook>;

const TITLES: Readonly<Record<IndexBook, string>> = {
  diseases: 'index to diseases and injuries',
  'external-causes': 'index to external causes',
  drugs: 'table of drugs and chemicals',
  neoplasms: 'table of neoplasms',
};

export function icd10CmIndex(sets: readonly IndexSet[]): Icd10CmIndex {
  const books = Map.groupBy(sets, ({ kind }) => INDEX_BOOKS[kind]);
  const inForce = (book: IndexBook, on: ServiceDate): IndexEdition | undefined =>
    editions((books.get(book) ?? []).map(({ edition }) => edition)).inForce(on);
  const answer = <Entry extends IndexEntry>(
    book: IndexBook,
    on: ServiceDate,
    path: TermPath,
    entryOf: (found: FoundTerm) => Entry,
  ): IndexAnswer<Entry> => {
    const edition = inForce(book, on);
    if (!edition) return { kind: 'cannot-tell', reason: `no ICD-10-CM ${TITLES[book]} is loaded for ${on}` };
    const entries = edition.find(path).map(entryOf);
    return entries.length > 0
      ? { kind: 'found', entries, release: edition.info }
      : { kind: 'unknown', release: edition.info };
  };
  return {
    lookup: (book, path, on) => answer(book, on, path, ({ entry }) => entry),
    drug: (name, on) => answer('drugs', on, name, rowOf(DRUG_COLUMNS)),
    neoplasm: (site, on) => answer('neoplasms', on, belowNeoplasm(site), rowOf(NEOPLASM_COLUMNS)),
  };
}

/** The table has one main term, "Neoplasm, neoplastic", which a cross-reference names and a coder leaves out. */
function belowNeoplasm(site: TermPath): readonly string[] {
  const [first, ...rest] = pathPieces(site);
  if (first === undefined) return [];
  return first === 'neoplasm' || first === 'neoplasm, neoplastic'
    ? ['neoplasm', ...rest]
    : ['neoplasm', first, ...rest];
}

const rowOf =
  <Column extends string>(columns: readonly Column[]) =>
  ({ entry, cells }: FoundTerm): TableRow<Column> => ({
    ...entry,
    columns: Object.fromEntries(columns.map((column, i) => [column, cells[i]])) as Record<
      Column,
      IndexCode | undefined
    >,
  });
