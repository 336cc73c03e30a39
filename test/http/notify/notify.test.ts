/** Notifications over HTTP: who may send them, what is read, how many, and when they are answered. */
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp, type NotifyConnection } from '../../../src/http/index.ts';
import { ClaimwrightError, frozenClock, memoryLog } from '../../../src/kernel/index.ts';
import { lightDeps, NOW } from '../auth/support.ts';
import { expectProblem, FHIR } from '../support.ts';

const SECRET = 'a-secret-of-the-clinic-that-nobody-guesses';
const OLD = 'the-secret-before-it-that-is-still-believed';

let received: unknown[];
let secrets: readonly string[];
let fault: unknown;
const clock = frozenClock(NOW);
let log: ReturnType<typeof memoryLog>;
const connection: NotifyConnection = {
  secrets: () => secrets,
  async receive(body) {
    if (fault) throw fault;
    received.push(body);
    return { kind: 'event', arrivals: 1 };
  },
};
let app: ReturnType<typeof createApp>;
beforeEach(() => {
  received = [];
  secrets = [SECRET, OLD];
  fault = undefined;
  log = memoryLog();
  app = createApp(lightDeps({ clock, log, notify: new Map([['clinic', connection]]) }));
});

const post = (path = '/fhir-notify/clinic') =>
  request(app).post(path).set('authorization', `Bearer ${SECRET}`);
const BODY = { resourceType: 'Encounter', id: 'e1', text: { div: 'Jane Canary' } };

describe('a notification', () => {
  it('with the secret is received, and answered when that is done', async () => {
    const answer = await post().set(FHIR).send(JSON.stringify(BODY));
    expect([answer.status, received]).toEqual([200, [BODY]]);
    expect(log.lines.at(-1)).toEqual({
      level: 'info',
      event: 'notification',
      fields: { connection: 'clinic', kind: 'event', arrivals: 1 },
    });
    expect(JSON.stringify(log.lines)).not.toMatch(/Canary|e1/);
  });

  it('without a body, or with one of another kind, is received as one that names nothing', async () => {
    await post().expect(200);
    await post().set('content-type', 'application/fhir+xml').send('<Encounter/>').expect(200);
    expect(received).toEqual([undefined, undefined]);
  });

  it('may be put, or tell of a deletion, at the address of its resource', async () => {
    const at = '/fhir-notify/clinic/Encounter/e1';
    const by = (method: 'put' | 'delete') =>
      request(app)[method](at).set('authorization', `Bearer ${SECRET}`);
    await by('put').set(FHIR).send(JSON.stringify(BODY)).expect(200);
    await by('delete').expect(200);
    expect(received).toEqual([BODY, undefined]);
    expectProblem(await post(at), 405, 'CW-1008');
    expectProblem(await request(app).get('/fhir-notify/clinic'), 405, 'CW-1008');
  });

  it('is believed with an older secret that is still listed, and no longer', async () => {
    const old = () => request(app).post('/fhir-notify/clinic').set('authorization', `Bearer ${OLD}`);
    await old().expect(200);
    secrets = [SECRET];
    expectProblem(await old(), 401, 'CW-1101');
  });

  it.each([
    ['no secret', undefined],
    ['another', `Bearer ${SECRET}x`],
    ['a part of it', `Bearer ${SECRET.slice(0, -1)}`],
    ['an empty one', 'Bearer '],
    ['another scheme', `Basic ${SECRET}`],
    ['too long a one', `Bearer ${'x'.repeat(5000)}`],
  ])('with %s is refused before its body is read', async (_, header) => {
    for (const path of ['/fhir-notify/clinic', '/fhir-notify/nobody', '/fhir-notify/__proto__']) {
      const asked = request(app).post(path).set(FHIR);
      if (header) asked.set('authorization', header);
      const answer = await asked.send('{ not json');
      expectProblem(answer, 401, 'CW-1101');
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
    expect(received).toEqual([]);
  });

  it('is never believed where no secret is known', async () => {
    secrets = [''];
    expectProblem(await request(app).post('/fhir-notify/clinic'), 401, 'CW-1101');
    secrets = [];
    expectProblem(await request(app).post('/fhir-notify/clinic'), 401, 'CW-1101');
  });

  it('that is too large or no JSON is refused', async () => {
    const large = JSON.stringify({ ...BODY, text: 'x'.repeat(3 * 1024 * 1024) });
    expectProblem(await post().set(FHIR).send(large), 413, 'CW-1005');
    expectProblem(await post().set(FHIR).send('{"a"'), 400, 'CW-1001');
    expect(received).toEqual([]);
  });

  it('that cannot be kept is not answered with success, so that it comes again', async () => {
    fault = new ClaimwrightError('CW-2002', { detail: 'status 503' });
    expectProblemStatus(await post(), 502);
    fault = new Error('Jane Canary');
    const answer = await post();
    expectProblemStatus(answer, 500);
    expect(answer.text).not.toContain('Canary');
  });

  it('is one too many after a burst, and not for long', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 203; i += 1) statuses.push((await post()).status);
    expect(statuses.indexOf(429)).toBe(200);
    const flooded = await post();
    expectProblem(flooded, 429, 'CW-8302');
    expect(flooded.headers['retry-after']).toBe('10');
    // Who has no secret takes nothing from who has one.
    for (let i = 0; i < 5; i += 1) await request(app).post('/fhir-notify/clinic').expect(401);
    await clock.wait(1000);
    expect((await post()).status).toBe(200);
  });
});

const expectProblemStatus = (answer: { status: number }, status: number): void =>
  expect(answer.status).toBe(status);

describe('where no connection notifies', () => {
  it('there is no such page', async () => {
    const bare = createApp(lightDeps({ clock }));
    expectProblem(await request(bare).post('/fhir-notify/clinic'), 404, 'CW-1007');
  });
});
