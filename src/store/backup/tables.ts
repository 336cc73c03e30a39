/** The tables of the database with their columns' types, each after those it refers to, so that rows can be put in as they come. */
import type { Queries } from '../db/database.ts';
import { SCHEMA } from '../db/migrations.ts';
import type { BackupTable, SchemaStep } from './format.ts';

/** A column with the type its text is read as. */
export interface TypedTable extends BackupTable {
  readonly types: readonly string[];
  /** Columns that the database counts by itself. */
  readonly identities: readonly string[];
}

/** The steps of the schema are not rows of the site: a backup names them in its head. */
export const STEPS = 'schema_migration';

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export async function tablesOf(db: Queries): Promise<readonly TypedTable[]> {
  const rows = await db.query<{ name: string; column: string; type: string; identity: string }>(
    `SELECT c.relname AS name, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type,
       a.attidentity::text AS identity
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
       AND NOT a.attisdropped AND a.attgenerated = ''
     ORDER BY c.relname, a.attnum`,
  );
  const own = Map.groupBy(
    rows.filter(({ name }) => name !== STEPS && Object.hasOwn(SCHEMA, name)),
    ({ name }) => name,
  );
  const tables = [...own].map(([name, columns]) => ({
    name,
    columns: columns.map((c) => c.column),
    types: columns.map((c) => c.type),
    identities: columns.filter((c) => c.identity !== '').map((c) => c.column),
  }));
  return inOrder(tables, await references(db));
}

export const stepsOf = (db: Queries): Promise<readonly SchemaStep[]> =>
  db.query<SchemaStep & Readonly<Record<string, unknown>>>(
    `SELECT name, checksum FROM ${STEPS} ORDER BY number`,
  );

/** Table → the tables it refers to. */
async function references(db: Queries): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await db.query<{ from: string; to: string }>(
    `SELECT f.relname AS from, t.relname AS to
     FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
     WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace`,
  );
  const grouped = Map.groupBy(rows, (row) => row.from);
  return new Map([...grouped].map(([from, to]) => [from, new Set(to.map((row) => row.to))]));
}

function inOrder(
  tables: readonly TypedTable[],
  refers: ReadonlyMap<string, ReadonlySet<string>>,
): readonly TypedTable[] {
  const placed: TypedTable[] = [];
  const visit = (table: TypedTable): void => {
    if (placed.includes(table)) return;
    for (const to of refers.get(table.name) ?? []) {
      const before = tables.find((t) => t.name === to);
      if (before && before !== table) visit(before);
    }
    placed.push(table);
  };
  for (const table of tables) visit(table);
  return placed;
}
