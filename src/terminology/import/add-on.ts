/**
 * The add-on code edits of CMS (AOC, Medicare): a notice, then `AOC_Edit_Type`, `Add-On_Code`, `AOC_DelDT`, `Primary_Code`
 * (`CCCCC`: the contractor defines them), `Primary_Code_DelDT`, `AOC_Edit_EffDT`, `AOC_Edit_DelDT`, notes. Days are YYYYDDD.
 */
import { type ProcedureCode, procedureCode } from '../code.ts';
import { type AddOnRow, addOnType } from '../ncci/add-on-table.ts';
import { wholeCodeNumber } from '../ncci/code-number.ts';
import { dateOf, ordinalDay } from '../ncci/day-number.ts';
import { type Row, rowsBelow } from '../ncci/delimited.ts';
import type { Separator } from '../ncci/file-name.ts';
import { refuse } from './fault.ts';

const HEADING = [
  /^aoc_edit_type/i,
  /^add-on_code/i,
  /^aoc_deldt/i,
  /^primary_code/i,
  /^primary_code_deldt/i,
  /^aoc_edit_effdt/i,
  /^aoc_edit_deldt/i,
];
const COLUMNS = HEADING.length;
const CONTRACTOR_DEFINED = 'CCCCC';

/** The rows of the file; refuses the first that is not as documented, naming it. */
export function* addOnRows(
  chunks: Iterable<string>,
  file: string,
  separator: Separator,
): Generator<AddOnRow> {
  const seen = new Set<string>();
  for (const row of rowsBelow(chunks, file, separator, isHeading)) {
    const read = addOnRow(row, file);
    const key = `${read.code} ${read.type} ${read.primary} ${read.from}`;
    if (seen.has(key)) refuse(file, `row ${row.number} repeats an edit of ${read.code}`);
    seen.add(key);
    yield read;
  }
  if (seen.size === 0) refuse(file, 'it has no rows');
}

const isHeading = (cells: readonly string[]): boolean =>
  HEADING.every((name, i) => name.test(cells[i] ?? ''));

function addOnRow({ number, cells }: Row, file: string): AddOnRow {
  const [digit = '', add = '', addEnd = '', primary = '', primaryEnd = '', begin = '', end = ''] = cells;
  const bad = (detail: string): never => refuse(file, `row ${number} ${detail}`);
  if (cells.length < COLUMNS) bad('is cut short');
  const type = addOnType(digit) ?? bad('has an edit type other than 1, 2 and 3');
  const code = codeIn(add) ?? bad('has no add-on code');
  const first = ordinalDay(begin);
  if (first < 0) bad('has no effective date (YYYYDDD)');
  const ends = [addEnd, primaryEnd, end].filter((text) => text !== '').map(ordinalDay);
  if (ends.includes(-1)) bad('has a deletion date that is not a day (YYYYDDD)');
  if (end !== '' && ordinalDay(end) < first) bad('is deleted before it is effective');
  const last = ends.length === 0 ? undefined : dateOf(Math.min(...ends));
  return { code, type, ...primaryIn(primary, type, bad), from: dateOf(first), ...(last && { to: last }) };
}

/** Upper case as the files have it: a code in another shape is a slip of a spreadsheet. */
const codeIn = (text: string): ProcedureCode | undefined =>
  wholeCodeNumber(text) < 0 ? undefined : procedureCode(text);

function primaryIn(text: string, type: number, bad: (detail: string) => never): { primary?: ProcedureCode } {
  if (text === CONTRACTOR_DEFINED && type !== 1) return {};
  const primary = codeIn(text) ?? bad('has no primary code');
  return { primary };
}
