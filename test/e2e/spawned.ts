/** The program as a process of its own, as a shell starts it: in an empty home, without this test's environment. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

export interface Spawned {
  readonly child: ChildProcessWithoutNullStreams;
  readonly home: string;
  out(): string;
  err(): string;
  /** Resolves when the standard output matches; rejects with all that was written when the process ends before. */
  until(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Ends the process and whatever it started, at once. */
  kill(): void;
  /** The exit code, once the process has ended and its streams are closed. */
  readonly ended: Promise<number | null>;
}

/** PATH as a user's shell has it: a test runner puts its own `node` in front. */
const PATH = (process.env.PATH ?? '')
  .split(':')
  .filter((folder) => !folder.includes('node_modules'))
  .join(':');

export function start(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Spawned {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  // npm must not ask a registry for anything: what it runs is here.
  const npm = { npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  const child = spawn(command, [...args], {
    cwd: ROOT,
    // A group of its own, so that nothing a command started outlives its test.
    detached: true,
    env: { PATH, HOME: home, ...npm, ...environment },
  });
  const written = { out: '', err: '' };
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    written.out += chunk.toString('utf8');
    for (const look of waiting) look();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    written.err += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => {
      rmSync(home, { recursive: true, force: true });
      done(code);
    });
  });
  return {
    child,
    home,
    out: () => written.out,
    err: () => written.err,
    ended,
    kill: () => killGroup(child.pid),
    until: (pattern) =>
      new Promise((found, failed) => {
        const look = (): void => {
          const match = written.out.match(pattern);
          if (match) found(match);
        };
        waiting.add(look);
        ended.then(() => failed(new Error(`It ended.\n${written.out}\n${written.err}`)), failed);
        look();
      }),
  };
}

function killGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** The Node of the repository, as npm's scripts run it. */
export const NODE = join(ROOT, 'node_modules/.bin/node');

/** Runs a command to its end. */
export async function ran(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
) {
  const run = start(command, args, environment);
  const code = await run.ended;
  return { code, out: run.out(), err: run.err() };
}
