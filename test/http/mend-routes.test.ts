/** `POST /api/cases/:id/fixes/:edit` as the workbench sends it, and as nobody should. */
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { fakeEhr } from '../../src/ehr/index.ts';
import type { Resource } from '../../src/fhir/index.ts';
import { caseCodec, processEncounter } from '../../src/flow/index.ts';
import { frozenClock } from '../../src/kernel/index.ts';
import { memoryAuditTrail, memoryCaseStore } from '../../src/review/index.ts';
import { appOn, example, NOW, resourcesOf, standing } from '../support/service.ts';
import { expectProblem } from './support.ts';

const base = await standing();
const knowledge = { ...base.knowledge, policy: { minConfidence: 0, blockingQueries: [] } };
const { bundle, expected } = example('before-october');
const [, ID = ''] = expected.encounter.split('/');
const resources = JSON.parse(
  JSON.stringify(resourcesOf(bundle)).replaceAll('S30.1XXA', 'S30.1A'),
) as readonly Resource[];
const EDIT = 'icd10cm-seventh-character';

async function held() {
  const ehr = fakeEhr(resources);
  const cases = memoryCaseStore(caseCodec);
  const clock = frozenClock(NOW);
  const c = await processEncounter(ID, { ehr, cases, clock, knowledge });
  expect(c.state).toBe('held');
  const audit = memoryAuditTrail();
  const { app } = appOn({ ...base, knowledge }, { ehr, cases, clock, audit });
  const post = (edit: string, id = c.id) => supertest(app).post(`/api/cases/${id}/fixes/${edit}`);
  return { ehr, cases, audit, post, id: c.id };
}

describe('a fix', () => {
  it('is made on a held case, which is claimed then, and is recorded', async () => {
    const at = await held();
    const answer = await at.post(EDIT).expect(200);
    expect(answer.body).toEqual({ id: at.id, state: 'claimed' });
    expect(at.ehr.written.filter((r) => r.resourceType === 'Claim')).toHaveLength(1);
    const kept = await at.cases.get(at.id);
    expect(kept?.details.coded?.mended).toEqual([expect.objectContaining({ edit: EDIT, who: 'coder' })]);
    const entries: unknown[] = [];
    for await (const { entry } of at.audit.events({})) entries.push(entry);
    expect(entries).toContainEqual(expect.objectContaining({ interaction: 'operation', operation: 'mend' }));
  });

  it('is not there for an edit that said nothing, an edit or a case that is unknown', async () => {
    const at = await held();
    expectProblem(await at.post('amounts'), 404, 'CW-1007');
    expectProblem(await at.post('no-such-edit'), 404, 'CW-1007');
    expectProblem(await at.post(EDIT, 'no-such-case'), 404, 'CW-1007');
    expect(at.ehr.written).toEqual([]);
  });

  it('is not made for the page of another origin, nor by a GET', async () => {
    const at = await held();
    expectProblem(await at.post(EDIT).set('Origin', 'https://evil.example.org'), 404, 'CW-1007');
    expectProblem(await at.post(EDIT).set('Sec-Fetch-Site', 'cross-site'), 404, 'CW-1007');
    expect(at.ehr.written).toEqual([]);
  });
});
