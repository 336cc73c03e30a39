/** Wires the commands of the queue: a worker of its own, and a look at what waits and what was given up. */
import {
  composeCoding,
  composeDatabase,
  composeEhr,
  composeValidator,
  readerOf,
  reporter,
} from './compose.ts';
import { composeAudit } from './compose-audit.ts';
import { composeClearinghouse, composePast } from './compose-clearinghouse.ts';
import { hasEhr } from './compose-connections.ts';
import { composeOwn } from './compose-own.ts';
import { composeWork } from './compose-work.ts';
import { caseCodec, deadLetters, type ProcessDeps } from './flow/index.ts';
import { ClaimwrightError, type Clock } from './kernel/index.ts';
import { type Config, createLog } from './ops/index.ts';
import { databaseCaseStore, openWorkQueue } from './store/index.ts';

const needsEhr = (): ClaimwrightError =>
  new ClaimwrightError('CW-5001', {
    detail:
      'no EHR is configured, and the sandbox keeps no queue: set CLAIMWRIGHT_EHR_URL or CLAIMWRIGHT_CONNECTIONS',
  });

/** `concurrency` undefined: as many at a time as `serve` does. */
export async function composeWorker(
  config: Config,
  clock: Clock,
  concurrency: number | undefined,
  /** Told of each case beside the log. */
  onCase?: ProcessDeps['report'],
) {
  if (!hasEhr(config)) throw needsEhr();
  const log = createLog(config.logLevel);
  const database = await composeDatabase(config);
  if (!database) throw needsEhr();
  try {
    const { knowledge } = await composeCoding(config);
    const { ehrs } = await composeEhr(config, clock, log);
    const audit = composeAudit(database, clock);
    const own = composeOwn(database, clock, audit.trail, () => undefined);
    const { cases, inputs } = composePast({ database, cases: own.cases, clock, sandbox: false });
    const { overResults } = own;
    const { payers } = composeClearinghouse(config, { database, cases, clock, log, overResults });
    const deps = {
      cases,
      inputs,
      clock,
      knowledge,
      validator: composeValidator(),
      report: both(reporter(log), onCase),
      ...(payers ? { payers } : {}),
      ...readerOf(config, knowledge, log),
    };
    // A worker works, whatever `serve` is told.
    const parts = { config: { ...config, work: true }, database, ehrs: ehrs.map(audit.over), deps, log };
    const work = await composeWork({ ...parts, ...(concurrency === undefined ? {} : { concurrency }) });
    return { ...work, ehrs: parts.ehrs, close: () => work.close().finally(() => database.close()) };
  } catch (fault) {
    await database.close();
    throw fault;
  }
}

type Report = NonNullable<ProcessDeps['report']>;

const both =
  (one: Report, other: Report | undefined): Report =>
  (...told) => {
    one(...told);
    other?.(...told);
  };

/** Undefined where there is no database: the sandbox forgets its jobs. */
export async function composeJobs(config: Config, clock: Clock) {
  const database = await composeDatabase(config);
  if (!database) return undefined;
  const { outbox } = databaseCaseStore(database, caseCodec);
  const queue = await openWorkQueue(database);
  return {
    letters: deadLetters({ queue, outbox, clock }),
    counts: async () => ({ jobs: await queue.counts('encounter'), deliveries: await outbox.counts() }),
    close: () => queue.close().finally(() => database.close()),
  };
}
