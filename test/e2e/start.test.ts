/** `npm start` and `npx claimwright` as a newcomer runs them: whatever Node the machine has, in an empty home. */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NODE, ran, type Spawned, start } from './spawned.ts';

const FREE = {
  CLAIMWRIGHT_PORT: '0',
  CLAIMWRIGHT_SANDBOX_PORT: '0',
  CLAIMWRIGHT_DATA_DIR: mkdtempSync(join(tmpdir(), 'claimwright-data-')),
};
const STACK = /\n\s+at |node:internal|TypeError/;

// A process starts in two seconds, and in ten where others use the machine, too.
vi.setConfig({ testTimeout: 90_000 });

let service: Spawned | undefined;
afterEach(async () => {
  // Whatever a test made of it, nothing stays behind.
  service?.kill();
  await service?.ended;
  service = undefined;
});

describe('npm start', () => {
  it('greets, processes, sums up, answers, and leaves nothing behind when it is told to stop', async () => {
    service = start('npm', ['start'], FREE);
    const [, page = ''] = await service.until(/page {3}(http:\/\/127\.0\.0\.1:\d+\/)/);
    await service.until(/\n\d+ encounters: \d+ claimed/);
    await service.until(/Look at each encounter, its evidence and its claim: http/);
    expect((await fetch(page)).status).toBe(200);
    expect((await fetch(`${page}api/cases`)).status).toBe(200);
    expect(service.err()).not.toMatch(STACK);
    service.child.kill('SIGTERM');
    // The exit code is npm's own matter: its shell may be ended by the signal. The service must end, too.
    await service.ended;
    expect(service.out()).toContain('Stopping.');
    await expect(fetch(page)).rejects.toThrow();
  });
});

describe('claimwright serve', () => {
  it('ends with 0 at SIGTERM, also while a browser holds a connection', async () => {
    service = start(NODE, ['src/main.ts', 'serve'], FREE);
    const [, port = ''] = await service.until(/page {3}http:\/\/127\.0\.0\.1:(\d+)\//);
    await service.until(/Look at each encounter/);
    const browser = connect(Number(port), '127.0.0.1');
    browser.on('error', () => {});
    await new Promise((open) => browser.once('connect', open));
    browser.write('GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await new Promise((answered) => browser.once('data', answered));
    service.child.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    browser.destroy();
  });

  it('whose port is in use says so in one sentence and ends with 2', async () => {
    const other = createServer();
    await new Promise<void>((open) => other.listen(0, '127.0.0.1', open));
    const port = String((other.address() as AddressInfo).port);
    for (const taken of [{ CLAIMWRIGHT_PORT: port }, { CLAIMWRIGHT_SANDBOX_PORT: port }]) {
      const { code, err } = await ran(NODE, ['src/main.ts', 'serve'], { ...FREE, ...taken });
      expect([code, err.trimEnd().split('\n')]).toEqual([2, [expect.stringContaining(`port ${port}`)]]);
    }
    await new Promise((closed) => other.close(closed));
  });

  it('with a wrong configuration names every variable and ends with 2', async () => {
    const wrong = { CLAIMWRIGHT_HOST: '0.0.0.0', CLAIMWRIGHT_PORT: 'x', CLAIMWRIGHT_TOKEN: 'hush' };
    const { code, out, err } = await ran(NODE, ['src/main.ts', 'serve'], { ...FREE, ...wrong });
    expect([code, out]).toEqual([2, '']);
    for (const name of Object.keys(wrong)) expect(err).toContain(name);
    expect(err).not.toMatch(STACK);
    expect(err).not.toContain('hush');
  });

  it('whose EHR cannot be reached says so in one sentence and ends with 2', async () => {
    const ehr = createServer((_request, response) => response.writeHead(403).end());
    await new Promise<void>((open) => ehr.listen(0, '127.0.0.1', open));
    const url = `http://127.0.0.1:${(ehr.address() as AddressInfo).port}/fhir`;
    const { code, err } = await ran(NODE, ['src/main.ts', 'serve'], {
      ...FREE,
      CLAIMWRIGHT_EHR_URL: url,
      CLAIMWRIGHT_OPEN_LOOPBACK: 'true',
      // The look for cancelled encounters meets the same, and warns of it in the log.
      CLAIMWRIGHT_LOG_LEVEL: 'error',
    });
    expect([code, err.trimEnd().split('\n')]).toEqual([2, [expect.stringContaining('The EHR answered 403')]]);
    await new Promise((closed) => ehr.close(closed));
  });
});

describe('npx claimwright', () => {
  it('runs on Node 24, whatever the machine has', async () => {
    const { code, out } = await ran('npx', ['node', '--version']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^v24\./)]);
  });

  it('mappings test runs every case', async () => {
    const { code, out, err } = await ran('npx', ['claimwright', 'mappings', 'test'], FREE);
    expect(err).toBe('');
    expect(out).toMatch(/\n\d+ passed, 0 failed\n$/);
    expect(code).toBe(0);
  });

  it('code codes an example', async () => {
    const file = 'examples/charts/diabetes-ckd-office-visit/bundle.json';
    const { code, out, err } = await ran('npx', ['claimwright', 'code', file], FREE);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('E11.22');
    expect(out).toContain('99214');
  });

  it('code codes an encounter of the sandbox, and ends', async () => {
    const { code, out } = await ran(
      'npx',
      ['claimwright', 'code', 'Encounter/dm-ckd-encounter', '--json'],
      FREE,
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ resourceType: 'Parameters' });
  });

  it.each([
    [['code', 'none.json'], 'There is no file none.json here.'],
    [['code', 'package.json'], 'resourceType holds an unexpected value: the file must hold a FHIR Bundle.'],
    [['code', 'README.md'], 'The file is not a valid JSON document: it cannot be parsed.'],
    [['mappings', 'test', 'none'], 'There is no mapping module none here.'],
    [['code', 'Encounter/none'], 'The EHR has no Encounter/none.'],
    [['bill'], "error: unknown command 'bill'"],
  ])('%j ends with 2 and one sentence', async (args, sentence) => {
    const { code, out, err } = await ran(NODE, ['src/main.ts', ...args], FREE);
    expect([code, out, err]).toEqual([2, '', `${sentence}\n`]);
  });

  it('does not mind that nobody reads on', async () => {
    const { code, err } = await ran('sh', ['-c', 'npx claimwright mappings test | head -n 1'], FREE);
    expect([code, err]).toEqual([0, '']);
  });
});
