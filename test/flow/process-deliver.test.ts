/** Deliveries: a crash between any two steps loses no claim and makes none twice; what an EHR does not take is kept. */
import { describe, expect, it } from 'vitest';
import { type Ehr, fakeEhr } from '../../src/ehr/index.ts';
import type { Resource } from '../../src/fhir/index.ts';
import {
  type CaseDetails,
  type Cases,
  type ProcessDeps,
  processEncounter,
  resumeDeliveries,
} from '../../src/flow/index.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import { caseId, deliveryId, memoryCaseStore } from '../../src/review/index.ts';
import { example, NOW, resourcesOf, standing } from '../support/service.ts';

const { knowledge } = await standing();
const visit = example('uri-simple-visit');
const [, ID = ''] = visit.expected.encounter.split('/');
const resources = resourcesOf(visit.bundle);
const HOUR = 3_600_000;

function made(more: readonly Resource[] = resources) {
  const ehr = fakeEhr(more);
  const cases = memoryCaseStore<CaseDetails>();
  const reports: string[] = [];
  const deps: ProcessDeps = {
    ehr,
    cases,
    clock: frozenClock(NOW),
    knowledge,
    random: () => 0.5,
    report: (c) => reports.push(c.state),
  };
  const id = caseId(ehr.id, `Encounter/${ID}`);
  const delivery = () => cases.outbox.get(deliveryId('claim', id));
  const kept = () => cases.get(id);
  const claims = () => ehr.written.filter((r) => r.resourceType === 'Claim').length;
  return { ehr, cases, deps, reports, delivery, kept, claims };
}

type Made = ReturnType<typeof made>;

const crash = new Error('killed');
const dies = () => Promise.reject(crash);

/** One port fails as if the process had been killed there; what was done before stays done. */
const CRASHES: readonly (readonly [string, (m: Made) => Partial<ProcessDeps>])[] = [
  ['before the chart is read', ({ cases }) => ({ cases: { ...cases, get: dies } })],
  ['before the case is kept', ({ cases }) => ({ cases: { ...cases, put: dies } })],
  ['after the case is kept', ({ cases }) => ({ cases: afterPut(cases, 1) })],
  [
    'after the claim is written',
    ({ cases, ehr }) => {
      const broken = { ...cases };
      const writeClaim: Ehr['writeClaim'] = async (transaction) => {
        const written = await ehr.writeClaim(transaction);
        broken.put = dies;
        return written;
      };
      return { cases: broken, ehr: { ...ehr, writeClaim } };
    },
  ],
  ['after the claim is kept as written', ({ cases }) => ({ cases: afterPut(cases, 2) })],
];

/** The store is gone once it has kept `puts` cases: nothing after that is known to it, and nothing goes to the EHR. */
function afterPut(cases: Cases, puts: number): Cases {
  let n = 0;
  return {
    ...cases,
    put: async (...kept) => {
      await cases.put(...kept);
      n += 1;
      if (n === puts) throw crash;
    },
  };
}

describe('a process that is killed', () => {
  it.each(CRASHES)('%s leaves one claim, by whoever comes next', async (_where, broken) => {
    const m = made();
    await expect(processEncounter(ID, { ...m.deps, ...broken(m) })).rejects.toThrow('killed');
    expect(m.claims()).toBeLessThanOrEqual(1);
    // Another worker, once the lease is over; then the encounter arrives again.
    await m.deps.clock.wait(HOUR);
    await resumeDeliveries([m.ehr], m.deps);
    const outcome = await processEncounter(ID, m.deps);
    expect([outcome.state, m.claims()]).toEqual(['claimed', 1]);
    expect(outcome.events.map((e) => e.kind)).toEqual(['read', 'coded', 'found-ready', 'claimed']);
    expect(await m.delivery()).toMatchObject({ state: 'done' });
  });

  it.each(CRASHES.slice(2))('%s is resumed without the encounter arriving again', async (_where, broken) => {
    const m = made();
    await processEncounter(ID, { ...m.deps, ...broken(m) }).catch(() => undefined);
    await resumeDeliveries([m.ehr], m.deps, { alone: true });
    expect([(await m.kept())?.case.state, m.claims()]).toEqual(['claimed', 1]);
  });

  it('has its deliveries left alone while it may still be at work', async () => {
    const m = made();
    const broken = afterPut(m.cases, 1);
    await processEncounter(ID, { ...m.deps, cases: broken }).catch(() => undefined);
    expect(await resumeDeliveries([m.ehr], m.deps)).toEqual({ delivered: 0, failed: 0 });
    expect((await processEncounter(ID, m.deps)).state).toBe('ready');
    expect(m.claims()).toBe(0);
  });
});

const answer = (status: number) =>
  status >= 500 || status === 429
    ? new ClaimwrightError('CW-2002', { detail: `${status}; tries: 5` })
    : new ClaimwrightError('CW-2003', { status, interaction: 'POST transaction' });
const answering = (ehr: Ehr, status: number): Ehr => ({
  ...ehr,
  writeClaim: () => Promise.reject(answer(status)),
});

