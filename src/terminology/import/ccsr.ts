/**
 * AHRQ's `DXCCSR_v2026-1.csv`: code, description, default category for inpatient and outpatient data with their words, up to
 * six categories with theirs, the reason for the default. Codes and categories stand in single quotes.
 */
import type { ServiceDate } from '../../kernel/index.ts';
import { CCSR_SYSTEM, type CcsrRow, ccsrBody } from '../ccsr/ccsr.ts';
import { dotless, icd10CmCode } from '../code.ts';
import { type CsvRow, csvRows } from './csv.ts';
import { refuse } from './fault.ts';
import { nameOf } from './file-name.ts';
import type { Importer, Member, ReadOptions } from './importer.ts';
import { isDamaged, officialText, tidy } from './official-text.ts';
import {
  codesId,
  describeMember,
  fiscalPeriod,
  PUBLIC_DOMAIN,
  type StoredTable,
  seal,
} from './stored-table.ts';

const NAME = /^\$?DXCCSR[-_ ]?v(20\d\d)[-_.](\d)\.csv$/i;

export const ccsr: Importer = {
  kinds: ['ccsr'],
  reads: 'CCSR for diagnoses (DXCCSR_v2026-1.csv)',
  recognises: (path) => {
    const year = NAME.exec(nameOf(path))?.[1];
    return year === undefined ? undefined : { kind: 'ccsr', year: Number(year), april: false };
  },
  read: (members, options) => members.map((member) => edition(member, options)),
};

function edition(member: Member, options: ReadOptions): StoredTable {
  const text = officialText(member.bytes);
  const year = member.year ?? refuse(member.label, 'its name does not tell its version');
  const version = `${year}-${/v20\d\d[-_.](\d)\.csv/i.exec(member.label)?.[1] ?? '1'}`;
  const { rows, labels } = readRows(text, member.label);
  checkWhole(rows, member.label, options, year);
  options.progress?.(member.label, text.length, text.length);
  const info = describeMember(member, {
    id: `ccsr-${version}`,
    system: CCSR_SYSTEM,
    version,
    title: `CCSR for ICD-10-CM diagnoses v${version.replace('-', '.')}`,
    // It holds every code since ICD-10-CM began, and no later ones than those of its fiscal year.
    effective: { ...fiscalPeriod(year, false), from: '2015-10-01' as ServiceDate },
    licence: PUBLIC_DOMAIN.replace('CMS, NCHS', 'AHRQ'),
    complete: true,
    counts: { rows: rows.length, billable: labels.size },
  });
  return seal('ccsr', info, ccsrBody(rows, labels));
}

const HEAD = [
  'ICD-10-CM CODE',
  'ICD-10-CM CODE DESCRIPTION',
  'DEFAULT CCSR CATEGORY IP',
  'DEFAULT CCSR CATEGORY DESCRIPTION IP',
  'DEFAULT CCSR CATEGORY OP',
  'DEFAULT CCSR CATEGORY DESCRIPTION OP',
  'CCSR CATEGORY 1',
];
const FIRST_CATEGORY = 6;
const MOST_CATEGORIES = 6;
const CATEGORY = /^[A-Z]{3}\d{3}$/;
/** A default of this kind is none: the code may not stand first. */
const NONE = /^XXX\d{3}$/;

function readRows(text: string, file: string) {
  const rows = new Map<string, CcsrRow>();
  const labels = new Map<string, string>();
  let width = 0;
  for (const row of csvRows(text, file)) {
    const cells = row.cells.map(unquoted);
    if (width === 0) {
      if (HEAD.some((name, i) => cells[i]?.toUpperCase() !== name))
        refuse(file, "it has not the heading of CCSR ('ICD-10-CM CODE', …)");
      width = cells.length;
    } else {
      const read = ccsrRow({ number: row.number, cells }, width, labels, file);
      if (rows.has(read.code)) refuse(file, `row ${row.number} repeats ${read.code}`);
      rows.set(read.code, read);
    }
  }
  if (rows.size === 0) refuse(file, 'it has no rows');
  return { rows: [...rows.values()], labels };
}

const unquoted = (cell: string): string => tidy(tidy(cell).replace(/^'|'$/g, ''));

function ccsrRow(
  { number, cells }: CsvRow,
  width: number,
  labels: Map<string, string>,
  file: string,
): CcsrRow {
  if (cells.length !== width) refuse(file, `row ${number} has ${cells.length} columns, not ${width}`);
  if (isDamaged(cells.join(' '))) refuse(file, `row ${number} holds a character that cannot be read`);
  const code =
    icd10CmCode(cells[0] ?? '') ?? refuse(file, `row ${number} has no diagnosis where its column is`);
  const at = `row ${number} (${dotless(code)})`;
  const categories: string[] = [];
  for (let i = 0; i < MOST_CATEGORIES; i += 1) {
    const category = cells[FIRST_CATEGORY + 2 * i] ?? '';
    if (category === '') continue;
    if (!CATEGORY.test(category)) refuse(file, `${at} has no category where its column is`);
    const label = cells[FIRST_CATEGORY + 2 * i + 1] ?? '';
    if ((labels.get(category) ?? label) !== label || label === '')
      refuse(file, `${at} names category ${category} otherwise than rows before it`);
    labels.set(category, label);
    categories.push(category);
  }
  if (categories.length === 0) refuse(file, `${at} has no category`);
  const [, , inpatient = '', , outpatient = ''] = cells;
  for (const one of [inpatient, outpatient])
    if (!NONE.test(one) && !categories.includes(one))
      refuse(file, `${at} has a default that is none of its categories`);
  return { code: dotless(code), inpatient, outpatient, categories };
}

/** Codes of every chapter, and where the site has the ICD-10-CM edition of its year each billable code of it. */
function checkWhole(rows: readonly CcsrRow[], file: string, { kept }: ReadOptions, year: number): void {
  const letters = new Set(rows.map(({ code }) => code[0]));
  const missing = [...'ABCDEFGHIJKLMNOPQRSTVWXYZ'].find((letter) => !letters.has(letter));
  if (missing) refuse(file, `it has no codes that begin with ${missing}: rows are missing`);
  const codes = new Set(rows.map(({ code }) => code));
  for (const entry of kept(codesId(String(year)))?.rows() ?? []) {
    const code = entry.code.replace('.', '');
    if (entry.billable && !codes.has(code))
      refuse(file, `it has no row for ${code} of ICD-10-CM FY${year}: rows are missing`);
  }
}
