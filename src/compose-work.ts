/** Wires the work: the queue in the database (in memory for the sandbox), its worker in this process, and what was given up. */
import {
  type Arrival,
  type ConnectionPace,
  type DeadLetters,
  deadLetters,
  type Ehr,
  type Intake,
  knowledgeBasis,
  type ProcessDeps,
  processConnections,
  queueIntake,
  type Worker,
  worker,
} from './flow/index.ts';
import { faultFields, type Log, systemClock } from './kernel/index.ts';
import { type Config, readConnections } from './ops/index.ts';
import { type Database, memoryQueue, openWorkQueue, type WorkQueue } from './store/index.ts';

export interface Work {
  /** Everything that comes in goes through here. */
  readonly intake: Intake;
  readonly letters: DeadLetters;
  /** Encounters at a time, in this process. */
  readonly concurrency: number;
  /** Puts every finished encounter into the queue and works until nothing is left; answers counts by state. */
  process(): Promise<Readonly<Record<string, number>>>;
  /** Works until nothing is left that can be done now; answers counts by state. */
  drain(): Promise<Readonly<Record<string, number>>>;
  /** Works from now on, until it is closed. */
  start(): void;
  status(): Promise<Readonly<Record<string, unknown>>>;
  /** Takes no more, finishes what is under way up to a bound, and gives the rest back. */
  close(): Promise<void>;
}

export interface WorkParts {
  readonly config: Config;
  /** Undefined for the sandbox. */
  readonly database: Database | undefined;
  readonly ehrs: readonly Ehr[];
  readonly deps: Omit<ProcessDeps, 'ehr'>;
  readonly log: Log;
  /** The sandbox's: other finished encounters are history. */
  readonly worklist?: ReadonlySet<string> | undefined;
  /** Encounters at a time. */
  readonly concurrency?: number;
}

const CONCURRENCY = 4;
/** Below the half minute that an orchestrator commonly grants between SIGTERM and SIGKILL. */
const DRAIN = 20_000;

export async function composeWork(parts: WorkParts): Promise<Work> {
  const { config, database, ehrs, log, worklist, concurrency = CONCURRENCY } = parts;
  const deps = { ...parts.deps, standing: knowledgeBasis(parts.deps.knowledge) };
  const works = config.work !== false;
  const onFault = (fault: unknown): void => log.error('queue', faultFields(fault));
  const queue = database
    ? await openWorkQueue(database, { supervise: works, onFault })
    : memoryQueue(deps.clock);
  const alone = database?.kind === 'embedded';
  // Waiting is a matter of the machine's time, whatever time the cases are told.
  const pause = (ms: number): Promise<void> => systemClock.wait(ms);
  const own = worker({ queue, ehrs, process: deps, concurrency, paces: pacesOf(config), log, alone, pause });
  const intake = queueIntake(queue, own.wake);
  let running: Promise<void> | undefined;
  return {
    intake,
    concurrency,
    letters: deadLetters({ queue, outbox: deps.cases.outbox, clock: deps.clock, onRedriven: own.wake }),
    process: database
      ? () => processAll(ehrs, intake, works ? own : undefined, worklist)
      : () => processConnections(ehrs, deps, worklist ? { only: worklist } : {}),
    drain: own.drain,
    start: () => {
      if (works) running ??= own.run();
    },
    status: () => statusOf(queue, deps, own),
    close: async () => {
      await own.stop(DRAIN);
      await running;
      await queue.close();
    },
  };
}

/** Listed in parts of so many, so that the memory it takes does not grow with the number of encounters. */
const PART = 500;

/** An EHR that cannot be reached takes nothing from the others: its fault is thrown when they are done. */
async function processAll(
  ehrs: readonly Ehr[],
  intake: Intake,
  own: Worker | undefined,
  worklist: ReadonlySet<string> | undefined,
) {
  const faults: unknown[] = [];
  let queued = 0;
  for (const ehr of ehrs) {
    try {
      for await (const part of arrivals(ehr, worklist)) {
        await intake.accept(part);
        queued += part.length;
      }
    } catch (fault) {
      faults.push(fault);
    }
  }
  const counts = own ? await own.drain() : { queued };
  if (faults.length > 0) throw faults[0];
  return counts;
}

async function* arrivals(
  ehr: Ehr,
  worklist: ReadonlySet<string> | undefined,
): AsyncGenerator<readonly Arrival[]> {
  let part: Arrival[] = [];
  for await (const { id } of ehr.finishedEncounters()) {
    if (id && worklist?.has(id) !== false) part.push({ connection: ehr.id, encounter: id, from: 'poll' });
    if (part.length < PART) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/** Counts and ages: what an operator watches. */
async function statusOf(queue: WorkQueue, { cases }: Pick<ProcessDeps, 'cases'>, own: Worker) {
  const [jobs, deliveries] = await Promise.all([queue.counts('encounter'), cases.outbox.counts()]);
  return { jobs: { ...jobs, here: own.busy() }, deliveries };
}

function pacesOf(config: Config): ReadonlyMap<string, ConnectionPace> {
  const site = config.connections ? readConnections(config.connections) : [];
  return new Map(
    site.map(({ id, limits }) => [
      id,
      { encounters: limits?.encounters, perMinute: limits?.encountersPerMinute },
    ]),
  );
}
