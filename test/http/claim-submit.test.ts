/** Claim/$submit: taken or refused, once, and never lost. */
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { memorySubmissions } from '../../src/clearinghouse/index.ts';
import type { Bundle, Claim, ClaimResponse, OperationOutcome } from '../../src/fhir/index.ts';
import { chartFromBundle, codeChart } from '../../src/flow/index.ts';
import { appOn, bundleOf, example, NOW, resourcesOf, standing } from '../support/service.ts';
import { expectOutcome, expectSafe, FHIR } from './support.ts';

const base = await standing();
const PATH = '/fhir/Claim/$submit';

function house() {
  const submissions = memorySubmissions();
  const { app } = appOn(base, { submissions });
  return {
    submissions,
    post: (body: unknown) => supertest(app).post(PATH).set(FHIR).send(JSON.stringify(body)),
  };
}

const { bundle, expected } = example('uri-simple-visit');
const draft = codeChart(chartFromBundle(bundle, 'inline', expected.encounter), base.knowledge).draft;
if (!draft) throw new Error('the example makes no claim');
const { claim } = draft;
const beside: Bundle = bundleOf([claim, ...resourcesOf(bundle)]);
const errors = (resource: unknown) =>
  base.validator.validate(resource).filter((i) => i.severity === 'error' || i.severity === 'fatal');

describe('a claim that is right', () => {
  it.each([
    ['alone', claim],
    ['in a Bundle with what it refers to', beside],
    ['in Parameters', { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: claim }] }],
  ])('%s is queued', async (_, body) => {
    const { post, submissions } = house();
    const answer = await post(body).expect(200);
    expectSafe(answer);
    const response = JSON.parse(answer.text) as ClaimResponse;
    expect(response).toMatchObject({
      resourceType: 'ClaimResponse',
      outcome: 'queued',
      created: NOW,
      request: { identifier: { value: claim.identifier?.[0]?.value } },
    });
    expect(errors(response)).toEqual([]);
    expect(submissions).toBeDefined();
  });

  it('gets the same answer again, also inside another envelope', async () => {
    const { post } = house();
    const first = await post(beside).expect(200);
    const again = await post({ ...beside, id: 'another', timestamp: NOW, meta: { versionId: '2' } }).expect(
      200,
    );
    expect(again.text).toBe(first.text);
  });

  it('is answered alike when it comes twice at once', async () => {
    const { post } = house();
    const answers = await Promise.all([post(claim), post(claim), post(claim)]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });
});

describe('another content under the same identifier', () => {
  it('is a conflict, and the first stands', async () => {
    const { post } = house();
    const first = await post(claim).expect(200);
    const other: Claim = { ...claim, created: '2026-01-01' };
    expectOutcome(await post(other), 409, 'CW-7003');
    expect((await post(claim)).text).toBe(first.text);
  });
});

describe('a claim that is not right', () => {
  const wrong: Claim = { ...claim, total: { value: 1, currency: 'USD' } };

  it('is answered in error with the outcome contained, and may be mended', async () => {
    const { post } = house();
    const answer = await post(wrong).expect(200);
    const response = JSON.parse(answer.text) as ClaimResponse;
    expect(response.outcome).toBe('error');
    expect(response.error?.length).toBeGreaterThan(0);
    const [contained] = response.contained as OperationOutcome[];
    expect(contained?.issue.some(({ severity }) => severity === 'error')).toBe(true);
    expect(response.extension?.[0]?.valueReference?.reference).toBe(`#${contained?.id}`);
    expect(errors(response)).toEqual([]);
    expect((JSON.parse((await post(claim)).text) as ClaimResponse).outcome).toBe('queued');
  });

  it.each([
    ['without an identifier', { ...claim, identifier: undefined }, 422, 'CW-1003'],
    ['with an empty identifier', { ...claim, identifier: [{ system: 'x' }] }, 422, 'CW-1003'],
    ['twice in one Bundle', bundleOf([claim, claim]), 422, 'CW-1003'],
    ['nowhere in a Bundle', bundleOf([]), 422, 'CW-1003'],
    ['in Parameters that hold none', { resourceType: 'Parameters', parameter: [null] }, 422, 'CW-1003'],
    ['that is a Patient', { resourceType: 'Patient' }, 422, 'CW-1004'],
    ['without what R4 wants', { resourceType: 'Claim', identifier: claim.identifier }, 422, 'CW-1009'],
    ['whose lines are no list', { ...claim, item: 'none' }, 422, 'CW-1009'],
    ['whose identifier is no list', { ...claim, identifier: 'CW1' }, 422, 'CW-1009'],
  ])('%s is refused', async (_, body, status, code) => {
    const { post } = house();
    expectOutcome(await post(body), status, code);
  });
});

describe('a store that fails', () => {
  it('never lets a claim be acknowledged', async () => {
    const submissions = {
      ...memorySubmissions(),
      accept: async () => {
        throw new Error('the disk is full');
      },
    };
    const { app } = appOn(base, { submissions });
    const answer = await supertest(app).post(PATH).set(FHIR).send(JSON.stringify(claim));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/disk|queued/);
    expect(await submissions.find('')).toBeUndefined();
  });
});

it('takes nothing but POST', async () => {
  const { app } = appOn(base);
  await supertest(app).get(PATH).expect(405).expect('Allow', 'POST');
});
