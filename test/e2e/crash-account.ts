/** What a database holds once all is done: every encounter's case, what was given up, and whether the chains hold. */
import { caseCodec } from '../../src/flow/index.ts';
import { databaseCaseStore, openDatabase, openWorkQueue, verifyAudit } from '../../src/store/index.ts';

export interface Account {
  readonly cases: number;
  /** Cases by state. */
  readonly states: Readonly<Record<string, number>>;
  /** Encounters and deliveries that were given up. */
  readonly dead: number;
  /** Deliveries that wait. */
  readonly open: number;
  /** Cases whose events are not as they were written. */
  readonly broken: number;
  readonly audit: Awaited<ReturnType<typeof verifyAudit>>;
}

export async function accounted(where: {
  readonly url?: string | undefined;
  readonly folder?: string;
}): Promise<Account> {
  const database = await openDatabase(where);
  try {
    const store = databaseCaseStore(database, caseCodec);
    const queue = await openWorkQueue(database);
    let broken = 0;
    for await (const _case of store.verify()) broken += 1;
    const [jobs, deliveries] = [await queue.counts('encounter'), await store.outbox.counts()];
    await queue.close();
    return {
      cases: await store.count(),
      states: await store.counts(),
      dead: jobs.dead + deliveries.dead,
      open: deliveries.open,
      broken,
      audit: await verifyAudit(database),
    };
  } finally {
    await database.close();
  }
}
