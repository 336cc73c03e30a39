/** A person's decision: what waits for a look is claimed once it is approved, or kept back with a reason. */
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../src/ehr/index.ts';
import type { Claim, Condition, Resource } from '../../src/fhir/index.ts';
import {
  type CaseDetails,
  decideCase,
  type PipelineKnowledge,
  type ProcessDeps,
  processEncounter,
  resumeDeliveries,
} from '../../src/flow/index.ts';
import { ClaimwrightError, frozenClock } from '../../src/kernel/index.ts';
import { DEFAULT_POLICY, memoryCaseStore } from '../../src/review/index.ts';
import { example, NOW, resourcesOf, standing } from '../support/service.ts';

const { knowledge, validator } = await standing();
const visit = example('uri-simple-visit');
const [, ID = ''] = visit.expected.encounter.split('/');
/** Everything is doubtful: each case waits for a person. */
const STRICT: PipelineKnowledge = { ...knowledge, policy: { ...DEFAULT_POLICY, minConfidence: 1.01 } };

async function site(over: Partial<ProcessDeps> = {}) {
  const record: Resource[] = [...resourcesOf(visit.bundle)];
  const ehr = fakeEhr(record);
  const cases = memoryCaseStore<CaseDetails>();
  const deps: ProcessDeps = { ehr, cases, clock: frozenClock(NOW), knowledge: STRICT, validator, ...over };
  const { id, state } = await processEncounter(ID, deps);
  const kept = async () => {
    const found = await cases.get(id);
    if (!found) throw new Error('the case is gone');
    return found;
  };
  const claims = () => ehr.written.filter((r): r is Claim => r.resourceType === 'Claim');
  const approve = (more: Partial<ProcessDeps> = {}) =>
    decideCase({ case: id, who: 'ada', decided: { decision: 'approve' } }, { ...deps, ...more });
  const hold = (reason: string) =>
    decideCase({ case: id, who: 'ada', decided: { decision: 'hold', reason } }, deps);
  return { record, ehr, cases, deps, id, state, kept, claims, approve, hold };
}

describe('a case in review', () => {
  it('is claimed when it is approved, once, and the events say by whom', async () => {
    const at = await site();
    expect([at.state, at.claims()]).toEqual(['review', []]);
    expect((await at.approve()).case.state).toBe('claimed');
    const { events } = (await at.kept()).case;
    expect(events.slice(-2)).toMatchObject([
      { kind: 'found-ready', who: 'ada', why: 'The claim was approved.' },
      { kind: 'claimed', who: 'claimwright' },
    ]);
    await expect(at.approve()).rejects.toMatchObject({ code: 'CW-4001' });
    expect(at.claims()).toHaveLength(1);
    // What was approved stays so for the same codes.
    const standing: ProcessDeps = {
      ...at.deps,
      inputs: async (_chart, _id, earlier) => earlier ?? {},
      standing: { releases: 'another', modules: 'other' },
    };
    expect((await processEncounter(ID, standing)).state).toBe('claimed');
  });

  it('is held with a reason, and claimed when it is approved after all', async () => {
    const at = await site();
    expect((await at.hold('Waiting for the operative note.')).case.state).toBe('held');
    expect((await at.kept()).case.events.at(-1)).toMatchObject({
      who: 'ada',
      why: 'Held: Waiting for the operative note.',
    });
    await expect(at.hold('Again.')).rejects.toMatchObject({ code: 'CW-4001' });
    expect((await at.approve()).case.state).toBe('claimed');
  });

  it('is not claimed as something else than was shown', async () => {
    const at = await site();
    const fewer = { ...STRICT, modules: [] };
    await expect(at.approve({ knowledge: fewer })).rejects.toMatchObject({ code: 'CW-8706' });
    expect([(await at.kept()).case.state, at.claims()]).toEqual(['review', []]);
  });

  it('is not claimed when an edit stands against it by now', async () => {
    const at = await site();
    const profile = { validate: () => [issue] } as unknown as NonNullable<ProcessDeps['validator']>;
    await expect(at.approve({ validator: profile })).rejects.toMatchObject({ code: 'CW-8706' });
    expect((await at.kept()).case.state).toBe('review');
  });

  it('that does not exist is said to be none', async () => {
    const { deps } = await site();
    const asked = { case: 'x', who: 'ada', decided: { decision: 'approve' } } as const;
    await expect(decideCase(asked, deps)).rejects.toMatchObject({ code: 'CW-1007' });
  });
});

const issue = { severity: 'error', code: 'structure', diagnostics: 'It is wrong.', expression: 'Claim' };

describe('a claim that is another one now', () => {
  async function recoded(over: Partial<ProcessDeps> = {}) {
    const at = await site({ knowledge, ...over });
    expect(at.state).toBe('claimed');
    const i = at.record.findIndex((r) => r.resourceType === 'Condition');
    const code = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J02.9' }] };
    at.record[i] = { ...(at.record[i] as Condition), code };
    expect((await processEncounter(ID, at.deps)).state).toBe('review');
    return at;
  }

  it('takes the place of the one in the EHR when it is approved', async () => {
    const at = await recoded();
    const codes = () => at.claims().map((c) => c.diagnosis?.[0]?.diagnosisCodeableConcept?.coding?.[0]?.code);
    expect(codes()).toEqual(['J06.9']);
    expect((await at.approve()).case.state).toBe('claimed');
    expect(codes()).toEqual(['J02.9']);
    expect((await at.kept()).case.events.at(-1)?.why).toBe('The claim in the EHR was replaced.');
    expect((await processEncounter(ID, at.deps)).state).toBe('claimed');
  });

  it('is replaced later where the EHR is away, by the same delivery', async () => {
    const at = await recoded();
    const { ehr } = at.deps;
    const reset = new ClaimwrightError('CW-2002', { detail: 'reset' });
    const away = { ...ehr, replaceClaim: () => Promise.reject(reset) };
    expect((await at.approve({ ehr: away })).case.state).toBe('ready');
    await resumeDeliveries([ehr], at.deps, { alone: true });
    expect((await at.kept()).case.state).toBe('claimed');
    const codes = at.claims().map((c) => c.diagnosis?.[0]?.diagnosisCodeableConcept?.coding?.[0]?.code);
    expect(codes).toEqual(['J02.9']);
  });
});
