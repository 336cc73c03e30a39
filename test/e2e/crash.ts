/** Processes an EHR's encounters with processes that are killed, an EHR that goes away, and a database that restarts; then counts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tally } from '../../bench/support/ehr/counting-ehr.ts';
import { seeded } from '../../bench/support/ehr/seeded.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { type Account, accounted } from './crash-account.ts';
import { NODE, ran, type Spawned, start } from './spawned.ts';

export interface CrashOptions {
  readonly encounters: number;
  readonly seed: number;
  /** Processes that are killed. */
  readonly kills: number;
  /** Of a PostgreSQL server; the embedded database unless told. */
  readonly url?: string;
  /** A shell command that restarts that server at once, as a crash does. */
  readonly restart?: string | undefined;
  readonly say?: (line: string) => void;
}

export interface CrashResult extends Account {
  readonly ehr: Tally;
  readonly killed: number;
}

/** One transaction in so many is done by the EHR, and its answer lost. */
const LOST = 40;
/** Longer than the first wait after a failure (src/store/work/model.ts), so that what failed once is seen again. */
const QUIET = 45_000;

export async function crashRun(options: CrashOptions): Promise<CrashResult> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-data-'));
  const { encounters, seed } = options;
  const ehr = start(NODE, ['bench/support/ehr/counting-ehr.ts', `${encounters}`, '0', `${LOST}`, `${seed}`]);
  try {
    const [, base = ''] = await ehr.until(/EHR (\S+) /);
    const site = siteOf(base, folder, options);
    const killed = await (options.url ? manyProcesses(site, options) : oneAfterAnother(site, options));
    const account = await accounted({ url: options.url, folder: join(folder, 'database') });
    return { ...account, ehr: await tallyOf(base), killed };
  } finally {
    ehr.kill();
    await ehr.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Site {
  readonly base: string;
  readonly environment: Readonly<Record<string, string>>;
  run(command: string, more?: Readonly<Record<string, string>>): Worked;
  random(): number;
  /** Cases that were told of as done, by any process. */
  readonly seen: ReadonlySet<string>;
}

/** A process, and how many encounters it has told of in its log. */
interface Worked {
  readonly spawned: Spawned;
  done(): number;
  /** Milliseconds since it last told of one, or was started. */
  quiet(): number;
}

function siteOf(base: string, folder: string, { url, seed }: CrashOptions): Site {
  const environment = {
    CLAIMWRIGHT_PORT: '0',
    CLAIMWRIGHT_EHR_URL: base,
    CLAIMWRIGHT_OPEN_LOOPBACK: 'true',
    CLAIMWRIGHT_LOG_LEVEL: 'info',
    CLAIMWRIGHT_DATA_DIR: folder,
    ...(url ? { DATABASE_URL: url } : {}),
  };
  const seen = new Set<string>();
  return {
    base,
    environment,
    random: seeded(seed),
    seen,
    run: (command, more = {}) =>
      worked(start(NODE, ['src/main.ts', ...command.split(' ')], { ...environment, ...more }), seen),
  };
}

const DONE = /"case":"([0-9a-f-]{36})"[^\n]*"state":"(?:claimed|held|review)"/;

function worked(spawned: Spawned, seen: Set<string>): Worked {
  let done = 0;
  let rest = '';
  let last = performance.now();
  const heard = (): void => {
    last = performance.now();
  };
  spawned.child.stdout.on('data', heard);
  spawned.child.stderr.on('data', (chunk: Buffer) => {
    heard();
    const lines = (rest + chunk.toString('utf8')).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const id = DONE.exec(line)?.[1];
      if (id === undefined) continue;
      seen.add(id);
      done += 1;
    }
  });
  return { spawned, done: () => done, quiet: () => performance.now() - last };
}

const tallyOf = async (base: string): Promise<Tally> =>
  (await (await fetch(`${base}/_tally`)).json()) as Tally;
const away = async (base: string, is: boolean): Promise<void> =>
  void (await (await fetch(`${base}/_away?is=${is}`)).text());

/** Until it holds, or the process has ended. */
async function until(holds: () => boolean | Promise<boolean>, { spawned }: Worked): Promise<void> {
  while (!(await holds())) {
    if (spawned.child.exitCode !== null)
      throw new Error(`It ended.\n${spawned.out()}\n${spawned.err().slice(-4000)}`);
    await systemClock.wait(50);
  }
}

async function stopped({ spawned }: Worked, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (signal === 'SIGKILL') spawned.kill();
  else spawned.child.kill(signal);
  await spawned.ended;
}

