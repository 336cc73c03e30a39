/** CDS Hooks over HTTP: discovery, who may call, and feedback. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeEhr, remoteKeys } from '../../../src/ehr/index.ts';
import { type CdsEhrs, memoryFeedback } from '../../../src/flow/index.ts';
import { keptReplayGuard, type ReplayGuard, replayGuard } from '../../../src/http/cds/replay.ts';
import { createApp, type HttpDeps } from '../../../src/http/index.ts';
import { frozenClock, type memoryLog } from '../../../src/kernel/index.ts';
import {
  type Issuer,
  lightDeps,
  NOW,
  pair,
  SECONDS,
  type SigningPair,
  sign,
  startIssuer,
} from '../auth/support.ts';
import { expectProblem } from '../support.ts';

const ADDRESS = 'https://claims.example.org/cds-services';
const SERVICE = 'appointment-eligibility';

let ehr: Issuer;
let key: SigningPair;
beforeAll(async () => {
  key = await pair('k1', 'ES384');
  ehr = await startIssuer([key.jwk]);
});
afterAll(() => ehr.close());

const EHRS: CdsEhrs = { at: () => undefined, reader: () => fakeEhr([]) };

function app(over: Partial<HttpDeps> = {}, open = false, replay?: ReplayGuard) {
  const clock = frozenClock(NOW);
  const feedback = memoryFeedback();
  const client = {
    issuer: 'https://ehr.example.org',
    connection: 'ehr',
    keys: remoteKeys({ issuer: ehr.url, jwksUrl: `${ehr.url}/jwks` }, { clock }),
  };
  const cds = {
    ...{ ehrs: EHRS, feedback, publicUrl: () => 'https://claims.example.org' },
    ...(open ? {} : { access: { address: ADDRESS, clients: [client] } }),
    ...(replay ? { replay } : {}),
  };
  const deps = lightDeps({ clock, cds, ...over });
  return { app: createApp(deps), feedback, log: deps.log as ReturnType<typeof memoryLog> };
}

let n = 0;
const token = (over: object = {}, by = key) => {
  n += 1;
  const claims = { iss: 'https://ehr.example.org', aud: `${ADDRESS}/${SERVICE}`, jti: `j${n}` };
  return sign(
    by,
    { ...claims, iat: SECONDS, exp: SECONDS + 300, ...over },
    { jku: 'https://evil.example/jwks' },
  );
};

const BODY = {
  hook: 'appointment-book',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  context: {
    userId: 'Practitioner/1',
    patientId: 'p1',
    appointments: { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Appointment' } }] },
  },
  prefetch: { coverages: null },
};
const call = (
  to: ReturnType<typeof app>['app'],
  bearer: string | undefined,
  body: object = BODY,
  path = SERVICE,
) => {
  const asked = request(to).post(`/cds-services/${path}`).send(body);
  return bearer === undefined ? asked : asked.set('authorization', `Bearer ${bearer}`);
};

it('tells anybody what it offers, with the prefetch it wants', async () => {
  const { body } = await request(app().app).get('/cds-services');
  expect(body.services.map((s: { hook: string }) => s.hook)).toEqual([
    'encounter-discharge',
    'order-sign',
    'appointment-book',
  ]);
  for (const s of body.services) {
    expect(s).toEqual(
      expect.objectContaining({
        id: expect.any(String),
        title: expect.any(String),
        description: expect.any(String),
      }),
    );
    for (const template of Object.values(s.prefetch))
      expect(template).toMatch(/^[A-Z][A-Za-z]+[/?][^{]*\{\{context\./);
  }
});

describe('an EHR that is listed', () => {
  it.each([
    ['for the service', {}],
    ['for all services', { aud: ADDRESS }],
  ])('is answered: its token is %s', async (_, over) => {
    const answer = await call(app().app, await token(over));
    expect([answer.status, answer.body.cards.length]).toEqual([200, 1]);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('is not answered twice for one token', async () => {
    const here = app().app;
    const once = await token();
    expect((await call(here, once)).status).toBe(200);
    expectProblem(await call(here, once), 401, 'CW-1101');
  });

  it.each([
    ['has run out', { exp: SECONDS - 11 }],
    ['is for another service', { aud: `${ADDRESS}/order-necessity` }],
    ['is of another EHR', { iss: 'https://other.example' }],
    ['has no jti', { jti: undefined }],
    ['has an empty jti', { jti: '' }],
    ['has no iat', { iat: undefined }],
    ['lives for an hour', { exp: SECONDS + 3600 }],
  ])('is not believed when its token %s', async (_, over) => {
    expectProblem(await call(app().app, await token(over)), 401, 'CW-1101');
  });

  it('is not believed by a key of an address that its token names', async () => {
    const asked = ehr.asked.length;
    expectProblem(await call(app().app, await token({}, await pair('k2', 'ES384'))), 401, 'CW-1101');
    expect(ehr.asked.slice(asked).every((path) => path === '/jwks')).toBe(true);
  });
});

describe('a call', () => {
  it('without a token is not answered, and its body is not read', async () => {
    expectProblem(await call(app().app, undefined, { broken: 'x'.repeat(6_000_000) }), 401, 'CW-1101');
  });

  it('where tokens are asked for and no EHR is listed is not answered', async () => {
    const access = { issuers: [], audience: ['x'] };
    expectProblem(await call(app({ access }, true).app, undefined), 401, 'CW-1101');
  });

  it('on this machine, where nobody has to say who they are, is answered', async () => {
    const here = app({}, true).app;
    expect((await call(here, undefined).set('host', 'localhost')).status).toBe(200);
    expectProblem(await call(here, undefined).set('host', 'evil.example'), 404, 'CW-1007');
  });

  it.each<[string, object, string]>([
    ['order-necessity', BODY, 'hook'],
    [SERVICE, { ...BODY, context: 5 }, 'context'],
    [SERVICE, [], 'the body'],
  ])('to %s with the wrong body is told where', async (path, body, expression) => {
    const answer = await call(app({}, true).app, undefined, body, path).set('host', 'localhost');
    expect([answer.status, answer.body.expression]).toEqual([422, expression]);
  });

  it('that is too large, or no JSON, is told so', async () => {
    const here = app({}, true).app;
    const post = (body: string) =>
      request(here).post(`/cds-services/${SERVICE}`).set('host', 'localhost').type('json').send(body);
    expectProblem(await post(JSON.stringify({ x: 'y'.repeat(5_300_000) })), 413, 'CW-1005');
    expectProblem(await post('{'), 400, 'CW-1001');
  });

  it('to a service that is not there, or by another method, is told so', async () => {
    expectProblem(await call(app().app, await token(), BODY, 'nothing'), 404, 'CW-1007');
    const put = request(app({}, true).app).put(`/cds-services/${SERVICE}`).set('host', 'localhost');
    expectProblem(await put, 405, 'CW-1008');
  });
});

describe('feedback', () => {
  const ENTRY = {
    card: '4e0a3a1e-3283-4575-ab82-028d55fe2719',
    outcome: 'accepted',
    acceptedSuggestions: [{ id: 'e56e1945-20b3-4393-8503-a1a20fd73152' }],
    outcomeTimestamp: '2026-11-24T12:00:00Z',
  };
  const send = async (here: ReturnType<typeof app>, body: object) =>
    call(here.app, await token(), body, `${SERVICE}/feedback`);

  it('is kept as codes, without the words of a user, and counted in the log', async () => {
    const here = app();
    const overridden = {
      card: ENTRY.card,
      outcome: 'overridden',
      overrideReason: { reason: { code: 'not-now', system: 's' }, userComment: 'Jane Canary says no' },
      outcomeTimestamp: '2026-11-24T12:00:00.5+01:00',
    };
    expect((await send(here, { feedback: [ENTRY, overridden] })).status).toBe(200);
    expect(here.feedback.entries).toMatchObject([
      { service: SERVICE, outcome: 'accepted', suggestions: ['e56e1945-20b3-4393-8503-a1a20fd73152'] },
      { outcome: 'overridden', reason: 'not-now', suggestions: [] },
    ]);
    expect(JSON.stringify([here.feedback.entries, here.log.lines])).not.toContain('Canary');
    expect(here.log.lines).toContainEqual({
      level: 'info',
      event: 'cds-feedback',
      fields: { service: SERVICE, entries: 2 },
    });
  });

  it.each([
    ['nothing', {}],
    ['no list', { feedback: ENTRY }],
    ['an empty list', { feedback: [] }],
    ['nulls', { feedback: [null] }],
    ['no outcome', { feedback: [{ ...ENTRY, outcome: 'maybe' }] }],
    ['no card', { feedback: [{ ...ENTRY, card: '1' }] }],
    ['no instant', { feedback: [{ ...ENTRY, outcomeTimestamp: 'today' }] }],
    ['suggestions in words', { feedback: [{ ...ENTRY, acceptedSuggestions: 'all' }] }],
    ['one wrong among good ones', { feedback: [ENTRY, 5] }],
  ])('that is %s is refused, and none of it is kept', async (_, body) => {
    const here = app();
    expect((await send(here, body)).status).toBe(422);
    expect(here.feedback.entries).toEqual([]);
  });

  it('does not grow without end', async () => {
    const kept = memoryFeedback(2);
    const entry = {
      service: 's',
      card: 'c',
      outcome: 'accepted',
      at: 't',
      suggestions: [],
      reason: undefined,
    } as const;
    await kept.record([
      { ...entry, card: '1' },
      { ...entry, card: '2' },
    ]);
    await kept.record([{ ...entry, card: '3' }]);
    expect(kept.entries.map((e) => e.card)).toEqual(['2', '3']);
  });
});

describe('the memory of tokens', () => {
  it('is bounded: tokens that ran out make room, and living ones are never forgotten', async () => {
    const guard = replayGuard(2);
    await guard.once('a', '1', 100, 0);
    await guard.once('a', '2', 200, 0);
    await expect(guard.once('a', '3', 300, 50)).rejects.toThrow('at the moment');
    await expect(guard.once('a', '1', 100, 50)).rejects.toThrow('it was used before');
    await guard.once('a', '3', 300, 100);
    await expect(guard.once('a', '2', 200, 100)).rejects.toThrow('it was used before');
  });

  it('keeps EHRs apart', async () => {
    const guard = replayGuard();
    await guard.once('a', '1', 100, 0);
    await expect(guard.once('b', '1', 100, 0)).resolves.toBeUndefined();
  });

  it('is the one of the store, where there is one', async () => {
    const used: string[] = [];
    const use = async (issuer: string, jti: string): Promise<boolean> => {
      const first = !used.includes(`${issuer} ${jti}`);
      used.push(`${issuer} ${jti}`);
      return first;
    };
    const here = app({}, false, keptReplayGuard({ use }));
    const once = await token();
    expect((await call(here.app, once)).status).toBe(200);
    expectProblem(await call(here.app, once), 401, 'CW-1101');
    expect(used).toHaveLength(2);
  });
});
