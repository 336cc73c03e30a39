/** An encounter that turned out to be none: what was claimed for it is taken back, in the EHR and at the payer, once. */
import { describe, expect, it } from 'vitest';
import { type Ehr, fakeEhr, type WriteBackMode } from '../../src/ehr/index.ts';
import type { Claim, Encounter, Resource } from '../../src/fhir/index.ts';
import { type CaseDetails, processConnections, processEncounter } from '../../src/flow/index.ts';
import { type VoidDeps, voidAsRead, voidCancelled, voidCase } from '../../src/flow/void-case.ts';
import type { VoidChannel } from '../../src/flow/void-channel.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import {
  advance,
  type CaseEventKind,
  type CaseState,
  caseId,
  memoryCaseStore,
} from '../../src/review/index.ts';
import { example, NOW, resourcesOf, standing } from '../support/service.ts';

const { knowledge } = await standing();
const visit = example('uri-simple-visit');
const [, ID = ''] = visit.expected.encounter.split('/');
const ERROR = 'entered-in-error';

/** A claimed encounter. */
async function claimed(writeBack: WriteBackMode = 'claim', over: Partial<VoidDeps> = {}) {
  const record: Resource[] = [...resourcesOf(visit.bundle)];
  const fake = fakeEhr(record, { writeBack });
  const cases = memoryCaseStore<CaseDetails>();
  const reports: { state: CaseState; fault: unknown }[] = [];
  const deps: VoidDeps = {
    ehr: fake,
    cases,
    clock: frozenClock(NOW),
    report: ({ state }, _, fault) => reports.push({ state, fault }),
    ...over,
  };
  await processEncounter(ID, { ehr: fake, cases, clock: deps.clock, knowledge });
  const kept = async () => {
    const found = await cases.get(caseId(fake.id, `Encounter/${ID}`));
    if (!found) throw new Error('the case is gone');
    return found;
  };
  const becomes = (status: Encounter['status']): void => {
    const at = record.findIndex((r) => r.resourceType === 'Encounter' && r.id === ID);
    record[at] = { ...(record[at] as Encounter), status };
  };
  const happens = async (...kinds: readonly CaseEventKind[]): Promise<void> => {
    const { case: before, details } = await kept();
    const after = kinds.reduce((c, kind) => advance(c, { at: NOW, who: 'x', kind, why: 'So.' }), before);
    await cases.put({ case: after, details }, before.events.length);
  };
  const statuses = (type: string) =>
    fake.written.filter((r) => r.resourceType === type).map((r) => (r as { status?: string }).status);
  return { fake, cases, deps, kept, becomes, happens, statuses, reports };
}

const payer = (numbers: readonly (string | undefined)[]) => {
  const sent: Claim[] = [];
  let asked = 0;
  const channel: VoidChannel = {
    payerNumber: async () => {
      asked += 1;
      return numbers[Math.min(asked, numbers.length) - 1];
    },
    send: async (claims) => void sent.push(...claims),
  };
  return { channel, sent };
};

