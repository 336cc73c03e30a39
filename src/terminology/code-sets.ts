/** Stored tables, read and put together: the door through which every code set enters, whoever kept its bytes. */
import { type ConversionSet, conversionEdition } from './conversion/index.ts';
import { type GemSet, readGems } from './gems/index.ts';
import { type PcsRelease, pcsRelease } from './icd10pcs/pcs-release.ts';
import { INDEX_BOOKS, type IndexSet, indexEdition } from './index-tables/index.ts';
import { type MceSet, mceEdition } from './mce/index.ts';
import type { ReleaseInfo, Terminology } from './model.ts';
import { isBinaryTable, isNcciSet, type NcciSet, readNcciBinary, readNcciText } from './ncci/index.ts';
import { type NotesEdition, notesEdition } from './notes/notes-edition.ts';
import { type FeeScheduleRelease, feeScheduleRelease } from './procedures/fee-schedule-release.ts';
import { type ListedProcedure, readProcedures } from './procedures/procedure-list.ts';
import { type ProcedureRelease, procedureRelease } from './procedures/procedure-release.ts';
import { isReferenceSet, type ReferenceSet, readReferenceSet, referenceCounts } from './reference-sets.ts';
import { readChanges } from './release/addenda-table.ts';
import { type CodeTable, codeTable } from './release/code-table.ts';
import { type CodeChange, icd10CmRelease } from './release/icd10cm-release.ts';
import { damaged, readInfo, readTable, type TableFile } from './release/table-file.ts';
import type { SearchTables } from './search/index.ts';
import { createTerminology, type TableSet } from './terminology.ts';

export type CodeSet =
  | { readonly kind: 'icd10cm-codes'; readonly info: ReleaseInfo; readonly table: CodeTable }
  | { readonly kind: 'icd10cm-addenda'; readonly info: ReleaseInfo; readonly changes: readonly CodeChange[] }
  | { readonly kind: 'icd10cm-notes'; readonly info: ReleaseInfo; readonly edition: NotesEdition }
  | { readonly kind: 'icd10pcs-codes'; readonly info: ReleaseInfo; readonly release: PcsRelease }
  | { readonly kind: 'hcpcs-codes'; readonly info: ReleaseInfo; readonly release: ProcedureRelease }
  | { readonly kind: 'cpt-codes'; readonly info: ReleaseInfo; readonly release: ProcedureRelease }
  | { readonly kind: 'fee-schedule'; readonly info: ReleaseInfo; readonly release: FeeScheduleRelease }
  | IndexSet
  | MceSet
  | GemSet
  | ConversionSet
  | NcciSet
  | ReferenceSet
  | { readonly kind: 'procedures'; readonly list: readonly ListedProcedure[] }
  /** Synonyms, short forms and inclusion terms: what titles do not say. */
  | { readonly kind: 'search-tables'; readonly tables: SearchTables };

export type CodeSetKind = CodeSet['kind'];

/** Reads a stored table and checks it against its own seal and counts; CW-3004 when they differ. */
export function readCodeSet(bytes: Uint8Array, name: string, mustBeSealed = true): CodeSet {
  if (isBinaryTable(bytes)) return readNcciBinary(bytes, name);
  const file = readTable(bytes, name, mustBeSealed);
  const fault = (detail: string): never => damaged(name, detail);
  const kind = file.header.get('kind');
  if (kind === 'procedures') return { kind, list: readProcedures(file.body, fault) };
  const info = readInfo(file, name);
  const edits = readNcciText(kind, file, info, fault);
  if (edits) return edits;
  const reference = readReferenceSet(kind, file, info, fault);
  if (reference) return reference;
  const read = READERS.get(kind ?? '') ?? fault('its header names no kind of code set');
  return read(file, info, fault);
}

type Reader = (file: TableFile, info: ReleaseInfo, fault: (detail: string) => never) => CodeSet;

