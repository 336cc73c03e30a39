/** $suggest-codes: on an Encounter of the EHR, and on a chart that is posted. */
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Bundle, Parameters, Resource } from '../../src/fhir/index.ts';
import { chartFromBundle, codeChart } from '../../src/flow/index.ts';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { appOn, bundleOf, example, smallVisit, standing } from '../support/service.ts';
import { codesOf, expectOutcome, expectSafe, FHIR, parts } from './support.ts';

const base = await standing();
const { app, deps } = appOn(base);
const visit = example('uri-simple-visit');
const [, id = ''] = visit.expected.encounter.split('/');

const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = FHIR) =>
  supertest(app)
    .post(path)
    .set(headers)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
const inline = (body: unknown) => post('/fhir/$suggest-codes', body);
const encounterOf = (answer: Parameters) => parts(answer, 'encounter')[0]?.valueReference?.reference;

describe('POST /fhir/$suggest-codes', () => {
  it('codes the chart of a Bundle', async () => {
    const answer = await inline(visit.text).expect(200);
    expectSafe(answer);
    expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
    const body = JSON.parse(answer.text) as Parameters;
    expect(encounterOf(body)).toBe(visit.expected.encounter);
    expect(codesOf(body).diagnoses).toEqual(visit.expected.diagnoses);
    expect(parts(body, 'claim')[0]?.resource?.resourceType).toBe('Claim');
    expect(parts(body, 'findings')[0]?.resource?.resourceType).toBe('OperationOutcome');
  });

  it('answers the same bytes to the same chart', async () => {
    expect((await inline(visit.text)).text).toBe((await inline(visit.text)).text);
  });

  it('answers what the pipeline says, with evidence and a citation for each code', async () => {
    const body = JSON.parse((await inline(visit.text)).text) as Parameters;
    const coded = codeChart(
      chartFromBundle(visit.bundle, 'inline', visit.expected.encounter),
      deps.knowledge,
    );
    expect(codesOf(body).diagnoses).toEqual(coded.set.diagnoses.map((d) => d.code));
    for (const suggestion of parts(body, 'suggestion')) {
      expect(parts(suggestion, 'citation')[0]?.valueString).toMatch(/\S, \S/);
      expect(parts(suggestion, 'evidence').length).toBeGreaterThan(0);
    }
  });

  it.each(['application/fhir+json', 'application/json', 'application/json; charset=utf-8'])(
    'takes %s',
    async (type) => {
      await post('/fhir/$suggest-codes', visit.text, { 'content-type': type }).expect(200);
    },
  );

  it('takes Parameters with the chart, and the encounter where the chart holds several', async () => {
    const [patient, first, condition] = smallVisit('a');
    const second = { ...first, id: 'b' } as Resource;
    const chart = bundleOf([patient, first, second, condition].flatMap((r) => r ?? []));
    const sent = (reference: string) => ({
      resourceType: 'Parameters',
      parameter: [
        { name: 'chart', resource: chart },
        { name: 'encounter', valueReference: { reference } },
      ],
    });
    for (const reference of ['Encounter/a', 'Encounter/b']) {
      const answer = await inline(sent(reference)).expect(200);
      expect(encounterOf(JSON.parse(answer.text) as Parameters)).toBe(reference);
    }
    expectOutcome(await inline(sent('Encounter/c')), 404, 'CW-1007');
  });

  it.each([
    ['a string', 'Encounter/a'],
    ['a number for the reference', { reference: 5 }],
    ['an empty reference', { reference: '' }],
    ['an identifier alone', { identifier: { value: 'a' } }],
    ['null', null],
  ])('does not guess the encounter when it is named by %s', async (_name, valueReference) => {
    const chart = bundleOf(smallVisit('a'));
    const parameter = [
      { name: 'chart', resource: chart },
      { name: 'encounter', valueReference },
    ];
    const issue = expectOutcome(await inline({ resourceType: 'Parameters', parameter }), 422, 'CW-1004');
    expect(issue?.expression).toEqual(["Parameters.parameter.where(name='encounter').value"]);
  });

  it.each([
    ['no parameter', undefined],
    ['an empty list', []],
    ['an object for the list', { name: 'chart' }],
    ['null in the list', [null]],
    ['a number for the resource', [{ name: 'chart', resource: 5 }]],
    ['another resource', [{ name: 'chart', resource: { resourceType: 'Patient' } }]],
    ['another name', [{ name: 'Chart', resource: bundleOf(smallVisit('a')) }]],
  ])('misses the chart in Parameters with %s', async (_name, parameter) => {
    const issue = expectOutcome(await inline({ resourceType: 'Parameters', parameter }), 422, 'CW-1003');
    expect(issue?.expression).toEqual(["Parameters.parameter.where(name='chart').resource"]);
  });

  it.each([
    ['no entry', {}],
    ['an empty list', { entry: [] }],
    ['entries without a resource', { entry: [{}, null, { fullUrl: 'urn:uuid:1' }] }],
    ['a Patient alone', { entry: [{ resource: { resourceType: 'Patient', id: 'p' } }] }],
  ])('misses the Encounter in a Bundle with %s', async (_name, bundle) => {
    const issue = expectOutcome(await inline({ resourceType: 'Bundle', ...bundle }), 422, 'CW-1003');
    expect(issue).toMatchObject({ code: 'required', expression: ['Bundle.entry'] });
  });

  it('asks which of several encounters is meant', async () => {
    const [patient, encounter, condition] = smallVisit('a');
    const pointing = { ...condition, id: 'b', encounter: { reference: 'Encounter/b' } };
    const chart = [patient, encounter, condition, { ...encounter, id: 'b' }, pointing];
    const issue = expectOutcome(
      await inline(bundleOf(chart.flatMap((r) => (r ? [r as Resource] : [])))),
      422,
      'CW-1004',
    );
    expect(issue?.expression?.[0]).toContain('Encounter');
  });

  it('does not choose between the encounters of two patients', async () => {
    expectOutcome(await inline(bundleOf([...smallVisit('a'), ...smallVisit('b')])), 422, 'CW-1004');
  });

  it.each([
    ['an object for the list', { entry: {} }, 'Bundle.entry'],
    ['a string for the list', { entry: 'Encounter' }, 'Bundle.entry'],
    ['null for a resource', { entry: [{ resource: null }] }, 'Bundle.entry[0].resource'],
    ['a string for a resource', { entry: [{}, { resource: 'x' }] }, 'Bundle.entry[1].resource'],
    ['a list for a resource', { entry: [{ resource: [] }] }, 'Bundle.entry[0].resource'],
    ['a number for a type', { entry: [{ resource: { resourceType: 1 } }] }, 'Bundle.entry[0].resource'],
    ['an unknown type', { entry: [{ resource: { resourceType: 'Visit' } }] }, 'Bundle.entry[0].resource'],
  ])('names what is no FHIR in a Bundle: %s', async (_name, bundle, expression) => {
    const issue = expectOutcome(await inline({ resourceType: 'Bundle', ...bundle }), 422, 'CW-1009');
    expect(issue?.expression?.[0]?.startsWith(expression)).toBe(true);
  });

  it('names the element that is no FHIR, and quotes nothing of it', async () => {
    const chart = bundleOf([...smallVisit('a'), { resourceType: 'Condition', code: 'JANE' } as never]);
    const answer = await inline(chart);
    const issue = expectOutcome(answer, 422, 'CW-1009');
    expect(issue?.expression?.[0]).toMatch(/^Bundle\.entry\[3\]\.resource: Condition/);
    expect(answer.text).not.toContain('JANE');
  });
});

