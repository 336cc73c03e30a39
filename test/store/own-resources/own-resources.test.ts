/** The contract of our own resources on each database there is. */
import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, databaseOwnResources } from '../../../src/store/index.ts';
import { ownResourcesContract } from '../../flow/own-resources/contract.ts';
import { databases } from '../db/support.ts';

const STARTING = 180_000;

describe.each(databases())('our own resources on a database: $name', ({ open }) => {
  let database: Database | undefined;
  const fresh = async (): Promise<Database> => {
    database ??= await open();
    await database.execute('TRUNCATE own_resource, own_version, own_index RESTART IDENTITY');
    return database;
  };
  beforeAll(fresh, STARTING);
  afterAll(() => database?.close());

  ownResourcesContract('the contract', async () => databaseOwnResources(await fresh()));
});
