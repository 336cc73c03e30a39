/** The database of a configuration, at this program's schema. */
import { ClaimwrightError } from '../../kernel/index.ts';
import type { Database } from './database.ts';
import { schemaDrift } from './drift.ts';
import { drift, migrate } from './migrate.ts';

/** What the driver says may name the server and the user: only its code is told. */
function unreachable(cause: unknown): never {
  const { code } = cause as { code?: unknown };
  if (typeof code !== 'string' || cause instanceof ClaimwrightError) throw cause;
  throw new ClaimwrightError('CW-6002', { detail: code }, { cause });
}

/** `url` of a PostgreSQL server, else a folder for the embedded one, else memory. */
export async function openDatabase({
  url,
  folder,
}: {
  readonly url?: string | undefined;
  readonly folder?: string | undefined;
}): Promise<Database> {
  // Loaded when it is used: the embedded database alone is some megabytes of code.
  const database =
    url === undefined
      ? await (await import('./embedded.ts')).embeddedDatabase(folder)
      : (await import('./postgresql.ts')).postgresqlDatabase(url);
  try {
    await migrate(database).catch(unreachable);
    const differences = await schemaDrift(database);
    if (differences.length > 0) throw drift(differences.join('; '));
    return database;
  } catch (fault) {
    await database.close();
    throw fault;
  }
}
