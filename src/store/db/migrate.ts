/** Brings a database to this program's schema: forward only, in order, once, under a lock that other processes wait for. */
import { ClaimwrightError, sha256 } from '../../kernel/index.ts';
import type { Database, Queries } from './database.ts';
import { MIGRATIONS, type Migration } from './migrations.ts';

/** `hashtext('claimwright')` would depend on the server; any number of our own will do. */
const LOCK = 8_100_2026;

export interface Migrated {
  readonly applied: readonly string[];
  /** Migrations that were there already. */
  readonly kept: number;
}

export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<Migrated> {
  return database.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await tx.execute(
      'CREATE TABLE IF NOT EXISTS schema_migration (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const kept = await appliedIn(tx, migrations);
    const applied: string[] = [];
    for (const [i, { name, sql }] of migrations.entries()) {
      if (i < kept) continue;
      await tx.execute(sql);
      await tx.query('INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)', [
        i + 1,
        name,
        sha256(sql),
      ]);
      applied.push(name);
    }
    return { applied, kept };
  });
}

/** How many are there; a later program's, or one that was changed after it was applied, stops everything. */
async function appliedIn(tx: Queries, migrations: readonly Migration[]): Promise<number> {
  const rows = await tx.query<{ number: number; name: string; checksum: string }>(
    'SELECT number, name, checksum FROM schema_migration ORDER BY number',
  );
  for (const [i, row] of rows.entries()) {
    const own = migrations[i];
    if (!own)
      throw drift(
        `it has migration ${row.number}, ${row.name}, which this program does not know: it is from a later one`,
      );
    if (row.number !== i + 1 || row.checksum !== sha256(own.sql))
      throw drift(`migration ${i + 1}, ${own.name}, is not the one that was applied`);
  }
  return rows.length;
}

export const drift = (detail: string): ClaimwrightError => new ClaimwrightError('CW-6001', { detail });
