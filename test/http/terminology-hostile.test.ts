/** Whatever is sent to the terminology operations, the answer is a resource and never a fault of ours. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TERMINOLOGY_OPERATIONS } from '../../src/flow/index.ts';
import { frozenClock } from '../../src/kernel/index.ts';
import { appOn, raw, standing } from '../support/service.ts';
import { expectOutcome, expectSafe, FHIR, listening } from './support.ts';

const { app, log } = appOn(await standing(), { clock: frozenClock('2026-03-04T12:00:00.000Z') });
let server: Awaited<ReturnType<typeof listening>>;
beforeAll(async () => {
  server = await listening(app);
});
afterAll(async () => {
  await server.close();
  expect(log.lines.filter((l) => l.level === 'error')).toEqual([]);
});

const address = fc.constantFrom(...TERMINOLOGY_OPERATIONS.map(({ type, name }) => `/fhir/${type}/$${name}`));
const names = [...new Set(TERMINOLOGY_OPERATIONS.flatMap((o) => [...o.takes, ...o.ignores]))];
const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
/** What is nearly right reaches further than noise. */
const text = fc.oneof(
  fc.constantFrom(
    ...[ICD10CM, `${ICD10CM}?fhir_vs`, `${ICD10CM}?fhir_vs=isa-E11|2026`, 'urn:oid:2.16.840.1.113883.6.90'],
    ...[
      'http://hl7.org/fhir/sid/icd-10',
      'http://www.ama-assn.org/go/cpt',
      'http://snomed.info/sct',
      '__proto__',
    ],
    ...[
      'E11.22',
      'G35',
      'S30.1XXA',
      '99213',
      '44054006',
      '2025-09-30',
      '2026',
      '2025',
      'true',
      '10',
      'sclerosis',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const value = fc.oneof(text, fc.jsonValue({ maxDepth: 3 }));
const coding = fc.record(
  { system: value, code: value, version: value, display: value },
  { requiredKeys: [] },
);
const parameter = fc.oneof(
  fc.record({ name: fc.constantFrom(...names), valueString: value }),
  fc.record({ name: fc.constantFrom('coding', 'codingA', 'codingB'), valueCoding: coding }),
  fc.record({
    name: fc.constant('codeableConcept'),
    valueCodeableConcept: fc.record({ coding: fc.oneof(fc.array(coding, { maxLength: 3 }), value) }),
  }),
  fc.record({ name: fc.constant('dependency'), part: fc.oneof(value, fc.array(value, { maxLength: 3 })) }),
  fc.jsonValue({ maxDepth: 2 }),
);

async function expectResource(answer: Awaited<ReturnType<typeof raw>>): Promise<void> {
  expectSafe(answer);
  expect([200, 400, 404, 422]).toContain(answer.status);
  const { resourceType } = answer.json as { resourceType: string };
  const wanted = answer.status === 200 ? ['Parameters', 'ValueSet'] : ['OperationOutcome'];
  expect(wanted).toContain(resourceType);
}

describe('anything at all', () => {
  it('in a query', async () => {
    await fc.assert(
      fc.asyncProperty(
        address,
        fc.array(
          fc.tuple(
            fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: text }),
            text,
          ),
          { maxLength: 5 },
        ),
        async (path, pairs) => {
          const query = pairs.map(([k, v]) => `${encode(k)}=${encode(v)}`).join('&');
          await expectResource(await raw(server.url, 'GET', `${path}?${query}`));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('in a body', async () => {
    await fc.assert(
      fc.asyncProperty(
        address,
        fc.oneof(
          { weight: 9, arbitrary: fc.array(parameter, { maxLength: 5 }) },
          { weight: 1, arbitrary: value },
        ),
        async (path, sent) => {
          const body = JSON.stringify({ resourceType: 'Parameters', parameter: sent });
          await expectResource(await raw(server.url, 'POST', path, { headers: FHIR, body }));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('badly escaped', async () => {
    for (const query of [
      'url=%',
      'code=%ff%fe',
      '%00=1',
      '=',
      '&&&',
      'code[]=1',
      'code[a]=1',
      '?',
      'x'.repeat(9_000),
    ])
      await expectResource(await raw(server.url, 'GET', `/fhir/CodeSystem/$lookup?${query}`));
  });
});

/** A lone surrogate cannot be escaped; a client would send it as a replacement character. */
const encode = (part: string): string => encodeURIComponent(part.toWellFormed());

describe('a body', () => {
  const PATH = '/fhir/CodeSystem/$lookup';
  const post = (body: string, headers: Readonly<Record<string, string>> = FHIR) =>
    raw(server.url, 'POST', PATH, { headers, body });

  it('that is no Parameters', async () => {
    expectOutcome(await post('{'), 400, 'CW-1001');
    expectOutcome(await post('[]'), 400, 'CW-1002');
    expectOutcome(await post('{"resourceType":"Bundle"}'), 422, 'CW-1004');
    expectOutcome(await post('{}', { 'content-type': 'text/plain' }), 415, 'CW-1006');
    expectOutcome(await raw(server.url, 'POST', PATH), 400, 'CW-1002');
  });

  it('whose parameters are none', async () => {
    for (const parameter of [
      '{}',
      '"x"',
      '[1]',
      '[{"name":1}]',
      '[{"name":"code","valueCode":"a","valueString":"b"}]',
    ])
      expectOutcome(await post(`{"resourceType":"Parameters","parameter":${parameter}}`), 422, 'CW-1004');
  });

  it('that repeats beyond measure', async () => {
    const many = Array.from({ length: 60 }, () => ({ name: 'property', valueCode: 'parent' }));
    const parameter = [...many, { name: 'code', valueCode: 'G35' }, { name: 'system', valueUri: ICD10CM }];
    expectOutcome(await post(JSON.stringify({ resourceType: 'Parameters', parameter })), 422, 'CW-1004');
  });

  it('in a format that is not produced', async () => {
    const answer = await raw(server.url, 'GET', `${PATH}?_format=xml&code=G35&system=${ICD10CM}`);
    expectOutcome(answer, 406, 'CW-1010');
  });
});
