/**
 * The quarterly NCCI PTP files of CMS: a notice, a title, a heading over several lines, then per edit column 1, column 2,
 * `*` when older than 1996, first and last day (YYYYMMDD; `*` for none), modifier indicator, rationale. All of a quarter's
 * parts make one edition; every row is checked before any is used.
 */
import { codeNumber } from '../ncci/code-number.ts';
import { compactDay, NEVER } from '../ncci/day-number.ts';
import { cellsOf, DEEPEST_HEADER, textRecords } from '../ncci/delimited.ts';
import type { Separator } from '../ncci/file-name.ts';
import {
  MOST_CODES,
  MOST_RATIONALES,
  NOT_APPLICABLE,
  type PtpColumns,
  RATIONALE_SHIFT,
} from '../ncci/ptp-columns.ts';
import { type PtpDraft, ptpDraft } from '../ncci/ptp-draft.ts';
import { refuse } from './fault.ts';

export interface PtpPart {
  /** The name a person knows it by. */
  readonly label: string;
  readonly part: number;
  readonly separator: Separator;
  readonly chunks: Iterable<string>;
}

export interface PtpContent {
  readonly columns: PtpColumns;
  readonly rationales: readonly string[];
}

/** What the parts are read into, and the last day of their quarter, after which no edit of theirs can begin. */
interface Gathering {
  readonly draft: PtpDraft;
  readonly rationales: Map<string, number>;
  readonly quarterEnd: number;
}

/** Where the rows of a part begin: among all edits, and in the file. */
interface Start {
  readonly label: string;
  readonly edit: number;
  readonly row: number;
}

/** Reads all parts of one quarter, in their order; the first fault refuses them all. */
export function readPtp(parts: readonly PtpPart[], quarterEnd: number): PtpContent {
  const all: Gathering = { draft: ptpDraft(), rationales: new Map(), quarterEnd };
  const starts: Start[] = [];
  let last = '';
  for (const part of parts) {
    const edit = all.draft.size();
    const { row, end } = readPart(part, all);
    starts.push({ label: part.label, edit, row });
    last = end;
  }
  const label = parts.at(-1)?.label ?? '';
  if (!LEVEL_II.test(last))
    refuse(
      label,
      `it ends with column 1 ${last}, and every edition with HCPCS Level II: rows or parts are missing`,
    );
  const columns = all.draft.finish((earlier, later) => refuseOverlap(starts, earlier, later));
  return { columns, rationales: [...all.rationales.keys()] };
}

const LEVEL_II = /^[A-V]/;

/** Answers the row at which its edits begin, and the column 1 code of the last. */
function readPart({ label, separator, chunks }: PtpPart, all: Gathering): { row: number; end: string } {
  let heading = false;
  let first = 0;
  let blank = 0;
  let end = '';
  for (const { number, text } of textRecords(chunks, label, separator)) {
    if (!heading) {
      if (number > DEEPEST_HEADER) break;
      heading = isHeading(cellsOf(text, separator));
    } else if (text.trim() === '') {
      blank ||= number;
    } else if (first > 0 || !isBelowHeading(cellsOf(text, separator))) {
      if (first === 0) [first, blank] = [number, 0];
      if (blank > 0) refuse(label, `row ${blank} is empty`);
      const fault = addEdit(text, all) && addEdit(plainText(text, separator), all);
      if (fault) refuseRow(text, separator, `row ${number}`, label, fault);
      end = text;
    }
  }
  if (!heading) refuse(label, 'it is not a file of NCCI PTP edits: it has no heading Column 1, Column 2');
  if (first === 0) refuse(label, 'it has no rows');
  return { row: first, end: cellsOf(end, separator)[0] ?? '' };
}

const isHeading = ([first = '', second = '']: readonly string[]): boolean =>
  /^column ?1$/i.test(first) && /^column ?2$/i.test(second);

/** The heading goes on below, in the columns of dates and indicator. */
const isBelowHeading = ([first, second = '']: readonly string[]): boolean => first === '' && second === '';

