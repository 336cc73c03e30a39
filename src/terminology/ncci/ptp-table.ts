/** One edition of the PTP edits of one setting, looked up by pair and day (NCCI Policy Manual, ch. I, §A and §E). */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ProcedureCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import { CODE_NUMBERS, codeOf, wholeCodeNumber } from './code-number.ts';
import { dateOf, dayOf, NEVER } from './day-number.ts';
import type { PtpEdit, PtpIndicator, PtpSetting } from './model.ts';
import {
  FIRST_DAY,
  FLAGS,
  INDICATOR_MASK,
  LAST_DAY,
  PER_TERMS,
  type PtpColumns,
  type PtpEdition,
  RATIONALE_SHIFT,
  SWAPPED,
} from './ptp-columns.ts';

export interface PtpTable {
  readonly info: ReleaseInfo;
  readonly setting: PtpSetting;
  readonly size: number;
  /** The edit of a pair, in either order, on a day. */
  find(a: ProcedureCode, b: ProcedureCode, on: ServiceDate): PtpEdit | undefined;
  /** Every edit, by the lower of its two codes, the other one, and its first day. */
  edits(): Iterable<PtpEdit>;
}

export function ptpTable({ info, setting, rationales, columns }: PtpEdition): PtpTable {
  const { codes, starts, higher, terms, listed } = columns;
  const dates = dateTexts();
  const rankOf = ranks(codes);
  /** `low` and `high` are the pair's codes as they are ranked. */
  const edit = (row: number, low: ProcedureCode, high: ProcedureCode): PtpEdit => {
    const at = PER_TERMS * (terms[row] ?? 0);
    const flags = listed[at + FLAGS] ?? 0;
    const column1 = flags & SWAPPED ? high : low;
    const column2 = flags & SWAPPED ? low : high;
    const indicator = INDICATORS[flags & INDICATOR_MASK] ?? 9;
    const rationale = rationales[flags >> RATIONALE_SHIFT] ?? '';
    const effective = dates(listed[at + FIRST_DAY] ?? 0);
    const last = listed[at + LAST_DAY] ?? NEVER;
    const edition = info.id;
    if (last === NEVER) return { column1, column2, indicator, effective, rationale, edition };
    return { column1, column2, indicator, effective, deletion: dates(last), rationale, edition };
  };
  return {
    info,
    setting,
    size: terms.length,
    find: (a, b, on) => {
      const first = rankOf(a);
      const second = rankOf(b);
      if (first < 0 || second < 0) return undefined;
      const ordered = first <= second;
      const row = rowOn(columns, ordered ? first : second, ordered ? second : first, dayOf(on));
      if (row < 0) return undefined;
      return ordered ? edit(row, a, b) : edit(row, b, a);
    },
    edits: function* () {
      const texts = Array.from(codes, codeOf);
      for (const [rank, low] of texts.entries())
        for (let row = starts[rank] ?? 0; row < (starts[rank + 1] ?? 0); row += 1)
          yield edit(row, low, texts[higher[row] ?? 0] ?? low);
    },
  };
}

const INDICATORS: readonly PtpIndicator[] = [0, 1, 9];

/** Days as text: edits begin and end on some two hundred, so each is written once. */
function dateTexts(): (day: number) => ServiceDate {
  const texts = new Array<ServiceDate | undefined>(NEVER);
  return (day) => {
    const known = texts[day];
    if (known !== undefined) return known;
    const text = dateOf(day);
    texts[day] = text;
    return text;
  };
}

/** A code's rank, or −1, by one look into an array with a place for every code there could be: 2.3 MB, and no search. */
function ranks(codes: Uint32Array): (code: string) => number {
  const places = new Uint16Array(CODE_NUMBERS);
  codes.forEach((number, rank) => {
    places[number] = rank + 1;
  });
  return (code) => {
    const number = wholeCodeNumber(code);
    return number < 0 ? -1 : (places[number] ?? 0) - 1;
  };
}

/**
 * The edit of a pair on a day, from its first day to its last, both included (CMS ends edits on the last day of a quarter
 * and begins what follows on the next); −1 when there is none. Of several the strictest: 0 before 1, and that before 9,
 * which is no edit at all.
 */
function rowOn(columns: PtpColumns, low: number, high: number, day: number): number {
  const { starts, higher, terms, listed } = columns;
  const end = starts[low + 1] ?? 0;
  let found = -1;
  let strictest = INDICATOR_MASK;
  for (let row = lowerBound(higher, high, starts[low] ?? 0, end); row < end; row += 1) {
    if (higher[row] !== high) break;
    const at = PER_TERMS * (terms[row] ?? 0);
    if ((listed[at + FIRST_DAY] ?? 0) > day || day > (listed[at + LAST_DAY] ?? 0)) continue;
    const indicator = (listed[at + FLAGS] ?? 0) & INDICATOR_MASK;
    if (indicator >= strictest) continue;
    strictest = indicator;
    found = row;
  }
  return found;
}

function lowerBound(sorted: Uint16Array, wanted: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
