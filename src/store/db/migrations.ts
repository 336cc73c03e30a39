/**
 * The schema, one step after the other, a file each. A step is never changed once it was released: what is to go is first
 * left unused by a program, then dropped by a later step, so that two versions can run side by side (expand, then contract).
 */
import { CASES } from './migrations/0001-cases.ts';
import type { Migration } from './migrations/migration.ts';

export type { Migration } from './migrations/migration.ts';

export const MIGRATIONS: readonly Migration[] = [CASES];

/** Table → columns, as the steps leave them; the drift check compares the database with it. */
export const SCHEMA: Readonly<Record<string, readonly string[]>> = schemaOf(MIGRATIONS);

function schemaOf(migrations: readonly Migration[]): Readonly<Record<string, readonly string[]>> {
  const schema: Record<string, readonly string[]> = {
    schema_migration: ['number', 'name', 'checksum', 'applied_at'],
  };
  for (const { tables } of migrations)
    for (const [table, columns] of Object.entries(tables))
      schema[table] = [...(schema[table] ?? []), ...columns];
  return schema;
}
