/** An encounter that arrives again: what changed is told, and a claim that was made is never made a second time. */
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../src/ehr/index.ts';
import type { Condition, Resource } from '../../src/fhir/index.ts';
import { type CaseDetails, type ProcessDeps, processEncounter } from '../../src/flow/index.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import { caseId, deliveryId, memoryCaseStore } from '../../src/review/index.ts';
import { example, NOW, resourcesOf, standing } from '../support/service.ts';

const { knowledge } = await standing();
const visit = example('uri-simple-visit');
const [, ID = ''] = visit.expected.encounter.split('/');
const resources = resourcesOf(visit.bundle);

/** The same chart with another diagnosis in the place of its condition. */
const recoded = (code: string): readonly Resource[] =>
  resources.map((r) =>
    r.resourceType === 'Condition'
      ? ({ ...r, code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] } } as Condition)
      : r,
  );

/** With the visit's level, which follows the problem. */
const SORE_THROAT = { added: ['J02.9', '99213'], removed: ['J06.9', '99212'], because: 'chart' };

function made() {
  const ehr = fakeEhr(resources);
  const deps: ProcessDeps = {
    ehr,
    cases: memoryCaseStore<CaseDetails>(),
    clock: frozenClock(NOW),
    knowledge,
  };
  const id = caseId(ehr.id, `Encounter/${ID}`);
  const kept = () => deps.cases.get(id);
  const from = (other: readonly Resource[], more: Partial<ProcessDeps> = {}) =>
    processEncounter(ID, { ...deps, ...more, ehr: { ...ehr, readChart: fakeEhr(other).readChart } });
  const claims = () => ehr.written.filter((r) => r.resourceType === 'Claim').length;
  return { ehr, deps, kept, from, claims, id };
}

describe('a chart that arrives again', () => {
  it('with another version, time and order is the same chart', async () => {
    const { from, kept } = made();
    await from(resources);
    const first = await kept();
    const restamped = resources
      .map((r) => ({ ...r, meta: { ...r.meta, versionId: '7', lastUpdated: '2026-11-24T13:00:00Z' } }))
      .reverse() as readonly Resource[];
    expect(await from(restamped)).toEqual(first?.case);
    expect(await kept()).toEqual(first);
  });

  it('with another code before there is a claim is coded anew, and says what changed', async () => {
    const { ehr, deps, kept } = made();
    const refused = new ClaimwrightError('CW-2003', { status: 422, interaction: 'POST' });
    await processEncounter(ID, { ...deps, ehr: { ...ehr, writeClaim: () => Promise.reject(refused) } });
    const { readChart } = fakeEhr(recoded('J02.9'));
    const outcome = await processEncounter(ID, { ...deps, ehr: { ...ehr, readChart } });
    expect(outcome.state).toBe('claimed');
    expect((await kept())?.details.recoded).toEqual(SORE_THROAT);
    expect(outcome.events.at(-3)?.why).toMatch(
      / The chart changed: J02\.9, 99213 added; J06\.9, 99212 removed\.$/,
    );
  });

  it('with another code after the claim goes to a person, and no second claim is made', async () => {
    const { from, kept, claims } = made();
    await from(resources);
    const { claim } = (await kept())?.details ?? {};
    const outcome = await from(recoded('J02.9'));
    expect(outcome.state).toBe('review');
    expect((await kept())?.details).toMatchObject({
      claim,
      recoded: SORE_THROAT,
    });
    // However often it arrives.
    expect((await from(recoded('J02.9'))).events).toHaveLength(outcome.events.length);
    expect((await from(recoded('J03.90'))).state).toBe('review');
    expect((await kept())?.details.recoded).toMatchObject({ added: expect.arrayContaining(['J03.90']) });
    expect(claims()).toBe(1);
  });

  it('as it was when it was claimed stands by its claim', async () => {
    const { from, kept, claims } = made();
    await from(resources);
    await from(recoded('J02.9'));
    const outcome = await from(resources);
    expect([outcome.state, outcome.events.at(-1)?.why]).toEqual([
      'claimed',
      'The claim that was made stands.',
    ]);
    expect((await kept())?.details.recoded).toMatchObject({ added: [], removed: [] });
    expect(claims()).toBe(1);
  });

  it('with more in it that changes no code stands by its claim, too', async () => {
    const { from, claims } = made();
    await from(resources);
    const more: Resource = {
      resourceType: 'Observation',
      id: 'one-more',
      status: 'final',
      code: { text: 'Favourite colour' },
      subject: { reference: `Patient/${resources.find((r) => r.resourceType === 'Patient')?.id}` },
      encounter: { reference: `Encounter/${ID}` },
    };
    const outcome = await from([...resources, more]);
    expect(outcome.state).toBe('claimed');
    expect(outcome.events.find((e) => e.sequence === 6)?.why).toContain(
      'The chart changed: the codes are the same.',
    );
    expect(claims()).toBe(1);
  });

  it('withdraws a claim that has not left when something stands against it now', async () => {
    const { ehr, deps, id } = made();
    const away = {
      ...ehr,
      writeClaim: () => Promise.reject(new ClaimwrightError('CW-2002', { detail: '503' })),
    };
    expect((await processEncounter(ID, { ...deps, ehr: away })).state).toBe('ready');
    const empty = resources.filter((r) => ['Encounter', 'Patient'].includes(r.resourceType));
    const outcome = await processEncounter(ID, {
      ...deps,
      ehr: { ...away, readChart: fakeEhr(empty).readChart },
    });
    expect(outcome.state).not.toBe('ready');
    expect((await deps.cases.outbox.get(deliveryId('claim', id)))?.state).toBe('done');
  });
});

describe('knowledge that changed', () => {
  it.each([
    ['modules', { modules: knowledge.modules.slice(1) }],
    ['modules', { policy: { minConfidence: 0.51, blockingQueries: ['codings-disagree'] } }],
  ] as const)('has the encounter coded anew because of %s', async (because, change) => {
    const { from, kept } = made();
    await from(resources);
    await from(resources, { knowledge: { ...knowledge, ...change } });
    expect((await kept())?.details.recoded?.because).toBe(because);
  });

  it('is a code release', async () => {
    const { from, kept } = made();
    await from(resources);
    const { terminology } = knowledge;
    const [first, ...others] = terminology.releases();
    if (!first) throw new Error('no release');
    const releases = () => [{ ...first, checksum: 'another' }, ...others];
    await from(resources, { knowledge: { ...knowledge, terminology: { ...terminology, releases } } });
    expect((await kept())?.details.recoded).toEqual({ added: [], removed: [], because: 'release' });
  });
});
