/** Notifications: every payload, gaps, repetitions and disorder, and what is not to be believed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  linkEhr,
  memorySubscriptions,
  type Notice,
  type ReceiveDeps,
  receiveNotification,
  type Subscriptions,
} from '../../../src/ehr/index.ts';
import type { Resource } from '../../../src/fhir/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { issue, json, type Seen } from '../stub.ts';
import { type ChangingServer, changingServer } from '../support/changing-server.ts';
import { encounter } from '../support.ts';
import { event, notification } from './support.ts';

let server: ChangingServer;
let kept: Subscriptions;
let taken: string[];
let asked: string[];
let notices: Notice[];
beforeEach(async () => {
  server = await changingServer();
  for (let i = 1; i <= 9; i += 1) server.put(encounter(`e${i}`));
  server.put(encounter('open', { status: 'in-progress' }));
  kept = memorySubscriptions();
  taken = [];
  asked = [];
  notices = [];
});
afterEach(() => server.stub.close());

const receive = (body: unknown, over: Partial<ReceiveDeps> = {}) =>
  receiveNotification(body, {
    link: linkEhr({
      ...{ id: 'test', baseUrl: server.stub.url, clock: frozenClock('2026-06-01T00:00:00Z'), retries: 0 },
      notice: (n) => notices.push(n),
    }),
    kept,
    accept: async (ids) => void taken.push(...ids),
    poll: () => void asked.push('poll'),
    ended: () => void asked.push('ended'),
    ...over,
  });
const begin = (events = 0): Promise<void> =>
  kept
    .begin('test', 's1', '2026-05-31T00:00:00Z')
    .then(() => kept.heard('test', '2026-05-31T00:00:00Z', events));
const events = async (): Promise<number | undefined> => (await kept.get('test'))?.events;
const eventsAsked = (): readonly string[] =>
  server.stub.seen.map((s) => s.path).filter((p) => p.includes('$events'));

describe('a plain R4 rest-hook', () => {
  it('without a payload asks for a poll', async () => {
    expect(await receive(undefined)).toEqual({ kind: 'event', arrivals: 0 });
    expect([taken, asked]).toEqual([[], ['poll']]);
  });

  it('with an encounter takes it in when the EHR says that it is finished, whatever the payload says', async () => {
    expect(await receive(encounter('e1', { status: 'in-progress' }))).toEqual({ kind: 'event', arrivals: 1 });
    await receive(encounter('open', { status: 'finished' }));
    await receive(encounter('unknown'));
    expect([taken, asked]).toEqual([['e1'], []]);
  });

  it('with another resource takes in the encounter it belongs to', async () => {
    await receive({ resourceType: 'Condition', id: 'c', encounter: { reference: 'Encounter/e2' } });
    await receive({ resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/p1' } });
    expect([taken, asked]).toEqual([['e2'], ['poll']]);
  });
});

describe('a notification by topic', () => {
  it('of a handshake or a heartbeat takes nothing in, and is heard', async () => {
    expect((await receive(notification({ type: 'handshake', status: 'requested', since: 0 }))).kind).toBe(
      'handshake',
    );
    await begin(3);
    expect((await receive(notification({ type: 'heartbeat', since: 3 }))).kind).toBe('heartbeat');
    expect((await kept.get('test'))?.heardAt).toBe('2026-06-01T00:00:00.000Z');
    expect([taken, asked, eventsAsked()]).toEqual([[], [], []]);
  });

  it.each<[string, Resource]>([
    ['an id', event(1, 'e1')],
    [
      'a full resource, which is not believed',
      notification({
        since: 1,
        events: [{ number: 1, focus: 'Encounter/e1' }],
        resources: [encounter('e1', { status: 'planned' })],
      }),
    ],
    [
      'a resource of the encounter',
      notification({
        since: 1,
        events: [{ number: 1, focus: 'Condition/c' }],
        resources: [
          {
            resourceType: 'Condition',
            id: 'c',
            encounter: { reference: 'Encounter/e1' },
          } as unknown as Resource,
        ],
      }),
    ],
  ])('with %s takes the encounter in', async (_, body) => {
    await begin();
    await receive(body);
    expect([taken, asked, await events()]).toEqual([['e1'], [], 1]);
  });

  it('of R4B, with numbers as numbers or as text', async () => {
    await begin();
    const status = {
      resourceType: 'SubscriptionStatus',
      ...{ type: 'event-notification', status: 'active', eventsSinceSubscriptionStart: '2' },
      subscription: { reference: `${server.stub.url}/Subscription/s1` },
      notificationEvent: [
        { eventNumber: 1, focus: { reference: `${server.stub.url}/Encounter/e1` } },
        { eventNumber: '2', focus: { reference: 'Encounter/e2' } },
      ],
    };
    await receive({
      resourceType: 'Bundle',
      type: 'subscription-notification',
      entry: [{ resource: status }],
    });
    expect([taken, asked, await events()]).toEqual([['e1', 'e2'], [], 2]);
  });

  it.each([
    ['empty', notification({ since: 1, events: [{ number: 1 }] })],
    [
      'about what it does not bring',
      notification({ since: 1, events: [{ number: 1, focus: 'Condition/c' }] }),
    ],
  ])('that is %s asks for a poll', async (_, body) => {
    await begin();
    await receive(body);
    expect([taken, asked]).toEqual([[], ['poll']]);
  });

  it('names nothing outside of its EHR', async () => {
    for (const focus of [
      'https://evil.example.com/fhir/Encounter/e1',
      'http://169.254.169.254/Encounter/e1',
      'Encounter/../Patient/p1',
      'file:///etc/passwd',
    ])
      await receive(notification({ since: 1, events: [{ number: 1, focus }] }));
    expect(taken).toEqual([]);
    expect(server.stub.seen).toEqual([]);
  });

  it('that says its subscription has ended has it looked at', async () => {
    await begin();
    await receive(notification({ type: 'event-notification', status: 'error', since: 0, events: [] }));
    expect(asked).toEqual(['poll', 'ended']);
  });

  it.each([
    [{ resourceType: 'Bundle', type: 'history', entry: [] }],
    [{ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: encounter('e1') }] }],
    [notification({ type: 'party' })],
    [{}],
    ['text'],
    [[]],
    [{ resourceType: 7 }],
  ])('is none: %j', async (body) => {
    await expect(receive(body)).rejects.toMatchObject({ code: 'CW-1002' });
    expect(taken).toEqual([]);
  });

  it('is not answered when the intake or the EHR fails, so that it comes again', async () => {
    await begin();
    const full = async (): Promise<void> => {
      throw new Error('disk');
    };
    await expect(receive(event(1, 'e1'), { accept: full })).rejects.toThrow('disk');
    server.special = () => issue(503, 'transient');
    await expect(receive(event(1, 'e1'))).rejects.toMatchObject({ code: 'CW-2002' });
    expect(await events()).toBe(0);
    server.special = undefined;
    await receive(event(1, 'e1'));
    expect([taken, await events()]).toEqual([['e1'], 1]);
  });
});

describe('event numbers', () => {
  const has = (...numbers: readonly number[]) => {
    server.special = ({ path }: Seen) =>
      path.includes('$events')
        ? json(
            notification({
              type: 'query-event',
              since: 9,
              events: numbers.map((n) => ({ number: n, focus: `Encounter/e${n}` })),
            }),
          )
        : undefined;
  };

  it('with a gap have the missed events asked for', async () => {
    await begin(2);
    has(3, 4);
    await receive(event(5, 'e5'));
    expect(eventsAsked()).toEqual([
      'Subscription/s1/$events?eventsSinceNumber=3&eventsUntilNumber=4&content=id-only',
    ]);
    expect([taken, asked, await events()]).toEqual([['e3', 'e4', 'e5'].sort(), [], 5]);
  });

  it('of a heartbeat tell of events at the end that were lost', async () => {
    await begin(2);
    has(3);
    await receive(notification({ type: 'heartbeat', since: 3 }));
    expect([taken, asked, await events()]).toEqual([['e3'], [], 3]);
  });

  it('that the EHR does not give are found by a poll', async () => {
    await begin(2);
    has(3);
    await receive(event(5, 'e5'));
    expect(asked).toEqual(['poll']);
    server.special = ({ path }) => (path.includes('$events') ? issue(404, 'not-supported') : undefined);
    await receive(event(8, 'e8'));
    expect([asked, await events()]).toEqual([['poll', 'poll'], 8]);
    expect(notices.at(-1)?.reason).toBe('the events 6 to 7 were not delivered and cannot be had (CW-2003)');
  });

  it('too far apart are not asked for one by one', async () => {
    await begin(1);
    await receive(event(5000, 'e1'));
    expect([asked, eventsAsked(), await events()]).toEqual([['poll'], [], 5000]);
  });

  it('that come twice or late do no harm', async () => {
    await begin();
    has();
    for (const n of [1, 2, 2, 1, 3]) await receive(event(n, `e${n}`, Math.max(n, 3)));
    expect([await events(), eventsAsked(), asked]).toEqual([3, [], []]);
    expect(new Set(taken)).toEqual(new Set(['e1', 'e2', 'e3']));
  });

  it('of another subscription, or before one is known, say nothing of gaps', async () => {
    await receive(event(9, 'e1'));
    await begin(1);
    await receive(
      notification({
        subscription: 'Subscription/old',
        since: 50,
        events: [{ number: 50, focus: 'Encounter/e2' }],
      }),
    );
    await receive(
      notification({
        subscription: 'https://evil.example.com/Subscription/s1',
        since: 60,
        events: [{ number: 60, focus: 'Encounter/e3' }],
      }),
    );
    expect([taken, eventsAsked()]).toEqual([['e1', 'e2', 'e3'], []]);
  });

  it('that begin anew are counted anew, with a poll for what lies between', async () => {
    await begin(40);
    await receive(event(1, 'e1'));
    expect([asked, await events(), taken]).toEqual([['poll'], 1, ['e1']]);
    await receive(event(2, 'e2'));
    expect([asked, await events()]).toEqual([['poll'], 2]);
  });

  it.each(['-1', '1.5', '99999999999999999999', 'one', ''])(
    'that are none (%s) are passed over',
    async (n) => {
      await begin();
      const body = JSON.parse(
        JSON.stringify(event(1, 'e1')).replaceAll('"valueString":"1"', `"valueString":"${n}"`),
      );
      await receive(body);
      expect([taken, await events()]).toEqual([['e1'], 0]);
    },
  );
});
