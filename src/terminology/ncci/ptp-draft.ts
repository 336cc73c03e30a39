/** PTP edits gathered row by row into growing columns, then put in order: no row is ever an object. */
import {
  FIRST_DAY,
  FLAGS,
  INDICATOR_MASK,
  LAST_DAY,
  MOST_CODES,
  NOT_APPLICABLE,
  PER_TERMS,
  type PtpColumns,
  SWAPPED,
} from './ptp-columns.ts';

export interface PtpDraft {
  size(): number;
  /** False when there is no room for one more code. */
  add(column1: number, column2: number, effective: number, deletion: number, flags: number): boolean;
  /** The columns. `conflict` gets the numbers, in the order added, of two edits of one pair in force on one day. */
  finish(conflict: (earlier: number, later: number) => never): PtpColumns;
}

/** As they came: codes by the order in which they were first met. */
interface Unsorted {
  readonly column1: Uint16Array;
  readonly column2: Uint16Array;
  readonly effective: Uint16Array;
  readonly deletion: Uint16Array;
  readonly flags: Uint8Array;
}

const FIRST_ROOM = 1 << 16;

export function ptpDraft(): PtpDraft {
  const ranks = new Map<number, number>();
  let rows = withRoom(FIRST_ROOM);
  let size = 0;
  const rankOf = (code: number): number => {
    const known = ranks.get(code);
    if (known !== undefined) return known;
    ranks.set(code, ranks.size);
    return ranks.size - 1;
  };
  return {
    size: () => size,
    add: (column1, column2, effective, deletion, flags) => {
      if (size === rows.flags.length) rows = withRoom(size * 2, rows);
      rows.column1[size] = rankOf(column1);
      rows.column2[size] = rankOf(column2);
      rows.effective[size] = effective;
      rows.deletion[size] = deletion;
      rows.flags[size] = flags;
      size += 1;
      return ranks.size <= MOST_CODES;
    },
    finish: (conflict) => inOrder([...ranks.keys()], cut(rows, size), conflict),
  };
}

function withRoom(room: number, before?: Unsorted): Unsorted {
  const wide = (column?: Uint16Array): Uint16Array => filled(new Uint16Array(room), column);
  return {
    column1: wide(before?.column1),
    column2: wide(before?.column2),
    effective: wide(before?.effective),
    deletion: wide(before?.deletion),
    flags: filled(new Uint8Array(room), before?.flags),
  };
}

function filled<T extends Uint8Array | Uint16Array>(room: T, from: T | undefined): T {
  if (from) room.set(from);
  return room;
}

const cut = (rows: Unsorted, size: number): Unsorted => ({
  column1: rows.column1.subarray(0, size),
  column2: rows.column2.subarray(0, size),
  effective: rows.effective.subarray(0, size),
  deletion: rows.deletion.subarray(0, size),
  flags: rows.flags.subarray(0, size),
});

function inOrder(
  met: readonly number[],
  rows: Unsorted,
  conflict: (a: number, b: number) => never,
): PtpColumns {
  const codes = Uint32Array.from(met).sort();
  const { lower, higher, swapped } = byRank(met, codes, rows);
  const identity = new Uint32Array(lower.length).map((_, row) => row);
  // Least significant first; each pass keeps the order of those before it among equals.
  const order = [rows.effective, higher, lower].reduce(sortedBy, identity);
  const columns = {
    codes,
    starts: startsOf(lower, codes.length),
    higher: new Uint16Array(order.length),
    ...sharedTerms(rows, swapped, order),
  };
  for (let i = 0; i < order.length; i += 1) columns.higher[i] = higher[order[i] ?? 0] ?? 0;
  refuseOverlaps(columns, (a, b) => conflict(order[a] ?? 0, order[b] ?? 0));
  return columns;
}

/** The two codes of each edit by rank, and whether the higher of them is column 1. */
function byRank(met: readonly number[], codes: Uint32Array, rows: Unsorted) {
  const place = new Map([...codes].map((code, rank) => [code, rank]));
  const rankOf = Uint16Array.from(met, (code) => place.get(code) ?? 0);
  const size = rows.flags.length;
  const [lower, higher, swapped] = [new Uint16Array(size), new Uint16Array(size), new Uint8Array(size)];
  for (let row = 0; row < size; row += 1) {
    const first = rankOf[rows.column1[row] ?? 0] ?? 0;
    const second = rankOf[rows.column2[row] ?? 0] ?? 0;
    lower[row] = Math.min(first, second);
    higher[row] = Math.max(first, second);
    swapped[row] = first > second ? SWAPPED : 0;
  }
  return { lower, higher, swapped };
}

const BYTE = 2 ** 8;
const TWO_BYTES = 2 ** 16;

/** The terms of the edits in their order, each kept once and numbered as first met. */
function sharedTerms(
  rows: Unsorted,
  swapped: Uint8Array,
  order: Uint32Array,
): Pick<PtpColumns, 'terms' | 'listed'> {
  const numbers = new Map<number, number>();
  const listed: number[] = [];
  const terms = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i += 1) {
    const row = order[i] ?? 0;
    const [from, to] = [rows.effective[row] ?? 0, rows.deletion[row] ?? 0];
    const flags = (rows.flags[row] ?? 0) | (swapped[row] ?? 0);
    const key = (from * TWO_BYTES + to) * BYTE + flags;
    const known = numbers.get(key);
    terms[i] = known ?? numbers.size;
    if (known !== undefined) continue;
    numbers.set(key, numbers.size);
    listed.push(from, to, flags);
  }
  return {
    terms: numbers.size <= TWO_BYTES ? Uint16Array.from(terms) : terms,
    listed: Uint16Array.from(listed),
  };
}

/** One pass of a radix sort: rows by a 16-bit key. */
function sortedBy(order: Uint32Array, keys: Uint16Array): Uint32Array {
  const next = startsOf(keys, TWO_BYTES);
  const sorted = new Uint32Array(order.length);
  for (const row of order) {
    const key = keys[row] ?? 0;
    const at = next[key] ?? 0;
    sorted[at] = row;
    next[key] = at + 1;
  }
  return sorted;
}

/** Where the rows of each key begin once they are in order; one more, for the end. */
function startsOf(keys: Uint16Array, count: number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let i = 1; i <= count; i += 1) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  return starts;
}

/**
 * An edit that was deleted may come again later, never while it is in force. Indicator 9 marks one that never was: the
 * official files list some beside the edit that took its place, on the same first day.
 */
function refuseOverlaps(columns: PtpColumns, conflict: (a: number, b: number) => never): void {
  const { starts, higher, terms, listed } = columns;
  const term = (row: number, field: number): number => listed[PER_TERMS * (terms[row] ?? 0) + field] ?? 0;
  for (let rank = 0; rank + 1 < starts.length; rank += 1) {
    // The last row of each order of a pair.
    const last = [-1, -1];
    for (let row = starts[rank] ?? 0; row < (starts[rank + 1] ?? 0); row += 1) {
      const flags = term(row, FLAGS);
      if ((flags & INDICATOR_MASK) === NOT_APPLICABLE) continue;
      const order = flags & SWAPPED ? 1 : 0;
      const before = last[order] ?? -1;
      const again = before >= 0 && higher[before] === higher[row];
      if (again && term(row, FIRST_DAY) <= term(before, LAST_DAY)) conflict(before, row);
      last[order] = row;
    }
  }
}
