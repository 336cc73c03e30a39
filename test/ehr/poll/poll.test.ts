/** Polling: nothing skipped and nothing taken in twice, whatever the server's pages and clocks do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  linkEhr,
  type Marks,
  memoryMarks,
  type Notice,
  type PollDeps,
  pollOnce,
} from '../../../src/ehr/index.ts';
import type { Condition, Resource } from '../../../src/fhir/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { issue, json } from '../stub.ts';
import { type ChangingServer, changingServer } from '../support/changing-server.ts';
import { encounter } from '../support.ts';

let server: ChangingServer;
let taken: string[];
let notices: Notice[];
let marks: Marks;
// Our clock is an hour behind the server's, and it does not matter.
const clock = frozenClock('2026-06-01T11:00:00Z');
beforeEach(async () => {
  server = await changingServer();
  taken = [];
  notices = [];
  marks = memoryMarks(clock);
});
afterEach(() => server.stub.close());

const deps = (over: Partial<PollDeps> = {}): PollDeps => ({
  link: linkEhr({
    ...{ id: 'test', baseUrl: server.stub.url, clock, random: () => 0.5, retries: 0 },
    notice: (n) => notices.push(n),
  }),
  marks,
  holder: 'me',
  accept: async (ids) => void taken.push(...ids),
  ...over,
});
const poll = (over: Partial<PollDeps> = {}) => pollOnce(deps(over));
const condition = (id: string, of: string): Condition => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/p1' },
  encounter: { reference: of },
});
const searches = () => server.stub.seen.map((s) => decodeURIComponent(s.path));

describe('a poll', () => {
  it('takes in all finished encounters at first, then only what changed', async () => {
    server.put(encounter('e1'), '2025-01-01T00:00:00Z');
    server.put(encounter('open', { status: 'in-progress' }));
    expect(await poll()).toEqual({ outcome: 'done', arrivals: 1 });
    server.time = '2026-06-01T12:10:00.000Z';
    server.put(encounter('e2'));
    expect(await poll()).toEqual({ outcome: 'done', arrivals: 1 });
    expect(await poll()).toEqual({ outcome: 'done', arrivals: 0 });
    expect(taken).toEqual(['e1', 'e2']);
    expect(searches().map((s) => /_lastUpdated=(\S+)/.exec(s)?.[1])).toEqual([
      undefined,
      'ge2026-06-01T11:55:00.000Z',
      'ge2026-06-01T12:05:00.000Z',
    ]);
  });

  it('may begin at an instant', async () => {
    server.put(encounter('old'), '2025-01-01T00:00:00Z');
    server.put(encounter('e1'));
    await poll({ from: '2026-01-01T00:00:00Z' });
    expect(taken).toEqual(['e1']);
  });

  it('takes in what was committed late, with a time before the mark or the very same', async () => {
    await poll();
    server.time = '2026-06-01T12:01:00.000Z';
    server.put(encounter('late'), '2026-06-01T11:56:00.000Z');
    server.put(encounter('same'), '2026-06-01T12:00:00.000Z');
    await poll();
    await poll();
    expect(taken).toEqual(['late', 'same']);
  });

  it('takes in an encounter again when it changed, and not when it is only met again', async () => {
    server.put(encounter('e1'));
    await poll();
    await poll();
    server.time = '2026-06-01T12:00:30.000Z';
    server.put(encounter('e1'));
    await poll();
    await poll();
    expect(taken).toEqual(['e1', 'e1']);
  });

  it('tells versions apart where the server says nothing of them', async () => {
    const plain = encounter('e1');
    server.special = () => json({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource: plain }] });
    await poll();
    await poll();
    expect(taken).toEqual(['e1']);
    server.special = () =>
      json({
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { ...plain, language: 'en' } }],
      });
    await poll();
    expect(taken).toEqual(['e1', 'e1']);
  });

  it.each([1, 2, 3, 4])(
    'misses none when the one on page %i leaves its place while pages are read',
    async (n) => {
      for (let i = 1; i <= 10; i += 1) server.put(encounter(`e${i}`), `2026-05-01T00:00:${10 + i}Z`);
      server.pageSize = 2;
      server.before = (answers) => {
        // After the first page its first record is taken away: what follows slips onto pages that were read.
        if (answers === n + 1) server.remove('Encounter', 'e1');
      };
      expect((await poll()).outcome).toBe('done');
      expect([...new Set(taken)].filter((id) => id !== 'e1').sort()).toEqual([
        'e10',
        'e2',
        'e3',
        'e4',
        'e5',
        'e6',
        'e7',
        'e8',
        'e9',
      ]);
      expect(new Set(taken).size).toBe(taken.length);
    },
  );

  const twoPages = (record: () => Resource) => () => {
    server.special = ({ path }) => {
      const url = `${server.stub.url}/Encounter?page=2`;
      const link = path.includes('page=2') ? {} : { link: [{ relation: 'next', url }] };
      return json(
        { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: record() }], ...link },
        200,
        {
          date: 'Mon, 01 Jun 2026 12:00:00 GMT',
        },
      );
    };
  };
  let n = 0;
  const written = (lastUpdated: string) => (): Resource => {
    n += 1;
    return encounter(`x${n}`, { meta: { lastUpdated } });
  };

  it('keeps its mark while every reading brings what was there before, and says so', async () => {
    twoPages(written('2026-05-01T00:00:00Z'))();
    expect((await poll()).outcome).toBe('restless');
    expect(await marks.get('test', 'Encounter')).toBeUndefined();
    expect([taken.length, server.stub.seen.length]).toEqual([8, 8]);
    expect(notices.map((one) => one.reason)).toContain(
      'the list kept changing while it was read; the next poll reads it again',
    );
  });

  it('comes to its end although new encounters keep coming', async () => {
    twoPages(written('2026-06-01T12:00:01Z'))();
    expect((await poll()).outcome).toBe('done');
    expect((await marks.get('test', 'Encounter'))?.at).toBe('2026-06-01T12:00:00.000Z');
    expect(server.stub.seen).toHaveLength(2);
  });

  it('does not move its mark when the intake fails, and takes all in the next time', async () => {
    server.put(encounter('e1'));
    await expect(
      poll({
        accept: async () => {
          throw new Error('disk');
        },
      }),
    ).rejects.toThrow('disk');
    expect(await marks.get('test', 'Encounter')).toBeUndefined();
    await poll();
    expect(taken).toEqual(['e1']);
  });

  it('does not move its mark when a later page fails or leads away', async () => {
    server.pageSize = 1;
    server.put(encounter('e1'));
    server.put(encounter('e2'));
    server.special = ({ path }) => (path.includes('_offset=1') ? issue(500, 'exception') : undefined);
    await expect(poll()).rejects.toMatchObject({ code: 'CW-2002' });
    server.special = ({ path }) =>
      path.startsWith('Encounter')
        ? json({
            ...{ resourceType: 'Bundle', type: 'searchset', entry: [] },
            link: [{ relation: 'next', url: 'http://169.254.169.254/latest/meta-data' }],
          })
        : undefined;
    await expect(poll()).rejects.toMatchObject({ code: 'CW-2004' });
    expect(await marks.get('test', 'Encounter')).toBeUndefined();
    // The lease is free again, and nothing is lost.
    server.special = undefined;
    await poll({ holder: 'you' });
    expect(new Set(taken)).toEqual(new Set(['e1', 'e2']));
  });

  it('goes back when the clock of the server was turned back', async () => {
    server.time = '2026-06-01T15:00:00.000Z';
    await poll();
    // Two hours too early it was; what is written now bears an earlier time than the mark.
    await clock.wait(600_000);
    server.put(encounter('e1'), '2026-06-01T13:02:00.000Z');
    server.time = '2026-06-01T13:10:00.000Z';
    await poll();
    await poll();
    expect(taken).toEqual(['e1']);
    expect((await marks.get('test', 'Encounter'))?.at).toBe('2026-06-01T13:10:00.000Z');
    expect(notices.map((n) => n.reason)).toContain(
      'the clock of the EHR was turned back; it is read again from before that',
    );
  });

  it('goes by the newest record where the server tells no time', async () => {
    server.time = undefined;
    server.put(encounter('e1'), '2026-06-01T12:00:00.000Z');
    await poll();
    expect((await marks.get('test', 'Encounter'))?.at).toBe('2026-06-01T12:00:00.000Z');
    server.put(encounter('e2'), '2026-06-01T12:00:00.000Z');
    await poll();
    expect(taken).toEqual(['e1', 'e2']);
  });

  it('goes by the earlier time of the answer, unless it is no time of this answer', async () => {
    const answer = (lastUpdated: string) => () =>
      json({ resourceType: 'Bundle', type: 'searchset', meta: { lastUpdated } }, 200, {
        date: 'Mon, 01 Jun 2026 12:00:00 GMT',
      });
    server.special = answer('2026-06-01T11:59:30Z');
    await poll();
    expect((await marks.get('test', 'Encounter'))?.at).toBe('2026-06-01T11:59:30.000Z');
    server.special = answer('1970-01-01T00:00:00Z');
    await poll();
    expect((await marks.get('test', 'Encounter'))?.at).toBe('2026-06-01T12:00:00.000Z');
  });

  it('takes in nothing old from a server that passes over _lastUpdated', async () => {
    server.ignores.add('_lastUpdated').add('status');
    server.put(encounter('e1'), '2025-01-01T00:00:00Z');
    server.put(encounter('open', { status: 'in-progress' }));
    await poll();
    await poll();
    expect(taken).toEqual(['e1']);
    expect(notices.map((n) => n.reason)).toContain('1 resources were not asked for and are left out');
  });

  it('leaves a connection alone while another process polls it', async () => {
    server.put(encounter('e1'));
    await marks.lease('test', 'you', 60);
    expect(await poll()).toEqual({ outcome: 'elsewhere', arrivals: 0 });
    expect(server.stub.seen).toEqual([]);
  });

  it('ends, and moves no mark, when another process took over meanwhile', async () => {
    server.pageSize = 1;
    server.put(encounter('e1'));
    server.put(encounter('e2'));
    server.before = (n) => {
      if (n !== 2) return;
      void clock.wait(600_000);
      void marks.lease('test', 'you', 60);
    };
    expect((await poll()).outcome).toBe('elsewhere');
    expect(await marks.get('test', 'Encounter')).toBeUndefined();
    // The other one's lease is not taken away at the end.
    expect(await marks.lease('test', 'third', 60)).toBe(false);
  });
});

describe('changes of what belongs to an encounter', () => {
  const also = ['Condition'];

  it('make a finished encounter come again, from the first poll on', async () => {
    server.put(encounter('e1'), '2025-01-01T00:00:00Z');
    server.put(encounter('open', { status: 'in-progress' }));
    server.put(condition('c0', 'Encounter/e1'), '2025-01-01T00:00:00Z');
    await poll({ also });
    expect(taken).toEqual(['e1']);
    server.time = '2026-06-01T13:00:00.000Z';
    server.put(condition('c1', 'Encounter/e1'));
    server.put(condition('c2', `${server.stub.url}/Encounter/e1`));
    server.put(condition('c3', 'Encounter/open'));
    server.put(condition('c4', 'https://elsewhere.example.com/fhir/Encounter/e1'));
    await poll({ also });
    await poll({ also });
    expect(taken).toEqual(['e1', 'e1']);
  });

  it('just before the first poll do not bring an encounter twice, and right after it do', async () => {
    server.put(encounter('e1'), '2026-06-01T11:58:00Z');
    server.put(encounter('e2'), '2026-06-01T11:58:00Z');
    server.put(condition('c1', 'Encounter/e1'), '2026-06-01T11:58:00Z');
    server.put(condition('c2', 'Encounter/e2'), '2026-06-01T12:00:00Z');
    await poll({ also });
    await poll({ also });
    expect(taken).toEqual(['e1', 'e2', 'e2']);
  });

  it('that cannot be searched are told of, and stop nothing', async () => {
    server.put(encounter('e1'));
    server.special = ({ path }) => (path.startsWith('Condition') ? issue(400, 'not-supported') : undefined);
    expect(await poll({ also })).toEqual({ outcome: 'done', arrivals: 1 });
    expect(notices.map((n) => n.reason)).toEqual(['changes of Condition are not polled (CW-2003)']);
  });

  it('tell of encounters that turned out to be none, where somebody wants to know', async () => {
    const gone: string[] = [];
    const cancelled = async (ids: readonly string[]): Promise<void> => void gone.push(...ids);
    server.put(encounter('e1'));
    server.put(encounter('old', { status: 'cancelled' }), '2025-01-01T00:00:00Z');
    await poll({ cancelled });
    server.time = '2026-06-01T13:00:00.000Z';
    server.put(encounter('e1', { status: 'entered-in-error' }) as Resource);
    await poll({ cancelled });
    await poll({ cancelled });
    expect([taken, gone]).toEqual([['e1'], ['e1']]);
  });
});
