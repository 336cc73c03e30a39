import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/index.ts';
import { chart, resources, URN } from './small-chart.ts';
import { type Asking, rawGet, startSmall } from './support.ts';

let ehr: Asking;
beforeAll(async () => {
  ehr = await startSmall();
});
afterAll(() => ehr.sandbox.close());

describe('seeding', () => {
  it('keeps ids, and references as they were written', async () => {
    expect((await ehr.get('/Observation/o1')).body.subject).toEqual({ reference: URN });
    expect((await ehr.get('/Condition/c2')).body.subject).toEqual({
      reference: 'Patient?identifier=urn:mrn|1',
    });
    expect((await ehr.get('/Encounter/e1')).body.meta).toEqual({
      lastUpdated: '2026-03-04T12:00:00Z',
      tag: [{ system: 'urn:tag', code: 'a' }],
      versionId: '1',
    });
  });

  it('moves the server’s own absolute addresses here, and leaves others alone', async () => {
    expect((await ehr.get('/Encounter/e2')).body.subject.reference).toBe(`${ehr.sandbox.url}/Patient/p2`);
    expect((await ehr.get('/Observation/o2')).body.subject.reference).toBe(
      'https://other.example.net/fhir/Patient/p1',
    );
  });

  it('says which charts disagree about a shared resource', async () => {
    const other = {
      ...chart,
      entry: [{ resource: { resourceType: 'Practitioner' as const, id: 'dr', active: false } }],
    };
    await expect(startSandbox({ charts: [chart, other] })).rejects.toMatchObject({ code: 'CW-5001' });
    const same = await startSandbox({ charts: [chart, chart] });
    expect(same.counts().Practitioner).toBe(1);
    await same.close();
  });

  it('refuses what it does not serve', async () => {
    const odd = {
      ...chart,
      entry: [{ resource: { resourceType: 'ValueSet' as const, status: 'active' as const } }],
    };
    await expect(startSandbox({ charts: [odd] })).rejects.toMatchObject({ code: 'CW-5001' });
  });

  it('counts what it holds', () => {
    expect(ehr.sandbox.counts()).toEqual({
      Condition: 2,
      Encounter: 2,
      Observation: 2,
      Patient: 2,
      Practitioner: 1,
    });
    expect(resources).toHaveLength(9);
  });
});

describe('where it listens', () => {
  it.each(['0.0.0.0', '::', '192.168.0.1', 'localhost'])('refuses to bind to %s', async (host) => {
    const options = { charts: [], host } as unknown as SandboxOptions;
    await expect(startSandbox(options)).rejects.toMatchObject({ code: 'CW-5001' });
  });

  it('says so when the port is taken', async () => {
    const port = Number(new URL(ehr.sandbox.url).port);
    await expect(startSandbox({ charts: [], port })).rejects.toMatchObject({ code: 'CW-5001' });
  });

  it('answers nobody who calls it by another name', async () => {
    const got = await rawGet(ehr.sandbox.url, '/fhir/Patient/p1', { host: 'rebound.example.com' });
    expect([got.status, got.body.resourceType]).toEqual([421, 'OperationOutcome']);
  });
});

describe('bad requests', () => {
  it.each([
    ['/fhir/Patient/../../etc/passwd', 404],
    ['/fhir/Patient/..', 400],
    ['/fhir/Patient/%2e%2e', 400],
    ['/fhir/Patient/..%2f..%2fetc', 400],
    ['/fhir/Patient/a%00b', 400],
    [`/fhir/Patient/${'x'.repeat(65)}`, 400],
    ['/fhir/__proto__/x', 404],
    ['/fhir/constructor', 404],
    ['/fhir/Nothing', 404],
    ['/fhir/Patient/none', 404],
    ['/fhir/Patient/p1/_history/9', 404],
    ['/fhir/Patient/p1/$everything', 404],
    ['/fhir', 405],
    ['/fhir/_history', 404],
    ['/', 404],
    ['//', 404],
  ])('GET %s: %i', async (path, status) => {
    const got = await rawGet(ehr.sandbox.url, path);
    expect([got.status, got.body.resourceType]).toEqual([status, 'OperationOutcome']);
  });

  it.each([
    ['malformed JSON', '{"resourceType": "Claim"', 400],
    ['no resource', '[]', 400],
    ['a number', '7', 400],
    ['nothing', '', 400],
    ['another type', '{"resourceType":"Patient"}', 400],
  ])('POST Claim with %s', async (_, body, status) => {
    const got = await ehr.send('POST', '/Claim', body);
    expect([got.status, got.body.resourceType]).toEqual([status, 'OperationOutcome']);
    expect(JSON.stringify(got.body)).not.toMatch(/\bat .*\.(ts|mjs|js):\d/);
  });

  it.each([
    ['POST', '/Claim', { 'content-type': 'text/xml' }, 415],
    ['PATCH', '/Patient/p1', {}, 405],
    ['DELETE', '/metadata', {}, 405],
    ['POST', '/Patient/p1', {}, 405],
  ])('%s %s %j: %i', async (method, path, headers, status) => {
    const got = await ehr.send(method, path, '{"resourceType":"Claim"}', headers as Record<string, string>);
    expect([got.status, got.body.resourceType]).toEqual([status, 'OperationOutcome']);
  });

  it('makes no XML', async () => {
    expect((await ehr.get('/Patient/p1', { accept: 'application/fhir+xml' })).status).toBe(406);
  });

  it('keeps prototypes as they are', async () => {
    const got = await ehr.send('POST', '/Claim', '{"resourceType":"Claim","__proto__":{"polluted":true}}');
    expect([
      got.status,
      ({} as { polluted?: boolean }).polluted,
      Object.keys(got.body).includes('polluted'),
    ]).toEqual([201, undefined, false]);
  });
});
