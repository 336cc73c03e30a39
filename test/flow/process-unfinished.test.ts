/** An encounter that is not finished is never claimed, whoever names it; it is kept with the reason, and coded once it is finished. */
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../src/ehr/index.ts';
import type { Encounter, Resource } from '../../src/fhir/index.ts';
import { type CaseDetails, type ProcessDeps, processEncounter, runEncounter } from '../../src/flow/index.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import { caseId, memoryCaseStore } from '../../src/review/index.ts';
import { example, NOW, resourcesOf, standing } from '../support/service.ts';

const { knowledge } = await standing();
const visit = example('uri-simple-visit');
const [, ID = ''] = visit.expected.encounter.split('/');

const inStatus = (status: unknown): readonly Resource[] =>
  resourcesOf(visit.bundle).map((r) =>
    r.resourceType === 'Encounter' && r.id === ID ? ({ ...r, status } as Encounter) : r,
  );

function made(status: unknown) {
  const cases = memoryCaseStore<CaseDetails>();
  const over = (now: unknown): ProcessDeps & { readonly ehr: ReturnType<typeof fakeEhr> } => ({
    ehr: fakeEhr(inStatus(now)),
    cases,
    clock: frozenClock(NOW),
    knowledge,
  });
  return { first: over(status), over, kept: () => cases.get(caseId('fake', `Encounter/${ID}`)) };
}

describe('an encounter that is not finished', () => {
  it.each(['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'unknown'])(
    '%s: is kept aside with the reason, and nothing is coded or claimed',
    async (status) => {
      const { first, kept } = made(status);
      const done = await runEncounter(ID, first);
      const { case: c, details } = (await kept()) ?? {};
      expect([done.again, c?.state, details?.coded, first.ehr.written]).toEqual([
        false,
        'held',
        undefined,
        [],
      ]);
      const why = `The encounter is not finished (its status is ${status}); it is coded once it is.`;
      expect(details?.fault).toEqual({ code: 'CW-8601', message: why });
      expect(c?.events.at(-1)?.why).toBe(why);
    },
  );

  it.each([undefined, 'Jane Canary', 7, ['finished']])(
    'with the status %j: the same, and its words are not kept',
    async (status) => {
      const { first, kept } = made(status);
      expect((await processEncounter(ID, first)).state).toBe('held');
      expect(JSON.stringify(await kept())).not.toContain('Canary');
      expect((await kept())?.details.fault?.code).toBe('CW-8601');
    },
  );

  it('adds nothing however often it is named, and tells a new status', async () => {
    const { first, over, kept } = made('planned');
    for (let i = 0; i < 3; i += 1) await processEncounter(ID, first);
    expect((await kept())?.case.events).toHaveLength(2);
    await processEncounter(ID, over('in-progress'));
    expect((await kept())?.details.fault?.message).toContain('in-progress');
  });

  it('is coded and claimed, once, when it is finished', async () => {
    const { first, over } = made('in-progress');
    await processEncounter(ID, first);
    const later = over('finished');
    const outcome = await processEncounter(ID, later);
    expect(outcome.events.map((e) => e.kind)).toEqual([
      'read',
      'held',
      'read',
      'coded',
      'found-ready',
      'claimed',
    ]);
    expect(later.ehr.written.filter((r) => r.resourceType === 'Claim')).toHaveLength(1);
  });
});

describe('an encounter that is opened again', () => {
  it('before its claim has left: the claim does not leave until it is finished', async () => {
    const { first, over, kept } = made('finished');
    const down = () => Promise.reject(new ClaimwrightError('CW-2002', { detail: 'reset' }));
    const ready = await processEncounter(ID, { ...first, ehr: { ...first.ehr, writeClaim: down } });
    expect(ready.state).toBe('ready');
    const reopened = over('in-progress');
    expect((await processEncounter(ID, reopened)).state).toBe('held');
    await reopened.clock.wait(3_600_000);
    expect(
      await reopened.cases.outbox.take({
        now: '2027-01-01T00:00:00Z',
        until: '2027-01-02T00:00:00Z',
        limit: 5,
      }),
    ).toEqual([]);
    const again = over('finished');
    expect((await processEncounter(ID, again)).state).toBe('claimed');
    expect((await kept())?.details.fault).toBeUndefined();
  });

  it('after it: the claim that was made stays known, goes no further meanwhile, and no second one is made', async () => {
    const { first, over, kept } = made('finished');
    await processEncounter(ID, first);
    const claim = (await kept())?.details.claim;
    await processEncounter(ID, over('in-progress'));
    expect([(await kept())?.case.state, (await kept())?.details.claim]).toEqual(['held', claim]);
    const again = over('finished');
    expect((await processEncounter(ID, again)).state).toBe('claimed');
    expect(again.ehr.written).toEqual([]);
  });
});
