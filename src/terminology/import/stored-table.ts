/** What an importer hands on to be kept: a described edition and its sealed text. */

import { SYSTEM } from '../../fhir/index.ts';
import { type ServiceDate, sha256 } from '../../kernel/index.ts';
import type { CodeSetKind } from '../code-sets.ts';
import type { ReleaseInfo } from '../model.ts';
import { noteLine, seventhLine } from '../notes/notes-edition.ts';
import { parseTargets } from '../notes/parse-targets.ts';
import { changeLine } from '../release/addenda-table.ts';
import { codeLine } from '../release/code-table.ts';
import type { CodeChange } from '../release/icd10cm-release.ts';
import { infoHeader, writeTable } from '../release/table-file.ts';
import { sourceName } from './file-name.ts';
import type { OrderRow } from './icd10cm-order.ts';
import type { TabularList } from './icd10cm-tabular.ts';
import type { Member, StoredTable } from './importer.ts';

export type { StoredTable } from './importer.ts';

export type CodeRow = Omit<OrderRow, 'order'>;

export const PUBLIC_DOMAIN = 'US government work (CMS, NCHS), public domain';

/** `2026`, or `2026-04` for the update of 1 April. */
export const versionOf = (year: number, april: boolean): string => (april ? `${year}-04` : String(year));

export const codesId = (version: string): string => `icd10cm-${version}`;

export function codesTable(member: Member, year: number, rows: readonly CodeRow[]): StoredTable {
  const version = versionOf(year, member.april);
  const billable = rows.filter((row) => row.billable).length;
  const info = describe(member, year, {
    id: codesId(version),
    title: `ICD-10-CM FY${year}${member.april ? ', April update' : ''}`,
    counts: { rows: rows.length, billable },
  });
  return seal('icd10cm-codes', info, rows.map(codeLine).join(''));
}

export function addendaTable(member: Member, year: number, changes: readonly CodeChange[]): StoredTable {
  const info = describe(member, year, {
    id: `${codesId(versionOf(year, member.april))}-addenda`,
    title: `ICD-10-CM FY${year} addenda`,
    counts: { rows: changes.length, billable: 0 },
  });
  return seal('icd10cm-addenda', info, changes.map(changeLine).join(''));
}

export function notesTable(member: Member, list: TabularList): StoredTable {
  const notes = list.notes.map((note) => noteLine({ ...note, targets: parseTargets(note.text) }));
  const info = describe(member, list.year, {
    id: `icd10cm-${versionOf(list.year, member.april)}-tabular`,
    title: `ICD-10-CM Tabular List ${list.year}`,
    counts: { rows: notes.length, billable: 0 },
  });
  return seal('icd10cm-notes', info, [...notes, ...list.seventh.map(seventhLine)].join(''));
}

/** A fiscal year runs from 1 October to 30 September; the mid-year update begins on 1 April. */
export const fiscalPeriod = (year: number, april: boolean): ReleaseInfo['effective'] => ({
  from: (april ? `${year}-04-01` : `${year - 1}-10-01`) as ServiceDate,
  to: `${year}-09-30` as ServiceDate,
});

const describe = (
  member: Member,
  year: number,
  rest: Pick<ReleaseInfo, 'id' | 'title' | 'counts'>,
): ReleaseInfo =>
  describeMember(member, {
    ...rest,
    system: SYSTEM.icd10cm,
    version: versionOf(year, member.april),
    effective: fiscalPeriod(year, member.april),
    licence: PUBLIC_DOMAIN,
    complete: true,
  });

/** What is said of an edition, with what its file itself tells. */
export const describeMember = (
  member: Pick<Member, 'bytes' | 'label'>,
  rest: Omit<ReleaseInfo, 'checksum' | 'source'>,
): ReleaseInfo => ({ ...rest, checksum: sha256(member.bytes), source: sourceName(member.label) });

export const seal = (kind: CodeSetKind, info: ReleaseInfo, body: string): StoredTable => ({
  kind,
  info,
  text: writeTable([['kind', kind], ...infoHeader(info)], body),
});
