/** The databases that tests run on: the embedded one always, a served one where CLAIMWRIGHT_TEST_DATABASE_URL names it. */
import { randomUUID } from 'node:crypto';
import { postgresqlDatabase } from '../../../src/store/db/postgresql.ts';
import { type Database, openDatabase } from '../../../src/store/index.ts';

export interface TestDatabase {
  readonly name: string;
  readonly open: () => Promise<Database>;
  readonly empty: (database: Database) => Promise<void>;
}

const empty = (database: Database): Promise<void> =>
  database.execute(
    "TRUNCATE encounter_case, case_event, audit_event RESTART IDENTITY CASCADE; UPDATE audit_chain SET sequence = 0, hash = 'claimwright'",
  );

export function databases(): readonly TestDatabase[] {
  const url = process.env.CLAIMWRIGHT_TEST_DATABASE_URL;
  return [
    { name: 'embedded', open: () => openDatabase({}), empty },
    ...(url ? [{ name: 'postgresql', open: () => onServer(url), empty }] : []),
  ];
}

/** An address whose tables live in a schema of their own, so that test files do not meet. */
function inSchema(url: string, schema: string): string {
  const address = new URL(url);
  address.searchParams.set('options', `-c search_path=${schema}`);
  return address.href;
}

async function onServer(url: string): Promise<Database> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const server = postgresqlDatabase(url);
  await server.execute(`CREATE SCHEMA ${schema}`);
  await server.close();
  return openDatabase({ url: inSchema(url, schema) });
}
