/** The contracts of card feedback and used tokens on each database there is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, databaseFeedback, databaseUsedTokens } from '../../src/store/index.ts';
import { feedbackContract, usedTokensContract } from '../flow/cds/feedback-contract.ts';
import { databases } from './db/support.ts';

const STARTING = 180_000;

describe.each(databases())('CDS Hooks on a database: $name', ({ open }) => {
  let database: Database | undefined;
  const fresh = async (): Promise<Database> => {
    database ??= await open();
    await database.execute('TRUNCATE cds_feedback, cds_token');
    return database;
  };
  beforeAll(fresh, STARTING);
  afterAll(() => database?.close());

  feedbackContract('feedback', async () => databaseFeedback(await fresh()));
  usedTokensContract('used tokens', async () => databaseUsedTokens(await fresh()));

  it('forgets tokens that have run out, and keeps no token itself', async () => {
    const db = await fresh();
    const tokens = databaseUsedTokens(db);
    for (const jti of ['1', '2', '3']) await tokens.use('issuer', jti, 100, 0);
    await tokens.use('issuer', '4', 300, 200);
    const rows = await db.query<{ token: string }>('SELECT token FROM cds_token');
    expect(rows).toEqual([{ token: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });
});
