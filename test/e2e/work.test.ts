/** The queue in processes of their own: killed, stopped and started again, every encounter is claimed once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/kernel/index.ts';
import { readCharts, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { NODE, ROOT, ran, type Spawned, start } from './spawned.ts';

// A process starts in seconds, and in many where others use the machine, too.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

let ehr: Sandbox;
let environment: Record<string, string>;
let service: Spawned | undefined;

beforeAll(async () => {
  const charts = await readCharts(join(ROOT, 'examples/charts'));
  ehr = await startSandbox({ charts: charts.map((c) => c.bundle), port: 0, clock: systemClock });
  environment = {
    CLAIMWRIGHT_PORT: '0',
    CLAIMWRIGHT_EHR_URL: ehr.url,
    CLAIMWRIGHT_OPEN_LOOPBACK: 'true',
    CLAIMWRIGHT_LOG_LEVEL: 'info',
    CLAIMWRIGHT_DATA_DIR: mkdtempSync(join(tmpdir(), 'claimwright-data-')),
  };
});
afterEach(async () => {
  service?.kill();
  await service?.ended;
  service = undefined;
});
afterAll(async () => {
  await ehr.close();
  rmSync(environment.CLAIMWRIGHT_DATA_DIR ?? '', { recursive: true, force: true });
});

const run = (...args: readonly string[]): Spawned => start(NODE, ['src/main.ts', ...args], environment);
const claims = (): number => ehr.counts().Claim ?? 0;

/** Resolves when it has said so and answers: only then does it surely listen for a signal. */
async function answering(spawned: Spawned, said: RegExp): Promise<void> {
  const [, page = ''] = await spawned.until(said);
  await (await fetch(`${page}health`)).text();
}

/** Resolves when so many cases are done, as the log says. */
const done = (spawned: Spawned, n: number): Promise<void> =>
  new Promise((resolve, failed) => {
    const look = (): void => {
      if ((spawned.err().match(/"case"/g)?.length ?? 0) >= n) resolve();
    };
    spawned.child.stderr.on('data', look);
    spawned.ended.then(() => failed(new Error(`It ended.\n${spawned.err()}`)), failed);
  });

describe('a queue in an embedded database', () => {
  it('is worked through by whoever is there, killed or stopped in between', async () => {
    // One that only takes in.
    service = start(NODE, ['src/main.ts', 'serve'], { ...environment, CLAIMWRIGHT_WORK: 'false' });
    await answering(service, /54 encounters: 54 queued\..*Look at each encounter.*(http\S+)/s);
    expect(claims()).toBe(0);
    const second = await ran(NODE, ['src/main.ts', 'jobs'], environment);
    expect([second.code, second.out]).toEqual([2, '']);
    expect(second.err).toMatch(/^The database in \S+ is in use by another process \(\d+\)[^\n]*\n$/);
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(0);

    // One that is killed in the middle.
    service = run('work', '--concurrency', '2');
    await done(service, 5);
    service.kill();
    await service.ended;
    const before = claims();

    // One that is told to stop in the middle: what is under way is finished, and nothing stays taken.
    service = run('work', '--concurrency', '2');
    await done(service, 3);
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(service.out()).toContain('Finishing what is under way.');
    expect(claims()).toBeGreaterThanOrEqual(before);
    const { code, out } = await ran(NODE, ['src/main.ts', 'jobs'], environment);
    expect(code).toBe(0);
    expect(out).toMatch(/^encounters +\d+ +0 +0/m);
    expect(out).toMatch(/^deliveries +0 +0/m);

    // One that does the rest, and claims nothing twice.
    service = run('serve');
    await answering(service, /encounters: .*Look at each encounter.*(http\S+)/s);
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    expect(claims()).toBe(29);
    const dead = await ran(NODE, ['src/main.ts', 'jobs', '--dead'], environment);
    expect([dead.code, dead.out]).toEqual([0, 'Nothing was given up.\n']);
  });

  it('has no worker where no EHR is configured', async () => {
    const { code, err } = await ran(NODE, ['src/main.ts', 'work'], {});
    expect([code, err.trimEnd().split('\n')]).toEqual([2, [expect.stringContaining('no EHR is configured')]]);
  });
});
