/** The rows of a release as the search keeps them: code, billable or not, what a title costs unasked, how usual it is. */

import type { Icd10CmCode } from '../code.ts';
import { codeKey } from '../release/code-key.ts';
import { dotted } from '../release/code-table.ts';

export interface RowSpan {
  readonly from: number;
  readonly to: number;
}

export interface Rows {
  readonly size: number;
  readonly billable: Uint8Array;
  /** 1 for a row whose title names a side. */
  readonly sided: Uint8Array;
  /** Cost of a whole title, were none of its words asked for. */
  readonly cost: Float32Array;
  /** Added to a row's score whatever is asked. */
  readonly prior: Float32Array;
  codeAt(row: number): Icd10CmCode;
  plainAt(row: number): string;
  /** The row of a code with or without its dot, or −1. */
  find(code: string): number;
  /** Everything at and below a node, or beginning with these characters; empty when there is nothing. */
  span(node: string): RowSpan;
}

const LENGTH = 7;

/** What a row is told by: an array each, in the order of the release. */
export type RowColumns = Pick<Rows, 'billable' | 'sided' | 'cost' | 'prior'>;

export function rowTable(codes: readonly string[], columns: RowColumns): Rows {
  const size = codes.length;
  const chars = new Uint8Array(size * LENGTH);
  codes.forEach((code, row) => {
    for (let i = 0; i < code.length && i < LENGTH; i += 1) chars[row * LENGTH + i] = code.charCodeAt(i);
  });
  const plainAt = (row: number): string => {
    const from = row * LENGTH;
    let to = from;
    while (to < from + LENGTH && chars[to] !== 0) to += 1;
    return String.fromCharCode(...chars.subarray(from, to));
  };
  const keys = Float64Array.from(codes, (code, row) => codeKey(code) * ROWS + row).sort();
  const rowAt = (place: number): number => (keys[place] ?? 0) % ROWS;
  const placeOf = (key: number): number => lowerBound(keys, key * ROWS);
  const span = (node: string): RowSpan => {
    const plain = plainOf(node);
    const first = codeKey(plain.length === 1 ? `${plain}0` : plain);
    if (first < 0 || plain === '') return NOWHERE;
    const places = { from: placeOf(first), to: placeOf(first + codesBelow(plain)) };
    if (places.from >= places.to) return NOWHERE;
    // The official file prints some letters out of turn, but all below a node stands together.
    let from = rowAt(places.from);
    for (let place = places.from; place < places.to; place += 1) from = Math.min(from, rowAt(place));
    return { from, to: from + places.to - places.from };
  };
  return {
    size,
    ...columns,
    plainAt,
    codeAt: (row) => dotted(plainAt(row)),
    find: (code) => {
      const key = codeKey(plainOf(code));
      const found = key < 0 ? undefined : keys[placeOf(key)];
      return found !== undefined && Math.floor(found / ROWS) === key ? found % ROWS : -1;
    },
    span,
  };
}

const ROWS = 2 ** 17;
const NOWHERE: RowSpan = { from: 0, to: 0 };
/** How far apart the keys of two nodes of this length are: 37 characters, or none, may follow at each place (codeKey). */
const codesBelow = (plain: string): number =>
  plain.length === 1 ? 36 * 37 ** (LENGTH - 2) : 37 ** (LENGTH - plain.length);
const plainOf = (code: string): string => code.trim().toUpperCase().replace('.', '');

function lowerBound(keys: Float64Array, wanted: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
