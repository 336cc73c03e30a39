/** Official files, as they came → tables to keep. Everything is read and checked before anything is handed on. */
import { refuse } from './fault.ts';
import type { ReadOptions } from './importer.ts';
import { IMPORTERS } from './importers.ts';
import type { StoredTable } from './stored-table.ts';
import { type InputFile, unpack } from './unpack.ts';

export type { ReadOptions } from './importer.ts';

/** The tables of all the files together; the first fault refuses them all. */
export function readOfficial(files: readonly InputFile[], options: ReadOptions): readonly StoredTable[] {
  const members = files.flatMap(unpack);
  const tables = IMPORTERS.flatMap((importer) => {
    const own = members.filter((member) => importer.kinds.includes(member.kind));
    return own.length === 0 ? [] : importer.read(own, options);
  });
  return withoutRepeats(tables);
}

/** The same edition given twice, packed and plain, is one; two that differ are a mistake. */
function withoutRepeats(tables: readonly StoredTable[]): readonly StoredTable[] {
  const byId = new Map<string, StoredTable>();
  for (const table of tables) {
    const other = byId.get(table.info.id);
    if (other && other.info.checksum !== table.info.checksum) {
      refuse(
        table.info.source,
        `another file of the same edition (${table.info.id}) with other content was given`,
      );
    }
    byId.set(table.info.id, table);
  }
  return [...byId.values()];
}