/** How each kind of stored release is read. To add one, add its line here and its kind above. */
const READERS: ReadonlyMap<string, Reader> = new Map<CodeSetKind, Reader>([
  [
    'icd10cm-codes',
    (file, info, fault) => ({ kind: 'icd10cm-codes', info, table: countedTable(file, info, fault) }),
  ],
  [
    'icd10cm-addenda',
    (file, info, fault) => ({
      kind: 'icd10cm-addenda',
      info,
      changes: counted(readChanges(file.body, fault), info, fault),
    }),
  ],
  [
    'icd10cm-notes',
    (file, info, fault) => ({ kind: 'icd10cm-notes', info, edition: notesEdition(info, file.body, fault) }),
  ],
  [
    'icd10pcs-codes',
    (file, info, fault) => ({ kind: 'icd10pcs-codes', info, release: pcsRelease(info, file.body, fault) }),
  ],
  [
    'hcpcs-codes',
    (file, info, fault) => ({ kind: 'hcpcs-codes', info, release: procedureRelease(info, file.body, fault) }),
  ],
  [
    'cpt-codes',
    (file, info, fault) => ({ kind: 'cpt-codes', info, release: procedureRelease(info, file.body, fault) }),
  ],
  [
    'fee-schedule',
    (file, info, fault) => ({
      kind: 'fee-schedule',
      info,
      release: feeScheduleRelease(info, file.body, fault),
    }),
  ],
  ...indexKinds().map((kind): [CodeSetKind, Reader] => [
    kind,
    (file, info, fault) => ({ kind, info, edition: indexEdition(info, file.body, fault) }),
  ]),
  [
    'mce-lists',
    (file, info, fault) => ({ kind: 'mce-lists', info, edition: mceEdition(info, file.body, fault) }),
  ],
  ['gems', readGems],
  [
    'icd10cm-conversion',
    (file, info, fault) => ({
      kind: 'icd10cm-conversion',
      info,
      edition: conversionEdition(info, file.body, fault),
    }),
  ],
]);

function indexKinds(): readonly IndexSet['kind'][] {
  return Object.keys(INDEX_BOOKS) as IndexSet['kind'][];
}

const isTable = (set: CodeSet): set is TableSet =>
  ['mce-lists', 'gems', 'icd10cm-conversion', ...indexKinds()].includes(set.kind);

function countedTable(file: TableFile, { counts }: ReleaseInfo, fault: (detail: string) => never): CodeTable {
  const table = codeTable(file.body, fault);
  if (table.size !== counts.rows || table.billable !== counts.billable) {
    fault(
      `it has ${table.size} rows, ${table.billable} billable, where its header says ${counts.rows}, ${counts.billable}`,
    );
  }
  return table;
}

function counted<T>(
  rows: readonly T[],
  { counts }: ReleaseInfo,
  fault: (detail: string) => never,
): readonly T[] {
  return rows.length === counts.rows ? rows : fault(`it has ${rows.length} rows, not ${counts.rows}`);
}

const only = <K extends CodeSetKind>(
  sets: readonly CodeSet[],
  kind: K,
): readonly Extract<CodeSet, { kind: K }>[] =>
  sets.filter((set): set is Extract<CodeSet, { kind: K }> => set.kind === kind);

/** Everything that was read, as one terminology. Addenda serve every edition of their version, the starter included. */
export function terminologyOf(sets: readonly CodeSet[]): Terminology {
  const changes = new Map(only(sets, 'icd10cm-addenda').map((set) => [set.info.version, set.changes]));
  const releases = only(sets, 'icd10cm-codes').map(({ info, table }) =>
    icd10CmRelease(info, table, changes.get(info.version) ?? []),
  );
  const notes = only(sets, 'icd10cm-notes').map((set) => set.edition);
  const procedures = only(sets, 'procedures').flatMap((set) => set.list);
  return createTerminology(releases, notes, procedures, {
    icd10pcs: only(sets, 'icd10pcs-codes').map((set) => set.release),
    procedureReleases: [...only(sets, 'hcpcs-codes'), ...only(sets, 'cpt-codes')].map((set) => set.release),
    feeSchedules: only(sets, 'fee-schedule').map((set) => set.release),
    ncci: sets.filter(isNcciSet),
    references: sets.filter(isReferenceSet),
    tables: sets.filter(isTable),
    search: only(sets, 'search-tables').at(-1)?.tables,
  });
}

/** What a release holds, in a few words: `6,710 codes, 369 modifiers`. */
export function countsOf(kind: CodeSetKind, { counts: { rows, billable } }: ReleaseInfo): string {
  const reference = referenceCounts(kind, { rows, billable });
  if (reference !== undefined) return reference;
  const count = (n: number, what: string): string => `${n.toLocaleString('en-US')} ${what}`;
  if (kind === 'icd10cm-codes') return `${count(billable, 'billable')} of ${count(rows, 'rows')}`;
  if (kind === 'hcpcs-codes') return `${count(billable, 'codes')}, ${count(rows - billable, 'modifiers')}`;
  if (kind in INDEX_BOOKS) return `${count(rows, 'terms')}, ${count(billable, 'with codes')}`;
  if (kind === 'mce-lists') return `${count(billable, 'codes')} in ${count(rows - billable, 'lists')}`;
  if (kind === 'gems') return `${count(rows, 'rows')} of ${count(billable, 'codes')}`;
  if (kind === 'icd10pcs-codes' || kind === 'cpt-codes') return count(rows, 'codes');
  return kind === 'fee-schedule'
    ? `${count(rows, 'rows')} of ${count(billable, 'codes')}`
    : count(rows, 'rows');
}
