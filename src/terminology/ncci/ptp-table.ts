/** One edition of the PTP edits of one setting, looked up by pair and day (NCCI Policy Manual, ch. I, §A and §E). */
import type { ServiceDate } from '../../kernel/index.ts';
import type { ProcedureCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import { CODE_NUMBERS, codeOf, wholeCodeNumber } from './code-number.ts';
import { dateOf, dayOf, NEVER } from './day-number.ts';
import type { PtpEdit, PtpIndicator, PtpSetting } from './model.ts';
import {
  FIELDS,
  FIRST_DAY,
  FLAGS,
  HIGHER,
  INDICATOR_MASK,
  LAST_DAY,
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
  const { codes, starts, edits } = columns;
  const dates = dateTexts();
  const rankOf = ranks(codes);
  /** The edit at a place; `lower` and `higher` are the pair's codes as they are ranked. */
  const edit = (at: number, lower: ProcedureCode, higher: ProcedureCode): PtpEdit => {
    const flags = edits[at + FLAGS] ?? 0;
    const column1 = flags & SWAPPED ? higher : lower;
    const column2 = flags & SWAPPED ? lower : higher;
    const indicator = INDICATORS[flags & INDICATOR_MASK] ?? 9;
    const rationale = rationales[flags >> RATIONALE_SHIFT] ?? '';
    const effective = dates(edits[at + FIRST_DAY] ?? 0);
    const last = edits[at + LAST_DAY] ?? NEVER;
    const edition = info.id;
    if (last === NEVER) return { column1, column2, indicator, effective, rationale, edition };
    return { column1, column2, indicator, effective, deletion: dates(last), rationale, edition };
  };
  return {
    info,
    setting,
    size: edits.length / FIELDS,
    find: (a, b, on) => {
      const first = rankOf(a);
      const second = rankOf(b);
      if (first < 0 || second < 0) return undefined;
      const ordered = first <= second;
      const at = placeOn(columns, ordered ? first : second, ordered ? second : first, dayOf(on));
      if (at < 0) return undefined;
      return ordered ? edit(at, a, b) : edit(at, b, a);
    },
    edits: function* () {
      const texts = Array.from(codes, codeOf);
      for (const [rank, lower] of texts.entries())
        for (let row = starts[rank] ?? 0; row < (starts[rank + 1] ?? 0); row += 1)
          yield edit(FIELDS * row, lower, texts[edits[FIELDS * row + HIGHER] ?? 0] ?? lower);
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
 * Where the edit of a pair stands that is in force on a day, from its first day to its last, both included (CMS ends edits
 * on the last day of a quarter and begins what follows on the next); −1 when there is none. Of several the strictest: 0
 * before 1, and that before 9, which is no edit at all.
 */
function placeOn({ starts, edits }: PtpColumns, lower: number, higher: number, day: number): number {
  const end = starts[lower + 1] ?? 0;
  let found = -1;
  let strictest = INDICATOR_MASK;
  let at = FIELDS * firstOf(edits, higher, starts[lower] ?? 0, end);
  for (; at < FIELDS * end && edits[at + HIGHER] === higher; at += FIELDS) {
    if ((edits[at + FIRST_DAY] ?? 0) > day || day > (edits[at + LAST_DAY] ?? 0)) continue;
    const indicator = (edits[at + FLAGS] ?? 0) & INDICATOR_MASK;
    if (indicator >= strictest) continue;
    strictest = indicator;
    found = at;
  }
  return found;
}

/** The first row between two that has a rank, or where it would be. */
function firstOf(edits: Uint16Array, higher: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((edits[FIELDS * middle + HIGHER] ?? 0) < higher) low = middle + 1;
    else high = middle;
  }
  return low;
}
