/** The contract of the clearinghouse's ports on each database there is, and what only a database can be asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Database,
  databaseControlNumbers,
  databaseInbox,
  databasePastLines,
  databaseResults,
  databaseSentClaims,
  databaseSubmissions,
} from '../../../src/store/index.ts';
import { portsContract } from '../../clearinghouse/contract.ts';
import { batchOf, CW1 } from '../../clearinghouse/support.ts';
import { databases } from '../db/support.ts';

const TABLES =
  'control_number, sent_batch, sent_payload, sent_claim, payer_result, received_file, submission, past_patient, past_line, past_from';
const STARTING = 180_000;

describe.each(databases())('on a database: $name', ({ open }) => {
  let database: Database | undefined;
  const fresh = async (): Promise<Database> => {
    database ??= await open();
    await database.execute(`TRUNCATE ${TABLES} RESTART IDENTITY CASCADE`);
    return database;
  };
  beforeAll(fresh, STARTING);
  afterAll(() => database?.close());

  portsContract(async () => {
    const db = await fresh();
    return {
      sent: databaseSentClaims(db),
      numbers: async (last = {}) => {
        for (const [sequence, n] of Object.entries(last))
          await db.query('INSERT INTO control_number (sequence, last) VALUES ($1, $2)', [sequence, n]);
        return databaseControlNumbers(db);
      },
      inbox: databaseInbox(db),
      results: databaseResults(db),
      submissions: databaseSubmissions(db),
      past: databasePastLines(db),
    };
  });

  it('does not hand on bytes that no longer have their hash', async () => {
    const db = await fresh();
    const batch = await batchOf([CW1]);
    await databaseSentClaims(db).prepare(batch);
    await db.execute("UPDATE sent_payload SET bytes = bytes || '\\x00'::bytea");
    await expect(databaseSentClaims(db).batch(batch.id)).rejects.toMatchObject({ code: 'CW-6001' });
  });

  it('keeps a batch whole or not at all', async () => {
    const db = await fresh();
    const batch = await batchOf([CW1]);
    const [claim] = batch.claims;
    const broken = { ...batch, claims: [claim, { ...claim, batch: 'no id' }] as typeof batch.claims };
    await expect(databaseSentClaims(db).prepare(broken)).rejects.toThrow();
    expect(await databaseSentClaims(db).batch(batch.id)).toBeUndefined();
    expect(await databaseSentClaims(db).byNumber('CW1')).toEqual([]);
  });

  it('finds a claim by an index', async () => {
    const db = await fresh();
    const plan = await db.query<{ 'QUERY PLAN': string }>(
      "EXPLAIN SELECT claim FROM sent_claim WHERE group_key = '1' AND transaction_key = '1' ORDER BY place",
    );
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('sent_claim_group');
  });
});