describe('a claim that is in the EHR', () => {
  it.each([
    [ERROR, 'The encounter is entered in error: what was written for it was cancelled in the EHR.'],
    ['cancelled', 'The encounter is cancelled: what was written for it was cancelled in the EHR.'],
  ] as const)('is cancelled there when its encounter is %s, and the case is voided', async (status, why) => {
    const { deps, becomes, kept, statuses, reports } = await claimed();
    becomes(status);
    expect(await voidCancelled(deps)).toBe(1);
    expect(statuses('Claim')).toEqual(['cancelled']);
    const { case: c, details } = await kept();
    expect(c.state).toBe('voided');
    expect(c.events.at(-1)).toMatchObject({ kind: 'voided', why, at: NOW, who: 'claimwright' });
    expect(details.claim).toMatch(/^Claim\//);
    expect(reports).toEqual([{ state: 'voided', fault: undefined }]);
  });

  it('stands as long as its encounter does', async () => {
    const { deps, kept, statuses } = await claimed();
    expect(await voidCancelled(deps)).toBe(0);
    expect([(await kept()).case.state, statuses('Claim')]).toEqual(['claimed', ['active']]);
  });

  it('is taken back once, however often the encounter is seen', async () => {
    const { deps, becomes, kept } = await claimed();
    becomes(ERROR);
    await voidCancelled(deps);
    const { events } = (await kept()).case;
    expect(await voidCancelled(deps)).toBe(0);
    expect((await kept()).case.events).toEqual(events);
  });

  it('is not claimed again when the encounter is processed after it', async () => {
    const { fake, cases, deps, becomes, statuses } = await claimed();
    becomes(ERROR);
    await voidCancelled(deps);
    const again = await processEncounter(ID, { ehr: fake, cases, clock: deps.clock, knowledge });
    expect([again.state, statuses('Claim')]).toEqual(['voided', ['cancelled']]);
  });

  it.each<[WriteBackMode, string, string]>([
    ['charge', 'ChargeItem', 'entered-in-error'],
    ['document', 'DocumentReference', 'entered-in-error'],
    ['task', 'Task', 'cancelled'],
  ])('written as %s is taken back as a %s', async (mode, type, status) => {
    const { deps, becomes, statuses, kept } = await claimed(mode);
    expect(statuses(type).length).toBeGreaterThan(0);
    becomes(ERROR);
    expect(await voidCancelled(deps)).toBe(1);
    expect(new Set(statuses(type))).toEqual(new Set([status]));
    expect((await kept()).case.state).toBe('voided');
  });

  it('that is only offered is voided without a word to the EHR', async () => {
    const { deps, becomes, kept, fake } = await claimed('pull');
    becomes(ERROR);
    expect(await voidCancelled(deps)).toBe(1);
    expect(fake.written).toEqual([]);
    expect((await kept()).case.events.at(-1)?.why).toContain('no longer offered');
  });

  it.each<[string, readonly CaseEventKind[]]>([
    ['held', ['read', 'held']],
    ['review', ['read', 'coded', 'asked-for-review']],
  ])('of a case that is %s since is taken back by its number, though its draft is gone', async (_, kinds) => {
    for (const mode of ['claim', 'charge'] as const) {
      const { deps, becomes, happens, kept, statuses, cases } = await claimed(mode);
      await happens(...kinds);
      const { case: c, details } = await kept();
      await cases.put({ case: c, details: { ...details, coded: undefined } }, c.events.length);
      // Neither the delivery nor the draft is known any more.
      const outbox = { ...cases.outbox, get: async () => undefined };
      becomes(ERROR);
      expect(await voidCancelled({ ...deps, cases: { ...cases, outbox } })).toBe(1);
      expect(statuses(mode === 'claim' ? 'Claim' : 'ChargeItem')).not.toContain('active');
      expect(statuses(mode === 'claim' ? 'Claim' : 'ChargeItem')).not.toContain('billable');
    }
  });
});

describe('a claim that the payer has', () => {
  it('is voided there with frequency 8 and the payer’s own number', async () => {
    const { channel, sent } = payer(['ICN77']);
    const { deps, becomes, happens, kept, statuses } = await claimed('claim', { payers: channel });
    await happens('sent', 'acknowledged');
    becomes(ERROR);
    expect(await voidCancelled(deps)).toBe(1);
    expect(statuses('Claim')).toEqual(['cancelled']);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.related?.[0]).toMatchObject({
      relationship: { coding: [{ code: 'void' }] },
      reference: { value: 'ICN77' },
    });
    expect((await kept()).case.events.at(-1)?.why).toMatch(/and the claim was voided at the payer\.$/);
  });

  it('waits for the payer’s number, cancelled in the EHR, and a person sees it', async () => {
    const { channel, sent } = payer([undefined, 'ICN77']);
    const { deps, becomes, happens, kept, statuses, reports } = await claimed('claim', { payers: channel });
    await happens('sent');
    becomes(ERROR);
    await expect(voidCancelled(deps)).rejects.toMatchObject({ code: 'CW-8404' });
    expect([(await kept()).case.state, statuses('Claim'), sent]).toEqual(['sent', ['cancelled'], []]);
    expect((await kept()).details.fault).toMatchObject({ code: 'CW-8404' });
    expect(reports.at(-1)?.fault).toBeInstanceOf(ClaimwrightError);
    expect(await voidCancelled(deps)).toBe(1);
    expect([(await kept()).case.state, sent.length]).toEqual(['voided', 1]);
    expect((await kept()).details.fault).toBeUndefined();
  });

  it('cannot be voided where there is no way to the payer', async () => {
    const { deps, becomes, happens, kept } = await claimed();
    await happens('sent', 'acknowledged', 'adjudicated');
    becomes(ERROR);
    await expect(voidCancelled(deps)).rejects.toMatchObject({ code: 'CW-8404' });
    expect((await kept()).case.state).toBe('adjudicated');
  });

  it('and rejected is cancelled in the EHR alone: the payer has nothing to void', async () => {
    const { channel, sent } = payer(['ICN77']);
    const { deps, becomes, happens, kept } = await claimed('claim', { payers: channel });
    await happens('sent', 'rejected');
    becomes(ERROR);
    expect(await voidCancelled(deps)).toBe(1);
    expect([(await kept()).case.state, sent]).toEqual(['voided', []]);
  });
});

