/** The connections file: what it may say, that every bad key is named at once, and that no value of it is shown. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { keyTexts, readConnections } from '../../src/ops/index.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'connections-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

let n = 0;
function file(content: unknown): string {
  n += 1;
  const path = join(FOLDER, `${n}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function refusal(content: unknown, taken?: readonly string[]): string {
  try {
    readConnections(file(content), taken);
  } catch (error) {
    expect(error).toBeInstanceOf(ClaimwrightError);
    expect((error as ClaimwrightError).code).toBe('CW-5001');
    expect((error as ClaimwrightError).message).toContain('CLAIMWRIGHT_CONNECTIONS');
    return (error as ClaimwrightError).message;
  }
  throw new Error('the file was taken');
}

const OPEN = { id: 'clinic', baseUrl: 'https://ehr.example.org/fhir', auth: { kind: 'none' } };
const SMART = {
  id: 'hospital',
  baseUrl: 'https://fhir.example.com/r4',
  auth: { kind: 'smart', clientId: 'abc', keyFile: 'keys', kid: 'k1', hosts: ['login.example.com:8443'] },
};
const one = (over: object) => ({ connections: [{ ...OPEN, ...over }] });

describe('a connections file', () => {
  it('names several EHRs, each with its own credentials, and files beside it', () => {
    const all = [
      { ...OPEN, writeBack: 'claim', limits: { concurrency: 2, timeout: 10, retries: 0, maxPages: 5 } },
      { ...OPEN, id: 'lab', auth: { kind: 'bearer-file', tokenFile: 'lab-token' } },
      SMART,
    ];
    const read = readConnections(file({ connections: all }));
    expect(read.map((c) => c.id)).toEqual(['clinic', 'lab', 'hospital']);
    expect(read[1]?.auth).toEqual({ kind: 'bearer-file', tokenFile: join(FOLDER, 'lab-token') });
    expect(read[2]?.auth).toMatchObject({ kind: 'smart', keyFile: join(FOLDER, 'keys'), kid: 'k1' });
  });

  it.each<[string, unknown, string]>([
    ['no connection', { connections: [] }, 'connections must NOT have fewer than 1 items'],
    ['no list', {}, 'the file needs connections'],
    ['an unknown key', one({ url: 'x' }), 'connections.0 has no setting url'],
    ['an id that would not do in an address', one({ id: 'Clinic 1' }), 'connections.0.id must match pattern'],
    [
      'a base URL with a secret',
      one({ baseUrl: 'https://u:hush@x/fhir' }),
      'connections.0.baseUrl must be an http(s)',
    ],
    ['an unknown kind', one({ auth: { kind: 'basic' } }), 'connections.0.auth.kind is none of its kinds'],
    ['no kind', one({ auth: {} }), 'connections.0.auth'],
    [
      'a secret in the file',
      one({ auth: { kind: 'bearer-file', token: 'hush' } }),
      'auth has no setting token',
    ],
    [
      'smart without a key',
      one({ auth: { kind: 'smart', clientId: 'x' } }),
      'connections.0.auth needs keyFile',
    ],
    ['an unknown way back', one({ writeBack: 'fax' }), 'connections.0.writeBack must be equal to one of'],
    [
      'a limit of nothing',
      one({ limits: { concurrency: 0 } }),
      'connections.0.limits.concurrency must be >= 1',
    ],
    [
      'a limit in words',
      one({ limits: { timeout: 'hush' } }),
      'connections.0.limits.timeout must be integer',
    ],
    ['a scope with a blank', one({ auth: { ...SMART.auth, scopes: ['a b'] } }), 'auth.scopes.0 must match'],
    [
      'a host with a path',
      one({ auth: { ...SMART.auth, hosts: ['x/y'] } }),
      'auth.hosts.0 must be a host name',
    ],
    ['no JSON', '{"hush', 'is not JSON'],
    ['a list', [], 'the file must be object'],
  ])('with %s is refused', (_, content, sentence) => {
    const message = refusal(content);
    expect(message).toContain(sentence);
    expect(message).not.toContain('hush');
  });

  it('is told everything that is wrong with it at once', () => {
    const message = refusal({
      connections: [
        { ...OPEN, id: '' },
        { ...SMART, baseUrl: 'ftp://x', extra: 1 },
      ],
    });
    for (const part of ['connections.0.id', 'connections.1.baseUrl', 'connections.1 has no setting extra'])
      expect(message).toContain(part);
  });

  it('has each id once, also beside the EHR of the environment', () => {
    expect(refusal({ connections: [OPEN, { ...SMART, id: 'clinic' }] })).toContain(
      'the id clinic is used twice',
    );
    expect(refusal(one({ id: 'ehr' }), ['ehr'])).toContain('the id ehr is used twice');
  });

  it('sends no token in the clear beyond this machine', () => {
    const token = { kind: 'bearer-file', tokenFile: 't' };
    expect(refusal(one({ baseUrl: 'http://ehr.example.org', auth: token }))).toContain(
      'clinic must be https',
    );
    expect(readConnections(file(one({ baseUrl: 'http://127.0.0.1:9/fhir', auth: token })))).toHaveLength(1);
    expect(readConnections(file(one({ baseUrl: 'http://ehr.example.org' })))).toHaveLength(1);
  });

  it('that is not there is named by its variable and not by its path', () => {
    expect(() => readConnections(join(FOLDER, 'missing'))).toThrow(
      'CLAIMWRIGHT_CONNECTIONS names a file that cannot be read',
    );
  });
});

describe('the files of keys', () => {
  it('are one file, or a folder whose last by name comes first', () => {
    const folder = join(FOLDER, 'keys');
    mkdirSync(folder);
    expect(() => keyTexts(folder, 'KEYS')).toThrow('KEYS is a folder without .pem or .json files');
    for (const name of ['2026-02.pem', '2026-11.json', '.hidden.pem', 'README.md'])
      writeFileSync(join(folder, name), name);
    expect(keyTexts(folder, 'KEYS').map((k) => k.name)).toEqual(['KEYS/2026-11.json', 'KEYS/2026-02.pem']);
    expect(keyTexts(join(folder, '2026-02.pem'), 'KEYS')).toEqual([{ name: 'KEYS', text: '2026-02.pem' }]);
    expect(() => keyTexts(join(folder, 'none'), 'KEYS')).toThrow('KEYS cannot be read');
  });
});

describe('triggers of a connection', () => {
  const POLL = { every: 60, also: ['Condition', 'Procedure'], from: '2026-01-01T00:00:00-05:00' };
  const HOOK = { kind: 'r4', publicUrl: 'https://claims.example.org', secretFile: 'hook' };
  const TOPIC = {
    ...{ ...HOOK, kind: 'backport', topic: 'http://example.org/topic', payload: 'id-only', heartbeat: 60 },
    criteria: 'Encounter?status=finished',
  };
  const BULK = { every: 86_400, group: 'g.1', method: 'POST', hosts: ['files.example.com:8443'] };
  const triggered = (triggers: object) => one({ triggers });

  it('may be polls, a Subscription and exports, the secret in a file beside', () => {
    const [read] = readConnections(file(triggered({ poll: POLL, subscription: TOPIC, bulk: BULK })));
    const subscription = { ...TOPIC, secretFile: join(FOLDER, 'hook') };
    expect(read?.triggers).toEqual({ poll: POLL, subscription, bulk: BULK });
  });

  it('are none unless they are named', () => {
    const [plain] = readConnections(file(one({})));
    expect(plain).not.toHaveProperty('triggers');
    expect(readConnections(file(triggered({})))[0]?.triggers).toEqual({});
  });

  it.each<[string, object, string]>([
    ['an unknown one', { push: {} }, 'triggers has no setting push'],
    ['a poll without a pace', { poll: {} }, 'poll needs every'],
    ['a poll that never rests', { poll: { every: 9 } }, 'poll.every must be >= 10'],
    ['a poll less than weekly', { poll: { every: 604_801 } }, 'poll.every must be <= 604800'],
    [
      'a type that names no encounter',
      { poll: { every: 60, also: ['Patient'] } },
      'poll.also.0 must be equal',
    ],
    [
      'a beginning without a time',
      { poll: { every: 60, from: '2026-01-01' } },
      'poll.from must match pattern',
    ],
    ['another kind', { subscription: { ...HOOK, kind: 'websocket' } }, 'subscription.kind must be equal'],
    ['no secret', { subscription: { ...HOOK, secretFile: undefined } }, 'subscription needs secretFile'],
    [
      'a topic without its name',
      { subscription: { ...HOOK, kind: 'backport' } },
      'the subscription of clinic needs its topic',
    ],
    [
      'criteria that are no search',
      { subscription: { ...HOOK, criteria: 'Encounter' } },
      'criteria must match pattern',
    ],
    [
      'an open address',
      { subscription: { ...HOOK, publicUrl: 'http://claims.example.org' } },
      'the publicUrl of clinic must be https',
    ],
    ['an export every minute', { bulk: { every: 60 } }, 'bulk.every must be >= 600'],
    [
      'a group and a level',
      { bulk: { every: 600, group: 'g', level: 'system' } },
      'the bulk of clinic has a group or a level',
    ],
    ['a group that is no id', { bulk: { every: 600, group: '../x' } }, 'bulk.group must match pattern'],
  ])('are refused with %s', (_, triggers, sentence) => {
    expect(refusal(triggered(triggers))).toContain(sentence);
  });
});
