/** The job queue in the database, by pg-boss: any number of processes take from it, and none the same. */
import { type JobWithMetadata, PgBoss, type Db as PgBossDatabase } from 'pg-boss';
import type { Database, Queries } from '../db/database.ts';
import {
  type DeadJob,
  type JobFault,
  LONGEST_JOB,
  type NewJob,
  type QueueCounts,
  type QueueName,
  RETRIES,
  SILENCE,
  type TakenJob,
  type TakeOptions,
  type WorkQueue,
} from './model.ts';

export interface BossOptions {
  /** The schema that pg-boss makes and keeps for itself. */
  readonly schema?: string;
  /** Whether this process also looks after lost and finished jobs; `tend` does it by hand. */
  readonly supervise?: boolean;
  /** Told of what goes wrong in the background. */
  readonly onFault?: (fault: unknown) => void;
}

type Data = Readonly<Record<string, unknown>>;

const DEAD = 'dead';
/** What waits is never thrown away: ten years. */
const FOREVER = 10 * 365 * 86_400;
/** Finished jobs say nothing that the case does not say. */
const SWEPT = 600;
/** Where no limit is configured. */
const NO_LIMIT = 1_000_000;

export async function bossQueue(
  database: Database,
  { schema = 'pgboss', supervise = false, onFault = () => undefined }: BossOptions = {},
): Promise<WorkQueue> {
  const boss = new PgBoss({
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    db: over(database),
    schema,
    supervise,
    schedule: false,
    registerInstance: false,
    // Both are for very large queues, and need rights that a site may not give.
    monitorVacuum: false,
    reindex: false,
  });
  // Without a listener an error of the background would end the process.
  boss.on('error', onFault);
  await boss.start();
  await makeQueues(boss);
  return {
    enqueue: (queue, jobs, within) => enqueue(boss, queue, jobs, within && { db: inTransaction(within) }),
    take: (queue, options) => take(boss, queue, options),
    touch: async (queue, jobs) => {
      if (jobs.length > 0) await boss.touch(queue, jobs.map(attemptOf));
    },
    complete: async (queue, jobs) => {
      if (jobs.length > 0) await boss.complete(queue, jobs.map(attemptOf));
    },
    fail: async (queue, job, fault) => {
      await boss.fail(queue, [attemptOf(job)], fault);
    },
    giveBack: async (queue, jobs) => {
      await giveBack(database, schema, queue, jobs);
      // What was asked for again meanwhile waits already: this one need not.
      if (jobs.length > 0) await boss.complete(queue, jobs.map(attemptOf));
    },
    dead: async (limit) => (await boss.findJobs<Data>(DEAD, { limit })).map(deadOf),
    redrive: (ids) => redrive(boss, ids),
    drop: async (id) => UUID.test(id) && affected(await boss.deleteJob(DEAD, id)) > 0,
    counts: (queue) => counts(database, schema, queue),
    reclaim: async (queue) => {
      const left = await database.query<{ id: string }>(
        `SELECT id FROM ${schema}.job WHERE name = $1 AND state = 'active'`,
        [queue],
      );
      const ids = left.map(({ id }) => id);
      if (ids.length > 0) await boss.fail(queue, ids, LOST);
    },
    tend: () => boss.supervise(),
    // What is under way is the worker's matter, and the connection is the database's.
    close: () => boss.stop({ graceful: false, close: false }),
  };
}

const over = (database: Database): PgBossDatabase => ({
  executeSql: async (text, values) => ({
    rows: [...(values?.length ? await database.query(text, values) : await database.script(text))],
  }),
});

const inTransaction = (tx: Queries): PgBossDatabase => ({
  executeSql: async (text, values) => ({ rows: [...(await tx.query(text, values ?? []))] }),
});

async function makeQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(DEAD, { retentionSeconds: FOREVER });
  await boss.createQueue('encounter' satisfies QueueName, {
    policy: 'stately',
    deadLetter: DEAD,
    retryLimit: RETRIES.limit,
    retryBackoff: true,
    retryDelay: RETRIES.first,
    retryDelayMax: RETRIES.longest,
    heartbeatSeconds: SILENCE,
    expireInSeconds: LONGEST_JOB,
    retentionSeconds: FOREVER,
    deleteAfterSeconds: SWEPT,
  });
}

async function enqueue(
  boss: PgBoss,
  queue: QueueName,
  jobs: readonly NewJob[],
  db: { db: PgBossDatabase } = { db: boss.getDb() },
): Promise<void> {
  if (jobs.length === 0) return;
  await boss.insert(
    queue,
    jobs.map(({ key, data, group, priority = 0, notBefore }) => ({
      data,
      priority,
      singletonKey: key,
      group: { id: group, tier: group },
      ...(notBefore === undefined ? {} : { startAfter: notBefore }),
    })),
    db,
  );
  // One that waits already has its place by who asked first; a person does not wait behind a night's bulk.
  for (const { key, priority = 0 } of jobs)
    if (priority >= URGENT) await boss.update(queue, undefined, { singletonKey: key, priority, ...db });
}

