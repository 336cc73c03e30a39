/** One edition of the PTP edits of one setting, looked up by pair and day (NCCI Policy Manual, ch. I, §A and §E). */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ProcedureCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import { codeOf, wholeCodeNumber } from './code-number.ts';
import { dateOf, dayOf, NEVER } from './day-number.ts';
import type { PtpEdit, PtpIndicator, PtpSetting } from './model.ts';
import { INDICATOR_BITS, INDICATOR_MASK, NOT_APPLICABLE, type PtpColumns, type PtpEdition } from './ptp-columns.ts';

export interface PtpTable {
  readonly info: ReleaseInfo;
  readonly setting: PtpSetting;
  readonly size: number;
  /** The edit of a pair, in either order, on a day. */
  find(a: ProcedureCode, b: ProcedureCode, on: ServiceDate): PtpEdit | undefined;
  /** Every edit, by column 1, column 2 and first day. */
  edits(): Iterable<PtpEdit>;
}

export function ptpTable({ info, setting, rationales, columns }: PtpEdition): PtpTable {
  const dates = dateTexts();
  const edit = (row: number, column1: ProcedureCode, column2: ProcedureCode): PtpEdit => {
    const flags = columns.flags[row] ?? 0;
    const deletion = columns.deletion[row] ?? NEVER;
    return {
      column1,
      column2,
      indicator: INDICATORS[flags & INDICATOR_MASK] ?? 9,
      effective: dates(columns.effective[row] ?? 0),
      ...(deletion !== NEVER && { deletion: dates(deletion) }),
      rationale: rationales[flags >> INDICATOR_BITS] ?? '',
      edition: info.id,
    };
  };
  return {
    info,
    setting,
    size: columns.flags.length,
    find: (a, b, on) => {
      const first = rankOf(columns.codes, a);
      const second = rankOf(columns.codes, b);
      if (first < 0 || second < 0) return undefined;
      const day = dayOf(on);
      const forward = rowOn(columns, first, second, day);
      const backward = rowOn(columns, second, first, day);
      if (forward < 0 && backward < 0) return undefined;
      // CMS swaps a pair by deleting one order as it adds the other, so both at once is a slip; the stricter is then told.
      return strictness(columns, forward) <= strictness(columns, backward)
        ? edit(forward, a, b)
        : edit(backward, b, a);
    },
    edits: function* () {
      for (let rank = 0; rank < columns.codes.length; rank += 1) {
        const column1 = codeOf(columns.codes[rank] ?? 0);
        for (let row = columns.starts[rank] ?? 0; row < (columns.starts[rank + 1] ?? 0); row += 1)
          yield edit(row, column1, codeOf(columns.codes[columns.column2[row] ?? 0] ?? 0));
      }
    },
  };
}

const INDICATORS: readonly PtpIndicator[] = [0, 1, 9];
const NONE = 4;

/** 0 is stricter than 1, and that than 9; no edit comes last. */
const strictness = ({ flags }: PtpColumns, row: number): number =>
  row < 0 ? NONE : (flags[row] ?? 0) & INDICATOR_MASK;

/** Days as text: edits begin and end on some two hundred, so each is written once. */
function dateTexts(): (day: number) => ServiceDate {
  const texts = new Map<number, ServiceDate>();
  return (day) => {
    const known = texts.get(day);
    if (known !== undefined) return known;
    const text = dateOf(day);
    texts.set(day, text);
    return text;
  };
}

function rankOf(codes: Uint32Array, code: string): number {
  const number = wholeCodeNumber(code);
  const at = lowerBound(codes, number, 0, codes.length);
  return codes[at] === number ? at : -1;
}

function lowerBound(sorted: Uint32Array | Uint16Array, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The edit of an ordered pair that is in force on a day, from its first day to its last, both included (CMS ends edits on
 * the last day of a quarter and begins what follows on the next); else one of indicator 9; else −1.
 */
function rowOn(columns: PtpColumns, first: number, second: number, day: number): number {
  const { starts, column2, effective, deletion, flags } = columns;
  const end = starts[first + 1] ?? 0;
  let rescinded = -1;
  for (let row = lowerBound(column2, second, starts[first] ?? 0, end); row < end; row += 1) {
    if (column2[row] !== second) break;
    if ((effective[row] ?? 0) > day || day > (deletion[row] ?? 0)) continue;
    if (((flags[row] ?? 0) & INDICATOR_MASK) !== NOT_APPLICABLE) return row;
    rescinded = row;
  }
  return rescinded;
}
