/** What no client should send: every door answers with a plain outcome, and none with a fault of ours. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle } from '../../src/fhir/index.ts';
import { appOn, bundleOf, example, raw, smallVisit, standing } from '../support/service.ts';
import { expectOutcome, expectProblem, expectSafe, FHIR, listening } from './support.ts';

const base = await standing();
const { app, log } = appOn(base);
let server: Awaited<ReturnType<typeof listening>>;
beforeAll(async () => {
  server = await listening(app);
});
afterAll(async () => {
  await server.close();
  // Nothing of all this was a fault of ours.
  expect(log.lines.filter((l) => l.level === 'error')).toEqual([]);
});

type Sent = Parameters<typeof raw>[3];
const ask = (method: string, path: string, sent: Sent = {}) => raw(server.url, method, path, sent);
const post = (path: string, body: string | Buffer, headers: Readonly<Record<string, string>> = FHIR) =>
  ask('POST', path, { headers, body });

const ON_ENCOUNTER = '/fhir/Encounter/uri-encounter/$suggest-codes';
const POSTS = ['/fhir/$suggest-codes', '/fhir/Claim/$validate', ON_ENCOUNTER] as const;
const READING = POSTS.slice(0, 2);

describe.each(POSTS)('a body posted to %s', (path) => {
  it.each([
    '{',
    '}',
    '{"resourceType":',
    "{'resourceType':'Bundle'}",
    '\u0000',
    'null null',
    '{"a":1}{"b":2}',
    '<Bundle/>',
  ])('that is not JSON: %j', async (body) => {
    expectOutcome(await post(path, body), 400, 'CW-1001');
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/fhir+xml',
    'multipart/form-data; boundary=x',
    'x',
    '',
  ])('as %j', async (type) => {
    const issue = expectOutcome(await post(path, '{}', { 'content-type': type }), 415, 'CW-1006');
    expect(issue?.diagnostics).toContain('application/fhir+json');
  });

  it('without a content type', async () => {
    expectOutcome(await post(path, '{}', {}), 415, 'CW-1006');
    expectOutcome(await post(path, '{}', { 'transfer-encoding': 'chunked' }), 415, 'CW-1006');
  });

  it('in an unknown encoding or character set', async () => {
    expectOutcome(await post(path, '{}', { ...FHIR, 'content-encoding': 'none-such' }), 415, 'CW-1006');
    const type = 'application/fhir+json; charset=none-such';
    expectOutcome(await post(path, '{}', { 'content-type': type }), 415, 'CW-1006');
  });

  it('that is not what its encoding says', async () => {
    expectOutcome(await post(path, '{}', { ...FHIR, 'content-encoding': 'gzip' }), 400, 'CW-1002');
  });

  it('that is larger than one encounter can be, also when it is packed', async () => {
    const huge = `{"resourceType":"Bundle","x":"${'x'.repeat(26 * 1024 * 1024)}"}`;
    const issue = expectOutcome(await post(path, huge), 413, 'CW-1005');
    expect(issue?.code).toBe('too-long');
    const packed = gzipSync(huge);
    expect(packed.length).toBeLessThan(100_000);
    expectOutcome(await post(path, packed, { ...FHIR, 'content-encoding': 'gzip' }), 413, 'CW-1005');
  });
});

describe.each(READING)('a body posted to %s', (path) => {
  it.each(['null', '1', '"x"', 'true'])('that is a bare value: %s', async (body) => {
    expectOutcome(await post(path, body), 400, 'CW-1001');
  });

  it('that is a list', async () => {
    expectOutcome(await post(path, '[]'), 400, 'CW-1002');
    expectOutcome(await post(path, '[{"resourceType":"Bundle"}]'), 400, 'CW-1002');
  });

  it.each(['', '{}', '{"resourceType":null}', '{"resourceType":"Patient"}', '{"resourceType":["Bundle"]}'])(
    'that is none of the resources: %j',
    async (body) => {
      const issue = expectOutcome(await post(path, body), 422, 'CW-1004');
      expect(issue?.expression).toEqual(['resourceType']);
    },
  );

  it('that is not there at all', async () => {
    expectOutcome(await ask('POST', path), 400, 'CW-1002');
  });

  it('that is nested 10,000 deep', async () => {
    const deep = (open: string, close: string): string => open.repeat(10_000) + close.repeat(10_000);
    const nested = (inner: string, type = 'Bundle'): string =>
      `{"resourceType":"${type}","entry":[{"resource":{"resourceType":"Encounter","x":${inner}}}],"item":${inner}}`;
    for (const inner of [deep('[', ']'), deep('{"x":', '}').replace('}', '1}')]) {
      for (const type of ['Bundle', 'Claim', 'Parameters']) expectSafe(await post(path, nested(inner, type)));
      expectSafe(await post(path, `{"resourceType":"Bundle","meta":${inner}}`));
      expectSafe(
        await post(path, `{"resourceType":"Parameters","parameter":[{"name":"chart","part":${inner}}]}`),
      );
    }
    expectOutcome(await post('/fhir/$suggest-codes', nested(deep('[', ']'))), 422, 'CW-1009');
  });

  it('that would change the prototype of every object', async () => {
    const evil =
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}';
    const chart = JSON.stringify(bundleOf(smallVisit('a'))).replaceAll(
      '{"resourceType"',
      `{${evil},"resourceType"`,
    );
    for (const body of [
      chart,
      `{${evil},"resourceType":"Claim"}`,
      `{"resourceType":"Parameters","parameter":[{${evil}}]}`,
    ])
      expectSafe(await post(path, body));
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('that names things every object has', async () => {
    for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
      expectSafe(
        await post(path, `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"${type}"}}]}`),
      );
  });
});

describe('the id of an encounter', () => {
  it.each([
    '..%2fPatient%2fx',
    '%2e%2e%2fPatient%2fx',
    '%00',
    'a%00b',
    'a%0d%0aX-Evil:1',
    'a%20b',
    'a_b',
    'a%2Fb',
    'é',
    '%F0%9F%92%A9',
    'x'.repeat(65),
    'x'.repeat(4000),
    '$',
    '*',
    "'%20or%201=1",
  ])('%s is none', async (id) => {
    const answer = await ask(
      'POST',
      `/fhir/Encounter/${encodeURI(id).replaceAll('%25', '%')}/$suggest-codes`,
    );
    expectOutcome(answer, 404, 'CW-1007');
    expect(answer.headers).not.toHaveProperty('x-evil');
  });

  it('of 64 characters is asked for', async () => {
    expectOutcome(await ask('POST', `/fhir/Encounter/${'x'.repeat(64)}/$suggest-codes`), 404, 'CW-2001');
  });

  it.each(['.', '..', '...'])('%s is never a path', async (id) => {
    expectOutcome(await ask('POST', `/fhir/Encounter/${id}/$suggest-codes`), 400, 'CW-1002');
  });

  it('that cannot be decoded is a bad request', async () => {
    expectOutcome(await ask('POST', '/fhir/Encounter/%E0%A4%A/$suggest-codes'), 400, 'CW-1002');
  });
});

describe('another format than JSON', () => {
  it.each(['xml', 'application/fhir%2Bxml', 'ttl', 'html', '', 'text/xml'])('_format=%s', async (format) => {
    for (const [method, path] of [
      ['GET', '/fhir/metadata'],
      ['POST', ON_ENCOUNTER],
      ['GET', '/fhir/none'],
    ])
      expectOutcome(await ask(method ?? '', `${path}?_format=${format}`), 406, 'CW-1010');
  });

  it.each(['json', 'application/json', 'application/fhir%2Bjson', 'application/fhir+json', 'text/json'])(
    '_format=%s is what there is',
    async (format) => {
      const answer = await ask('GET', `/fhir/metadata?_format=${format}`, {
        headers: { accept: 'text/html' },
      });
      expect(answer.status).toBe(200);
      expect((await ask('POST', `${ON_ENCOUNTER}?_format=${format}`)).status).toBe(200);
    },
  );

  it.each(['application/fhir+xml', 'image/*', 'application/json;q=0', 'application/json; Q=0.000, text/css'])(
    'Accept: %s',
    async (accept) => {
      expectOutcome(await ask('GET', '/fhir/metadata', { headers: { accept } }), 406, 'CW-1010');
    },
  );

  it.each([
    '*/*',
    'application/*',
    'application/fhir+json; fhirVersion=4.0',
    'application/json;charset=utf-8',
    'TEXT/JSON;q=0.1',
    'text/html,*/*;q=0.8',
    '',
  ])('Accept: %j is what there is', async (accept) => {
    expect((await ask('GET', '/fhir/metadata', { headers: { accept } })).status).toBe(200);
  });
});

