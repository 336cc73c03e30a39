/** Stored tables, read and put together: the door through which every code set enters, whoever kept its bytes. */
import type { ReleaseInfo, Terminology } from './model.ts';
import { type NotesEdition, notesEdition } from './notes/notes-edition.ts';
import { type ListedProcedure, readProcedures } from './procedures/procedure-list.ts';
import { readChanges } from './release/addenda-table.ts';
import { type CodeTable, codeTable } from './release/code-table.ts';
import { type CodeChange, icd10CmRelease } from './release/icd10cm-release.ts';
import { damaged, readInfo, readTable, type TableFile } from './release/table-file.ts';
import { createTerminology } from './terminology.ts';

export type CodeSet =
  | { readonly kind: 'icd10cm-codes'; readonly info: ReleaseInfo; readonly table: CodeTable }
  | { readonly kind: 'icd10cm-addenda'; readonly info: ReleaseInfo; readonly changes: readonly CodeChange[] }
  | { readonly kind: 'icd10cm-notes'; readonly info: ReleaseInfo; readonly edition: NotesEdition }
  | { readonly kind: 'procedures'; readonly list: readonly ListedProcedure[] };

export type CodeSetKind = CodeSet['kind'];

/** Reads a stored table and checks it against its own seal and counts; CW-3004 when they differ. */
export function readCodeSet(bytes: Uint8Array, name: string, mustBeSealed = true): CodeSet {
  const file = readTable(bytes, name, mustBeSealed);
  const fault = (detail: string): never => damaged(name, detail);
  const kind = file.header.get('kind');
  if (kind === 'procedures') return { kind, list: readProcedures(file.body, fault) };
  const info = readInfo(file, name);
  switch (kind) {
    case 'icd10cm-codes':
      return { kind, info, table: countedTable(file, info, fault) };
    case 'icd10cm-addenda':
      return { kind, info, changes: counted(readChanges(file.body, fault), info, fault) };
    case 'icd10cm-notes':
      return { kind, info, edition: notesEdition(info, file.body, fault) };
    default:
      return fault('its header names no kind of code set');
  }
}

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
  return createTerminology(releases, notes, procedures);
}
