/** Workers: every encounter is done once, whoever takes it, and what cannot be done now waits where a person sees it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ehr, fakeEhr } from '../../../src/ehr/index.ts';
import {
  type Arrival,
  type CaseDetails,
  type Cases,
  caseCodec,
  deadLetters,
  queueIntake,
  type WorkerDeps,
  worker,
} from '../../../src/flow/index.ts';
import { ClaimwrightError, frozenClock, memoryLog } from '../../../src/kernel/index.ts';
import { memoryCaseStore } from '../../../src/review/index.ts';
import { type Database, databaseCaseStore, memoryQueue, openWorkQueue } from '../../../src/store/index.ts';
import { databases } from '../../store/db/support.ts';
import { NOW, smallVisit, standing } from '../../support/service.ts';

const { knowledge } = await standing();
const IDS = Array.from({ length: 12 }, (_, i) => `v${i}`);
const visits = IDS.flatMap((id) => smallVisit(id));
const HOUR = 3_600_000;

const never = () => new Promise<void>(() => undefined);
const arrivals = (ids = IDS, more: Partial<Arrival> = {}): readonly Arrival[] =>
  ids.map((encounter) => ({ connection: 'fake', encounter, from: 'poll', ...more }));

function made(over: Partial<WorkerDeps> = {}, cases: Cases = memoryCaseStore<CaseDetails>()) {
  const clock = frozenClock(NOW);
  const queue = over.queue ?? memoryQueue(clock);
  const ehr = fakeEhr(visits);
  const log = memoryLog();
  const deps: WorkerDeps = {
    queue,
    ehrs: [ehr],
    process: { cases, clock, knowledge, random: () => 0 },
    concurrency: 3,
    log,
    pause: never,
    ...over,
  };
  const intake = queueIntake(queue);
  const begun: string[] = [];
  const seen: Ehr = {
    ...ehr,
    readChart: (id) => {
      begun.push(id);
      return ehr.readChart(id);
    },
  };
  return { ehr, seen, begun, clock, queue, cases, deps, intake, log };
}

describe('a worker', () => {
  it('does every encounter that came in, once, and then nothing', async () => {
    const { deps, seen, begun, intake, cases, queue } = made();
    await intake.accept(arrivals());
    await intake.accept(arrivals());
    const one = worker({ ...deps, ehrs: [seen] });
    const counts = await one.drain();
    expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBe(IDS.length);
    expect([...begun].sort()).toEqual([...IDS].sort());
    expect((await cases.list()).length).toBe(IDS.length);
    expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 0, dead: 0 });
    expect(await one.drain()).toEqual({});
  });

  it('has at most so many under way, and so many of a connection', async () => {
    for (const [paces, most] of [
      [new Map(), 3],
      [new Map([['fake', { encounters: 2 }]]), 2],
    ] as const) {
      const { deps, ehr, intake } = made();
      let now = 0;
      let peak = 0;
      const readChart: Ehr['readChart'] = async (id) => {
        now += 1;
        peak = Math.max(peak, now);
        await new Promise((next) => setImmediate(next));
        now -= 1;
        return ehr.readChart(id);
      };
      await intake.accept(arrivals());
      await worker({ ...deps, ehrs: [{ ...ehr, readChart }], paces }).drain();
      expect(peak).toBe(most);
    }
  });

  it('begins no more of a connection in a minute than it can bear', async () => {
    const { deps, seen, begun, intake, clock } = made();
    await intake.accept(arrivals());
    const one = worker({ ...deps, ehrs: [seen], paces: new Map([['fake', { perMinute: 5 }]]) });
    await one.drain();
    expect(begun).toHaveLength(5);
    await clock.wait(59_000);
    await one.drain();
    expect(begun).toHaveLength(5);
    await clock.wait(1000);
    await one.drain();
    expect(begun).toHaveLength(10);
  });

  it('does what a person asked for first', async () => {
    const { deps, seen, begun, intake } = made();
    await intake.accept(arrivals(['v0', 'v1'], { from: 'batch' }));
    await intake.accept(arrivals(['v2'], { from: 'poll' }));
    await intake.accept(arrivals(['v3'], { from: 'notification' }));
    await intake.accept(arrivals(['v1'], { from: 'person' }));
    await worker({ ...deps, ehrs: [seen], concurrency: 1 }).drain();
    expect(begun).toEqual(['v1', 'v3', 'v2', 'v0']);
  });

  it('does once more what arrived while it was under way', async () => {
    const { deps, ehr, intake } = made();
    const begun: string[] = [];
    const readChart: Ehr['readChart'] = async (id) => {
      begun.push(id);
      if (begun.length === 1) await intake.accept([...arrivals(['v0']), ...arrivals(['v0'])]);
      return ehr.readChart(id);
    };
    await intake.accept(arrivals(['v0']));
    await worker({ ...deps, ehrs: [{ ...ehr, readChart }] }).drain();
    expect(begun).toEqual(['v0', 'v0']);
  });

  it('tries an encounter again that the EHR could not give, and in the end shows it to a person', async () => {
    const { deps, ehr, intake, queue, clock, cases } = made();
    const readChart = () => Promise.reject(new ClaimwrightError('CW-2002', { detail: '503; tries: 5' }));
    await intake.accept(arrivals(['v0']));
    const away = worker({ ...deps, ehrs: [{ ...ehr, readChart }] });
    for (let i = 0; i < 30; i += 1) {
      await away.drain();
      await clock.wait(HOUR);
    }
    const letters = deadLetters({ queue, outbox: cases.outbox, clock });
    const [dead] = await letters.list(10);
    expect(dead).toMatchObject({
      kind: 'encounter',
      connection: 'fake',
      encounter: 'v0',
      attempts: 25,
      code: 'CW-2002',
    });
    // The case says so as well, once and not once for each attempt.
    expect((await cases.list())[0]?.case.events.map((e) => e.kind)).toEqual(['read', 'held']);
    expect(await letters.redrive([dead?.id ?? ''])).toBe(1);
    await worker(deps).drain();
    expect(await letters.list(10)).toEqual([]);
    expect((await cases.list())[0]?.details.fault).toBeUndefined();
  });

  it('keeps an encounter of a connection that is not configured', async () => {
    const { deps, intake, queue } = made();
    await intake.accept(arrivals(['v0'], { connection: 'gone' }));
    await worker(deps).drain();
    expect(await queue.counts('encounter')).toMatchObject({ queued: 1, active: 0 });
  });

  it('keeps an encounter whose case cannot be kept, and goes on', async () => {
    const cases = memoryCaseStore<CaseDetails>();
    const full: Cases = {
      ...cases,
      put: (kept, ...more) =>
        kept.case.encounter === 'Encounter/v3'
          ? Promise.reject(new Error('JANE DOE: disk full'))
          : cases.put(kept, ...more),
    };
    const { deps, intake, queue, log } = made({}, full);
    await intake.accept(arrivals());
    await worker(deps).drain();
    expect(await cases.count()).toBe(IDS.length - 1);
    expect(await queue.counts('encounter')).toMatchObject({ queued: 1 });
    expect(JSON.stringify(log)).not.toContain('JANE');
  });

  it('that is stopped takes no more, and gives back what it cannot finish', async () => {
    const { deps, ehr, intake, queue } = made();
    let release: () => void = () => undefined;
    let held: () => void = () => undefined;
    const allHeld = new Promise<void>((resolve) => {
      held = resolve;
    });
    let n = 0;
    const readChart: Ehr['readChart'] = async (id) => {
      n += 1;
      if (n === 3) held();
      if (id === 'v0')
        await new Promise<void>((go) => {
          release = go;
        });
      return ehr.readChart(id);
    };
    await intake.accept(arrivals(['v0', 'v1', 'v2', 'v3', 'v4']));
    // Its bound is over at once.
    const one = worker({ ...deps, ehrs: [{ ...ehr, readChart }], pause: async () => undefined });
    const ran = one.run();
    await allHeld;
    await one.stop(1000);
    await ran;
    expect(n).toBe(3);
    expect((await queue.counts('encounter')).queued).toBeGreaterThanOrEqual(3);
    release();
    await worker(deps).drain();
    expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 0 });
  });

  it('runs until it is stopped, and is woken by what comes in', async () => {
    const { deps, intake, cases } = made();
    let done: () => void = () => undefined;
    const all = new Promise<void>((resolve) => {
      done = resolve;
    });
    let n = 0;
    const report = () => {
      n += 1;
      if (n === 2) done();
    };
    const one = worker({ ...deps, process: { ...deps.process, report } });
    const ran = one.run();
    await intake.accept(arrivals(['v0']));
    one.wake();
    await intake.accept(arrivals(['v1']));
    one.wake();
    await all;
    await one.stop(0);
    await ran;
    expect(await cases.count()).toBe(2);
  });
});

describe.each(databases())('two workers on one queue: $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  }, 180_000);
  afterAll(() => database.close());

  it('share the work, and every encounter is claimed or held once', async () => {
    const queue = await openWorkQueue(database, { schema: 'two_workers' });
    const cases = databaseCaseStore(database, caseCodec);
    const { deps, ehr, intake, log } = made({ queue }, cases);
    const twice: string[] = [];
    const open = new Set<string>();
    const readChart: Ehr['readChart'] = async (id) => {
      if (open.has(id)) twice.push(id);
      open.add(id);
      const chart = await ehr.readChart(id);
      await new Promise((next) => setImmediate(next));
      open.delete(id);
      return chart;
    };
    const shared = { ...deps, ehrs: [{ ...ehr, readChart }] };
    await intake.accept(arrivals());
    const both = await Promise.all([worker(shared).drain(), worker(shared).drain()]);
    const done = both.flatMap((counts) => Object.values(counts)).reduce((a, b) => a + b, 0);
    expect([done, twice, await cases.count()]).toEqual([IDS.length, [], IDS.length]);
    expect(await queue.counts('encounter')).toMatchObject({ queued: 0, active: 0, dead: 0 });
    const numbers = ehr.written.flatMap((r) =>
      r.resourceType === 'Claim' ? [r.identifier?.[0]?.value] : [],
    );
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(JSON.stringify(log)).not.toContain('job-failed');
    await queue.close();
    await database.execute('DROP SCHEMA two_workers CASCADE');
  });
});
