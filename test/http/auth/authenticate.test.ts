/** The door of the service: whose tokens are believed, for how long, and for which routes. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/http/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { expectOutcome, expectProblem } from '../support.ts';
import {
  AUDIENCE,
  appBehind,
  type Issuer,
  lightDeps,
  pair,
  SECONDS,
  type SigningPair,
  sign,
  startIssuer,
} from './support.ts';

let issuer: Issuer;
let key: SigningPair;
let app: ReturnType<typeof appBehind>;
beforeAll(async () => {
  key = await pair('k1');
  issuer = await startIssuer([key.jwk]);
  app = appBehind(issuer);
});
afterAll(() => issuer.close());

const claims = (over: object = {}) => ({
  iss: issuer.url,
  sub: 'client-1',
  aud: AUDIENCE,
  iat: SECONDS,
  exp: SECONDS + 300,
  scope: 'system/Claim.rs',
  ...over,
});
const get = (path: string, token?: string) => {
  const asked = request(app).get(path).set('host', 'claimwright.example.org');
  return token === undefined ? asked : asked.set('authorization', `Bearer ${token}`);
};
const cases = async (over: object) => get('/api/cases', await sign(key, claims(over)));

describe('a token that is believed', () => {
  it('opens what its scopes name, under any host name', async () => {
    const answer = await cases({});
    expect([answer.status, answer.body]).toEqual([200, []]);
  });

  it.each([
    ['of v1', { scope: 'system/Claim.read' }],
    ['of a user', { scope: 'openid user/Claim.rs' }],
    ['for everything', { scope: 'system/*.cruds' }],
    ['as a list', { scope: ['launch', 'system/Claim.s'] }],
    ['called scp', { scope: undefined, scp: 'system/Claim.rs' }],
    ['beside another audience', { aud: ['https://other.example', AUDIENCE] }],
    ['that ended within the leeway', { exp: SECONDS - 9 }],
    ['that begins within the leeway', { nbf: SECONDS + 9, iat: SECONDS + 9 }],
    ['without iat', { iat: undefined }],
  ])('with a scope %s', async (_, over) => {
    expect((await cases(over)).status).toBe(200);
  });
});

describe('a token that is not believed', () => {
  it.each([
    ['has run out', { exp: SECONDS - 11 }],
    ['has no end', { exp: undefined }],
    ['has its end in words', { exp: 'tomorrow' }],
    ['has not begun', { nbf: SECONDS + 11 }],
    ['is from the future', { iat: SECONDS + 11 }],
    ['is for another service', { aud: 'https://other.example' }],
    ['is for nobody', { aud: undefined }],
    ['is of another issuer', { iss: 'https://evil.example' }],
    ['is of an issuer that looks like ours', { iss: `${'http://127.0.0.1:1'}` }],
    ['is of nobody', { iss: undefined }],
    ['is about nobody', { sub: undefined }],
  ])('%s', async (_, over) => {
    const answer = await cases(over);
    expectProblem(answer, 401, 'CW-1101');
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(answer.text).not.toContain('evil');
  });

  it('is signed by a key that only says it is ours', async () => {
    expectProblem(await get('/api/cases', await sign(await pair('k1'), claims())), 401, 'CW-1101');
  });

  it('is signed with our public key as a secret, or with none', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(key.jwk).padEnd(64));
    const shared = await sign({ kid: 'k1', alg: 'HS256', privateKey: secret as never }, claims());
    expectProblem(await get('/api/cases', shared), 401, 'CW-1101');
    const [, body] = (await sign(key, claims())).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    expectProblem(await get('/api/cases', none), 401, 'CW-1101');
  });

  it('was changed after it was signed', async () => {
    const [header, , signature] = (await sign(key, claims({ scope: 'system/Patient.r' }))).split('.');
    const body = Buffer.from(JSON.stringify(claims())).toString('base64url');
    expectProblem(await get('/api/cases', `${header}.${body}.${signature}`), 401, 'CW-1101');
  });

  it.each(['x', 'a.b.c', '..', 'eyJhbGciOiJSUzM4NCJ9.e30.', 'null.null.null', '%00'])(
    'is %j',
    async (token) => {
      expectProblem(await get('/api/cases', token), 401, 'CW-1101');
    },
  );

  it.each(['Basic abc', 'Bearer', 'Bearer a b', 'bearer', ''])('is sent as %j', async (authorization) => {
    const answer = await request(app).get('/api/cases').set('authorization', authorization);
    expectProblem(answer, 401, 'CW-1101');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('is in the address, where logs would keep it', async () => {
    expectProblem(await get(`/api/cases?access_token=${await sign(key, claims())}`), 401, 'CW-1101');
  });

  it('is told to a FHIR client as an OperationOutcome', async () => {
    expectOutcome(await get('/fhir/Claim/1'), 401, 'CW-1101');
  });
});

describe('scopes that are not enough', () => {
  it.each([
    ['another letter', 'system/Claim.r'],
    ['another type', 'system/Encounter.s'],
    ['a type that begins alike', 'system/ClaimResponse.s'],
    ['of a patient, whose compartment is not kept here', 'patient/Claim.s'],
    ['narrowed by a query', 'system/Claim.s?patient=1'],
    ['letters in another order', 'system/Claim.sr'],
    ['none', ''],
    ['a number', 5],
  ])('%s', async (_, scope) => {
    const answer = await cases({ scope });
    expectProblem(answer, 403, 'CW-1102');
    expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"');
  });

  it('to start work, when they only let read', async () => {
    const token = await sign(key, claims({ scope: 'system/Claim.rs' }));
    const post = (t: string) => request(app).post('/api/process').set('authorization', `Bearer ${t}`);
    expectProblem(await post(token), 403, 'CW-1102');
    expect((await post(await sign(key, claims({ scope: 'system/Claim.c' })))).status).toBe(200);
  });
});

describe('what nobody has to prove anything for', () => {
  it.each(['/health', '/fhir/metadata', '/.well-known/jwks.json', '/', '/app.js'])('%s', async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  it('is where to get a token', async () => {
    for (const base of ['', '/fhir']) {
      const { body } = await get(`${base}/.well-known/smart-configuration`);
      expect(body).toMatchObject({
        issuer: issuer.url,
        token_endpoint: `${issuer.url}/token`,
        capabilities: expect.arrayContaining(['client-confidential-asymmetric', 'permission-v2']),
      });
    }
  });

  it('is not an address written in another way', async () => {
    for (const path of [
      '/api/cases/',
      '//api/cases',
      '/API/cases',
      '/api//cases',
      '/%61pi/cases',
      '/api/cases/1?x',
    ])
      expect([path, [401, 404].includes((await get(path)).status)]).toEqual([path, true]);
  });
});

describe('the keys of the issuer', () => {
  async function fresh() {
    const [old, next] = [await pair('old', 'ES384'), await pair('next', 'ES384')];
    const here = await startIssuer([old.jwk]);
    const clock = frozenClock('2026-11-24T12:00:00.000Z');
    const door = appBehind(here, { clock });
    const ask = async (by: SigningPair, over: object = {}) => {
      const exp = SECONDS + 86_400;
      const token = await sign(by, { ...claims(), iss: here.url, exp, ...over });
      return (await request(door).get('/api/cases').set('authorization', `Bearer ${token}`)).status;
    };
    return { here, clock, ask, old, next };
  }
  const ASKED_ONCE = ['/.well-known/openid-configuration', '/jwks'];

  it('are fetched once for many', async () => {
    const { here, ask, old } = await fresh();
    expect(await Promise.all([ask(old), ask(old), ask(old)])).toEqual([200, 200, 200]);
    expect(here.asked).toEqual(ASKED_ONCE);
    await here.close();
  });

  it('are fetched again for a new key, but not for each made-up one', async () => {
    const { here, clock, ask, old, next } = await fresh();
    expect(await ask(old)).toBe(200);
    here.keys = [next.jwk, old.jwk];
    for (let i = 0; i < 5; i += 1) expect(await ask(next)).toBe(401);
    expect(here.asked).toHaveLength(2);
    await clock.wait(30_000);
    expect(await ask(next)).toBe(200);
    await here.close();
  });

  it('are believed for an hour when the issuer is away, and not longer', async () => {
    const { here, clock, ask, old } = await fresh();
    expect(await ask(old)).toBe(200);
    here.broken = { status: 503, body: '' };
    await clock.wait(59 * 60_000);
    expect(await ask(old)).toBe(200);
    await clock.wait(60_000);
    expect(await ask(old)).toBe(503);
    here.broken = undefined;
    await clock.wait(30_000);
    expect(await ask(old)).toBe(200);
    await here.close();
  });

  it('that were withdrawn are not believed after ten minutes', async () => {
    const { here, clock, ask, old, next } = await fresh();
    expect(await ask(old)).toBe(200);
    here.keys = [next.jwk];
    await clock.wait(600_000);
    expect(await ask(old)).toBe(401);
    await here.close();
  });

  it.each([
    ['a redirect', { status: 302, body: '', location: 'http://127.0.0.1:1/jwks' }],
    ['a page', { status: 200, body: '<html>' }],
    ['no key set', { status: 200, body: '{"keys":5}' }],
    ['an error', { status: 500, body: '' }],
  ])(
    'cannot be had from %s: nobody is let in, and it is said that it is not their fault',
    async (_, broken) => {
      const { here, ask, old } = await fresh();
      here.broken = broken;
      expect(await ask(old)).toBe(503);
      await here.close();
    },
  );

  it('are not fetched from where the issuer is not', async () => {
    const { here, ask, old } = await fresh();
    here.jwksUri = 'http://169.254.169.254/latest/jwks';
    expect(await ask(old)).toBe(503);
    expect(here.asked).toEqual(['/.well-known/openid-configuration']);
    await here.close();
  });
});

describe('without anybody to believe', () => {
  const open = createApp(lightDeps());
  it('only this machine is answered', async () => {
    expect((await request(open).get('/api/cases').set('host', 'localhost:1')).status).toBe(200);
    expectProblem(await request(open).get('/api/cases').set('host', 'evil.example'), 404, 'CW-1007');
  });

  it('there is no SMART configuration to discover', async () => {
    expectProblem(await request(open).get('/.well-known/smart-configuration'), 404, 'CW-1007');
  });
});
