/** Puts a backup into an empty database, whichever engine made it: the file is proved first, and all of it goes in or nothing. */
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Database, Queries } from '../db/database.ts';
import type { BackupFoot, BackupHead, BackupRow } from './format.ts';
import { readBackup, unfit } from './read-backup.ts';
import { quoted, stepsOf, type TypedTable, tablesOf } from './tables.ts';

/** What a new database has by itself, and how it is told that nothing was added. */
const SEEDED: Readonly<Record<string, string>> = { audit_chain: 'sequence > 0' };

/** Rows of one statement: few round trips, and neither parameters nor bytes beyond what a server takes. */
const MOST_ROWS = 100;
const MOST_BYTES = 8_000_000;

/** Answers how many rows of each table were put in. Throws CW-8202 for the file, CW-8203 for the database. */
export async function restoreBackup(database: Database, path: string): Promise<BackupFoot['counts']> {
  const { head, foot } = await readBackup(path);
  return database.transaction(async (tx) => {
    const tables = await tablesOf(tx);
    await sameSchema(tx, head, tables);
    await mustBeEmpty(tx, tables);
    const into = inserter(tx, head, tables);
    const again = await readBackup(path, into.row);
    // Between the two readings somebody may have replaced the file.
    if (again.foot.sha256 !== foot.sha256) throw unfit('it was changed while it was read');
    await into.flush();
    for (const table of tables) await countOn(tx, table);
    return foot.counts;
  });
}

async function sameSchema(tx: Queries, head: BackupHead, tables: readonly TypedTable[]): Promise<void> {
  const shape = (list: readonly { readonly name: string; readonly columns: readonly string[] }[]) =>
    JSON.stringify(list.map(({ name, columns }) => [name, [...columns].sort()]).sort());
  const steps = await stepsOf(tx);
  const same =
    JSON.stringify(steps.map((s) => s.checksum)) === JSON.stringify(head.schema.map((s) => s.checksum));
  if (same && shape(head.tables) === shape(tables)) return;
  const [last] = head.schema.slice(-1);
  throw unfit(
    `its schema ends with step ${head.schema.length}, ${last?.name ?? 'none'}, and is not this program's; ` +
      'restore it with the program that made it, then start this one on it',
  );
}

async function mustBeEmpty(tx: Queries, tables: readonly TypedTable[]): Promise<void> {
  for (const { name } of tables) {
    const added = SEEDED[name] ?? 'true';
    const [row] = await tx.query(`SELECT 1 AS one FROM ${quoted(name)} WHERE ${added} LIMIT 1`);
    if (row) throw new ClaimwrightError('CW-8203', { what: `rows of ${name}` });
    if (SEEDED[name] !== undefined) await tx.query(`DELETE FROM ${quoted(name)}`);
  }
}

function inserter(tx: Queries, head: BackupHead, tables: readonly TypedTable[]) {
  const byName = new Map(tables.map((table) => [table.name, table]));
  let waiting: (readonly (string | null)[])[] = [];
  let bytes = 0;
  let of = -1;
  const flush = async (): Promise<void> => {
    const from = head.tables[of];
    const table = from && byName.get(from.name);
    if (from && table && waiting.length > 0) await insert(tx, table, from.columns, waiting);
    waiting = [];
    bytes = 0;
  };
  const row = async ([index, values]: BackupRow): Promise<void> => {
    if (index !== of || waiting.length >= MOST_ROWS || bytes >= MOST_BYTES) await flush();
    of = index;
    waiting.push(values);
    bytes += values.reduce((sum, value) => sum + (value?.length ?? 0), 0);
  };
  return { row, flush };
}

async function insert(
  tx: Queries,
  table: TypedTable,
  columns: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): Promise<void> {
  const type = (column: string): string => table.types[table.columns.indexOf(column)] ?? 'text';
  const places = rows.map(
    (_, r) => `(${columns.map((c, i) => `$${r * columns.length + i + 1}::text::${type(c)}`).join(', ')})`,
  );
  await tx.query(
    `INSERT INTO ${quoted(table.name)} (${columns.map(quoted).join(', ')}) OVERRIDING SYSTEM VALUE VALUES ${places.join(', ')}`,
    rows.flat(),
  );
}

/** Numbers that the database gives go on after those that were put in. */
async function countOn(tx: Queries, { name, identities }: TypedTable): Promise<void> {
  for (const column of identities)
    await tx.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), m.top) FROM (SELECT max(${quoted(column)}) AS top FROM ${quoted(name)}) m WHERE m.top IS NOT NULL`,
      [quoted(name), column],
    );
}
