/**
 * CMS's physician fee schedule, PPRRVU as CSV: titles and the AMA's notice, a heading over several rows, then a row for each
 * code and each modifier that splits it. Its short CPT descriptors stay in the site's own data folder.
 */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { procedureCode } from '../code.ts';
import type { FeeScheduleEntry } from '../model.ts';
import { feeScheduleBody } from '../procedures/fee-schedule-release.ts';
import { type CsvRow, csvRows } from './csv.ts';
import { refuse } from './fault.ts';
import { nameOf, type QuarterMonth, quarterIn, sourceName, yearIn } from './file-name.ts';
import type { Importer, Member, ReadOptions } from './importer.ts';
import { isDamaged, officialText, tidy } from './official-text.ts';
import { type Quarter, quarterPeriod, quarterTitle, quarterVersion } from './quarter.ts';
import { describeMember, type StoredTable, seal } from './stored-table.ts';
import { preferText } from './twin-files.ts';

export const feeSchedule: Importer = {
  kinds: ['fee-schedule'],
  reads: 'PPRRVU….csv of the physician fee schedule',
  recognises: (path) => {
    const name = nameOf(path);
    return NAME.test(name) ? { kind: 'fee-schedule', year: yearOf(name), april: false } : undefined;
  },
  // Since 2026 a quarter comes in two files, with the conversion factors of two kinds of payment; all else is the same.
  read: (members, options) => preferText(members.map((member) => edition(member, options))),
};

const NAME = /^PPRRVU[^/]*\.csv$/i;

/** `PPRRVU2025_Oct.csv`, and as it was called before 2025 `PPRRVU24_OCT.csv`. */
function yearOf(name: string): number | undefined {
  const short = /^PPRRVU(\d\d)(?!\d)/i.exec(name)?.[1];
  return short === undefined ? yearIn(name) : 2000 + Number(short);
}

const LICENCE =
  'US government work (CMS); CPT codes and descriptors in it are the American Medical Association’s, under the terms accepted by the site';

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const text = officialText(member.bytes);
  const { rows, titles } = readRows(text, member.label);
  checkWhole(rows, member.label);
  const quarter = quarterFor(member, titles);
  progress?.(member.label, text.length, text.length);
  const info = describeMember(member, {
    id: `fee-schedule-${quarterVersion(quarter)}`,
    system: `${CLAIMWRIGHT_BASE}/CodeSystem/physician-fee-schedule`,
    version: quarterVersion(quarter),
    title: quarterTitle('Physician fee schedule', quarter),
    effective: quarterPeriod(quarter),
    licence: LICENCE,
    complete: true,
    counts: { rows: rows.length, billable: new Set(rows.map((row) => row.code)).size },
  });
  return seal('fee-schedule', info, feeScheduleBody(rows));
}

// The name of a column, its cells of all heading rows joined.
const COLUMNS = {
  status: /^STATUS CODE$/,
  work: /WORK RVU$/,
  practiceNonFacility: /^NON-? ?FAC(?:ILITY)? PE RVU$/,
  practiceFacility: /^FAC(?:ILITY)? PE RVU$/,
  malpractice: /^MP RVU$/,
  pcTc: /^PC ?\/?TC IND$/,
  globalDays: /^GLOB DAYS$/,
  multipleProcedures: /^MULT PROC$/,
  bilateral: /^BILAT SURG$/,
  assistant: /^ASST SURG$/,
  coSurgeons: /^CO-? ?SURG$/,
  team: /^TEAM SURG$/,
} as const;

type Field = keyof typeof COLUMNS;

const VALUE: Readonly<Record<Field, RegExp>> = {
  status: /^[A-Z]?$/,
  work: /^(?:\d*\.?\d+)?$/,
  practiceNonFacility: /^(?:\d*\.?\d+|NA)?$/,
  practiceFacility: /^(?:\d*\.?\d+|NA)?$/,
  malpractice: /^(?:\d*\.?\d+)?$/,
  pcTc: /^\d?$/,
  globalDays: /^(?:000|010|090|MMM|XXX|YYY|ZZZ)?$/,
  multipleProcedures: /^\d?$/,
  bilateral: /^[01239]?$/,
  assistant: /^\d?$/,
  coSurgeons: /^\d?$/,
  team: /^\d?$/,
};

interface Heading {
  readonly width: number;
  readonly at: ReadonlyMap<Field, number>;
}

// CMS writes about ten rows above the first code.
const DEEPEST_HEADING = 40;

