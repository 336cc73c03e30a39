/** Bulk exports: the whole way, what breaks on it, and where it must not lead. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type BulkRequest,
  type ConnectOptions,
  cancelExport,
  type ExportDeps,
  exportChanges,
  exportInto,
  linkEhr,
  memoryMarks,
  type Notice,
} from '../../../src/ehr/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { type BulkServer, bulkServer, cutOff, sendFile } from '../support/bulk-server.ts';
import { encounter } from '../support.ts';

let server: BulkServer;
let root: string;
let notices: Notice[];
let clock: ReturnType<typeof frozenClock>;
beforeEach(async () => {
  server = await bulkServer();
  root = mkdtempSync(join(tmpdir(), 'claimwright-bulk-'));
  notices = [];
  clock = frozenClock('2026-06-01T12:00:00Z');
});
afterEach(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

const link = (over: Partial<ConnectOptions> = {}) =>
  linkEhr({
    ...{ id: 'test', baseUrl: server.url, clock, random: () => 0.5, retries: 1 },
    notice: (n) => notices.push(n),
    ...over,
  });
const deps = (over: Partial<ExportDeps> = {}): ExportDeps => ({
  link: link(),
  folder: join(root, 'job'),
  ...over,
});
const reply = (
  res: ServerResponse,
  [status, headers]: readonly [number, Record<string, string>?],
  body = '',
): true => {
  res.writeHead(status, headers).end(body);
  return true;
};
const hang = (res: ServerResponse): true => {
  res.writeHead(200).write('{');
  return true;
};
const send = (...args: Parameters<typeof sendFile>): true => {
  sendFile(...args);
  return true;
};
const cut = (...args: Parameters<typeof cutOff>): true => {
  cutOff(...args);
  return true;
};
const ALL: BulkRequest = { level: 'system' };
const run = (request = ALL, over: Partial<ExportDeps> = {}) => exportInto(request, deps(over));
const ndjson = (...ids: readonly string[]): string =>
  ids.map((id) => JSON.stringify(encounter(id))).join('\n');
const asked = (): readonly string[] => server.asked.map((a) => `${a.method} ${decodeURIComponent(a.path)}`);
const text = (path: string): string => readFileSync(path, 'utf8');

describe('an export', () => {
  it('is asked for, waited for, fetched, and forgotten when all is done', async () => {
    server.files = [
      { type: 'Encounter', text: ndjson('e1', 'e2'), count: 2 },
      { kind: 'error', type: 'OperationOutcome', text: '{}' },
    ];
    const exported = await run();
    expect(exported).toMatchObject({
      transactionTime: '2026-06-01T12:00:00Z',
      files: [
        { kind: 'output', type: 'Encounter', lines: 2, tooLong: 0 },
        { kind: 'error', type: 'OperationOutcome' },
      ],
    });
    expect(text(exported.files[0]?.path ?? '')).toBe(ndjson('e1', 'e2'));
    await exported.discard();
    expect(asked()).toEqual([
      'GET /fhir/$export?_outputFormat=application/fhir+ndjson',
      'GET /jobs/1',
      'GET /files/0',
      'GET /files/1',
      'DELETE /jobs/1',
    ]);
    expect(server.asked[0]?.headers).toMatchObject({
      accept: 'application/fhir+json',
      prefer: 'respond-async',
    });
    expect(existsSync(join(root, 'job'))).toBe(false);
  });

  it.each<[BulkRequest, string]>([
    [
      { level: 'patient', types: ['Encounter', 'Condition'] },
      'GET /fhir/Patient/$export?_outputFormat=application/fhir+ndjson&_type=Encounter,Condition',
    ],
    [
      { level: { group: 'g1' }, since: '2026-05-01T00:00:00Z' },
      'GET /fhir/Group/g1/$export?_outputFormat=application/fhir+ndjson&_since=2026-05-01T00:00:00Z',
    ],
  ])('may be of a part: %j', async (request, wanted) => {
    await run(request);
    expect(asked()[0]).toBe(wanted);
  });

  it('may be asked for by POST', async () => {
    await run({ level: 'system', method: 'POST', types: ['Encounter'], since: '2026-05-01T00:00:00Z' });
    expect(asked()[0]).toBe('POST /fhir/$export');
    expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: '_outputFormat', valueString: 'application/fhir+ndjson' },
        { name: '_since', valueInstant: '2026-05-01T00:00:00Z' },
        { name: '_type', valueString: 'Encounter' },
      ],
    });
  });

  it('of a group that is no id is not asked for', async () => {
    await expect(run({ level: { group: '../x' } })).rejects.toMatchObject({ code: 'CW-5001' });
    expect(asked()).toEqual([]);
  });

  it('is waited for as long as the server says, within bounds, and tells how far it is', async () => {
    const said: string[] = [];
    server.waiting = 2;
    server.statusHeaders = { 'retry-after': '86400', 'x-progress': 'half\tdone' };
    await run(ALL, { progress: (s) => said.push(s) });
    expect([clock.waits, said]).toEqual([
      [600_000, 600_000],
      ['halfdone', 'halfdone'],
    ]);
  });

  it('is asked after ever more rarely where the server does not say when', async () => {
    server.waiting = 8;
    await run();
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  it('that the server does not begin, or ends with a fault, is told', async () => {
    server.special = (_, res) => reply(res, [400], '');
    await expect(run()).rejects.toMatchObject({ code: 'CW-8301', message: expect.stringContaining('400') });
    server.special = (req, res) => req.url === '/jobs/1' && reply(res, [422], '');
    await expect(run()).rejects.toMatchObject({ code: 'CW-8301', message: expect.stringContaining('422') });
  });

  it.each([
    ['a list', []],
    ['no time', { output: [], requiresAccessToken: false }],
    ['a time that is none', { transactionTime: 'yesterday', output: [] }],
    ['no list of files', { transactionTime: '2026-06-01T12:00:00Z' }],
    ['files that are no list', { transactionTime: '2026-06-01T12:00:00Z', output: {} }],
  ])('with a manifest of %s is told', async (_, body) => {
    server.special = (req, res) => req.url === '/jobs/1' && reply(res, [200], JSON.stringify(body));
    await expect(run()).rejects.toMatchObject({ code: 'CW-8301' });
  });
});

describe('where an export leads', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1:1/files/0',
    'https://[fd00:ec2::254]/x',
    'https://evil.example.com/files/0',
    'file:///etc/passwd',
    'ftp://127.0.0.1/x',
    'https://user:secret@evil.example.com/',
  ])('a file at %s is not fetched, nor any other of the export', async (url) => {
    server.files = [
      { type: 'Encounter', text: ndjson('e1') },
      { type: 'Encounter', text: '', url },
    ];
    await expect(run()).rejects.toMatchObject({ code: 'CW-2103' });
    expect(asked().filter((a) => a.includes('/files/'))).toEqual([]);
  });

  it('a status elsewhere is not asked', async () => {
    server.special = (_, res) => reply(res, [202, { 'content-location': 'http://169.254.169.254/' }]);
    await expect(run()).rejects.toMatchObject({ code: 'CW-2103' });
    server.special = (_, res) => reply(res, [202], '');
    await expect(run()).rejects.toMatchObject({ code: 'CW-2103' });
    expect(server.asked).toHaveLength(2);
  });

  it('a redirect of a file is not followed', async () => {
    const evil = await bulkServer();
    server.files = [
      {
        type: 'Encounter',
        text: '',
        special: (_, res) => reply(res, [302, { location: `${evil.origin}/files/0` }], ''),
      },
    ];
    await expect(run()).rejects.toMatchObject({ code: 'CW-8301', message: expect.stringContaining('302') });
    expect(evil.asked).toEqual([]);
    await evil.close();
  });

  it('a host that the connection names may hold the files, and gets a token only when one is asked for', async () => {
    const store = await bulkServer();
    store.files = [{ type: 'Encounter', text: ndjson('e1') }];
    server.files = [{ type: 'Encounter', text: '', url: `${store.origin}/files/0` }];
    const headers = async () => ({ authorization: 'Bearer token' });
    const hosts = [new URL(store.origin).host];
    for (const required of [false, true]) {
      server.requiresAccessToken = required;
      await (await exportInto(ALL, deps({ link: link({ headers }), hosts }))).discard();
    }
    expect(store.asked.map((a) => a.headers.authorization)).toEqual([undefined, 'Bearer token']);
    await store.close();
  });
});

describe('a file', () => {
  const one = async () => (await run()).files[0];

  it('that is packed is kept so, and its lines are counted', async () => {
    server.files = [{ type: 'Encounter', text: ndjson('e1', 'e2', 'e3'), gzip: true, count: 3 }];
    expect(await one()).toMatchObject({ lines: 3 });
  });

  it('that broke off goes on where it was, when the server has the same version', async () => {
    const etag = '"v1"';
    const long = ndjson(...Array.from({ length: 5000 }, (_, i) => `e${i}`));
    server.files = [
      {
        ...{ type: 'Encounter', text: long, etag },
        special: (_, res, n, bytes) => n === 1 && cut(res, bytes, { etag }),
      },
    ];
    expect(text((await one())?.path ?? '')).toBe(long);
    const second = server.asked.filter((a) => a.path === '/files/0')[1]?.headers;
    expect(second?.['if-range']).toBe(etag);
    expect(Number(/^bytes=(\d+)-$/.exec(second?.range ?? '')?.[1])).toBeGreaterThan(0);
  });

  it.each([
    ['has no tag', undefined, undefined],
    ['has a weak tag', 'W/"v1"', 'W/"v1"'],
    ['has another version by then', '"v1"', '"v2"'],
  ])('that broke off begins anew when the server %s', async (_, first, second) => {
    server.files = [
      {
        ...{ type: 'Encounter', text: ndjson('e1', 'e2') },
        ...(second ? { etag: second } : {}),
        special: (_req, res, n, bytes) => n === 1 && cut(res, bytes, first ? { etag: first } : {}),
      },
    ];
    expect(text((await one())?.path ?? '')).toBe(ndjson('e1', 'e2'));
  });

  it('whose server answers a range with another one begins anew', async () => {
    const etag = '"v1"';
    server.files = [
      {
        ...{ type: 'Encounter', text: ndjson('e1', 'e2'), etag },
        special(_, res, n, bytes) {
          if (n === 1) cutOff(res, bytes, { etag });
          else if (n === 2) res.writeHead(206, { 'content-range': 'bytes 0-9/10' }).end('0123456789');
          else return false;
          return true;
        },
      },
    ];
    expect(text((await one())?.path ?? '')).toBe(ndjson('e1', 'e2'));
  });

  it('that is packed and cut off at its end is fetched anew, never taken for whole', async () => {
    const lines = Array.from({ length: 500 }, (_, i) => `e${i}`);
    server.files = [
      {
        ...{ type: 'Encounter', text: ndjson(...lines), gzip: true },
        special: (req, res, n, bytes) => n === 1 && send(req, res, bytes.subarray(0, -30), { gzip: true }),
      },
    ];
    expect(await one()).toMatchObject({ lines: 500 });
    server.files = server.files.map((f) => ({
      ...f,
      special: (req, res, _n, bytes) => send(req, res, bytes.subarray(0, -30), { gzip: true }),
    }));
    rmSync(join(root, 'job'), { recursive: true });
    await expect(run()).rejects.toMatchObject({
      code: 'CW-2002',
      message: expect.stringContaining('damaged'),
    });
  });

  it('with fewer resources than promised is fetched anew, and at last told', async () => {
    server.files = [{ type: 'Encounter', text: ndjson('e1', 'e2'), count: 3 }];
    await expect(run(ALL, { retries: 1 })).rejects.toMatchObject({
      code: 'CW-2002',
      message: expect.stringContaining('2 instead of 3'),
    });
    expect(asked().filter((a) => a.includes('/files/'))).toHaveLength(2);
  });

  it('that stalls is given up and asked for again', async () => {
    server.files = [
      {
        type: 'Encounter',
        text: ndjson('e1'),
        special: (_, res, n) => n === 1 && hang(res),
      },
    ];
    const { files } = await run(ALL, { stall: 50 });
    expect(files[0]).toMatchObject({ lines: 1 });
  });

  it('waits as the server asks, and renews a token that was refused', async () => {
    let token = 1;
    server.requiresAccessToken = true;
    server.files = [
      {
        ...{ type: 'Encounter', text: ndjson('e1') },
        special(_, res, n) {
          if (n > 2) return false;
          res.writeHead(n === 1 ? 429 : 401, { 'retry-after': '7' }).end();
          return true;
        },
      },
    ];
    const smart = link({
      headers: async () => ({ authorization: `Bearer ${token}` }),
      refused: () => {
        token += 1;
      },
    });
    await exportInto(ALL, deps({ link: smart }));
    expect(server.asked.filter((a) => a.path === '/files/0').map((a) => a.headers.authorization)).toEqual([
      'Bearer 1',
      'Bearer 1',
      'Bearer 2',
    ]);
    expect(clock.waits[0]).toBe(7000);
  });

  it('that is not there any more is told at once', async () => {
    server.files = [{ type: 'Encounter', text: '', special: (_, res) => reply(res, [403], '') }];
    await expect(run()).rejects.toMatchObject({ code: 'CW-8301' });
    expect(asked().filter((a) => a.includes('/files/'))).toHaveLength(1);
  });

  it('is for this user alone, and named by nothing that the server says', async () => {
    server.files = [{ type: '../../../etc/passwd', text: ndjson('e1') }];
    const file = await one();
    expect(file?.path).toBe(join(root, 'job', '00001-output-Unknown.ndjson'));
    expect(statSync(file?.path ?? '').mode & 0o077).toBe(0);
  });
});

describe('an export that was interrupted', () => {
  const three = (fails: () => boolean) => {
    server.files = ['a', 'b', 'c'].map((id, i) => ({
      ...{ type: 'Encounter', text: ndjson(id) },
      special: (_req, res) => i === 1 && fails() && reply(res, [403], ''),
    }));
  };

  it('goes on with the files that are missing, without another job', async () => {
    let broken = true;
    three(() => broken);
    await expect(run()).rejects.toMatchObject({ code: 'CW-8301' });
    broken = false;
    server.waiting = 0;
    const { files } = await run();
    expect(files.map((f) => text(f.path))).toEqual([ndjson('a'), ndjson('b'), ndjson('c')]);
    expect(asked().filter((a) => a.includes('$export'))).toHaveLength(1);
    expect(asked().filter((a) => a === 'GET /files/0')).toHaveLength(1);
  });

  it('while it was waited for goes on with its job; one that is forgotten is asked for again', async () => {
    const stop = new AbortController();
    server.waiting = 1;
    server.special = (req) => {
      if (req.url === '/jobs/1') stop.abort();
      return false;
    };
    await expect(run(ALL, { signal: stop.signal })).rejects.toThrow(/abort/i);
    let gone = true;
    server.special = (req, res) => {
      if (req.url !== '/jobs/1' || !gone) return false;
      gone = false;
      res.writeHead(404).end();
      return true;
    };
    await run();
    expect(asked().filter((a) => a.includes('$export'))).toHaveLength(2);
  });

  it('for another question is given up, and the new one begins', async () => {
    await run();
    await run({ level: 'patient' });
    expect(asked()).toContain('DELETE /jobs/1');
    expect(asked().filter((a) => a.includes('$export'))).toHaveLength(2);
  });

  it('may be cancelled, and takes nothing of others from its folder', async () => {
    server.files = [{ type: 'Encounter', text: ndjson('a') }];
    await run();
    writeFileSync(join(root, 'job', 'my-notes.ndjson'), '');
    await cancelExport(deps());
    expect(asked().at(-1)).toBe('DELETE /jobs/1');
    expect(readdirSync(join(root, 'job'))).toEqual(['my-notes.ndjson']);
  });

  it('whose job the server will not forget is told of, and is done all the same', async () => {
    const exported = await run();
    server.special = (_, res) => reply(res, [405], '');
    await exported.discard();
    expect(notices.map((n) => n.reason)).toEqual(['the EHR answered 405']);
  });
});

describe('changes by export', () => {
  const marks = memoryMarks(frozenClock('2026-06-01T00:00:00Z'));
  const take = (over: object = {}) => {
    const taken: string[] = [];
    const deleted: string[] = [];
    const changes = exportChanges({
      ...deps(),
      ...{ request: { level: 'system' as const }, marks, holder: 'me' },
      accept: async (ids) => void taken.push(...ids),
      deleted: async (ids) => void deleted.push(...ids),
      ...over,
    });
    return changes.then((result) => ({ result, taken, deleted }));
  };

  it('are the finished encounters, those deleted, and what could not be read; the next begins where this one was made', async () => {
    const removal = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { request: { method: 'DELETE', url: 'Encounter/gone' } },
        { request: { method: 'DELETE', url: 'Patient/p' } },
        {},
      ],
    };
    server.files = [
      {
        type: 'Encounter',
        text: `${ndjson('e1')}\nnot json\n${JSON.stringify(encounter('open', { status: 'in-progress' }))}\nnull\n{"resourceType":"Patient"}\n${ndjson('e2')}`,
      },
      { kind: 'deleted', type: 'Bundle', text: JSON.stringify(removal) },
      { kind: 'error', type: 'OperationOutcome', text: '{"resourceType":"OperationOutcome"}' },
    ];
    const first = await take();
    expect(first).toEqual({
      result: { arrivals: 2, deleted: ['gone'], unreadable: 2, errors: 1 },
      taken: ['e1', 'e2'],
      deleted: ['gone'],
    });
    expect(notices.map((n) => n.reason)).toEqual([
      '2 lines hold no resource and are left out',
      'the EHR reports 1 errors about what it did not export',
    ]);
    await take();
    const kickOffs = asked().filter((a) => a.includes('$export'));
    expect(kickOffs.map((k) => /_since=(\S+?)(?:&|$)/.exec(k)?.[1])).toEqual([
      undefined,
      '2026-06-01T12:00:00Z',
    ]);
    expect(kickOffs[0]).toContain('_type=Encounter');
    expect(existsSync(join(root, 'job'))).toBe(false);
  });

  it('move no mark when the intake fails, and are gone on with', async () => {
    const fresh = memoryMarks(clock);
    server.files = [{ type: 'Encounter', text: ndjson('e1') }];
    const accept = async (): Promise<void> => {
      throw new Error('disk');
    };
    await expect(take({ marks: fresh, accept })).rejects.toThrow('disk');
    expect((await take({ marks: fresh })).taken).toEqual(['e1']);
    expect(asked().filter((a) => a.includes('$export'))).toHaveLength(1);
  });

  it('are taken in by one process at a time', async () => {
    await marks.lease('test/bulk', 'you', 60);
    expect((await take()).result).toBe('elsewhere');
    expect(server.asked).toEqual([]);
    await marks.release('test/bulk', 'you');
  });
});
