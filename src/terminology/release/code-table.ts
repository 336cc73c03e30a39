/**
 * The rows of one release, compact: the text as it was stored, an offset per row and one sorted array of keys.
 * 98,186 rows cost the text and twelve bytes each; titles are cut from the text when asked for.
 */
import type { Icd10CmCode } from '../code.ts';
import type { CodeEntry } from '../model.ts';
import { codeKey } from './code-key.ts';

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
  entryAt(row: number): CodeEntry;
  /** The row of the first code, by its characters, that is not before `code`; −1 when there is none. */
  ceiling(code: string): number;
  /** A node and everything below it; empty when the release has nothing there. The node need not be a row itself. */
  span(node: string): RowSpan;
}

// The row number sits in the low 17 bits of a key: 131,072 rows; the order file's own five-digit number allows 99,999.
const ROWS = 2 ** 17;

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
  const codeAt = (row: number): string => {
    const start = offsets[row] ?? 0;
    return text.slice(start, text.indexOf('\t', start));
  };
  const keys = sortedKeys(size, codeAt, fault);
  const isBillable = (row: number): boolean => text[text.indexOf('\t', offsets[row]) + 1] === '1';
  let billable = 0;
  for (let row = 0; row < size; row += 1) if (isBillable(row)) billable += 1;
  const find = (code: string): number => rowOf(keys, codeKey(code));
  const entryAt = (row: number): CodeEntry => readEntry(text, offsets[row] ?? 0, (offsets[row + 1] ?? 0) - 1);
  const span = (node: string): RowSpan => spanOf(node.replace('.', ''), keys, size, codeAt);
  const ceiling = (code: string): number => (keys[lowerBound(keys, codeKey(code))] ?? -1) % ROWS;
  return { size, billable, find, codeAt, isBillable, entryAt, ceiling, span };
}

function lineOffsets(text: string): Uint32Array {
  const offsets: number[] = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) offsets.push(at + 1);
  return Uint32Array.from(offsets);
}

function sortedKeys(
  size: number,
  codeAt: (row: number) => string,
  fault: (d: string) => never,
): Float64Array {
  const keys = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    const key = codeKey(codeAt(row));
    if (key < 0) fault(`row ${row + 1} does not begin with a code`);
    keys[row] = key * ROWS + row;
  }
  return keys.sort();
}

/** The first position whose key is at least `key`. */
function lowerBound(keys: Float64Array, key: number): number {
  const wanted = key * ROWS;
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rowOf(keys: Float64Array, key: number): number {
  if (key < 0) return -1;
  const packed = keys[lowerBound(keys, key)];
  if (packed === undefined) return -1;
  const row = packed % ROWS;
  return packed - row === key * ROWS ? row : -1;
}

// The official file prints some letters out of turn (I82.A before I82.8), so a node's first row need not be its
// smallest; but everything below a node stands together.
function spanOf(node: string, keys: Float64Array, size: number, codeAt: (row: number) => string): RowSpan {
  const key = codeKey(node);
  const packed = key < 0 ? undefined : keys[lowerBound(keys, key)];
  if (packed === undefined || !codeAt(packed % ROWS).startsWith(node)) return { from: 0, to: 0 };
  let from = packed % ROWS;
  let to = from + 1;
  while (from > 0 && codeAt(from - 1).startsWith(node)) from -= 1;
  while (to < size && codeAt(to).startsWith(node)) to += 1;
  return { from, to };
}

function readEntry(text: string, start: number, end: number): CodeEntry {
  const flag = text.indexOf('\t', start) + 1;
  const short = flag + 2;
  const long = text.indexOf('\t', short) + 1;
  const shortTitle = text.slice(short, long - 1);
  return {
    code: dotted(text.slice(start, flag - 1)),
    billable: text[flag] === '1',
    shortTitle,
    title: long < end ? text.slice(long, end) : shortTitle,
  };
}
