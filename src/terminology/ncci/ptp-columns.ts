/** PTP edits as columns of numbers, and their stored form: four bytes an edit, where a row of text has about sixty. */
import type { ReleaseInfo } from '../model.ts';
import { damaged, infoHeader } from '../release/table-file.ts';
import { type BinaryTable, writeBinaryTable } from './binary-table.ts';
import type { PtpSetting } from './model.ts';

/**
 * Edits by pair, whichever code is column 1, and by first day: one search finds both orders of a pair. A look-up mostly
 * waits for memory, so what is searched is small, and the terms, of which millions of edits share some thousands, are kept
 * once each. Buckets by a hash of the pair, and all of an edit side by side, were measured too, and slower.
 */
export interface PtpColumns {
  /** Code numbers, ascending; a code's rank is its place here. */
  readonly codes: Uint32Array;
  /** The edits whose lower-ranked code has rank r are those from `starts[r]` to `starts[r + 1]`. */
  readonly starts: Uint32Array;
  /** Rank of the other code, the same or higher. */
  readonly higher: Uint16Array;
  /** Number of the edit's terms. */
  readonly terms: Uint16Array | Uint32Array;
  /** Three numbers for each terms, at the places named below. */
  readonly listed: Uint16Array;
}

export const PER_TERMS = 3;
/** First day, in days since 1970. */
export const FIRST_DAY = 0;
/** Last day, or `NEVER`. */
export const LAST_DAY = 1;
/** Indicator in the low two bits, then whether the higher-ranked code is column 1, then the number of the rationale. */
export const FLAGS = 2;

export const INDICATOR_MASK = 3;
/** What stands for indicator 9 in two bits; 0 and 1 are themselves. */
export const NOT_APPLICABLE = 2;
/** Column 1 is the higher-ranked code. */
export const SWAPPED = 4;
export const RATIONALE_SHIFT = 3;
// CMS uses twelve; many more are a sign that another column is read.
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
    terms: table.u16or32('terms'),
    listed: table.u16('listed'),
  };
  const { codes, starts, higher, terms } = columns;
  if (higher.length !== rows || terms.length !== rows)
    damaged(name, `its columns are not of the ${rows} edits its header tells of`);
  if (starts.length !== codes.length + 1 || starts.at(-1) !== rows)
    damaged(name, 'its edits are not divided among its codes');
  return columns;
}
