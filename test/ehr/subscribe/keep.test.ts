/** A connection's Subscription: made, found again, changed, started again, and missed when it is silent. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkSubscription,
  type KeepDeps,
  linkEhr,
  memoryMarks,
  memorySubscriptions,
  type Notice,
  type SubscriptionSettings,
  type Subscriptions,
} from '../../../src/ehr/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { bundle, issue, json, type Reply, type Seen, type Stub, startStub } from '../stub.ts';

const ENDPOINT = 'https://claims.example.org/fhir-notify/test';
const R4: SubscriptionSettings = { kind: 'r4', endpoint: ENDPOINT };
const TOPIC: SubscriptionSettings = {
  kind: 'backport',
  endpoint: ENDPOINT,
  topic: 'http://example.org/SubscriptionTopic/encounter-finished',
  criteria: 'Encounter?service-provider=Organization/1',
  heartbeat: 60,
};

/** The EHR's one Subscription, as a server keeps it: its header masked. */
let held: Record<string, unknown> | undefined;
let stub: Stub;
let special: ((seen: Seen) => Reply | undefined) | undefined;
let kept: Subscriptions;
let polls: number;
let notices: Notice[];
const clock = frozenClock('2026-06-01T00:00:00Z');
const marks = memoryMarks(clock);

const masked = (resource: Record<string, unknown>): Record<string, unknown> => ({
  ...resource,
  channel: { ...(resource.channel as object), header: ['Authorization: ***'] },
});

function answer(seen: Seen): Reply {
  const other = special?.(seen);
  if (other) return other;
  const { method, path } = seen;
  if (method === 'POST' && path === 'Subscription') {
    held = masked({ ...JSON.parse(seen.body), id: 's1', status: 'active' });
    return json(held, 201);
  }
  if (method === 'PUT') {
    held = masked({ ...JSON.parse(seen.body), status: 'active' });
    return json(held);
  }
  if (path.startsWith('Subscription?')) return json(bundle(held ? [held as never] : []));
  return held ? json(held) : issue(404, 'not-found');
}

beforeEach(async () => {
  stub = await startStub((seen) => answer(seen));
  held = undefined;
  special = undefined;
  kept = memorySubscriptions();
  polls = 0;
  notices = [];
});
afterEach(() => stub.close());

const check = (settings: SubscriptionSettings = TOPIC, over: Partial<KeepDeps> = {}) =>
  checkSubscription({
    link: linkEhr({ id: 'test', baseUrl: stub.url, clock, retries: 0, notice: (n) => notices.push(n) }),
    ...{ settings, kept, marks, holder: 'me' },
    secret: () => 'hush',
    poll: () => {
      polls += 1;
    },
    ...over,
  });
const methods = (): readonly string[] => stub.seen.map((s) => `${s.method} ${s.path.split('?')[0]}`);
const sent = (): Record<string, unknown> => JSON.parse(stub.seen.find((s) => s.body !== '')?.body ?? '{}');

