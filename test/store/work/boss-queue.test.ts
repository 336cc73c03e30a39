/** The contract of the job queue on each database there is, and that jobs come with a transaction or not at all. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openWorkQueue, type WorkQueue } from '../../../src/store/index.ts';
import { databases } from '../db/support.ts';
import { queueContract } from './contract.ts';

/** What the queue compares with now, moved back instead of the clock forward. */
const TIMES = ['start_after', 'started_on', 'heartbeat_on', 'created_on'];

describe.each(databases())('the job queue on a database: $name', ({ open }) => {
  const schema = `boss_${randomUUID().replaceAll('-', '')}`;
  let database: Database;
  let queue: WorkQueue;
  // The embedded server makes its cluster when it is first started: seconds, and many on a busy machine.
  beforeAll(async () => {
    database = await open();
    queue = await openWorkQueue(database, { schema });
  }, 180_000);
  afterAll(async () => {
    await queue.close();
    await database.execute(`DROP SCHEMA ${schema} CASCADE`);
    await database.close();
  });
  const empty = () => database.execute(`DELETE FROM ${schema}.job`);

  queueContract('the contract', async () => {
    await empty();
    return {
      queue,
      elapse: (seconds) =>
        database.execute(
          `UPDATE ${schema}.job SET ${TIMES.map((t) => `${t} = ${t} - interval '${seconds}s'`).join(', ')};
           UPDATE ${schema}.queue SET monitor_on = NULL, maintain_on = NULL`,
        ),
      now: async () =>
        Number((await database.query<{ n: string }>('SELECT extract(epoch FROM now()) * 1000 AS n'))[0]?.n),
    };
  });

  it('keeps jobs with the transaction they are part of', async () => {
    await empty();
    const job = { key: '1', data: {}, group: 'ehr' };
    const undone = database.transaction(async (tx) => {
      await queue.enqueue('encounter', [job], tx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect((await queue.counts('encounter')).queued).toBe(0);
    await database.transaction((tx) => queue.enqueue('encounter', [job], tx));
    expect((await queue.counts('encounter')).queued).toBe(1);
  });

  it('is found as it was by another process, and by another that starts at the same time', async () => {
    await empty();
    await queue.enqueue('encounter', [{ key: '1', data: { n: 1 }, group: 'ehr' }]);
    const others = await Promise.all([1, 2].map(() => openWorkQueue(database, { schema })));
    const taken = await Promise.all(others.map((o) => o.take('encounter', { limit: 5 })));
    expect(taken.flat().map((j) => j.data)).toEqual([{ n: 1 }]);
    for (const other of others) await other.close();
  });
});
