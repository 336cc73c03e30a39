/**
 * The quarterly MUE tables of CMS: a notice in one quoted cell, then `HCPCS/CPT Code`, `… Services MUE Values`,
 * `MUE Adjudication Indicator` (a digit and its words), `MUE Rationale`. No dates: the name tells the quarter.
 */
import { wholeCodeNumber } from '../ncci/code-number.ts';
import { type Row, rowsBelow } from '../ncci/delimited.ts';
import type { Separator } from '../ncci/file-name.ts';
import type { MueAdjudication, MueSetting } from '../ncci/model.ts';
import { MUE_VALUE, type MueRow, mueAdjudication } from '../ncci/mue-table.ts';
import { refuse } from './fault.ts';

const COLUMNS = 4;

/** How the heading of each table names its values. */
const VALUES: Readonly<Record<MueSetting, RegExp>> = {
  practitioner: /^practitioner services mue values$/i,
  'outpatient-hospital': /^(?:facility )?outpatient hospital services mue values$/i,
  dme: /^dme supplier services mue values$/i,
};

/** The rows of one setting's table; refuses the first that is not as documented, naming it. */
export function* mueRows(
  chunks: Iterable<string>,
  file: string,
  separator: Separator,
  setting: MueSetting,
): Generator<MueRow> {
  const seen = new Set<string>();
  for (const row of rowsBelow(chunks, file, separator, (cells) => isHeading(cells, file, setting))) {
    const read = mueRow(row, file);
    if (seen.has(read.code)) refuse(file, `row ${row.number} repeats the code ${read.code}`);
    seen.add(read.code);
    yield read;
  }
  if (seen.size === 0) refuse(file, 'it has no rows');
}

function isHeading(cells: readonly string[], file: string, setting: MueSetting): boolean {
  const [code = '', values = '', indicator = '', rationale = ''] = cells;
  if (!/^hcpcs ?\/ ?cpt code$/i.test(code)) return false;
  if (!VALUES[setting].test(values))
    refuse(file, `its values are not those of the ${setting} table its name tells of`);
  return /^mue adjudication indicator$/i.test(indicator) && /^mue rationale$/i.test(rationale);
}

function mueRow({ number, cells }: Row, file: string): MueRow {
  const [code = '', value = '', indicator = '', rationale = ''] = cells;
  const bad = (detail: string): never => refuse(file, `row ${number} ${detail}`);
  if (cells.length < COLUMNS) bad('is cut short');
  if (cells.slice(COLUMNS).some((cell) => cell !== '')) bad('is too long');
  if (wholeCodeNumber(code) < 0) bad('has no code in column 1');
  if (!MUE_VALUE.test(value)) bad('has no MUE value');
  if (rationale === '') bad('gives no rationale');
  const adjudication =
    adjudicationOf(indicator) ?? bad('has an adjudication indicator other than 1, 2 and 3');
  return { code, value: Number(value), adjudication, rationale };
}

/** The words CMS puts after the digit; a digit with another's words is a slip that no one may guess. */
const WORDS: Readonly<Record<MueAdjudication, RegExp>> = {
  1: /^1(?: (?:claim )?line edit)?$/i,
  2: /^2(?: date of service edit: policy)?$/i,
  3: /^3(?: date of service edit: clinical)?$/i,
};

function adjudicationOf(text: string): MueAdjudication | undefined {
  const digit = mueAdjudication(text.slice(0, 1));
  return digit && WORDS[digit].test(text) ? digit : undefined;
}
