/** From poll and notification to claim against a server that misbehaves in every way at once: nothing lost, nothing doubled, every delay bounded. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  connectEhr,
  type Ehr,
  linkEhr,
  memoryMarks,
  memorySubscriptions,
  pollOnce,
  receiveNotification,
} from '../../../src/ehr/index.ts';
import { type CaseDetails, resumeDeliveries, runEncounter } from '../../../src/flow/index.ts';
import { ClaimwrightError, type Clock, frozenClock } from '../../../src/kernel/index.ts';
import { caseId, memoryCaseStore } from '../../../src/review/index.ts';
import { example, NOW, resourcesOf, standing } from '../../support/service.ts';
import { json, type Stub, startStub } from '../stub.ts';
import { type FaultyServer, faultyServer, seeded } from './faulty-server.ts';

const { knowledge, validator } = await standing();
const SLUGS = ['uri-simple-visit', 'urgent-care-strep', 'psychotherapy-45', 'bad-npi'];
const CHARTS = SLUGS.map(example);
const CLAIMED = CHARTS.filter((c) => c.expected.outcome === 'claimed');
const idOf = (reference: string): string => reference.replace('Encounter/', '');
const WANTED = new Set(CHARTS.map((c) => idOf(c.expected.encounter)));

let evil: Stub;
beforeAll(async () => {
  evil = await startStub(() => json({}));
});
afterAll(() => evil.close());

const HOUR = 3_600_000;
const ROUNDS = 5;
/** A fault of the EHR's is met again the next time; anything else fails the test. */
async function unlessTheEhrs<T>(task: Promise<T>): Promise<T | undefined> {
  try {
    return await task;
  } catch (fault) {
    if (fault instanceof ClaimwrightError && fault.code !== 'CW-5002') return undefined;
    throw fault;
  }
}

interface Site {
  readonly ehr: Ehr;
  readonly clock: Clock & { readonly waits: number[] };
  readonly cases: ReturnType<typeof memoryCaseStore<CaseDetails>>;
  round(): Promise<void>;
  readonly queue: ReadonlySet<string>;
}

function site(server: FaultyServer, random: () => number): Site {
  const clock = frozenClock(NOW);
  const options = {
    ...{ id: 'test', baseUrl: server.stub.url, clock, random, timeout: 400, retries: 3 },
    headers: async () => ({ authorization: `Bearer ${server.token()}` }),
    refused: () => undefined,
    notice: () => undefined,
  };
  const [ehr, link] = [connectEhr(options), linkEhr(options)];
  const [marks, kept] = [memoryMarks(clock), memorySubscriptions()];
  const cases = memoryCaseStore<CaseDetails>();
  const queue = new Set<string>();
  const accept = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) if (WANTED.has(id)) queue.add(id);
  };
  const deps = { ehr, cases, clock, knowledge, validator, random };
  const notified = async (): Promise<void> => {
    // Out of order, and some of them twice.
    const bodies = CHARTS.flatMap((c) => resourcesOf(c.bundle)).filter((r) => WANTED.has(r.id ?? ''));
    const order = [...bodies, ...bodies].sort(() => random() - 0.5).slice(0, 3);
    const told = { link, kept, accept, poll: () => undefined, ended: () => undefined };
    for (const body of order) await unlessTheEhrs(receiveNotification(body, told));
  };
  return {
    ...{ ehr, clock, cases, queue },
    async round() {
      await unlessTheEhrs(pollOnce({ link, marks, holder: 'me', accept }));
      await notified();
      await Promise.all(
        [...queue].map(async (id) => {
          const done = await unlessTheEhrs(runEncounter(id, deps));
          // What a person sees as held by a fault is tried again here as a person would.
          if (done && done.fault === undefined && done.case.state !== 'ready') queue.delete(id);
        }),
      );
      await clock.wait(HOUR);
      await unlessTheEhrs(resumeDeliveries([ehr], deps));
    },
  };
}

describe.each([1, 2, 3, 4])('a server that misbehaves, seed %i', (seed) => {
  it('loses nothing and doubles nothing', async () => {
    const random = seeded(seed);
    const server = await faultyServer(SLUGS, random, evil.url);
    try {
      const { round, cases, clock, queue } = site(server, random);
      server.rate = 0.12;
      for (let i = 0; i < ROUNDS; i += 1) await round();
      server.rate = 0;
      for (let i = 0; i < 3; i += 1) await round();
      expect(server.given.size).toBeGreaterThan(5);
      expect([...queue]).toEqual([]);
      for (const { expected } of CHARTS) {
        const kept = await cases.get(caseId('test', expected.encounter));
        expect([expected.encounter, kept?.case.state]).toEqual([expected.encounter, expected.outcome]);
        expect(kept?.details.fault).toBeUndefined();
      }
      const numbers = await server.claims();
      expect([numbers.length, new Set(numbers).size]).toEqual([CLAIMED.length, CLAIMED.length]);
      expect(await server.count('Provenance')).toBe(CLAIMED.length);
      // No single wait is longer than what a server may ask for.
      expect(Math.max(...clock.waits.filter((w) => w !== HOUR))).toBeLessThanOrEqual(60_000);
      expect(evil.seen).toEqual([]);
    } finally {
      await server.close();
    }
  }, 120_000);
});

describe('one fault for ever', () => {
  it('ends each encounter as a case with the reason, after a bounded number of tries and a bounded wait', async () => {
    const random = seeded(7);
    const server = await faultyServer(SLUGS.slice(0, 1), () => 0, evil.url);
    try {
      server.rate = 1;
      const { ehr, clock, cases } = site(server, random);
      const id = idOf(CHARTS[0]?.expected.encounter ?? '');
      const done = await runEncounter(id, { ehr, cases, clock, knowledge });
      expect([done.case.state, done.again]).toEqual(['held', true]);
      expect((await cases.get(done.case.id))?.details.fault?.code).toBe('CW-2002');
      expect(server.stub.seen.length).toBeLessThan(10);
      expect(clock.waits.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(4 * 60_000);
    } finally {
      await server.close();
    }
  });
});
