/** PTP edits as numbers, and their stored form: eight bytes an edit, where a row of text has about eighty. */
import type { ReleaseInfo } from '../model.ts';
import { damaged, infoHeader } from '../release/table-file.ts';
import { type BinaryTable, writeBinaryTable } from './binary-table.ts';
import type { PtpSetting } from './model.ts';

/**
 * Edits by pair, whichever code is column 1, and by first day: one search finds both orders of a pair. A look-up costs what
 * it waits for memory, so all it reads lies together; four columns, and buckets by a hash of the pair, were slower.
 */
export interface PtpColumns {
  /** Code numbers, ascending; a code's rank is its place here. */
  readonly codes: Uint32Array;
  /** The edits whose lower-ranked code has rank r are those from `starts[r]` to `starts[r + 1]`. */
  readonly starts: Uint32Array;
  /** Four numbers an edit, at the places named below. */
  readonly edits: Uint16Array;
}

export const FIELDS = 4;
/** Rank of the other code, the same or higher. */
export const HIGHER = 0;
/** Days since 1970; the last may be `NEVER`. */
export const FIRST_DAY = 1;
export const LAST_DAY = 2;
/** Indicator in the low two bits, then whether the higher-ranked code is column 1, then the number of the rationale. */
export const FLAGS = 3;

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
  const columns = { codes: table.u32('codes'), starts: table.u32('starts'), edits: table.u16('edits') };
  const { codes, starts, edits } = columns;
  if (edits.length !== FIELDS * rows) damaged(name, `it has not the ${rows} edits its header tells of`);
  if (starts.length !== codes.length + 1 || starts.at(-1) !== rows)
    damaged(name, 'its edits are not divided among its codes');
  return columns;
}
