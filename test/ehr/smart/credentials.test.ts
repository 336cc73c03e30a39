/** SMART Backend Services against a server that checks the proof: what works, what is renewed, and what is refused. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  connectEhr,
  publishedKeys,
  type SmartAuth,
  type SmartOptions,
  signingKeys,
  smartCredentials,
} from '../../../src/ehr/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { json, never, type Reply, reset, text } from '../stub.ts';
import { jwkFile } from '../support/keys.ts';
import { type SmartServer, type SmartServerOptions, startSmartServer } from '../support/smart-server.ts';
import { drained, encounter } from '../support.ts';

const KEYS = await signingKeys([await jwkFile('ES384', 'now'), await jwkFile('RS384', 'before')]);
const CLIENT = 'claimwright-client';

let servers: SmartServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((s) => s.close()));
  servers = [];
});

async function start(
  over: Partial<SmartServerOptions> = {},
  auth: Partial<SmartAuth> = {},
  more: Partial<SmartOptions> = {},
) {
  const clock = frozenClock('2026-06-01T00:00:00Z');
  const server = await startSmartServer({
    clock,
    clientId: CLIENT,
    keys: () => publishedKeys(KEYS).keys,
    resources: [encounter('e1')],
    ...over,
  });
  servers.push(server);
  const notices: string[] = [];
  const options = {
    clock,
    random: () => 0.5,
    notice: (n: { reason: string }) => notices.push(n.reason),
    ...more,
  };
  const credentials = smartCredentials(
    { baseUrl: server.url, clientId: CLIENT, keys: async () => KEYS, ...auth },
    options,
  );
  const ehr = connectEhr({ id: 'smart', baseUrl: server.url, clock, random: () => 0.5, ...credentials });
  return { server, credentials, ehr, clock, notices };
}

const scopeOf = (server: SmartServer, n = 0) => (server.forms[n]?.get('scope') ?? '').split(' ');

describe('a connection that proves itself', () => {
  it.each(['now', 'before'])('reads with the token it was given for the key %s', async (kid) => {
    const { ehr, server } = await start({}, { kid });
    expect(await drained(ehr.finishedEncounters())).toHaveLength(1);
    expect(server.given).toHaveLength(1);
    const [header = ''] = (server.forms[0]?.get('client_assertion') ?? '').split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ kid, typ: 'JWT' });
  });

  it('asks for what it uses and no more, in the words of v2', async () => {
    const { credentials, server } = await start();
    await credentials.headers();
    const scopes = scopeOf(server);
    expect(scopes).toContain('system/Encounter.rs');
    expect(scopes).toContain('system/Claim.crus');
    expect(scopes).toContain('system/Medication.r');
    expect(scopes.filter((s) => s.includes('*') || /\.[crs]*[ud]/.test(s))).toEqual(['system/Claim.crus']);
  });

  it('signs with a key whose algorithm the server takes', async () => {
    const { credentials, server } = await start({
      configuration: () => ({ token_endpoint_auth_signing_alg_values_supported: ['RS384'] }),
    });
    await credentials.headers();
    const [header = ''] = (server.forms[0]?.get('client_assertion') ?? '').split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'RS384' });
  });

  it('asks a token endpoint that was written down without asking where it is', async () => {
    const { server } = await start();
    const clock = frozenClock('2026-06-01T00:00:00Z');
    const auth = { clientId: CLIENT, keys: async () => KEYS, tokenUrl: `${server.url}/token` };
    const credentials = smartCredentials({ baseUrl: 'https://ehr.invalid/fhir', ...auth }, { clock });
    expect(await credentials.headers()).toEqual({ authorization: `Bearer ${server.given[0]}` });
    expect(server.seen.map((s) => s.path)).toEqual(['token']);
  });

  it('tells of scopes that were not granted', async () => {
    const { credentials, notices } = await start({
      token: () => json({ access_token: 'x', token_type: 'Bearer', expires_in: 60, scope: 'system/*.rs' }),
    });
    await credentials.headers();
    expect(notices).toEqual(['2 scopes were not granted']);
  });
});

describe('a token', () => {
  it('is kept until shortly before its end, and then another is fetched', async () => {
    const { credentials, server, clock } = await start({ expiresIn: 300 });
    const first = await credentials.headers();
    await clock.wait(269_000);
    expect(await credentials.headers()).toEqual(first);
    await clock.wait(1000);
    expect(await credentials.headers()).not.toEqual(first);
    expect(server.forms).toHaveLength(2);
  });

  it('is fetched once however many wait for it', async () => {
    const { credentials, server } = await start();
    const all = await Promise.all(Array.from({ length: 20 }, () => credentials.headers()));
    expect(new Set(all.map((h) => h.authorization)).size).toBe(1);
    expect(server.forms).toHaveLength(1);
  });

  it('that was withdrawn is renewed once for all who used it, and their reading goes on', async () => {
    const { ehr, server } = await start();
    await drained(ehr.finishedEncounters());
    server.revoke();
    await Promise.all([1, 2, 3].map(() => drained(ehr.finishedEncounters())));
    expect(server.forms).toHaveLength(2);
  });

  it('that the EHR never takes is not fetched for ever: the second 401 is the answer', async () => {
    const { ehr, server } = await start({
      token: () => json({ access_token: 'never-good', token_type: 'Bearer', expires_in: 300 }),
    });
    await expect(drained(ehr.finishedEncounters())).rejects.toMatchObject({ code: 'CW-2003', status: 401 });
    expect(server.forms).toHaveLength(2);
  });

  it.each([
    ['a number', 120, 90_000],
    ['a number in quotes', '120', 90_000],
    ['nothing', undefined, 45_000],
    ['less than nothing', -5, 45_000],
    ['no number', 'soon', 45_000],
    ['a moment', 2, 1500],
  ])('that lasts %s is fresh as long', async (_, expires_in, fresh) => {
    const { credentials, server, clock } = await start({
      token: () => json({ access_token: 'x', token_type: 'Bearer', expires_in }),
    });
    await credentials.headers();
    await clock.wait(fresh - 1);
    await credentials.headers();
    expect(server.forms).toHaveLength(1);
    await clock.wait(1);
    await credentials.headers();
    expect(server.forms).toHaveLength(2);
  });
});

describe('a token endpoint in trouble', () => {
  it.each<[string, Reply]>([
    ['503', text('<html>', 503)],
    ['429', json({}, 429, { 'retry-after': '1' })],
    ['a reset', reset],
    ['"come again"', json({ error: 'temporarily_unavailable' }, 400)],
  ])('is asked again after %s, each time with a new proof', async (_, reply) => {
    const { credentials, server, clock } = await start({
      token: (_seen, nth) => (nth < 3 ? reply : undefined),
    });
    await credentials.headers();
    const proofs = server.forms.map((f) => f.get('client_assertion') ?? '');
    const jtis = proofs.map(
      (p) => JSON.parse(Buffer.from(p.split('.')[1] ?? '', 'base64url').toString()).jti,
    );
    expect(new Set(jtis).size).toBe(3);
    expect(clock.waits).toHaveLength(2);
  });

  it('that says nothing is given up in bounded time', async () => {
    const { credentials } = await start({ token: () => never }, {}, { timeout: 20, retries: 1 });
    await expect(credentials.headers()).rejects.toMatchObject({
      code: 'CW-2002',
      message: expect.stringMatching(/timeout; tries: 2/),
    });
  });

  it('does not keep its failure', async () => {
    const { credentials } = await start({
      token: (_seen, nth) => (nth === 1 ? json({ error: 'invalid_client' }, 401) : undefined),
    });
    await expect(credentials.headers()).rejects.toMatchObject({ code: 'CW-2101' });
    await expect(credentials.headers()).resolves.toHaveProperty('authorization');
  });
});

describe('what is refused', () => {
  it('by the EHR: its code is told, and none of its words', async () => {
    const { credentials } = await start({ clientId: 'somebody-else' });
    const fault = await credentials.headers().catch((e: unknown) => e);
    expect(fault).toMatchObject({
      code: 'CW-2101',
      message: 'The EHR gave no token (status 400, invalid_client).',
    });
  });

  it('a proof for another audience, as the server sees it', async () => {
    const { server } = await start();
    const { server: other } = await start();
    const clock = frozenClock('2026-06-01T00:00:00Z');
    // The proof names the endpoint it is sent to: through another door the server does not know it.
    const tokenUrl = `${other.url}/token`.replace('127.0.0.1', 'localhost');
    const credentials = smartCredentials(
      { baseUrl: server.url, clientId: CLIENT, keys: async () => KEYS, tokenUrl },
      { clock },
    );
    await expect(credentials.headers()).rejects.toMatchObject({ code: 'CW-2101' });
  });

  it('a proof that has run out by the clock of the server', async () => {
    const { credentials } = await start({ clock: frozenClock('2026-06-01T00:04:01Z') });
    await expect(credentials.headers()).rejects.toMatchObject({ code: 'CW-2101' });
  });

  it.each<[string, Reply]>([
    ['a page', text('<html>logged in</html>')],
    ['half of it', text('{"access_token":"x"')],
    ['a list', json([{ access_token: 'x' }])],
    ['no token', json({ token_type: 'Bearer' })],
    ['a token that ends the header', json({ access_token: 'x\r\nx: y', token_type: 'Bearer' })],
    ['a token of another kind', json({ access_token: 'x', token_type: 'mac' })],
    ['a number', json({ access_token: 5, token_type: 'Bearer' })],
    ['a megabyte', json({ access_token: 'x', token_type: 'Bearer', pad: 'x'.repeat(1_000_000) })],
  ])('an answer that is no token: %s', async (_, reply) => {
    const { credentials } = await start({ token: () => reply });
    await expect(credentials.headers()).rejects.toMatchObject({ code: 'CW-2102' });
  });

  it('a redirect of the token endpoint: the proof goes nowhere else', async () => {
    const { server: elsewhere } = await start();
    const away = text('', 307, { location: `${elsewhere.url}/token` });
    const { credentials } = await start({ token: () => away });
    await expect(credentials.headers()).rejects.toMatchObject({
      code: 'CW-2101',
      message: expect.stringMatching(/status 307/),
    });
    expect(elsewhere.seen).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['on another host', { token_endpoint: 'https://evil.example/token' }],
    ['without encryption', { token_endpoint: 'http://ehr.example.org/token' }],
    ['with a user', { token_endpoint: 'http://user:secret@127.0.0.1/token' }],
    ['that is no address', { token_endpoint: ['https://127.0.0.1'] }],
    ['that is missing', { token_endpoint: undefined }],
    ['of another issuer', { issuer: 'https://evil.example' }],
  ])('a token endpoint %s', async (_, configuration) => {
    const { credentials, server } = await start({ configuration: () => configuration });
    await expect(credentials.headers()).rejects.toMatchObject({ code: 'CW-2103' });
    expect(server.forms).toEqual([]);
  });

  it('unless the configuration of the connection names the host', async () => {
    const { server: authorization } = await start();
    const host = new URL(authorization.url).host;
    const { credentials, server } = await start(
      { configuration: () => ({ token_endpoint: `${authorization.url}/token` }) },
      { hosts: [host] },
    );
    await credentials.headers();
    expect([server.forms.length, authorization.forms.length]).toEqual([0, 1]);
  });

  it.each<[string, Reply]>([
    ['404', text('', 404)],
    ['a redirect', text('', 302, { location: 'https://evil.example/' })],
    ['no JSON', text('<html>')],
    ['null', json(null)],
    [
      'no way to prove oneself by key',
      json({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }),
    ],
  ])('a configuration that is %s', async (_, wellKnown) => {
    const { credentials } = await start({ wellKnown });
    await expect(credentials.headers()).rejects.toMatchObject({ code: 'CW-2102' });
  });

  it('a base URL that would carry the token in the clear', async () => {
    const clock = frozenClock('2026-06-01T00:00:00Z');
    const auth = { baseUrl: 'http://ehr.example.org/fhir', clientId: CLIENT, keys: async () => KEYS };
    await expect(smartCredentials(auth, { clock }).headers()).rejects.toMatchObject({ code: 'CW-2103' });
  });

  it('a kid that no key has', async () => {
    const { credentials } = await start({}, { kid: 'lost' });
    await expect(credentials.headers()).rejects.toMatchObject({ code: 'CW-5001' });
  });
});

it('no fault or notice shows a token, a proof or a key', async () => {
  const replies: readonly Reply[] = [
    json({ error: 'invalid_client', error_description: 'canary-token' }, 400),
    json({ access_token: 'canary-token\n', token_type: 'Bearer' }),
    json({ error: 'canary-token' }, 401),
    text('canary-token', 200),
  ];
  for (const reply of replies) {
    const { credentials, notices, server } = await start({ token: () => reply });
    const fault = (await credentials.headers().catch((e: unknown) => e)) as Error;
    const told = `${fault.message} ${fault.stack} ${String(fault.cause)} ${notices.join()}`;
    expect(told).not.toContain('canary-token');
    expect(told).not.toContain(server.forms[0]?.get('client_assertion'));
  }
});
