/** Wires `claimwright batch`: a folder of NDJSON files into an output folder, or a period of a connection through the queue. */
import { join } from 'node:path';
import { composeCoding, composeDatabase, composeValidator, readerOf, reporter } from './compose.ts';
import { composeAudit } from './compose-audit.ts';
import { composePast } from './compose-clearinghouse.ts';
import { composeOwn } from './compose-own.ts';
import { composeWorker } from './compose-worker.ts';
import { chartsInFolder } from './ehr/index.ts';
import {
  type BatchPeriod,
  type BatchProgress,
  batchError,
  knowledgeBasis,
  progressOf,
  queuePeriod,
  runFolderBatch,
} from './flow/index.ts';
import { ClaimwrightError, type Clock } from './kernel/index.ts';
import { type Config, createLog } from './ops/index.ts';
import { batchOutput, filesOf, linesTo } from './store/index.ts';

interface Asked {
  readonly out: string;
  readonly onProgress: (progress: BatchProgress) => void;
}

export interface FolderAsked extends Asked {
  readonly folder: string;
  /** What absolute references in the files begin with. */
  readonly baseUrl: string | undefined;
}

export interface PeriodAsked extends Asked {
  readonly connection: string | undefined;
  readonly period: BatchPeriod;
}

export interface BatchDone {
  /** Encounters by state. */
  readonly states: Readonly<Record<string, number>>;
  /** Lines of the files that hold no resource. */
  readonly unreadable: number;
}

/** What the cases of a folder are kept under. */
const CONNECTION = 'folder';

/** The cases are kept in the database where one is configured; without one the output folder is all there is. */
export async function composeFolderBatch(
  config: Config,
  clock: Clock,
  asked: FolderAsked,
): Promise<BatchDone> {
  const { folder, out, baseUrl, onProgress } = asked;
  const { knowledge } = await composeCoding(config);
  const about = { files: await filesOf(folder), baseUrl, ...knowledgeBasis(knowledge) };
  const output = await batchOutput(out, about);
  const database = await composeDatabase(config);
  try {
    const log = createLog(config.logLevel);
    const { trail } = composeAudit(database, clock);
    const own = composeOwn(database, clock, trail, () => undefined);
    const { cases, inputs } = composePast({ database, cases: own.cases, clock, sandbox: false });
    const process = {
      ...{ clock, knowledge, inputs, validator: composeValidator() },
      ...(database ? { cases, report: reporter(log) } : {}),
      ...readerOf(config, knowledge, log),
    };
    const charts = await chartsInFolder(folder, { work: join(out, 'work'), ...(baseUrl ? { baseUrl } : {}) });
    try {
      const states = await runFolderBatch({ charts, output, process, connection: CONNECTION, onProgress });
      return { states, unreadable: charts.unreadable };
    } finally {
      await charts.close();
    }
  } finally {
    output.close();
    await database?.close();
  }
}

/** What an interrupted batch left in the queue is done by the next, or by any worker. */
export async function composePeriodBatch(
  config: Config,
  clock: Clock,
  asked: PeriodAsked,
): Promise<BatchDone> {
  const errors = linesTo(join(asked.out, 'errors.ndjson'));
  const seen = { done: 0, total: 0 };
  const progress = progressOf(clock, 0);
  const tell = (): void => asked.onProgress(progress(seen.done, Math.max(seen.done, seen.total)));
  const work = await composeWorker(config, clock, undefined, (outcome, details) => {
    const error = batchError(outcome, details);
    if (error) errors.add(error);
    seen.done += 1;
    tell();
  });
  try {
    const ehr = chosen(work.ehrs, asked.connection);
    seen.total = await queuePeriod(ehr, asked.period, work.intake);
    return { states: await work.drain(), unreadable: 0 };
  } finally {
    errors.close();
    await work.close();
  }
}

function chosen<T extends { readonly id: string }>(ehrs: readonly T[], id: string | undefined): T {
  const [only, ...others] = ehrs;
  const ehr = id === undefined && others.length === 0 ? only : ehrs.find((e) => e.id === id);
  if (ehr) return ehr;
  const detail = `the connections are ${ehrs.map((e) => e.id).join(', ')}`;
  throw new ClaimwrightError('CW-1004', { where: '--connection', detail });
}