/** A quoted, padded or comma-separated row as CMS's own files have it, without empty cells that a spreadsheet added. */
function plainText(text: string, separator: Separator): string {
  if (text.includes('\n')) return text;
  const cells = cellsOf(text, separator);
  return [...cells.slice(0, COLUMNS), ...cells.slice(COLUMNS).filter((cell) => cell !== '')].join('\t');
}

const COLUMNS = 7;
const TAB = 9;
const STAR = 42;
const ZERO = 48;
const ONE = 49;
const NINE = 57;

/**
 * Adds the edit of a row, or answers what is wrong with it. Codes have five characters and dates eight, so each column but
 * the third begins at a known place, and a row in CMS's plain form is not cut into cells.
 */
function addEdit(text: string, { draft, rationales, quarterEnd }: Gathering): string | undefined {
  const column1 = codeNumber(text, 0);
  if (column1 < 0 || text.charCodeAt(5) !== TAB) return 'has no code in column 1';
  const column2 = codeNumber(text, 6);
  if (column2 < 0 || text.charCodeAt(11) !== TAB) return 'has no code in column 2';
  const from = text.charCodeAt(12) === STAR ? 14 : 13;
  if (text.charCodeAt(from - 1) !== TAB)
    return 'has something other than * in the column of edits older than 1996';
  const effective = compactDay(text, from);
  if (effective < 0 || text.charCodeAt(from + 8) !== TAB) return 'has no effective date';
  const open = text.charCodeAt(from + 9) === STAR;
  const deletion = open ? NEVER : compactDay(text, from + 9);
  const next = from + (open ? 10 : 17);
  if (deletion < 0 || text.charCodeAt(next) !== TAB) return 'has neither a deletion date nor *';
  if (deletion < effective) return 'is deleted before it is effective';
  if (effective > quarterEnd) return 'is effective after the quarter of its file';
  const indicator = indicatorOf(text.charCodeAt(next + 1));
  if (indicator < 0 || text.charCodeAt(next + 2) !== TAB)
    return 'has a modifier indicator other than 0, 1 and 9';
  const rationale = rationaleNumber(text.slice(next + 3), rationales);
  if (rationale < 0) return 'has no rationale, or one more than the files are known to use';
  const room = draft.add(column1, column2, effective, deletion, indicator | (rationale << RATIONALE_SHIFT));
  return room ? undefined : `names more than ${MOST_CODES} different codes`;
}

function indicatorOf(char: number): number {
  if (char === ZERO || char === ONE) return char - ZERO;
  return char === NINE ? NOT_APPLICABLE : -1;
}

// No tab, which would be another column, and no quotation mark or space at the ends: those are the cell's, not its text's.
const RATIONALE = /^(?![" ])[\x20-\x7e\xa0-\xff]{1,200}(?<! )$/;

function rationaleNumber(text: string, known: Map<string, number>): number {
  const number = known.get(text);
  if (number !== undefined) return number;
  if (!RATIONALE.test(text) || known.size === MOST_RATIONALES) return -1;
  known.set(text, known.size);
  return known.size - 1;
}

function refuseRow(text: string, separator: Separator, row: string, label: string, fault: string): never {
  if (text.includes('\n')) refuse(label, `${row} runs over several lines`);
  const columns = cellsOf(text, separator).length;
  if (columns === COLUMNS) refuse(label, `${row} ${fault}`);
  const size = columns < COLUMNS ? 'is cut short' : 'is too long';
  return refuse(label, `${row} ${size}: it has ${columns} columns, not ${COLUMNS}`);
}

function refuseOverlap(starts: readonly Start[], earlier: number, later: number): never {
  const place = (edit: number): { label: string; row: number } => {
    const start = starts.findLast((s) => s.edit <= edit);
    return { label: start?.label ?? '', row: (start?.row ?? 0) + edit - (start?.edit ?? 0) };
  };
  const [a, b] = [place(Math.min(earlier, later)), place(Math.max(earlier, later))];
  const other = a.label === b.label ? `row ${a.row}` : `row ${a.row} of ${a.label}`;
  return refuse(b.label, `row ${b.row} repeats the pair of ${other} while that edit is in force`);
}
