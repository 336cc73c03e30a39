/** `POST /api/cases/:id/decision` as the workbench sends it, and as nobody should. */
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../src/ehr/index.ts';
import { caseCodec, processEncounter } from '../../src/flow/index.ts';
import { frozenClock } from '../../src/kernel/index.ts';
import { DEFAULT_POLICY, memoryAuditTrail, memoryCaseStore } from '../../src/review/index.ts';
import { appOn, example, NOW, resourcesOf, standing } from '../support/service.ts';
import { expectProblem } from './support.ts';

const base = await standing();
const knowledge = { ...base.knowledge, policy: { ...DEFAULT_POLICY, minConfidence: 1.01 } };
const visit = example('uri-simple-visit');
const [, ID = ''] = visit.expected.encounter.split('/');

async function waiting() {
  const ehr = fakeEhr(resourcesOf(visit.bundle));
  const cases = memoryCaseStore(caseCodec);
  const clock = frozenClock(NOW);
  const c = await processEncounter(ID, { ehr, cases, clock, knowledge });
  expect(c.state).toBe('review');
  const audit = memoryAuditTrail();
  const { app } = appOn({ ...base, knowledge }, { ehr, cases, clock, audit });
  const post = (body: object, id = c.id) => supertest(app).post(`/api/cases/${id}/decision`).send(body);
  return { app, cases, audit, post, id: c.id };
}

describe('a decision', () => {
  it('approves: the claim is written, and who saw it is recorded', async () => {
    const at = await waiting();
    const answer = await at.post({ decision: 'approve' }).expect(200);
    expect(answer.body).toEqual({ id: at.id, state: 'claimed' });
    const entries: unknown[] = [];
    for await (const { entry } of at.audit.events({})) entries.push(entry);
    expect(entries).toContainEqual(
      expect.objectContaining({ interaction: 'operation', operation: 'approve' }),
    );
    expectProblem(await at.post({ decision: 'approve' }), 409, 'CW-4001');
  });

  it('holds with a reason', async () => {
    const at = await waiting();
    await at.post({ decision: 'hold', reason: 'Waiting for the note.' }).expect(200);
    expect((await at.cases.get(at.id))?.case).toMatchObject({ state: 'held' });
  });

  it.each([
    ['nothing', {}],
    ['another word', { decision: 'pay' }],
    ['no reason', { decision: 'hold' }],
    ['a blank reason', { decision: 'hold', reason: '  ' }],
    ['a reason of two lines', { decision: 'hold', reason: 'a\nb' }],
    ['a reason without end', { decision: 'hold', reason: 'x'.repeat(201) }],
  ])('of %s is refused', async (_, body) => {
    const at = await waiting();
    expectProblem(await at.post(body), 422, 'CW-1004');
    expect((await at.cases.get(at.id))?.case.state).toBe('review');
  });

  it('of a page of another origin, of an unknown case or by another method does nothing', async () => {
    const at = await waiting();
    const foreign = await at.post({ decision: 'approve' }).set('Sec-Fetch-Site', 'cross-site');
    expectProblem(foreign, 404, 'CW-1007');
    expectProblem(await at.post({ decision: 'approve' }, 'unknown'), 404, 'CW-1007');
    expect((await supertest(at.app).get(`/api/cases/${at.id}/decision`)).status).toBe(405);
    expect((await at.cases.get(at.id))?.case.state).toBe('review');
  });
});
