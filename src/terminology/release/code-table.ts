/**
 * The rows of one release, compact: the text as it was stored, an offset per row and one sorted array of keys.
 * 98,186 rows cost the text and twelve bytes each; titles are cut from the text when asked for.
 */
import type { Icd10CmCode } from '../code.ts';
import type { CodeEntry } from '../model.ts';
import { CATEGORIES, CATEGORY, codeKey } from './code-key.ts';

/** Rows `[from, to)` in the order of the official file. */
export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

export interface CodeTable {
  readonly size: number;
  readonly billable: number;
  /** The row of a code with or without its dot, or −1. */
  find(code: string): number;
  /** The dotless code of a row. */
  codeAt(row: number): string;
  isBillable(row: number): boolean;
  /** The row whole. One who knows its code hands it in, and spares making it again. */
  entryAt(row: number, code?: Icd10CmCode): CodeEntry;
  /** The row of the first code, by its characters, that is not before `code`; −1 when there is none. */
  ceiling(code: string): number;
  /** A node and everything below it; empty when the release has nothing there. The node need not be a row itself. */
  span(node: string): RowSpan;
}

// The row number sits in the low 17 bits of a key: 131,072 rows; the order file's own five-digit number allows 99,999.
const ROWS = 2 ** 17;
const ONE = 49;

export const dotted = (plain: string): Icd10CmCode =>
  (plain.length > 3 ? `${plain.slice(0, 3)}.${plain.slice(3)}` : plain) as Icd10CmCode;

/** One stored row: code, billable flag, short title, long title; an empty long title is the same as the short one. */
export function codeLine(row: {
  readonly code: string;
  readonly billable: boolean;
  readonly shortTitle: string;
  readonly title: string;
}): string {
  const long = row.title === row.shortTitle ? '' : row.title;
  return `${row.code}\t${row.billable ? '1' : '0'}\t${row.shortTitle}\t${long}\n`;
}

/** Reads stored rows. `fault` is called, and must throw, when a row is not one. */
export function codeTable(text: string, fault: (detail: string) => never): CodeTable {
  const offsets = lineOffsets(text);
  const size = offsets.length - 1;
  if (size >= ROWS) fault(`${size} rows are more than a release can have`);
  const start = (row: number): number => offsets[row] ?? 0;
  const tab = (row: number): number => text.indexOf('\t', start(row));
  const codeAt = (row: number): string => text.slice(start(row), tab(row));
  const isBillable = (row: number): boolean => text.charCodeAt(tab(row) + 1) === ONE;
  const index = keyIndex(size, (row) => codeKey(text, start(row), tab(row)), fault);
  let billable = 0;
  for (let row = 0; row < size; row += 1) if (isBillable(row)) billable += 1;
  return {
    size,
    billable,
    codeAt,
    isBillable,
    find: (code) => index.find(codeKey(code)),
    ceiling: (code) => index.ceiling(codeKey(code)),
    entryAt: (row, code) => readEntry(text, start(row), start(row + 1) - 1, code),
    span: (node) => spanOf(node.replace('.', ''), index, size, codeAt),
  };
}

/** Where each line begins, and where the last one ends. */
function lineOffsets(text: string): Uint32Array {
  let offsets = new Uint32Array(1_024);
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (count === offsets.length) {
      const larger = new Uint32Array(count * 2);
      larger.set(offsets);
      offsets = larger;
    }
    offsets[count] = at + 1;
    count += 1;
  }
  return offsets.slice(0, count);
}

/** Rows by key. */
interface KeyIndex {
  find(key: number): number;
  /** The row of the first key that is not below; −1 when there is none. */
  ceiling(key: number): number;
}

function keyIndex(size: number, keyAt: (row: number) => number, fault: (d: string) => never): KeyIndex {
  const keys = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    const key = keyAt(row);
    if (key < 0) fault(`row ${row + 1} does not begin with a code`);
    keys[row] = key * ROWS + row;
  }
  keys.sort();
  const starts = categoryStarts(keys);
  const bound = (key: number): number => {
    const category = Math.floor(key / CATEGORY);
    return lowerBound(keys, key * ROWS, starts[category] ?? 0, starts[category + 1] ?? size);
  };
  // Not `%`: on doubles it costs more than the search.
  const rowAt = (packed: number | undefined, key: number): number => {
    const row = packed === undefined ? -1 : packed - key * ROWS;
    return row >= 0 && row < ROWS ? row : -1;
  };
  return {
    find: (key) => (key < 0 ? -1 : rowAt(keys[bound(key)], key)),
    ceiling: (key) => {
      const packed = key < 0 ? undefined : keys[bound(key)];
      return packed === undefined ? -1 : rowAt(packed, Math.floor(packed / ROWS));
    },
  };
}

/** Where each category's keys begin, so that a search looks among its own codes only. */
function categoryStarts(keys: Float64Array): Uint32Array {
  const starts = new Uint32Array(CATEGORIES + 1);
  let at = 0;
  for (let category = 0; category <= CATEGORIES; category += 1) {
    while (at < keys.length && (keys[at] ?? 0) < category * CATEGORY * ROWS) at += 1;
    starts[category] = at;
  }
  return starts;
}

function lowerBound(keys: Float64Array, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

// The official file prints some letters out of turn (I82.A before I82.8), so a node's first row need not be its
// smallest; but everything below a node stands together.
function spanOf(node: string, index: KeyIndex, size: number, codeAt: (row: number) => string): RowSpan {
  const row = index.ceiling(codeKey(node));
  if (row < 0 || !codeAt(row).startsWith(node)) return { from: 0, to: 0 };
  let from = row;
  let to = row + 1;
  while (from > 0 && codeAt(from - 1).startsWith(node)) from -= 1;
  while (to < size && codeAt(to).startsWith(node)) to += 1;
  return { from, to };
}

function readEntry(text: string, start: number, end: number, known?: Icd10CmCode): CodeEntry {
  // Dotless, a code longer than its category is one character shorter than with its dot.
  const length = known && (known.length > 3 ? known.length - 1 : known.length);
  const flag = (length === undefined ? text.indexOf('\t', start) : start + length) + 1;
  const short = flag + 2;
  const long = text.indexOf('\t', short) + 1;
  const shortTitle = text.slice(short, long - 1);
  return {
    code: known ?? dotted(text.slice(start, flag - 1)),
    billable: text.charCodeAt(flag) === ONE,
    shortTitle,
    title: long < end ? text.slice(long, end) : shortTitle,
  };
}
