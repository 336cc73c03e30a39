/** The contracts of marks and subscriptions on each database there is. */
import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, databaseMarks, databaseSubscriptions } from '../../src/store/index.ts';
import { marksContract } from '../ehr/poll/marks-contract.ts';
import { subscriptionsContract } from '../ehr/subscribe/subscriptions-contract.ts';
import { databases } from './db/support.ts';

const STARTING = 180_000;

describe.each(databases())('intake on a database: $name', ({ open }) => {
  let database: Database | undefined;
  const fresh = async (): Promise<Database> => {
    database ??= await open();
    await database.execute('TRUNCATE intake_mark, intake_lease, ehr_subscription');
    return database;
  };
  beforeAll(fresh, STARTING);
  afterAll(() => database?.close());

  marksContract('marks', async () => databaseMarks(await fresh()));
  subscriptionsContract('subscriptions', async () => databaseSubscriptions(await fresh()));
});
