/** The fake of the job queue, in memory: the sandbox works with it, too. */
import type { Clock } from '../../kernel/index.ts';
import {
  type DeadJob,
  type JobFault,
  LONGEST_JOB,
  type NewJob,
  type QueueName,
  RETRIES,
  SILENCE,
  type TakenJob,
  type TakeOptions,
  type WorkQueue,
} from './model.ts';

interface Kept extends NewJob {
  readonly id: string;
  readonly queue: QueueName;
  readonly state: 'queued' | 'active' | 'dead';
  readonly failed: number;
  readonly asked: number;
  /** Milliseconds: before it is done, and when it was begun and last heard of. */
  readonly from: number;
  readonly begun: number;
  readonly heard: number;
  readonly fault: JobFault | undefined;
  readonly at: number;
}

export function memoryQueue(clock: Clock): WorkQueue {
  const kept = new Map<string, Kept>();
  const now = (): number => Date.parse(clock.now());
  let made = 0;
  const set = (id: string, more: Partial<Kept>): void => {
    const before = kept.get(id);
    if (before) kept.set(id, { ...before, ...more });
  };
  const inState = (state: Kept['state'], queue?: QueueName): readonly Kept[] =>
    [...kept.values()].filter((j) => j.state === state && (queue === undefined || j.queue === queue));
  const waits = (queue: QueueName, key: string): Kept | undefined =>
    inState('queued', queue).find((j) => j.key === key && j.failed === 0);
  const failed = (job: Kept, fault: JobFault): void => {
    const dead = job.failed >= RETRIES.limit;
    const pause = Math.min(RETRIES.longest, RETRIES.first * 2 ** job.failed) * 1000;
    const next = dead ? { state: 'dead' as const } : { state: 'queued' as const, from: now() + pause };
    set(job.id, { ...next, failed: job.failed + 1, fault, at: now() });
  };
  const active = (jobs: readonly TakenJob[]): readonly Kept[] =>
    jobs.flatMap(({ id, failed: tries }) => {
      const job = kept.get(id);
      // Another worker's attempt at the same job is left alone.
      return job?.state === 'active' && job.failed === tries ? [job] : [];
    });
  const add = (queue: QueueName, job: NewJob): void => {
    made += 1;
    const from = job.notBefore === undefined ? now() : Date.parse(job.notBefore);
    const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
    const times = { asked: now(), from, begun: 0, heard: 0, at: 0 };
    kept.set(id, { ...job, id, queue, state: 'queued', failed: 0, fault: undefined, ...times });
  };
  return {
    enqueue: async (queue, jobs) => {
      for (const job of jobs) {
        const waiting = waits(queue, job.key);
        if (!waiting) add(queue, job);
        else if ((job.priority ?? 0) > (waiting.priority ?? 0))
          set(waiting.id, { priority: job.priority ?? 0 });
      }
    },
    take: async (queue, options) => {
      const taken = chosen(inState('queued', queue), inState('active', queue), options, now());
      for (const { id } of taken) set(id, { state: 'active', begun: now(), heard: now() });
      return taken.map(({ id, group, data, failed: tries }) => ({ id, group, data, failed: tries }));
    },
    touch: async (_queue, jobs) => {
      for (const { id } of active(jobs)) set(id, { heard: now() });
    },
    complete: async (_queue, jobs) => {
      for (const { id } of active(jobs)) kept.delete(id);
    },
    fail: async (_queue, job, fault) => {
      for (const found of active([job])) failed(found, fault);
    },
    giveBack: async (_queue, jobs) => {
      for (const { id, queue, key } of active(jobs)) {
        if (inState('queued', queue).some((j) => j.key === key)) kept.delete(id);
        else set(id, { state: 'queued' });
      }
    },
    dead: async (limit) => inState('dead').slice(0, limit).map(deadOf),
    redrive: async (ids) => {
      const some = inState('dead').filter((j) => ids === 'all' || ids.includes(j.id));
      for (const { id, queue, key } of some) {
        if (waits(queue, key)) kept.delete(id);
        else set(id, { state: 'queued', failed: 0, fault: undefined, from: now() });
      }
      return some.length;
    },
    drop: async (id) => kept.get(id)?.state === 'dead' && kept.delete(id),
    counts: async (queue) => {
      const queued = inState('queued', queue);
      const oldest = Math.min(...queued.map((j) => j.asked));
      return {
        queued: queued.length,
        active: inState('active', queue).length,
        dead: inState('dead', queue).length,
        oldest: queued.length > 0 ? new Date(oldest).toISOString() : undefined,
      };
    },
    reclaim: async (queue) => {
      for (const job of inState('active', queue)) failed(job, LOST);
    },
    tend: async () => {
      const silent = now() - SILENCE * 1000;
      const lost = now() - LONGEST_JOB * 1000;
      for (const job of inState('active')) if (job.heard < silent || job.begun < lost) failed(job, LOST);
    },
    close: async () => undefined,
  };
}

const LOST: JobFault = { code: 'CW-8102', message: 'The worker that had it fell silent.' };

function chosen(
  queued: readonly Kept[],
  active: readonly Kept[],
  { limit, limits = new Map(), without = [] }: TakeOptions,
  now: number,
): readonly Kept[] {
  const keys = new Set(active.map((j) => j.key));
  const running = new Map<string, number>();
  for (const { group } of active) running.set(group, (running.get(group) ?? 0) + 1);
  const taken: Kept[] = [];
  for (const job of [...queued].sort((a, b) => (b.priority ?? 0) - (a.priority ?? 0))) {
    const already = running.get(job.group) ?? 0;
    const may = already < (limits.get(job.group) ?? Number.POSITIVE_INFINITY) && !without.includes(job.group);
    if (taken.length >= limit || job.from > now || keys.has(job.key) || !may) continue;
    running.set(job.group, already + 1);
    keys.add(job.key);
    taken.push(job);
  }
  return taken;
}

const deadOf = ({ id, queue, data, failed, fault, at }: Kept): DeadJob => ({
  id,
  queue,
  data,
  failed,
  fault,
  at: new Date(at).toISOString(),
});
