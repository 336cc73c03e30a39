/**
 * Records of the HCPCS Level II file, as CMS's "HCPCS Contractor Record" layout has them: 320 columns, record 3 a code, 7 a
 * modifier, 4 and 8 more of the long description before. The same columns come as CSV, each under its name.
 */
import { type CsvRow, csvRows } from './csv.ts';
import { refuse } from './fault.ts';
import { isDamaged, tidy } from './official-text.ts';
import { textLines } from './text-lines.ts';

export interface HcpcsRecord {
  readonly number: number;
  /** Five characters, or the two of a modifier. */
  readonly code: string;
  readonly sequence: number;
  /** `3`, `4`, `7` or `8`. */
  readonly record: string;
  readonly long: string;
  readonly column: (name: HcpcsColumn) => string;
}

// First and last column, from 1; the names are those of the CSV's heading, without what is not a letter or digit.
const COLUMNS = {
  HCPC: [1, 5],
  SEQNUM: [6, 10],
  RECID: [11, 11],
  LONGDESCRIPTION: [12, 91],
  SHORTDESCRIPTION: [92, 119],
  PRICE1: [120, 121],
  PRICE2: [122, 123],
  PRICE3: [124, 125],
  PRICE4: [126, 127],
  MULTPI: [128, 128],
  STATUTE: [171, 180],
  XREF1: [205, 209],
  XREF2: [210, 214],
  XREF3: [215, 219],
  XREF4: [220, 224],
  XREF5: [225, 229],
  COV: [230, 230],
  ASCGRP: [231, 232],
  PROCNOTE: [253, 256],
  BETOS: [257, 259],
  TOS1: [261, 261],
  TOS2: [262, 262],
  TOS3: [263, 263],
  TOS4: [264, 264],
  TOS5: [265, 265],
  ADDDT: [269, 276],
  ACTEFFDT: [277, 284],
  TERMDT: [285, 292],
  ACTIONCD: [293, 293],
} as const;

export type HcpcsColumn = keyof typeof COLUMNS;

const RECORD = /^.{5}\d{5}[3478]/;
const BEGINS_AS_RECORD = /^(?: {3}[A-Z0-9]{2}|[A-Z]\d{4})\S/;

/** Records of the fixed-width file. A notice may stand above the first, and nothing else than records below it. */
export function* fixedRecords(text: string, file: string): Generator<HcpcsRecord> {
  let begun = false;
  let blank = 0;
  for (const { number, text: line } of textLines([text], file)) {
    const isRecord = RECORD.test(line);
    if (!isRecord && line.trim() === '') blank ||= begun ? number : 0;
    else if (!isRecord && (begun || BEGINS_AS_RECORD.test(line)))
      refuse(file, `row ${number} is not a HCPCS record`);
    if (!isRecord) continue;
    if (blank) refuse(file, `row ${blank} is empty`);
    begun = true;
    yield fixedRecord(line, number, file);
  }
  if (!begun) refuse(file, 'it has no HCPCS records');
}

function fixedRecord(line: string, number: number, file: string): HcpcsRecord {
  const column = (name: HcpcsColumn): string => tidy(line.slice(COLUMNS[name][0] - 1, COLUMNS[name][1]));
  const record = column('RECID');
  const needed = COLUMNS[record === '3' || record === '7' ? 'ACTIONCD' : 'LONGDESCRIPTION'][1];
  if (line.length < needed) refuse(file, `row ${number} is cut short after ${line.length} characters`);
  return recordOf(number, column, file);
}

/** Records of the CSV. A notice may stand above its heading. */
export function* csvRecords(text: string, file: string): Generator<HcpcsRecord> {
  let places: Places | undefined;
  for (const row of csvRows(text, file)) {
    if (row.cells.every((cell) => cell.trim() === '')) continue;
    if (places) yield csvRecord(row, places, file);
    else places = placesOf(row);
  }
  if (!places) refuse(file, 'it has not the heading of a HCPCS file (HCPC, LONG DESCRIPTION, …)');
}

interface Places {
  readonly width: number;
  readonly at: ReadonlyMap<string, number>;
}

const NEEDED = ['HCPC', 'LONGDESCRIPTION', 'SHORTDESCRIPTION', 'ADDDT', 'TERMDT', 'ACTIONCD'];

function placesOf({ cells }: CsvRow): Places | undefined {
  const at = new Map(cells.map((cell, i) => [cell.toUpperCase().replace(/[^A-Z0-9]/g, ''), i]));
  return NEEDED.every((name) => at.has(name)) ? { width: cells.length, at } : undefined;
}

function csvRecord({ number, cells }: CsvRow, { width, at }: Places, file: string): HcpcsRecord {
  if (cells.length !== width) refuse(file, `row ${number} has ${cells.length} columns, not ${width}`);
  const cell = (name: HcpcsColumn): string => tidy(cells[at.get(name) ?? -1] ?? '');
  // A file may leave the record out; it then has one row to a code.
  const assumed = cell('HCPC').length === 2 ? '7' : '3';
  return recordOf(
    number,
    (name) =>
      name === 'RECID' ? cell(name) || assumed : name === 'SEQNUM' ? cell(name) || '100' : cell(name),
    file,
  );
}

function recordOf(number: number, column: HcpcsRecord['column'], file: string): HcpcsRecord {
  const [code, record, sequence] = [column('HCPC'), column('RECID'), Number(column('SEQNUM'))];
  const long = column('LONGDESCRIPTION');
  if (isDamaged(`${long}${column('SHORTDESCRIPTION')}`))
    refuse(file, `row ${number} holds a character that cannot be read`);
  if (!/^[3478]$/.test(record) || !Number.isInteger(sequence))
    refuse(file, `row ${number} is neither a code, a modifier nor more of one`);
  const isModifier = record === '7' || record === '8';
  if (!(isModifier ? /^[A-Z0-9]{2}$/ : /^[A-V]\d{4}$/).test(code))
    refuse(file, `row ${number} has no HCPCS ${isModifier ? 'modifier' : 'code'} where its column is`);
  return { number, code, sequence, record, long, column };
}
