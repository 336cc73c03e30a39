/**
 * The ICD-10-PCS codes file of CMS (icd10pcsCodesFile.pdf): code in columns 1–7, title from 9; and the addenda beside it,
 * which name what went on the edition's first day and the number of codes.
 */
import { SYSTEM } from '../../fhir/index.ts';
import { icd10PcsCode } from '../icd10pcs/pcs-code.ts';
import { pcsBody } from '../icd10pcs/pcs-release.ts';
import { refuse } from './fault.ts';
import { isApril, nameOf, yearIn } from './file-name.ts';
import type { Importer, Member, MemberKind, ReadOptions } from './importer.ts';
import { isDamaged, officialText, tidy } from './official-text.ts';
import {
  describeMember,
  fiscalPeriod,
  PUBLIC_DOMAIN,
  type StoredTable,
  seal,
  versionOf,
} from './stored-table.ts';
import { textLines } from './text-lines.ts';

export const icd10pcs: Importer = {
  kinds: ['icd10pcs', 'icd10pcs-addenda'],
  reads: 'icd10pcs_codes_YYYY.txt with its addenda',
  recognises,
  read: (members, options) => {
    const codes = members.filter((member) => member.kind === 'icd10pcs');
    const alone = members.find((m) => m.kind !== 'icd10pcs' && !codes.some((c) => sameEdition(c, m)));
    if (alone) refuse(alone.label, 'addenda need the codes file of their edition; give both');
    return codes.map((member) => edition(member, members, options));
  },
};

const CODES = /^icd-?10-?pcs[-_ ]codes[-_ ].*\.txt$/i;
const ADDENDA = /^(?:icd-?10-?pcs[-_ ])?codes[-_ ]addenda[-_ ].*\.txt$/i;

function recognises(path: string): MemberKind | undefined {
  const name = nameOf(path);
  const of = { year: yearIn(name), april: isApril(path) };
  if (ADDENDA.test(name)) return { kind: 'icd10pcs-addenda', ...of };
  return CODES.test(name)
    ? { kind: /addend/i.test(name) ? 'icd10pcs-addenda' : 'icd10pcs', ...of }
    : undefined;
}

const sameEdition = (a: Member, b: Member): boolean => a.year === b.year && a.april === b.april;

interface PcsRow {
  readonly code: string;
  readonly title: string;
}

// As CMS published them; the addenda of an edition name its number too.
const PUBLISHED: ReadonlyMap<string, number> = new Map([
  ['2025', 78_986],
  ['2026', 79_115],
]);

function edition(member: Member, members: readonly Member[], options: ReadOptions): StoredTable {
  const year =
    member.year ?? refuse(member.label, 'its name does not tell the year (icd10pcs_codes_YYYY.txt)');
  const version = versionOf(year, member.april);
  const beside = members.find((other) => other.kind === 'icd10pcs-addenda' && sameEdition(other, member));
  const addenda = beside && readAddenda(beside);
  const rows = codeRows(member, options);
  const expected = addenda?.counts.get(year) ?? PUBLISHED.get(version);
  checkWhole(rows, expected, member.label);
  const present = new Set(rows.map((row) => row.code));
  const contradicted = addenda?.deleted.find((row) => present.has(row.code));
  if (contradicted) refuse(member.label, `it holds ${contradicted.code}, which its addenda delete`);
  const info = describeMember(member, {
    id: `icd10pcs-${version}`,
    system: SYSTEM.icd10pcs,
    version,
    title: `ICD-10-PCS FY${year}${member.april ? ', April update' : ''}`,
    effective: fiscalPeriod(year, member.april),
    licence: PUBLIC_DOMAIN,
    complete: true,
    counts: { rows: rows.length, billable: rows.length },
  });
  return seal('icd10pcs-codes', info, pcsBody(rows, addenda?.deleted ?? []));
}

function codeRows(member: Member, { progress }: ReadOptions): readonly PcsRow[] {
  const text = officialText(member.bytes);
  const total = text.split('\n').length - 1;
  const rows: PcsRow[] = [];
  for (const { number, text: line } of textLines([text], member.label)) {
    const row = codeRow(line, number, member.label);
    const last = rows.at(-1)?.code ?? '';
    if (row.code <= last)
      refuse(member.label, `row ${number} has ${row.code} after ${last}: rows are mixed or repeated`);
    rows.push(row);
    if (rows.length % 5_000 === 0) progress?.(member.label, rows.length, total);
  }
  progress?.(member.label, rows.length, rows.length);
  return rows;
}

/** Code, a blank, title, in the columns of the codes file and, after their own first one, of the addenda. */
function codeRow(line: string, number: number, file: string): PcsRow {
  const code = line.slice(0, 7);
  if (isDamaged(line)) refuse(file, `row ${number} holds a character that cannot be read`);
  if (icd10PcsCode(code) !== code || line[7] !== ' ')
    refuse(file, `row ${number} has no ICD-10-PCS code where its column is`);
  const title = tidy(line.slice(8));
  if (title === '') refuse(file, `row ${number} has no title`);
  return { code, title };
}

// Every edition since FY2016 ends with section X, new technology.
function checkWhole(rows: readonly PcsRow[], expected: number | undefined, file: string): void {
  const last = rows.at(-1)?.code ?? refuse(file, 'it has no rows');
  if (!last.startsWith('X'))
    refuse(file, `it ends at row ${rows.length} with ${last}: its last rows are missing`);
  if (expected !== undefined && expected !== rows.length)
    refuse(file, `it has ${rows.length} codes, where this edition was published with ${expected}`);
}

interface PcsAddenda {
  readonly deleted: readonly PcsRow[];
  readonly counts: ReadonlyMap<number, number>;
}

const ACTION = /^(Add|Delete|Revise from|Revise to): */;
const CODE_COLUMN = 13;
const COUNT = /^\s*(\d+) codes in \S*?(20\d\d)\S*\s*$/i;
const SUMMARY = /^\s*(?:Codes\b|\d+ (?:additions|deletions|revisions)\b|$)/i;

function readAddenda({ bytes, label }: Member): PcsAddenda {
  const deleted: PcsRow[] = [];
  const counts = new Map<number, number>();
  for (const { number, text } of textLines([officialText(bytes)], label)) {
    const action = ACTION.exec(text)?.[1];
    const [, count, year] = COUNT.exec(text) ?? [];
    const row = action && codeRow(text.slice(CODE_COLUMN), number, label);
    if (row && action === 'Delete') deleted.push(row);
    else if (count) counts.set(Number(year), Number(count));
    else if (!row && !SUMMARY.test(text)) refuse(label, `row ${number} is neither a change nor a count`);
  }
  return { deleted, counts };
}
