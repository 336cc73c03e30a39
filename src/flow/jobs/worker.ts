/** A worker: takes encounters from the queue and due deliveries from the outbox, a few at a time, until it is stopped. */
import type { Ehr } from '../../ehr/index.ts';
import { ClaimwrightError, faultFields, type Log } from '../../kernel/index.ts';
import type { TakenJob, WorkQueue } from '../../store/index.ts';
import { runEncounter } from '../process.ts';
import { faultOf } from '../process-deliver.ts';
import { resumeDeliveries } from '../process-deliveries.ts';
import type { ProcessDeps } from '../process-model.ts';
import { paceOf } from './pace.ts';

/** What a connection can bear; left out: no limit. */
export interface ConnectionPace {
  /** Encounters under way at once, among all workers. */
  readonly encounters?: number | undefined;
  /** Encounters begun in a minute, by each worker. */
  readonly perMinute?: number | undefined;
}

export interface WorkerDeps {
  readonly queue: WorkQueue;
  readonly ehrs: readonly Ehr[];
  readonly process: Omit<ProcessDeps, 'ehr'>;
  /** Encounters at a time. */
  readonly concurrency: number;
  readonly paces?: ReadonlyMap<string, ConnectionPace>;
  readonly log?: Log;
  /** No other worker has this database: what an earlier one left is taken up at once. */
  readonly alone?: boolean;
  /** Waits between two looks at the queue; the clock's unless told. */
  readonly pause?: (ms: number) => Promise<void>;
}

export type StateCounts = Readonly<Record<string, number>>;

export interface Worker {
  /** Works until it is stopped. */
  run(): Promise<void>;
  /** Works until nothing is left that can be done now; answers what became of the encounters, by state. */
  drain(): Promise<StateCounts>;
  /** Something was put into the queue: no need to wait for the next look. */
  wake(): void;
  /** Takes no more, and finishes what is under way; what is not done after `bound` milliseconds is given back. */
  stop(bound: number): Promise<void>;
  /** Encounters under way. */
  busy(): number;
}

/** Between two looks at an empty queue, between two looks at the outbox, and between two signs of life. */
const LOOK = 1000;
const DELIVERIES = 5000;
const BEAT = 20_000;
const QUEUE = 'encounter';

export function worker(deps: WorkerDeps): Worker {
  const { queue, ehrs, process, concurrency, log } = deps;
  const { clock } = process;
  const pause = deps.pause ?? ((ms: number) => clock.wait(ms));
  const { limits, perMinute } = limitsOf(deps.paces ?? new Map());
  const pace = paceOf(perMinute, clock);
  const running = new Map<Promise<void>, TakenJob>();
  const bell = makeBell();
  const last = { beat: 0, deliveries: Number.NEGATIVE_INFINITY };
  let counts: Record<string, number> = {};
  let stopping = false;

  const trouble = (event: string) => (fault: unknown) => log?.error(event, faultFields(fault));

  const one = async (job: TakenJob): Promise<void> => {
    const { connection, encounter } = job.data as { connection?: string; encounter?: string };
    try {
      const ehr = ehrs.find(({ id }) => id === connection);
      if (!ehr) throw new ClaimwrightError('CW-8103', { connection: connection ?? '' });
      const done = await runEncounter(encounter ?? '', { ...process, ehr });
      counts[done.case.state] = (counts[done.case.state] ?? 0) + 1;
      if (done.again) await queue.fail(QUEUE, job, faultOf(done.fault, done.case.id));
      else await queue.complete(QUEUE, [job]);
    } catch (fault) {
      trouble('job-failed')(fault);
      // A queue that cannot even be told loses nothing: the job is another's once this worker falls silent about it.
      await queue.fail(QUEUE, job, faultOf(fault, job.id)).catch(trouble('queue'));
    }
  };

  const begin = (job: TakenJob): void => {
    const task: Promise<void> = one(job).finally(() => {
      running.delete(task);
      bell.ring();
    });
    running.set(task, job);
  };

  let reclaimed = !deps.alone;
  const fillOnce = async (): Promise<number> => {
    if (!reclaimed) await queue.reclaim(QUEUE);
    reclaimed = true;
    const free = concurrency - running.size;
    if (free <= 0 || stopping) return 0;
    const jobs = await queue.take(QUEUE, { limit: free, limits, without: pace.full() });
    const [now, later] = partition(jobs, (job) => !stopping && pace.begin(job.group));
    for (const job of now) begin(job);
    await queue.giveBack(QUEUE, later);
    return now.length;
  };

  // In turn: two that look at once would both see the same free places.
  let filling: Promise<unknown> = Promise.resolve();
  const fill = (): Promise<number> => {
    const mine = filling.then(fillOnce, fillOnce);
    filling = mine;
    return mine;
  };

  const beat = async (): Promise<void> => {
    const now = Date.parse(clock.now());
    if (now - last.beat < BEAT) return;
    last.beat = now;
    await queue.touch(QUEUE, [...running.values()]);
  };

  let first = deps.alone ?? false;
  const resume = async (): Promise<void> => {
    const alone = first;
    first = false;
    await resumeDeliveries(ehrs, process, { concurrency, alone, stopped: () => stopping });
  };

  let delivering: Promise<unknown> | undefined;
  const deliveries = (): void => {
    const now = Date.parse(clock.now());
    if (delivering || stopping || now - last.deliveries < DELIVERIES) return;
    last.deliveries = now;
    delivering = resume()
      .catch(trouble('deliveries'))
      .finally(() => {
        delivering = undefined;
      });
  };

  return {
    run: async () => {
      while (!stopping) {
        deliveries();
        await beat().catch(trouble('queue'));
        const begun = await fill().catch((fault: unknown) => {
          trouble('queue')(fault);
          return 0;
        });
        if (begun === 0 && !stopping) await Promise.race([bell.next(), pause(LOOK)]);
      }
    },
    drain: async () => {
      counts = {};
      await resume();
      while (!stopping) {
        await beat();
        const begun = await fill();
        if (begun === 0 && running.size === 0) break;
        if (begun === 0) await Promise.race([...running.keys(), pause(LOOK)]);
      }
      return counts;
    },
    wake: bell.ring,
    busy: () => running.size,
    stop: async (bound) => {
      stopping = true;
      bell.ring();
      // In short waits: a long one would keep the process after all is done.
      for (let waited = 0; waited < bound && (running.size > 0 || delivering); waited += LOOK)
        await Promise.race([Promise.all([...running.keys(), delivering]), pause(LOOK)]);
      await queue.giveBack(QUEUE, [...running.values()]).catch(trouble('queue'));
    },
  };
}

function limitsOf(paces: ReadonlyMap<string, ConnectionPace>) {
  const of = (key: keyof ConnectionPace) =>
    new Map([...paces].flatMap(([id, { [key]: n }]) => (n === undefined ? [] : [[id, n] as const])));
  return { limits: of('encounters'), perMinute: of('perMinute') };
}

function partition<T>(all: readonly T[], fits: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const one of all) (fits(one) ? yes : no).push(one);
  return [yes, no];
}

/** Whoever waits for the next ring is woken by it; a ring that nobody waited for is not lost. */
function makeBell() {
  let rung = false;
  let wakers: (() => void)[] = [];
  return {
    ring: (): void => {
      rung = wakers.length === 0;
      for (const wake of wakers) wake();
      wakers = [];
    },
    next: (): Promise<void> => {
      if (rung) {
        rung = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => wakers.push(resolve));
    },
  };
}