describe('POST /fhir/Encounter/[id]/$suggest-codes', () => {
  const path = `/fhir/Encounter/${id}/$suggest-codes`;

  it('codes the encounter as the EHR has it, with a body or without', async () => {
    const asked = await supertest(app).post(path).expect(200);
    expectSafe(asked);
    const inlined = JSON.parse((await inline(visit.text)).text) as Parameters;
    expect(codesOf(JSON.parse(asked.text) as Parameters)).toEqual(codesOf(inlined));
    await post(path, { resourceType: 'Parameters' }).expect(200);
    await post(path, '').expect(200);
  });

  it('has no encounter that the EHR has not', async () => {
    const issue = expectOutcome(
      await supertest(app).post('/fhir/Encounter/nope/$suggest-codes'),
      404,
      'CW-2001',
    );
    expect(issue?.code).toBe('not-found');
  });

  it('does not let a broken body pass, though it needs none', async () => {
    expectOutcome(await post(path, '{'), 400, 'CW-1001');
    expectOutcome(await post(path, '<x/>', { 'content-type': 'application/fhir+xml' }), 415, 'CW-1006');
  });

  it.each([
    ['CW-2002', 502, 'transient'],
    ['CW-2003', 502, 'exception'],
    ['CW-2004', 502, 'security'],
    ['CW-2006', 502, 'incomplete'],
  ] as const)('says what is wrong with the EHR: %s', async (code, status, issueType) => {
    const down = appOn(base, {
      ehr: { ...deps.ehr, readChart: () => Promise.reject(new ClaimwrightError(code)) },
    });
    const answer = await supertest(down.app).post(path);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({
      issue: [{ code: issueType, details: { coding: [{ code }] } }],
    });
    expect(down.log.lines).toEqual([{ level: 'warn', event: 'ehr-fault', fields: { code } }]);
  });

  it('shows a fault of ours as the id under which it is logged', async () => {
    const broken = appOn(base, {
      ehr: { ...deps.ehr, readChart: () => Promise.reject(new TypeError('JANE')) },
    });
    const answers = await Promise.all([1, 2].map(() => supertest(broken.app).post(path)));
    const ids = broken.log.lines.map((l) => String(l.fields.id));
    expect(new Set(ids).size).toBe(2);
    for (const answer of answers) {
      expect(answer.status).toBe(500);
      expect(answer.text).not.toMatch(/JANE|TypeError|\n\s+at /);
      expect(ids.some((logged) => answer.text.includes(logged))).toBe(true);
    }
    expect(JSON.stringify(broken.log.lines)).not.toContain('JANE');
  });

  it('reads the chart anew each time', async () => {
    let reads = 0;
    const counting = appOn(base, {
      ehr: { ...deps.ehr, readChart: (asked) => deps.ehr.readChart(asked).finally(() => (reads += 1)) },
    });
    await supertest(counting.app).post(path).expect(200);
    await supertest(counting.app).post(path).expect(200);
    expect(reads).toBe(2);
  });
});

describe('the answer to each example', () => {
  const names = ['diabetes-ckd-office-visit', 'text-only-conditions', 'missing-elements', 'wrong-code'];

  it.each(names)('%s: is R4, as the validator sees it', async (slug) => {
    const answer = await inline(example(slug).text).expect(200);
    const issues = base.validator
      .validate(JSON.parse(answer.text) as Bundle)
      .filter((i) => i.severity === 'error' && !i.expression?.includes('.resource'));
    expect(issues).toEqual([]);
  });
});
