#!/usr/bin/env node
/** The process entry: reads the configuration, wires what the command needs, runs it, and turns a caller's fault into one sentence. */
import { join } from 'node:path';
import { program } from './cli/index.ts';
import {
  CODES_FOLDER,
  composeCoding,
  composeDatabase,
  composeEhr,
  composeKeptCases,
  composeService,
  composeValidator,
} from './compose.ts';
import { composeFolderBatch, composePeriodBatch } from './compose-batch.ts';
import { composeClaims } from './compose-clearinghouse.ts';
import { composeEhrCheck } from './compose-ehr-check.ts';
import { composeBackups, composeReplay } from './compose-keeping.ts';
import { warm } from './compose-warm.ts';
import { composeJobs, composeWorker } from './compose-worker.ts';
import { httpDownloads } from './fetch/index.ts';
import { ClaimwrightError, faultFields, systemClock } from './kernel/index.ts';
import { createLog, readConfig, startedByNpm } from './ops/index.ts';
import { loadManifest, releaseFolder } from './store/index.ts';

const io = { out: process.stdout, err: process.stderr };
// `claimwright … | head` closes the pipe early: that is the reader's choice and no fault.
io.out.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

try {
  const config = readConfig();
  process.exitCode = await program(process.argv.slice(2), {
    io,
    serve: async (onCase) => {
      const service = await composeService(config, { onCase });
      // It listens already: who asks first is answered as fast as who asks next.
      setImmediate(() => warm(service.knowledge, systemClock, createLog(config.logLevel)));
      return service;
    },
    coding: () => composeCoding(config),
    validator: composeValidator,
    // A sandbox of its own on any free port: the service's may be running beside it.
    connect: () => composeEhr({ ...config, sandboxPort: 0 }, systemClock),
    ehrCheck: (asked) => composeEhrCheck(config, systemClock, asked),
    keptCases: () => composeKeptCases(config),
    replays: () => composeReplay(config),
    backups: () => composeBackups(config, systemClock),
    claims: async () =>
      composeClaims(config, await composeDatabase(config), {
        clock: systemClock,
        log: createLog(config.logLevel),
        terminology: async () => (await composeCoding(config)).knowledge.terminology,
      }),
    releases: () => releaseFolder(join(config.dataDir, CODES_FOLDER)),
    officialFiles: loadManifest,
    downloads: () => httpDownloads(join(config.dataDir, 'downloads')),
    untilStopped,
    work: (concurrency) => composeWorker(config, systemClock, concurrency),
    jobs: () => composeJobs(config, systemClock),
    folderBatch: (asked) => composeFolderBatch(config, systemClock, asked),
    periodBatch: (asked) => composePeriodBatch(config, systemClock, asked),
  });
} catch (error) {
  io.err.write(`${sentenceOf(error)}\n`);
  process.exitCode = error instanceof ClaimwrightError && error.definition.status < 500 ? 2 : exitOf(error);
}

/** A bad configuration is the caller's fault (2); anything unforeseen is ours (1), shown without a stack. */
function exitOf(error: unknown): number {
  return error instanceof ClaimwrightError && error.code !== 'CW-5002' && error.code !== 'CW-5003' ? 2 : 1;
}

function sentenceOf(error: unknown): string {
  if (error instanceof ClaimwrightError) return error.message;
  const { fault, at } = faultFields(error);
  return `Something failed on our side (${fault} ${at ?? ''}).`;
}

/** Resolves when the process is asked to stop, or when the npm that started it has been. */
function untilStopped(): Promise<void> {
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  return startedByNpm() ? Promise.race([asked, untilOrphaned(process.ppid)]) : asked;
}

/** Without this a stopped `npm start` would leave the service behind, holding its port. */
async function untilOrphaned(parent: number): Promise<void> {
  while (process.ppid === parent) await systemClock.wait(500);
}