describe('a subscription', () => {
  it('by topic is made as the backport guide has it', async () => {
    expect(await check()).toBe('made');
    const url = (name: string): string =>
      `http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/${name}`;
    expect(sent()).toEqual({
      resourceType: 'Subscription',
      status: 'requested',
      reason: expect.any(String),
      meta: { profile: [url('backport-subscription')] },
      criteria: TOPIC.topic,
      _criteria: { extension: [{ url: url('backport-filter-criteria'), valueString: TOPIC.criteria }] },
      channel: {
        type: 'rest-hook',
        endpoint: ENDPOINT,
        header: ['Authorization: Bearer hush'],
        extension: [{ url: url('backport-heartbeat-period'), valueUnsignedInt: 60 }],
        payload: 'application/fhir+json',
        _payload: { extension: [{ url: url('backport-payload-content'), valueCode: 'id-only' }] },
      },
    });
    expect([await kept.get('test'), polls]).toEqual([
      { id: 's1', events: 0, heardAt: '2026-06-01T00:00:00.000Z' },
      1,
    ]);
  });

  it('of plain R4 asks by a search, and has no payload where none is wanted', async () => {
    await check({ ...R4, payload: 'empty' });
    expect(sent()).toMatchObject({ criteria: 'Encounter?status=finished' });
    expect(sent().channel).toEqual({
      type: 'rest-hook',
      endpoint: ENDPOINT,
      header: ['Authorization: Bearer hush'],
    });
  });

  it('that is active is left alone', async () => {
    await check();
    await kept.heard('test', clock.now(), 5);
    expect(await check()).toBe('active');
    expect(methods().slice(2)).toEqual(['GET Subscription/s1']);
    expect((await kept.get('test'))?.events).toBe(5);
  });

  it('whose id was lost is found by its address, and no second one is made', async () => {
    await check();
    kept = memorySubscriptions();
    expect(await check()).toBe('active');
    expect(methods().filter((m) => m.startsWith('POST'))).toHaveLength(1);
    expect((await kept.get('test'))?.id).toBe('s1');
  });

  it('is made where the server cannot search for one, or answers without a body', async () => {
    special = ({ path, method }) => {
      if (path.startsWith('Subscription?')) return issue(400, 'not-supported');
      const location = `${stub.url}/Subscription/s7/_history/1`;
      return method === 'POST' ? (res) => void res.writeHead(201, { location }).end() : undefined;
    };
    expect(await check()).toBe('made');
    expect((await kept.get('test'))?.id).toBe('s7');
  });

  it('that is gone is made again', async () => {
    await check();
    held = undefined;
    expect(await check()).toBe('made');
  });

  it('that asks something else is changed', async () => {
    await check(R4);
    await kept.heard('test', clock.now(), 5);
    expect(await check({ ...R4, criteria: 'Encounter?status=finished&class=AMB' })).toBe('changed');
    expect(held?.criteria).toBe('Encounter?status=finished&class=AMB');
    expect((await kept.get('test'))?.events).toBe(0);
  });

  it.each(['error', 'off'])(
    'in status %s is asked to start again, polled for, and looked at later',
    async (status) => {
      await check();
      held = { ...held, status };
      await expect(check(TOPIC, { secret: () => 'new' })).rejects.toMatchObject({ code: 'CW-8303' });
      const put = stub.seen.find((s) => s.method === 'PUT');
      expect(JSON.parse(put?.body ?? '{}')).toMatchObject({ id: 's1', status: 'requested' });
      expect(put?.body).toContain('Bearer new');
      expect(polls).toBe(2);
      expect(await check()).toBe('active');
    },
  );

  it('that is silent for two and a half heartbeats has what was missed polled', async () => {
    await check();
    await clock.wait(150_000);
    await check();
    expect([polls, notices]).toEqual([1, []]);
    await clock.wait(1000);
    await check();
    expect(polls).toBe(2);
    expect(notices.map((n) => n.reason)).toEqual([
      'nothing was heard for 151 seconds; what was missed is polled',
    ]);
  });

  it('of plain R4 is not expected to speak when nothing happens', async () => {
    await check(R4);
    await clock.wait(86_400_000);
    await check(R4);
    expect(polls).toBe(1);
  });

  it('is looked after by one process at a time', async () => {
    await marks.lease('test/subscription', 'you', 60);
    expect(await check()).toBe('elsewhere');
    expect(stub.seen).toEqual([]);
    await marks.release('test/subscription', 'you');
    expect(await check()).toBe('made');
  });

  it('that cannot be asked for is told as the EHR’s fault, and none is made for that', async () => {
    await check();
    special = () => issue(403, 'forbidden');
    await expect(check()).rejects.toMatchObject({ code: 'CW-2003' });
    expect(methods().filter((m) => m.startsWith('POST'))).toHaveLength(1);
  });
});