/** From here on a job that waits already is moved ahead. */
const URGENT = 20;

async function take(
  boss: PgBoss,
  queue: QueueName,
  { limit, limits = new Map(), without = [] }: TakeOptions,
): Promise<readonly TakenJob[]> {
  const tiers = Object.fromEntries(limits);
  try {
    const jobs = await boss.fetch<Data>(queue, {
      batchSize: limit,
      includeMetadata: true,
      ...(limits.size > 0 ? { groupConcurrency: { default: NO_LIMIT, tiers } } : {}),
      ...(without.length > 0 ? { ignoreGroups: [...without] } : {}),
    });
    return jobs.map(({ id, data, retryCount, groupId }) => ({
      id,
      data,
      failed: retryCount,
      group: groupId ?? '',
    }));
  } catch (fault) {
    // Another worker began the same key in the same instant: it has it.
    if ((fault as { code?: unknown }).code === UNIQUE_VIOLATION) return [];
    throw fault;
  }
}

const UNIQUE_VIOLATION = '23505';

/** The attempt as well: one that was taken from a silent worker is another's now. */
const attemptOf = ({ id, failed }: TakenJob) => ({ id, retryCount: failed });

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const affected = (answer: unknown): number => Number((answer as { affected?: number }).affected ?? 0);

async function redrive(boss: PgBoss, ids: readonly string[] | 'all'): Promise<number> {
  const some = ids === 'all' ? {} : { ids: ids.filter((id) => UUID.test(id)) };
  if (some.ids?.length === 0) return 0;
  const before = (await boss.findJobs(DEAD, { limit: 100_000 })).length;
  while ((await boss.redrive(DEAD, some)) > 0);
  // One that waits already under the same key is not put beside itself: what is left of it goes.
  await boss.deleteStoredJobs(DEAD);
  return before - (await boss.findJobs(DEAD, { limit: 100_000 })).length;
}

/** As if they had never been taken (pg-boss keeps its own `restore` to itself). */
async function giveBack(
  database: Queries,
  schema: string,
  queue: QueueName,
  jobs: readonly TakenJob[],
): Promise<void> {
  for (const { id, failed } of jobs)
    await database.query(
      `UPDATE ${schema}.job j SET started_on = NULL, heartbeat_on = NULL,
         state = CASE WHEN retry_count > 0 THEN 'retry' ELSE 'created' END::${schema}.job_state
       WHERE name = $1 AND id = $2 AND retry_count = $3 AND state = 'active' AND NOT EXISTS (
         SELECT 1 FROM ${schema}.job o WHERE o.name = $1 AND o.singleton_key = j.singleton_key AND o.state < 'active')`,
      [queue, id, failed],
    );
}

async function counts(database: Queries, schema: string, queue: QueueName): Promise<QueueCounts> {
  const rows = await database.query<{ kind: string; n: string | number; oldest: Date }>(
    `SELECT CASE WHEN name <> $1 THEN 'dead' WHEN state = 'active' THEN 'active' ELSE 'queued' END AS kind,
       count(*) AS n, min(created_on) AS oldest
     FROM ${schema}.job WHERE state < 'completed' AND (name = $1 OR (name = $2 AND source_name = $1)) GROUP BY kind`,
    [queue, DEAD],
  );
  const of = (kind: string) => rows.find((r) => r.kind === kind);
  const n = (kind: string): number => Number(of(kind)?.n ?? 0);
  return {
    queued: n('queued'),
    active: n('active'),
    dead: n('dead'),
    oldest: of('queued')?.oldest.toISOString(),
  };
}

function deadOf({
  id,
  data,
  sourceName,
  sourceRetryCount,
  sourceOutput,
  createdOn,
}: JobWithMetadata<Data>): DeadJob {
  return {
    id,
    queue: sourceName ?? '',
    data,
    failed: (sourceRetryCount ?? 0) + 1,
    fault: faultOf(sourceOutput),
    at: createdOn.toISOString(),
  };
}

/** Its own words for a worker that fell silent are told in ours. */
function faultOf(output: unknown): JobFault | undefined {
  const { code, message, value } = (output ?? {}) as Partial<JobFault> & { value?: unknown };
  if (typeof code === 'string' && typeof message === 'string') return { code, message };
  return value === undefined ? undefined : LOST;
}

const LOST: JobFault = { code: 'CW-8102', message: 'The worker that had it fell silent.' };