describe('a path', () => {
  it.each([
    '/fhir',
    '/fhir/',
    '/fhir/none',
    '/fhir/Patient/1',
    '/fhir/Encounter/a',
    '/fhir/metadata/x',
    '/fhir/%',
  ])('%s is not in the FHIR endpoint', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
      expectOutcome(await ask(method, path), 404, 'CW-1007');
  });

  it.each([
    '/fhir/OperationDefinition/none',
    '/fhir/StructureDefinition/__proto__',
    '/fhir/OperationDefinition/claim',
  ])('%s is no definition', async (path) => {
    expectOutcome(await ask('GET', path), 404, 'CW-1007');
  });

  it.each([
    '/api',
    '/api/',
    '/api/none',
    '/api/cases/none',
    '/api/cases/%00',
    '/api/cases/__proto__',
    '/api/cases/a/b',
  ])('%s is not in the API', async (path) => {
    const answer = await ask('GET', path);
    expectProblem(answer, 404, 'CW-1007');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/....//package.json',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/.git/config',
    '/.env',
    '/.%00',
    '/%00',
    '/%',
    '/index.html%00.js',
    '/app.js/',
    '/none.html',
    '/FHIR/metadata',
    '/fhirx',
  ])('%s leads to no file', async (path) => {
    const answer = await ask('GET', path);
    expectSafe(answer);
    expect([400, 403, 404]).toContain(answer.status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.text).not.toMatch(/claimwright"|root:|\[core\]/);
  });
});

