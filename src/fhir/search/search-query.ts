/** A search once it is read (R4 search.html): what a store of resources is asked, and what it answers. */
import type { Resource } from '../r4.ts';
import { dateMatches } from './date-span.ts';
import { folded } from './element-values.ts';
import { type IndexRow, indexable } from './index-rows.ts';

/** One wanted value. What is undefined is not asked about. */
export type Wanted =
  | { readonly kind: 'token'; readonly system: string | undefined; readonly value: string | undefined }
  | {
      readonly kind: 'reference';
      readonly type: string | undefined;
      readonly id: string | undefined;
      readonly exact: string | undefined;
    }
  | { readonly kind: 'date'; readonly prefix: DatePrefix; readonly from: number; readonly to: number }
  | { readonly kind: 'string'; readonly how: 'starts' | 'contains' | 'exact'; readonly text: string }
  | { readonly kind: 'uri'; readonly value: string };

export const DATE_PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb'] as const;
export type DatePrefix = (typeof DATE_PREFIXES)[number];

export interface SearchFilter {
  /** As in `IndexRow.parameter`. */
  readonly parameter: string;
  /** `any` of the wanted, `none` of them, or whether the element is there at all. */
  readonly test: 'any' | 'none' | 'present' | 'missing';
  readonly wanted: readonly Wanted[];
}

export interface SearchSort {
  /** `dated`: by the date of the type (created, recorded…). */
  readonly by: 'updated' | 'dated';
  readonly descending: boolean;
}

export interface SearchQuery {
  readonly type: string;
  readonly filters: readonly SearchFilter[];
  /** Then in the order in which they were first kept. */
  readonly sort: readonly SearchSort[];
  readonly count: number;
  /** Those after this place: a number for each sort, and the last for the order of keeping. */
  readonly after?: readonly number[];
}

/** A resource with `meta.versionId` and `meta.lastUpdated`. */
export interface KeptResource {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  /** ISO instant. */
  readonly at: string;
  readonly resource: Resource;
}

export interface SearchPage {
  readonly found: readonly KeptResource[];
  /** The place of the last one; undefined when there is nothing after it. */
  readonly next: readonly number[] | undefined;
}

export interface HistoryQuery {
  readonly type: string;
  /** Undefined: of all of the type. */
  readonly id?: string | undefined;
  /** Versions made at or after this instant. */
  readonly since?: string | undefined;
  /** Those before this place, newest first. */
  readonly before?: number | undefined;
  readonly count: number;
}

export interface HistoryPage {
  readonly versions: readonly KeptResource[];
  readonly next: number | undefined;
}

/** Whether the rows of one resource meet the filter: what the database answers in SQL. */
export function rowsMeet(rows: readonly IndexRow[], { parameter, test, wanted }: SearchFilter): boolean {
  const own = rows.filter((r) => r.parameter === parameter);
  if (test === 'present' || test === 'missing') return own.length > 0 === (test === 'present');
  return own.some((r) => wanted.some((w) => rowMeets(r, w))) === (test === 'any');
}

const fits = (wanted: string | undefined, found: string): boolean => wanted === undefined || wanted === found;

function rowMeets(row: IndexRow, wanted: Wanted): boolean {
  switch (wanted.kind) {
    case 'token':
      return fits(wanted.system, row.system) && fits(wanted.value && indexable(wanted.value), row.value);
    case 'reference':
      return fits(wanted.type, row.system) && fits(wanted.id, row.value) && fits(wanted.exact, row.exact);
    case 'date':
      return dateMatches(wanted.prefix, wanted, { from: row.low, to: row.high });
    case 'uri':
      return indexable(wanted.value) === row.value;
    case 'string':
      if (wanted.how === 'exact') return row.exact === wanted.text;
      return wanted.how === 'starts'
        ? row.value.startsWith(indexable(folded(wanted.text)))
        : row.value.includes(indexable(folded(wanted.text)));
  }
}
