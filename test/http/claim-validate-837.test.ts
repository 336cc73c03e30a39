/** Claim/$validate with an 837: an outcome for each claim, the SNIP level with each finding. */
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Bundle, OperationOutcome } from '../../src/fhir/index.ts';
import { CLAIM_837 } from '../flow/claim-837.ts';
import { appOn, standing } from '../support/service.ts';
import { expectOutcome, expectSafe } from './support.ts';

const { app } = appOn(await standing());
const post = (body: string, type = 'application/edi-x12') =>
  supertest(app)
    .post('/fhir/Claim/$validate')
    .set('content-type', type)
    .set('accept', 'application/fhir+json')
    .send(body);
const codesOf = (outcome: OperationOutcome) =>
  outcome.issue.filter((i) => i.severity === 'error').map((i) => i.details?.coding?.map((c) => c.code));

describe('an 837', () => {
  it('is answered with one outcome where it has one claim', async () => {
    const answer = await post(CLAIM_837).expect(200);
    expectSafe(answer);
    const outcome = JSON.parse(answer.text) as OperationOutcome;
    expect(outcome.resourceType).toBe('OperationOutcome');
    expect(codesOf(outcome)).toEqual([]);
  });

  it('has its faults told with their level', async () => {
    const outcome = JSON.parse((await post(CLAIM_837.replace('*100.5*', '*99*'))).text) as OperationOutcome;
    expect(codesOf(outcome)).toEqual([
      ['x12-claim-total', '3'],
      ['amounts', '3'],
    ]);
  });

  it('is answered with a collection where it has several', async () => {
    const second = CLAIM_837.slice(CLAIM_837.indexOf('CLM*'), CLAIM_837.indexOf('SE*')).replace('C1', 'C2');
    const two = CLAIM_837.replace('SE*27*', `${second}SE*36*`);
    const bundle = JSON.parse((await post(two)).text) as Bundle;
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    expect(bundle.entry?.map((e) => e.resource?.resourceType)).toEqual([
      'OperationOutcome',
      'OperationOutcome',
    ]);
  });

  it.each([
    ['words', 'no claim at all'],
    ['an envelope alone', CLAIM_837.slice(0, 107)],
    ['delimiters and nothing else', '*~'.repeat(5000)],
  ])('that has no claim is told so: %s', async (_, body) => {
    const answer = await post(body).expect(200);
    expectSafe(answer);
    expect(codesOf(JSON.parse(answer.text) as OperationOutcome).length).toBeGreaterThan(0);
  });

  it('of another content type is refused', async () => {
    expectOutcome(await post(CLAIM_837, 'text/plain'), 415, 'CW-1006');
  });
});