describe('a case without a claim', () => {
  const unclaimed = async (...kinds: readonly CaseEventKind[]) => {
    const down = () => Promise.reject(new ClaimwrightError('CW-2002', { detail: 'reset' }));
    const record = resourcesOf(visit.bundle);
    const fake = fakeEhr(
      record.map((r) => (r.resourceType === 'Encounter' && r.id === ID ? { ...r, status: ERROR } : r)),
    );
    const ehr: Ehr = { ...fake, writeClaim: down, readChart: fakeEhr(record).readChart };
    const cases = memoryCaseStore<CaseDetails>();
    const deps = { ehr, cases, clock: frozenClock(NOW) };
    const first = await processEncounter(ID, { ...deps, knowledge });
    for (const kind of kinds) {
      const kept = await cases.get(first.id);
      if (!kept) throw new Error('the case is gone');
      const after = advance(kept.case, { at: NOW, who: 'x', kind, why: 'So.' });
      await cases.put({ case: after, details: kept.details }, kept.case.events.length);
    }
    return { deps, fake, id: first.id, state: async () => (await cases.get(first.id))?.case.state };
  };

  it('that was ready is held, and its delivery does not leave any more', async () => {
    const { deps, id, state } = await unclaimed();
    expect(await state()).toBe('ready');
    expect(await voidCancelled(deps)).toBe(0);
    expect(await state()).toBe('held');
    const open = await deps.cases.outbox.take({
      now: '2030-01-01T00:00:00Z',
      until: '2031-01-01T00:00:00Z',
      limit: 9,
    });
    expect(open).toEqual([]);
    expect((await deps.cases.get(id))?.case.events.at(-1)?.why).toBe(
      'The encounter is entered in error: nothing is claimed.',
    );
  });

  it('that is held stays so, and one that is not known stays unknown', async () => {
    const { deps, state } = await unclaimed('held');
    expect(await voidCancelled(deps)).toBe(0);
    expect(await state()).toBe('held');
    expect(await voidCase('never-seen', ERROR, deps)).toBeUndefined();
  });
});

describe('an encounter that is read as entered in error', () => {
  it('without a case is kept as one that is held, and not claimed', async () => {
    const cases = memoryCaseStore<CaseDetails>();
    const deps = { ehr: fakeEhr([]), cases, clock: frozenClock(NOW) };
    const { case: c } = await voidAsRead('e', ERROR, deps);
    expect(c.events.map((e) => [e.kind, e.why])).toEqual([
      ['read', 'The chart is read from the EHR.'],
      ['held', 'The encounter is entered in error: nothing is claimed.'],
    ]);
    expect((await cases.get(c.id))?.case).toEqual(c);
    expect((await voidAsRead('e', ERROR, deps)).case).toEqual(c);
  });

  it('with a claim is voided; what stands against it is handed on', async () => {
    const { deps } = await claimed();
    const away = () => Promise.reject(new ClaimwrightError('CW-2002', { detail: 'reset' }));
    const stuck = await voidAsRead(ID, ERROR, { ...deps, ehr: { ...deps.ehr, voidClaim: away } });
    expect([stuck.case.state, stuck.fault]).toMatchObject(['held', { code: 'CW-2002' }]);
    expect((await voidAsRead(ID, ERROR, deps)).case.state).toBe('voided');
  });
});

