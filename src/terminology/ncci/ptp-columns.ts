/** PTP edits as columns of numbers, and their stored form: seven bytes an edit, where a row of text has about eighty. */
import type { ReleaseInfo } from '../model.ts';
import { damaged, infoHeader } from '../release/table-file.ts';
import { type BinaryTable, writeBinaryTable } from './binary-table.ts';
import type { PtpSetting } from './model.ts';

/**
 * Edits by pair, whichever code is column 1, and by first day: one search finds both orders of a pair. Measured against it,
 * buckets by a hash of the pair were a third slower, and the columns of an edit side by side a fifth: what is searched is
 * best small.
 */
export interface PtpColumns {
  /** Code numbers, ascending; a code's rank is its place here. */
  readonly codes: Uint32Array;
  /** The edits whose lower-ranked code has rank r are those from `starts[r]` to `starts[r + 1]`. */
  readonly starts: Uint32Array;
  /** Rank of the other code, the same or higher. */
  readonly higher: Uint16Array;
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
    higher: table.u16('higher'),
    spans: table.u32('spans'),
    flags: table.u8('flags'),
  };
  const { codes, starts, higher, spans, flags } = columns;
  if ([higher, spans, flags].some((column) => column.length !== rows))
    damaged(name, `its columns are not of the ${rows} edits its header tells of`);
  if (starts.length !== codes.length + 1 || starts.at(-1) !== rows)
    damaged(name, 'its edits are not divided among its codes');
  return columns;
}
