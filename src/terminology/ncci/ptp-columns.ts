/** PTP edits as columns of numbers, and their stored form: seven bytes an edit, where a row of text has about eighty. */
import { damaged, infoHeader } from '../release/table-file.ts';
import type { ReleaseInfo } from '../model.ts';
import { type BinaryTable, writeBinaryTable } from './binary-table.ts';
import type { PtpSetting } from './model.ts';

/** Edits in the order of column 1 code, column 2 code and first day. */
export interface PtpColumns {
  /** Code numbers, ascending; a code's rank is its place here. */
  readonly codes: Uint32Array;
  /** The edits of the column 1 code of rank r are those from `starts[r]` to `starts[r + 1]`. */
  readonly starts: Uint32Array;
  /** Rank of the column 2 code. */
  readonly column2: Uint16Array;
  /** First day, in days since 1970. */
  readonly effective: Uint16Array;
  /** Last day, or `NEVER`. */
  readonly deletion: Uint16Array;
  /** Indicator in the low two bits, number of the rationale above them. */
  readonly flags: Uint8Array;
}

export const INDICATOR_BITS = 2;
export const INDICATOR_MASK = 3;
/** What stands for indicator 9 in two bits; 0 and 1 are themselves. */
export const NOT_APPLICABLE = 2;
// Six bits are left for it. CMS uses twelve.
export const MOST_RATIONALES = 64;
// A rank has 16 bits. The tables name about 13,000 codes.
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
    column2: table.u16('column2'),
    effective: table.u16('effective'),
    deletion: table.u16('deletion'),
    flags: table.u8('flags'),
  };
  const { codes, starts, ...perEdit } = columns;
  const even = Object.values(perEdit).every((column) => column.length === rows);
  if (!even) damaged(name, `its columns are not of the ${rows} edits its header tells of`);
  if (starts.length !== codes.length + 1 || starts.at(-1) !== rows)
    damaged(name, 'its edits are not divided among its codes');
  return columns;
}