describe('in the course of things', () => {
  it('an encounter that comes again as entered in error is voided when it is processed', async () => {
    const { fake, cases, deps, becomes, statuses } = await claimed();
    becomes(ERROR);
    const { state } = await processEncounter(ID, { ehr: fake, cases, clock: deps.clock, knowledge });
    expect([state, statuses('Claim')]).toEqual(['voided', ['cancelled']]);
  });

  it('a run over the connections voids what was cancelled since, and counts it', async () => {
    const { fake, cases, deps, becomes } = await claimed();
    const only = new Set([ID]);
    const run = () => processConnections([fake], { cases, clock: deps.clock, knowledge }, { only });
    expect(await run()).toEqual({ claimed: 1 });
    becomes(ERROR);
    expect(await run()).toEqual({ voided: 1 });
    expect(await run()).toEqual({});
  });

  it('an encounter that was never anything else is not claimed', async () => {
    const record = resourcesOf(visit.bundle).map((r) =>
      r.resourceType === 'Encounter' && r.id === ID ? { ...r, status: ERROR } : r,
    );
    const fake = fakeEhr(record as readonly Resource[]);
    const cases = memoryCaseStore<CaseDetails>();
    const done = await processEncounter(ID, { ehr: fake, cases, clock: frozenClock(NOW), knowledge });
    expect([done.state, fake.written]).toEqual(['held', []]);
  });
});

describe('what stands against it', () => {
  it('a charge that the EHR has billed is left, and told to a person once', async () => {
    const billed = () =>
      Promise.reject(
        new ClaimwrightError('CW-8403', { what: 'ChargeItem', detail: 'the EHR has billed it' }),
      );
    const { deps, becomes, kept } = await claimed('charge');
    becomes(ERROR);
    const stuck = { ...deps, ehr: { ...deps.ehr, voidClaim: billed } };
    await expect(voidCancelled(stuck)).rejects.toMatchObject({ code: 'CW-8403' });
    await expect(voidCancelled(stuck)).rejects.toMatchObject({ code: 'CW-8403' });
    const { case: c, details } = await kept();
    expect(c.state).toBe('held');
    expect(details.fault?.message).toContain('the EHR has billed it');
    expect(await voidCancelled(deps)).toBe(1);
  });

  it('of one encounter keeps none of the others', async () => {
    const { deps, becomes, kept } = await claimed();
    becomes(ERROR);
    const ehr: Ehr = {
      ...deps.ehr,
      async *cancelledEncounters() {
        yield { resourceType: 'Encounter', id: 'bad', status: ERROR } as Encounter;
        yield* deps.ehr.cancelledEncounters();
      },
    };
    const cases = {
      ...deps.cases,
      get: (id: string) =>
        id === caseId(ehr.id, 'Encounter/bad') ? Promise.reject(new Error('broken')) : deps.cases.get(id),
    };
    await expect(voidCancelled({ ...deps, ehr, cases })).rejects.toThrow('broken');
    expect((await kept()).case.state).toBe('voided');
  });

  it('a case that moved on meanwhile is left to the next look', async () => {
    const { deps, becomes } = await claimed();
    becomes(ERROR);
    const moved = { ...deps.cases, put: () => Promise.reject(new ClaimwrightError('CW-4002')) };
    await expect(voidCancelled({ ...deps, cases: moved })).rejects.toMatchObject({ code: 'CW-4002' });
    expect(await voidCancelled(deps)).toBe(1);
  });
});
