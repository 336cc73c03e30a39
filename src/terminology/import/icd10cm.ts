/** ICD-10-CM as CMS and NCHS publish it: order file, its addenda and mid-year update, and the tabular list. */
import { decodeText } from '../text.ts';
import { refuse } from './fault.ts';
import { isApril, nameOf, yearIn } from './file-name.ts';
import { changesOf, parseAddenda } from './icd10cm-addenda.ts';
import { type OrderRow, orderRows } from './icd10cm-order.ts';
import { parseTabular } from './icd10cm-tabular.ts';
import type { Importer, Member, MemberKind, ReadOptions } from './importer.ts';
import { overlay } from './midyear.ts';
import { slices } from './slices.ts';
import {
  addendaTable,
  type CodeRow,
  codesId,
  codesTable,
  notesTable,
  type StoredTable,
  versionOf,
} from './stored-table.ts';
import { checkHierarchy, checkWholeFile, PUBLISHED_COUNTS } from './whole-file.ts';

const ORDER = /^icd-?10-?cm[-_ ].*order[-_ ].*\.txt$/i;
const TABULAR = /^icd-?10-?cm[-_ ]?tabular.*\.xml(?:\.gz)?$/i;

export const icd10cm: Importer = {
  kinds: ['order', 'addenda', 'tabular'],
  reads: 'icd10cm_order_YYYY.txt, its addenda, or the tabular list XML',
  recognises,
  read,
};

/** `icd10cm_order_2026.txt`, `icd10cm-order-addenda-2025.txt`, `icd10cm_tabular_2021.xml.gz`. */
function recognises(path: string, bytes?: Uint8Array): MemberKind | undefined {
  const name = nameOf(path);
  const edition = { year: yearIn(name), april: isApril(path) };
  if (TABULAR.test(name) || (bytes && looksLikeTabular(bytes))) return { kind: 'tabular', ...edition };
  if (!ORDER.test(name)) return undefined;
  return { kind: /addend/i.test(name) ? 'addenda' : 'order', ...edition };
}

function looksLikeTabular(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 400)).includes('<ICD10CM.tabular');
}

function read(members: readonly Member[], options: ReadOptions): readonly StoredTable[] {
  const order = members
    .filter((member) => member.kind === 'order')
    .sort((a, b) => Number(a.april) - Number(b.april));
  const editions = new Map<string, readonly CodeRow[]>();
  const tables: StoredTable[] = [];
  for (const member of order) {
    const year = yearOf(member);
    const rows = codeRows(member, year, members, editions, options);
    editions.set(codesId(versionOf(year, member.april)), rows);
    tables.push(codesTable(member, year, rows));
  }
  for (const member of members) {
    if (member.kind === 'addenda') tables.push(addenda(member, editions, options));
    if (member.kind === 'tabular') tables.push(tabular(member, options));
  }
  return tables;
}

const yearOf = (member: Member): number =>
  member.year ?? refuse(member.label, 'its name does not tell the year (icd10cm_order_YYYY.txt)');

function codeRows(
  member: Member,
  year: number,
  members: readonly Member[],
  editions: ReadonlyMap<string, readonly CodeRow[]>,
  options: ReadOptions,
): readonly CodeRow[] {
  const rows = readRows(member, options);
  const beside = members.find((other) => other.kind === 'addenda' && sameEdition(other, member));
  const notes = beside && parseAddenda([decodeText(beside.bytes)], beside.label);
  if (!member.april) {
    checkWholeFile(rows, notes?.counts.get(year) ?? PUBLISHED_COUNTS.get(year), member.label);
    return rows;
  }
  const base = editionRows(codesId(String(year)), editions, options.kept);
  if (!base) refuse(member.label, `it updates the October edition of FY${year}; import that first`);
  const deleted = (notes?.rows ?? []).filter((row) => row.action === 'Delete').map((row) => row.code);
  const merged = overlay(base, rows, new Set(deleted));
  checkHierarchy(merged, member.label);
  return merged;
}

const sameEdition = (a: Member, b: Member): boolean => a.year === b.year && a.april === b.april;

function readRows(member: Member, { progress }: ReadOptions): readonly OrderRow[] {
  const text = decodeText(member.bytes);
  const total = text.split('\n').length - 1;
  const rows: OrderRow[] = [];
  for (const row of orderRows([text], member.label)) {
    rows.push(row);
    if (rows.length % 5_000 === 0) progress?.(member.label, rows.length, total);
  }
  progress?.(member.label, rows.length, rows.length);
  return rows;
}

/** The rows of an edition read in this run, or kept from an earlier one. */
function editionRows(
  id: string,
  editions: ReadonlyMap<string, readonly CodeRow[]>,
  kept: ReadOptions['kept'],
): readonly CodeRow[] | undefined {
  const read = editions.get(id);
  if (read) return read;
  const release = kept(id);
  return release && [...release.rows()];
}

function addenda(
  member: Member,
  editions: ReadonlyMap<string, readonly CodeRow[]>,
  options: ReadOptions,
): StoredTable {
  const year = yearOf(member);
  const id = codesId(versionOf(year, member.april));
  const rows = editionRows(id, editions, options.kept);
  if (!rows) refuse(member.label, 'addenda need the order file of their edition; give both');
  const changes = changesOf(parseAddenda([decodeText(member.bytes)], member.label), rows, member.label);
  return addendaTable(member, year, changes);
}

function tabular(member: Member, { progress }: ReadOptions): StoredTable {
  const list = parseTabular(slices(member, progress), member.label);
  if (member.year !== undefined && member.year !== list.year) {
    refuse(member.label, `its name says ${member.year} and its content ${list.year}`);
  }
  return notesTable(member, list);
}