/** An embedded database has one process at a time: the service, killed while it takes in and works; then workers. */
async function oneAfterAnother(
  site: Site,
  { encounters, kills, say = () => undefined }: CrashOptions,
): Promise<number> {
  for (let k = 0; k < kills; k += 1) {
    // The service lists all again each time, and all that it lists is looked at again: it is killed early.
    const serves = k < 2;
    if (k === 2) await takeIn(site);
    const process = site.run(serves ? 'serve' : 'work');
    const few = 1 + Math.floor(site.random() * (serves ? 20 : (1.5 * encounters) / kills));
    await until(() => process.done() >= few || process.quiet() > QUIET, process);
    if (k % 3 === 1) await outage(site);
    await systemClock.wait(site.random() * 300);
    await stopped(process, 'SIGKILL');
    say(`killed ${k + 1} after ${process.done()}`);
  }
  for (let left = true; left; ) {
    const process = site.run('work');
    // What is looked at again and has not changed is done without a word.
    const bound = (): number => (site.seen.size >= encounters ? QUIET / 4 : QUIET);
    await until(() => process.spawned.out().includes('Working') && process.quiet() > bound(), process);
    await stopped(process, 'SIGTERM');
    const { out } = await ran(NODE, ['src/main.ts', 'jobs'], site.environment);
    left = !/^encounters +0 +0/m.test(out) || !/^deliveries +0/m.test(out);
    say(`worked ${process.done()}${left ? ', more waits' : ''}`);
  }
  return kills;
}

/** By a service that does not work. */
async function takeIn(site: Site): Promise<void> {
  const process = site.run('serve', { CLAIMWRIGHT_WORK: 'false' });
  await process.spawned.until(/encounters: \d+ queued.*Look at/s);
  await stopped(process, 'SIGTERM');
}

async function outage({ base, random }: Site): Promise<void> {
  await away(base, true);
  await systemClock.wait(1000 + random() * 2000);
  await away(base, false);
}

/** A PostgreSQL database has many: a service that takes in, and two workers, any of them killed and started again. */
async function manyProcesses(site: Site, options: CrashOptions): Promise<number> {
  const { encounters, kills, restart, say = () => undefined } = options;
  const service = (): Worked => site.run('serve', { CLAIMWRIGHT_WORK: 'false' });
  let serving = service();
  const first = serving;
  await until(() => /is up/.test(first.spawned.out()), first);
  const workers = [site.run('work'), site.run('work')];
  let before = 0;
  const done = (): number => before + workers.reduce((n, w) => n + w.done(), 0);
  try {
    for (let k = 0; k < kills; k += 1) {
      const goal = done() + 1 + Math.floor(site.random() * (encounters / (kills + 2)));
      await settled(() => done() >= goal, workers);
      if (k % 3 === 1) await outage(site);
      if (restart && k % 3 === 2) execFileSync('bash', ['-c', restart]);
      if (k === 1) {
        await stopped(serving, 'SIGKILL');
        serving = service();
        say(`killed ${k + 1}, the service, after ${done()}`);
        continue;
      }
      const which = Math.floor(site.random() * workers.length);
      const [victim] = workers.splice(which, 1, site.run('work'));
      if (!victim) continue;
      before += victim.done();
      await stopped(victim, 'SIGKILL');
      say(`killed ${k + 1}, a worker, after ${done()}`);
    }
    const page = await serving.spawned.until(/page +(http\S+)\/\s/);
    await serving.spawned.until(/encounters: \d+ queued/);
    await settled(() => nothingLeft(`${page[1]}/api/status`), [serving, ...workers]);
    for (const one of workers) await stopped(one, 'SIGTERM');
    await stopped(serving, 'SIGTERM');
  } finally {
    for (const one of [serving, ...workers]) one.spawned.kill();
  }
  return kills;
}

async function settled(holds: () => boolean | Promise<boolean>, running: readonly Worked[]): Promise<void> {
  const [one] = running;
  if (one) await until(async () => (await holds()) || running.every((w) => w.quiet() > 4 * QUIET), one);
}

interface Status {
  readonly jobs: { readonly queued: number; readonly active: number };
  readonly deliveries: { readonly open: number };
}

async function nothingLeft(url: string): Promise<boolean> {
  await systemClock.wait(500);
  const response = await fetch(url);
  if (!response.ok) return false;
  const { jobs, deliveries } = (await response.json()) as Status;
  return jobs.queued === 0 && jobs.active === 0 && deliveries.open === 0;
}