describe('an EHR that is away', () => {
  it.each([429, 500, 503])('with %d is asked again later, and later still', async (status) => {
    const m = made();
    const away = answering(m.ehr, status);
    const outcome = await processEncounter(ID, { ...m.deps, ehr: away });
    expect([outcome.state, (await m.delivery())?.attempts]).toEqual(['ready', 1]);
    const pauses: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const { nextAt = NOW } = (await m.delivery()) ?? {};
      const pause = Date.parse(nextAt) - Date.parse(m.deps.clock.now());
      pauses.push(pause / 1000);
      await m.deps.clock.wait(pause - 1);
      expect(await resumeDeliveries([away], m.deps)).toEqual({ delivered: 0, failed: 0 });
      await m.deps.clock.wait(1);
      expect(await resumeDeliveries([away], m.deps)).toEqual({ delivered: 0, failed: 1 });
    }
    // Half of the time and, by chance, half of the rest.
    expect(pauses).toEqual([22.5, 45, 90, 180]);
    await m.deps.clock.wait(HOUR);
    expect(await resumeDeliveries([m.ehr], m.deps)).toEqual({ delivered: 1, failed: 0 });
    expect([(await m.kept())?.case.state, m.claims()]).toEqual(['claimed', 1]);
    expect((await m.kept())?.case.events).toHaveLength(4);
  });

  it('for a day leaves a dead letter and a held case, until a person has it tried again', async () => {
    const m = made();
    const away = answering(m.ehr, 503);
    await processEncounter(ID, { ...m.deps, ehr: away });
    for (let i = 0; i < 23; i += 1) {
      await m.deps.clock.wait(HOUR);
      await resumeDeliveries([away], m.deps);
    }
    expect(await m.cases.outbox.counts()).toMatchObject({ open: 0, dead: 1 });
    expect((await m.kept())?.case.state).toBe('held');
    expect((await m.kept())?.details.fault?.code).toBe('CW-2002');
    expect(m.reports.at(-1)).toBe('held');
    await m.deps.clock.wait(100 * HOUR);
    expect(await resumeDeliveries([m.ehr], m.deps)).toEqual({ delivered: 0, failed: 0 });
    await m.cases.outbox.redrive('all', m.deps.clock.now());
    expect(await resumeDeliveries([m.ehr], m.deps)).toEqual({ delivered: 1, failed: 0 });
    expect((await m.kept())?.case.events.slice(-2).map((e) => e.kind)).toEqual(['found-ready', 'claimed']);
    expect((await m.kept())?.details.fault).toBeUndefined();
    expect(m.claims()).toBe(1);
  });

  it('whose answer was lost is not given the claim twice', async () => {
    const m = made();
    const lost: Ehr = {
      ...m.ehr,
      writeClaim: async (transaction) => {
        await m.ehr.writeClaim(transaction);
        throw answer(503);
      },
    };
    await processEncounter(ID, { ...m.deps, ehr: lost });
    await m.deps.clock.wait(HOUR);
    await resumeDeliveries([m.ehr], m.deps);
    expect((await m.kept())?.details).toMatchObject({ writeBack: 'existing' });
    expect(m.claims()).toBe(1);
  });
});

describe('an EHR that refuses', () => {
  it.each([400, 403, 422])('with %d has the case held and the delivery shown to a person', async (status) => {
    const m = made();
    const outcome = await processEncounter(ID, { ...m.deps, ehr: answering(m.ehr, status) });
    expect(outcome.state).toBe('held');
    expect(await m.cases.outbox.dead(5)).toMatchObject([{ attempts: 1, fault: { code: 'CW-2003' } }]);
    expect(m.reports).toEqual(['held']);
  });

  it('and ends the process before it is noted is asked once more', async () => {
    const m = made();
    const { outbox } = m.cases;
    const cases = { ...m.cases, outbox: { ...outbox, failed: dies } };
    await expect(processEncounter(ID, { ...m.deps, cases, ehr: answering(m.ehr, 422) })).rejects.toThrow(
      'killed',
    );
    await resumeDeliveries([answering(m.ehr, 422)], m.deps, { alone: true });
    expect((await m.kept())?.case.events.map((e) => e.kind)).toEqual([
      'read',
      'coded',
      'found-ready',
      'held',
    ]);
    expect(await outbox.counts()).toMatchObject({ open: 0, dead: 1 });
  });
});

describe('many deliveries', () => {
  it('are taken a few at a time, none twice by two workers', async () => {
    const m = made();
    const away = answering(m.ehr, 503);
    await processEncounter(ID, { ...m.deps, ehr: away });
    await m.deps.clock.wait(HOUR);
    const both = await Promise.all([resumeDeliveries([m.ehr], m.deps), resumeDeliveries([m.ehr], m.deps)]);
    expect(both.reduce((n, { delivered }) => n + delivered, 0)).toBe(1);
    expect(m.claims()).toBe(1);
  });

  it('of a connection that is no longer configured wait', async () => {
    const m = made();
    await processEncounter(ID, { ...m.deps, ehr: answering(m.ehr, 503) });
    await m.deps.clock.wait(HOUR);
    expect(await resumeDeliveries([], m.deps)).toEqual({ delivered: 0, failed: 1 });
    expect(await m.delivery()).toMatchObject({ state: 'open', attempts: 1 });
  });
});
