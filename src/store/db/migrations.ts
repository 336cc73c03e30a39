/**
 * The schema, one step after the other, a file each. A step is never changed once it was released: what is to go is first
 * left unused by a program, then dropped by a later step, so that two versions can run side by side (expand, then contract).
 */
import { CASES } from './migrations/0001-cases.ts';
import { CLEARINGHOUSE } from './migrations/0002-clearinghouse.ts';
import { DELIVERIES } from './migrations/0003-deliveries.ts';
import { AUDIT } from './migrations/0005-audit.ts';
import { INTAKE } from './migrations/0006-intake.ts';
import { OWN_RESOURCES } from './migrations/0008-own-resources.ts';
import type { Migration } from './migrations/migration.ts';

export type { Migration } from './migrations/migration.ts';

export const MIGRATIONS: readonly Migration[] = [
  CASES,
  CLEARINGHOUSE,
  DELIVERIES,
  AUDIT,
  INTAKE,
  OWN_RESOURCES,
];

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
