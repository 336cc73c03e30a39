/** The contract of deliveries on each database there is. */
import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, databaseCaseStore } from '../../src/store/index.ts';
import { outboxContract } from '../review/outbox-contract.ts';
import { databases } from './db/support.ts';

type Details = { readonly note: string };
const codec = { write: (details: Details): unknown => details, read: (value: unknown) => value as Details };

describe.each(databases())('deliveries on a database: $name', ({ open, empty }) => {
  let database: Database | undefined;
  const fresh = async (): Promise<Database> => {
    database ??= await open();
    await empty(database);
    return database;
  };
  // The embedded server makes its cluster when it is first started: seconds, and many on a busy machine.
  beforeAll(fresh, 180_000);
  afterAll(() => database?.close());

  outboxContract('the contract', async () => databaseCaseStore(await fresh(), codec));
});
