import { afterEach, describe, expect, it } from 'vitest';
import { retryAfter } from '../../src/ehr/http/retry.ts';
import {
  bundle,
  issue,
  json,
  never,
  type Reply,
  reset,
  resetMidBody,
  type Stub,
  startStub,
  text,
} from './stub.ts';
import { connect, drained, encounter } from './support.ts';

let stub: Stub | undefined;
afterEach(() => stub?.close());

const good = json(bundle([encounter('e1')]));

/** The replies in turn; the last one is repeated. */
async function answering(...replies: readonly Reply[]): Promise<string> {
  let n = 0;
  stub = await startStub(() => replies[Math.min(n++, replies.length - 1)] ?? good);
  return stub.url;
}

describe('what may be gone the next time is tried again', () => {
  it.each([
    ['429', issue(429, 'throttled')],
    ['500', issue(500, 'exception')],
    ['502', text('<html>bad gateway</html>', 502)],
    ['503', issue(503, 'transient')],
    ['504', text('', 504)],
    ['a reset connection', reset],
    ['a reset in the middle of the answer', resetMidBody],
  ])('%s', async (_, reply) => {
    const { ehr, waits } = connect(await answering(reply, reply, good));
    expect(await drained(ehr.finishedEncounters())).toHaveLength(1);
    // Full jitter, here always the middle of it: half of 500 ms, half of 1 s.
    expect(waits).toEqual([250, 500]);
  });

  it('a server that says nothing, after the time for one attempt', async () => {
    const { ehr, waits } = connect(await answering(never), { timeout: 20, retries: 1 });
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({
      code: 'CW-2002',
      message: expect.stringContaining('timeout; tries: 2'),
    });
    expect(waits).toEqual([250]);
  });

  it('but not for ever, and the waits grow only so far', async () => {
    const { ehr, waits } = connect(await answering(issue(503, 'transient')), {
      retries: 9,
      random: () => 0.999,
    });
    const fault = await drained(ehr.finishedEncounters()).catch((e: unknown) => e);
    expect(fault).toMatchObject({
      code: 'CW-2002',
      message: expect.stringContaining('status 503; tries: 10'),
    });
    expect(stub?.seen).toHaveLength(10);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
  });

  it('a server that is not there is told as such', async () => {
    const url = await answering(good);
    await stub?.close();
    const { ehr } = connect(url, { retries: 1 });
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({
      code: 'CW-2002',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });
});

describe('Retry-After', () => {
  it.each([
    ['seconds', '7', 7000],
    ['an HTTP date', 'Mon, 01 Jun 2026 00:00:20 GMT', 20_000],
    ['a date that is over', 'Sun, 31 May 2026 23:00:00 GMT', 0],
    ['an hour, which is cut to a minute', '3600', 60_000],
    ['something else, which is passed over', 'soon', 250],
  ])('in %s', async (_, header, wait) => {
    const url = await answering(issue(429, 'throttled', { 'retry-after': header }), good);
    const { ehr, waits } = connect(url);
    expect(await drained(ehr.finishedEncounters())).toHaveLength(1);
    expect(waits).toEqual([wait]);
  });

  it.each([[null], [''], ['-1'], ['1.5e'], ['99999999999']])('%j is none', (header) => {
    expect(retryAfter(header, '2026-06-01T00:00:00Z')).toBeUndefined();
  });
});

describe('what will be the same the next time is not tried again', () => {
  it.each([[400], [401], [403], [404], [409], [422], [501]])('%i', async (status) => {
    const { ehr, waits } = connect(await answering(issue(status, 'processing')));
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({ code: 'CW-2003', status });
    expect([stub?.seen.length, waits]).toEqual([1, []]);
  });

  it('a redirect, which is not followed either', async () => {
    const { ehr } = connect(await answering(text('', 302, { location: 'http://169.254.169.254/' })));
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({ code: 'CW-2003', status: 302 });
  });

  it.each([
    ['HTML', text('<html>login</html>')],
    ['truncated JSON', text('{"resourceType":"Bundle","entry":[')],
    ['nothing', text('')],
    ['a list', json([])],
    ['no resource', json({ hello: 1 })],
    ['another resource', json({ resourceType: 'Patient' })],
  ])('%s where a Bundle should be', async (_, reply) => {
    const { ehr } = connect(await answering(reply));
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({ code: 'CW-2005' });
    expect(stub?.seen).toHaveLength(1);
  });

  it('an answer without end is given up', async () => {
    let sent = 0;
    const url = await answering((res) => {
      res.writeHead(200);
      const more = (): void => {
        while (sent < 1e9 && res.write('x'.repeat(65_536))) sent += 65_536;
      };
      res.on('drain', more);
      more();
    });
    const { ehr } = connect(url, { maxBytes: 100_000 });
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({ code: 'CW-2005' });
    expect(sent).toBeLessThan(50_000_000);
  });
});

describe('faults', () => {
  it('carry nothing of what the EHR said', async () => {
    const { ehr } = connect(await answering(issue(400, 'invalid')));
    const fault: unknown = await drained(ehr.finishedEncounters()).catch((e: unknown) => e);
    const told = `${String(fault)} ${JSON.stringify(fault)} ${String((fault as Error).cause)}`;
    expect(told).not.toMatch(/Canary|123-45/);
    expect(fault).toMatchObject({
      message: 'The EHR answered 400 to GET Encounter?status=&_count=.',
      issues: ['invalid'],
    });
  });
});

describe('headers', () => {
  it('are asked for before every attempt', async () => {
    let token = 0;
    const headers = async () => {
      token += 1;
      return { authorization: `Bearer ${token}` };
    };
    const { ehr } = connect(await answering(issue(503, 'transient'), good), { headers });
    await drained(ehr.finishedEncounters());
    expect(stub?.seen.map((s) => [s.headers.authorization, s.headers.accept])).toEqual([
      ['Bearer 1', 'application/fhir+json'],
      ['Bearer 2', 'application/fhir+json'],
    ]);
  });
});

describe('the base URL', () => {
  it.each([
    '',
    'ftp://x/fhir',
    'file:///etc/passwd',
    'http://user:pw@host/fhir',
    'http://host/fhir?x=1',
    'fhir',
  ])('%j is refused', (baseUrl) => {
    expect(() => connect(baseUrl)).toThrow(expect.objectContaining({ code: 'CW-5001' }));
  });

  it('loses its trailing slashes', () => {
    expect(connect('http://host/fhir//').ehr.baseUrl).toBe('http://host/fhir');
  });
});