describe('a method that a path does not have', () => {
  const doors: readonly (readonly [string, string])[] = [
    ...POSTS.map((path) => [path, 'POST'] as const),
    ['/fhir/metadata', 'GET, HEAD'],
    ['/fhir/OperationDefinition/suggest-codes', 'GET, HEAD'],
    ['/fhir/StructureDefinition/claimwright-professional-claim', 'GET, HEAD'],
    ['/api/cases', 'GET, HEAD'],
    ['/api/cases/x', 'GET, HEAD'],
    ['/api/status', 'GET, HEAD'],
    ['/api/process', 'POST'],
    ['/health', 'GET, HEAD'],
  ];

  it.each(doors)('%s has %s', async (path, allow) => {
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((m) => !allow.includes(m));
    for (const method of others) {
      const answer = await ask(method, path);
      if (path.startsWith('/fhir')) expectOutcome(answer, 405, 'CW-1008');
      else expectProblem(answer, 405, 'CW-1008');
      expect(answer.headers.allow).toBe(allow);
    }
  });

  it.each(doors.filter(([, allow]) => allow.includes('HEAD')))(
    '%s answers HEAD without a body',
    async (path) => {
      if (path === '/api/cases/x') return;
      expect(await ask('HEAD', path)).toMatchObject({ status: 200, text: '' });
    },
  );
});

describe('who asks', () => {
  it.each([
    'evil.example',
    'evil.example:8100',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '169.254.1.1',
    '0.0.0.0',
    '[::2]',
  ])('a page that resolved %j to this machine is not answered', async (host) => {
    for (const path of ['/', '/health', '/api/cases', '/app.js'])
      expectProblem(await ask('GET', path, { headers: { host } }), 404, 'CW-1007');
    expectOutcome(await ask('POST', ON_ENCOUNTER, { headers: { host } }), 404, 'CW-1007');
  });

  it.each(['localhost', 'localhost:8100', 'LOCALHOST', '127.0.0.1:1', '[::1]:8100'])(
    '%s is',
    async (host) => {
      expect((await ask('GET', '/api/cases', { headers: { host } })).status).toBe(200);
    },
  );
});

describe('any JSON', () => {
  const key = fc.oneof(
    fc.constantFrom(
      'resourceType',
      'entry',
      'resource',
      'parameter',
      'name',
      'valueReference',
      'reference',
      'id',
    ),
    fc.constantFrom(
      'code',
      'coding',
      'subject',
      'encounter',
      'period',
      'status',
      'item',
      'diagnosis',
      '__proto__',
    ),
    fc.string(),
  );
  const leaf = fc.oneof(
    fc.constantFrom(
      'Bundle',
      'Claim',
      'Encounter',
      'Condition',
      'Parameters',
      'Patient',
      'chart',
      'Encounter/a',
      '#',
      '',
    ),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(key, tie('value'), { maxKeys: 6 }),
    ),
  }));
  const body = fc.oneof(
    value,
    fc.record({
      resourceType: fc.constantFrom('Bundle', 'Claim', 'Parameters'),
      entry: value,
      parameter: value,
      item: value,
      diagnosis: value,
    }),
    fc.record({
      resourceType: fc.constant('Bundle'),
      entry: fc.array(
        fc.record({
          resource: fc.record({
            resourceType: leaf,
            code: value,
            subject: value,
            period: value,
            encounter: value,
          }),
        }),
      ),
    }),
  );

  it.each(POSTS)('posted to %s is answered, and is no fault of ours', async (path) => {
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        expectSafe(await post(path, JSON.stringify(sent) ?? ''));
      }),
      { numRuns: 150 },
    );
  });

  it('in a chart that was right is answered, and is no fault of ours', async () => {
    const chart = example('uri-simple-visit').bundle;
    const paths = leavesOf(chart);
    await fc.assert(
      fc.asyncProperty(fc.nat(paths.length - 1), fc.nat(4), value, async (which, up, sent) => {
        const path = paths[which] ?? [];
        const changed = structuredClone(chart);
        put(changed, path.slice(0, Math.max(1, path.length - up)), sent);
        expectSafe(await post('/fhir/$suggest-codes', JSON.stringify(changed)));
      }),
      { numRuns: 300 },
    );
  });
});

type Path = readonly (string | number)[];

function leavesOf(value: unknown, at: Path = []): readonly Path[] {
  if (value === null || typeof value !== 'object') return [at];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...at, key]));
}

function put(target: Bundle, path: Path, value: unknown): void {
  const last = path.at(-1) ?? '';
  let place = target as unknown as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
  place[last] = value;
}
