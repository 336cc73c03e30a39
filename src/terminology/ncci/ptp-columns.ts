/** PTP edits as columns of numbers, and their stored form: seven bytes an edit, where a row of text has about eighty. */

import type { ReleaseInfo } from '../model.ts';
import { damaged, infoHeader } from '../release/table-file.ts';
import { type BinaryTable, writeBinaryTable } from './binary-table.ts';
import type { PtpSetting } from './model.ts';

/**
 * Edits by pair, whichever code is column 1, in buckets by a hash of the pair. A search by halves would reach over a dozen
 * places of memory far apart; a bucket is one, and both orders of a pair are in it.
 */
export interface PtpColumns {
  /** Code numbers, ascending; a code's rank is its place here. */
  readonly codes: Uint32Array;
  /** The edits of bucket b are those from `starts[b]` to `starts[b + 1]`; there are 2ⁿ buckets. */
  readonly starts: Uint32Array;
  /** The lower of the two codes' ranks in the high half, the other in the low half. */
  readonly pairs: Uint32Array;
  /** First day in the high half, last day or `NEVER` in the low half; days since 1970. */
  readonly spans: Uint32Array;
  /** Indicator in the low two bits, then whether the higher-ranked code is column 1, then the number of the rationale. */
  readonly flags: Uint8Array;
}

/** Bits of a half. */
export const HALF = 16;
export const LOW = 0xffff;
export const INDICATOR_MASK = 3;
/** What stands for indicator 9 in two bits; 0 and 1 are themselves. */
export const NOT_APPLICABLE = 2;
/** Column 1 is the higher-ranked code. */
export const SWAPPED = 4;
export const RATIONALE_SHIFT = 3;
// Five bits are left for it. CMS uses twelve.
export const MOST_RATIONALES = 32;
// A rank has 16 bits, and one value more stands for none. The tables name about 13,000 codes.
export const MOST_CODES = 0xffff;

export const pairOf = (one: number, other: number): number =>
  (one < other ? (one << HALF) | other : (other << HALF) | one) >>> 0;

/** How far a hash is shifted to leave the number of a bucket. A bucket holds two to four edits on average. */
export const bucketShift = (edits: number): number => Math.max(1, Math.clz32(Math.max(1, edits >> 2)));

/** Multiplication by 2³² over the golden ratio spreads pairs that differ little (Knuth, TAOCP vol. 3, §6.4). */
export const bucketOf = (pair: number, shift: number): number => Math.imul(pair, 0x9e3779b1) >>> shift;

export interface PtpEdition {
  readonly info: ReleaseInfo;
  readonly setting: PtpSetting;
  readonly rationales: readonly string[];
  readonly columns: PtpColumns;
}

export function storePtp({ info, setting, rationales, columns }: PtpEdition): Uint8Array {
  const header = [
    ['kind', 'ncci-ptp'],
    ...infoHeader(info),
    ['setting', setting],
    ['rationales', rationales.join('\t')],
  ] as const;
  return writeBinaryTable(header, { ...columns });
}

export function loadColumns(table: BinaryTable, rows: number, name: string): PtpColumns {
  const columns = {
    codes: table.u32('codes'),
    starts: table.u32('starts'),
    pairs: table.u32('pairs'),
    spans: table.u32('spans'),
    flags: table.u8('flags'),
  };
  const { starts, pairs, spans, flags } = columns;
  if ([pairs, spans, flags].some((column) => column.length !== rows))
    damaged(name, `its columns are not of the ${rows} edits its header tells of`);
  if (starts.length !== 2 ** (32 - bucketShift(rows)) + 1 || starts.at(-1) !== rows)
    damaged(name, 'its edits are not divided among its buckets');
  return columns;
}
