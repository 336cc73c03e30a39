/**
 * The ICD-10-CM conversion table of CMS and NCHS (icd10cm_conversion_table_FYYYYY.txt, or its spreadsheet saved as CSV): `Current
 * code assignment`, `Effective` (the year whose 1 October it was, or a day), `Previous Code(s) Assignment`.
 */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { addDays, type ServiceDate } from '../../kernel/index.ts';
import { type Icd10CmCode, icd10CmCode } from '../code.ts';
import { type Conversion, conversionLine } from '../conversion/conversion-edition.ts';
import type { CodeRange } from '../model.ts';
import { csvRows } from './csv.ts';
import { refuse } from './fault.ts';
import { isApril, nameOf, sourceName, yearIn } from './file-name.ts';
import type { Importer, Member, MemberKind, ReadOptions } from './importer.ts';
import { officialDay, officialText, tidy } from './official-text.ts';
import {
  describeMember,
  fiscalPeriod,
  PUBLIC_DOMAIN,
  type StoredTable,
  seal,
  versionOf,
} from './stored-table.ts';
import { textLines } from './text-lines.ts';

const NAME = /^icd-?10-?cm[-_ ]conversion[-_ ]table.*\.(?:txt|csv)$/i;

export const icd10cmConversion: Importer = {
  kinds: ['icd10cm-conversion'],
  reads: 'icd10cm_conversion_table_FYYYYY.txt or .csv',
  recognises: (path): MemberKind | undefined => {
    const name = nameOf(path);
    const year = yearIn(name) ?? yearIn(path);
    return NAME.test(name) ? { kind: 'icd10cm-conversion', year, april: isApril(path) } : undefined;
  },
  read: (members, options) => members.map((member) => edition(member, options)),
};

interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const year = member.year ?? refuse(member.label, 'its name does not tell the fiscal year (…_FY2026.txt)');
  const rows = conversions(member);
  progress?.(member.label, rows.length, rows.length);
  checkYear(rows, year, member);
  const version = versionOf(year, member.april);
  const info = describeMember(member, {
    id: `icd10cm-conversion-${version}`,
    system: `${CLAIMWRIGHT_BASE}/ConceptMap/icd10cm-conversion`,
    version,
    title: `ICD-10-CM conversion table FY${year}${member.april ? ', April update' : ''}`,
    effective: { from: fiscalPeriod(year, member.april).from },
    licence: PUBLIC_DOMAIN,
    complete: true,
    counts: { rows: rows.length, billable: rows.filter(({ previous }) => previous.length > 0).length },
  });
  return seal('icd10cm-conversion', info, rows.map(conversionLine).join(''));
}

function conversions(member: Member): readonly Conversion[] {
  const rows: Conversion[] = [];
  let begun = false;
  for (const row of rowsIn(officialText(member.bytes), member.label)) {
    if (row.cells.every((cell) => cell === '')) continue;
    if (begun) rows.push(conversion(row, member.label));
    begun ||= isHeading(row.cells);
  }
  if (!begun)
    refuse(
      member.label,
      'it has no heading (Current code assignment, Effective, Previous Code(s) Assignment)',
    );
  if (rows.length === 0) refuse(member.label, 'it has no rows');
  return rows;
}

const isHeading = ([current = '', , previous = '']: readonly string[]): boolean =>
  /^current code/i.test(current) && /^previous code/i.test(previous);

/** Cells between tabs, as a spreadsheet writes them, or between two spaces and more. */
function* rowsIn(text: string, file: string): Generator<Row> {
  if (/\.csv$/i.test(sourceName(file))) {
    for (const { number, cells } of csvRows(text, file))
      yield { number, cells: cells.map((cell) => cell.trim()) };
    return;
  }
  for (const { number, text: line } of textLines([text], file, 20_000)) {
    const cells = line.includes('\t') ? line.split('\t') : line.trim().split(/ {2,}/);
    yield { number, cells: cells.map((cell) => cell.replace(/^"(.*)"$/, '$1').trim()) };
  }
}

function conversion({ number, cells }: Row, file: string): Conversion {
  const [code = '', effective = '', previous] = cells;
  const bad = (detail: string): never => refuse(file, `row ${number} ${detail}`);
  const current = icd10CmCode(code) ?? bad(`begins with ${code.slice(0, 20)}, which is not a code`);
  if (previous === undefined || previous === '') bad(`(${code}) is cut short`);
  return {
    current,
    from:
      dayIn(effective) ?? bad(`(${code}) has ${effective.slice(0, 20)}, which is neither a year nor a day`),
    previous: previousIn(previous ?? ''),
  };
}

// A spreadsheet counts days from the end of 1899.
const SPREADSHEET_ZERO = '1899-12-30' as ServiceDate;

/** `2024` is 1 October of it; `01/01/21`, `4/1/2025`, or the day's number in a spreadsheet. */
function dayIn(text: string): ServiceDate | undefined {
  if (/^20\d\d$/.test(text)) return `${text}-10-01` as ServiceDate;
  if (/^4\d{4}$/.test(text)) return addDays(SPREADSHEET_ZERO, Number(text));
  return officialDay(text.replace(/^(\d{1,2}\/\d{1,2}\/)(\d\d)$/, '$120$2'));
}

/** `H02.101-H02.106; H02.109 and E66.8` → ranges; `None`, or what is said in words, gives none. */
function previousIn(text: string): readonly CodeRange[] {
  const parts = tidy(text)
    .split(/[;,]| and | & /i)
    .map((part) => part.trim());
  const ranges = parts.filter((part) => part !== '').map(rangeIn);
  // A text that is read in part would name some of the codes only.
  return ranges.every((range) => range !== undefined) ? ranges : [];
}

const RANGE = /^([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?)(?: ?[-–] ?([0-9A-Z.]{1,8})|-)?$/;

function rangeIn(part: string): CodeRange | undefined {
  const [, from = '', end] = RANGE.exec(part.toUpperCase()) ?? [];
  const first = icd10CmCode(from);
  if (!first) return undefined;
  const last: Icd10CmCode | undefined =
    end === undefined ? first : (icd10CmCode(end) ?? icd10CmCode(first.slice(0, -end.length) + end));
  return last && last >= first ? { from: first, to: last } : undefined;
}

/** The table grows each year, and what is new in it is of the year it is named for. */
function checkYear(rows: readonly Conversion[], year: number, { label, april }: Member): void {
  const newest =
    rows
      .map(({ from }) => from)
      .sort()
      .at(-1) ?? '';
  const { from, to = '' } = fiscalPeriod(year, april);
  if (newest < from || newest > to)
    refuse(
      label,
      `its name says FY${year}${april ? ', April' : ''} and its newest code began on ${newest}: it is of another edition`,
    );
}