function readRows(text: string, file: string): { rows: readonly FeeScheduleEntry[]; titles: string } {
  const above: CsvRow[] = [];
  const rows = new Map<string, FeeScheduleEntry>();
  let heading: Heading | undefined;
  let blank = 0;
  for (const row of csvRows(text, file)) {
    if (!heading) {
      above.push(row);
      if (isHeading(row)) heading = headingOf(above, file);
      else if (above.length > DEEPEST_HEADING) break;
    } else if (row.cells.every((cell) => tidy(cell) === '')) blank ||= row.number;
    else if (blank) refuse(file, `row ${blank} is empty`);
    else addRow(rows, row, heading, file);
  }
  if (!heading) refuse(file, 'it has not the heading of a fee schedule (HCPCS, MOD, DESCRIPTION, …)');
  return {
    rows: [...rows.values()],
    titles: above
      .flatMap((row) => row.cells)
      .map(tidy)
      .join(' '),
  };
}

const isHeading = ({ cells }: CsvRow): boolean =>
  cells
    .slice(0, 3)
    .map((cell) => tidy(cell).toUpperCase())
    .join() === 'HCPCS,MOD,DESCRIPTION';

function headingOf(above: readonly CsvRow[], file: string): Heading {
  const width = above.at(-1)?.cells.length ?? 0;
  // The titles stand in the third column; the heading's upper rows are those with cells beyond it.
  const names = Array.from({ length: width }, (_, column) =>
    column < 3 ? '' : tidy(above.map(({ cells }) => cells[column] ?? '').join(' ')).toUpperCase(),
  );
  const at = new Map<Field, number>();
  for (const [field, pattern] of Object.entries(COLUMNS) as [Field, RegExp][]) {
    const place = names.findIndex((name) => pattern.test(name));
    if (place < 0) refuse(file, `its heading has no column ${pattern.source.replace(/[\^$?\\]/g, '')}`);
    at.set(field, place);
  }
  return { width, at };
}

function addRow(rows: Map<string, FeeScheduleEntry>, row: CsvRow, heading: Heading, file: string): void {
  const entry = entryOf(row, heading, file);
  const key = `${entry.code}-${entry.modifier}`;
  if (rows.has(key)) refuse(file, `row ${row.number} repeats ${key.replace(/-$/, '')}`);
  rows.set(key, entry);
}

function entryOf({ number, cells }: CsvRow, { width, at }: Heading, file: string): FeeScheduleEntry {
  if (cells.length !== width) refuse(file, `row ${number} has ${cells.length} columns, not ${width}`);
  const [code = '', modifier = '', label = ''] = cells.map(tidy);
  if (!procedureCode(code)) refuse(file, `row ${number} has no procedure code where its column is`);
  if (!/^(?:[A-Z0-9]{2})?$/.test(modifier))
    refuse(file, `row ${number} (${code}) has no modifier where its column is`);
  if (isDamaged(cells.join(' '))) refuse(file, `row ${number} holds a character that cannot be read`);
  const value = (field: Field): string => {
    const cell = tidy(cells[at.get(field) ?? -1] ?? '').toUpperCase();
    // A spreadsheet takes 010 for a number.
    const text = field === 'globalDays' && /^(?:0|10|90)$/.test(cell) ? cell.padStart(3, '0') : cell;
    return VALUE[field].test(text) ? text : refuse(file, `row ${number} (${code}) has ${cell} as ${field}`);
  };
  const fields = Object.fromEntries((Object.keys(COLUMNS) as Field[]).map((field) => [field, value(field)]));
  return { code: code.toUpperCase(), modifier, label, ...(fields as Record<Field, string>) };
}

/** It prices codes of every section of CPT, and of HCPCS Level II. */
function checkWhole(rows: readonly FeeScheduleEntry[], file: string): void {
  if (rows.length === 0) refuse(file, 'it has no rows');
  const first = new Set(rows.map((row) => row.code[0] ?? ''));
  const missing = [...'123456789'].find((digit) => !first.has(digit));
  if (missing) refuse(file, `it has no codes that begin with ${missing}: rows are missing`);
  if (![...first].some((char) => /[A-V]/.test(char))) refuse(file, 'it has no HCPCS codes: rows are missing');
}

const TITLE =
  /(20\d\d) National Physician Fee Schedule Relative Value File(?: (January|April|July|October))?/i;
const MONTHS: Readonly<Record<string, QuarterMonth>> = { january: 1, april: 4, july: 7, october: 10 };

/** By its title and its name, which must agree where both tell. */
function quarterFor(member: Member, titles: string): Quarter {
  const [, year, release = ''] = TITLE.exec(titles) ?? [];
  const titled = { year: year && Number(year), month: MONTHS[release.toLowerCase()] };
  const named = { year: member.year, month: quarterIn(sourceName(member.label)) };
  const differ = (a: unknown, b: unknown): boolean => a !== undefined && b !== undefined && a !== b;
  if (differ(titled.year, named.year) || differ(titled.month, named.month))
    refuse(member.label, `its name and its title (${year} ${release}) are of two editions`);
  return {
    year:
      Number(titled.year || named.year) ||
      refuse(member.label, 'neither its name nor its title tells the year'),
    month: titled.month ?? named.month ?? quarterIn(member.label) ?? 1,
  };
}
