/** Whether the database has the tables and columns that this program expects: somebody may have changed them by hand. */
import type { Queries } from './database.ts';
import { SCHEMA } from './migrations.ts';

/** One sentence for each difference; none when all is as it should be. */
export async function schemaDrift(database: Queries, schema = SCHEMA): Promise<readonly string[]> {
  const rows = await database.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`,
  );
  const found = new Map<string, string[]>();
  for (const { table_name, column_name } of rows)
    found.set(table_name, [...(found.get(table_name) ?? []), column_name]);
  return Object.entries(schema).flatMap(([table, columns]) => {
    const there = found.get(table);
    if (!there) return [`table ${table} is missing`];
    return [
      ...columns.filter((c) => !there.includes(c)).map((c) => `column ${table}.${c} is missing`),
      ...there.filter((c) => !columns.includes(c)).map((c) => `column ${table}.${c} is not this program's`),
    ];
  });
}
