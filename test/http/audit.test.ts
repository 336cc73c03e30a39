/** Every way in which a caller sees or sends patient data leaves its event, and nothing goes out when that cannot be kept. */
import supertest from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FakeEhr, fakeEhr } from '../../src/ehr/index.ts';
import { caseCodec, memoryFeedback } from '../../src/flow/index.ts';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { type AuditTrail, caseId, memoryAuditTrail, memoryCaseStore } from '../../src/review/index.ts';
import { kept } from '../review/audit-contract.ts';
import { appOn, bundleOf, example, NOW, resourcesOf, smallVisit, standing } from '../support/service.ts';
import { FHIR } from './support.ts';

const base = await standing();
const { bundle, expected } = example('uri-simple-visit');
const id = expected.encounter.slice('Encounter/'.length);
const EHR = 'https://ehr.example.org/fhir';

let trail: AuditTrail;
let service: ReturnType<typeof appOn>;
let ehr: FakeEhr;
const cds = () => ({
  ehrs: { at: () => ({ id: 'fake' }), reader: () => ehr },
  feedback: memoryFeedback(),
  publicUrl: () => undefined,
});
beforeEach(async () => {
  ehr = fakeEhr([...resourcesOf(bundle), ...smallVisit('a')]);
  trail = memoryAuditTrail();
  service = appOn(base, { ehr, audit: trail, cases: memoryCaseStore(caseCodec), cds: cds() });
  await supertest(service.app).post('/api/process').expect(200);
});
const entries = async () => (await kept(trail)).map((e) => e.entry);
const patientOf = async (encounter: string) =>
  `${EHR}/Patient/${(await ehr.readChart(encounter)).patient?.id}`;

const hook = () => ({
  hook: 'encounter-discharge',
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  fhirServer: EHR,
  context: { userId: 'Practitioner/p1', patientId: 'a-patient', encounterId: 'a' },
});
const small = () => bundleOf(smallVisit('a'));
const post = (path: string, body: object) => supertest(service.app).post(path).set(FHIR).send(body);
const claim = () => {
  const [found] = ehr.written.filter((r) => r.resourceType === 'Claim');
  return { ...found, id: undefined };
};

describe('an access over HTTP', () => {
  it('to the list of cases is one event for each patient on the page', async () => {
    await supertest(service.app).get('/api/cases?limit=2').expect(200);
    const all = await entries();
    expect(all.map((e) => [e.interaction, e.query, e.observer])).toEqual(
      all.map(() => ['search', 'GET /api/cases?limit=2', 'server']),
    );
    const rows = (await service.deps.cases.page({ limit: 2 })).rows;
    expect(all.map((e) => e.patient)).toEqual([...new Set(rows.map((r) => r.summary.subject))]);
    expect(all.every((e) => e.recorded === NOW && /127\.0\.0\.1|::1/.test(e.client.address))).toBe(true);
  });

  it('to an empty list is one event without a patient', async () => {
    await supertest(service.app).get('/api/cases?state=voided').expect(200);
    expect((await entries()).map((e) => [e.interaction, e.patient])).toEqual([['search', undefined]]);
  });

  it.each([
    [
      'a case',
      () => supertest(service.app).get(`/api/cases/${caseId('fake', expected.encounter)}`),
      id,
      undefined,
    ],
    ['codes for an encounter', () => post(`/fhir/Encounter/${id}/$suggest-codes`, {}), id, '$suggest-codes'],
  ])('to %s names the patient and the encounter', async (_, ask, encounter, operation) => {
    expect((await ask()).status).toBe(200);
    expect(await entries()).toEqual([
      expect.objectContaining({
        interaction: 'read',
        patient: await patientOf(encounter),
        data: [{ reference: `${EHR}/Encounter/${encounter}` }],
        ...(operation ? { operation } : {}),
      }),
    ]);
  });

  it('by a CDS hook names the person who asked', async () => {
    const { services } = (await supertest(service.app).get('/cds-services')).body;
    const discharge = services.find((s: { hook: string }) => s.hook === 'encounter-discharge').id;
    await post(`/cds-services/${discharge}`, hook()).expect(200);
    expect((await entries()).at(-1)).toMatchObject({
      interaction: 'read',
      operation: discharge,
      user: { system: EHR, id: 'Practitioner/p1' },
      patient: `${EHR}/Patient/a-patient`,
      data: [{ reference: `${EHR}/Encounter/a` }],
    });
  });
  it('with a record of the caller’s own keeps its references and nothing else of it', async () => {
    await post('/fhir/$suggest-codes', small()).expect(200);
    await post('/fhir/Claim/$validate', claim()).expect(200);
    await post('/fhir/Claim/$submit', claim()).expect(200);
    const all = await entries();
    expect(all.map((e) => [e.interaction, e.operation])).toEqual([
      ['operation', '$suggest-codes'],
      ['operation', '$validate'],
      [expect.stringMatching(/^(?:create|operation)$/), '$submit'],
    ]);
    expect(all[0]).toMatchObject({ patient: 'Patient/a-patient', data: [{ reference: 'Encounter/a' }] });
    const text = JSON.stringify(all);
    for (const said of ['Example', 'Ada', '1980-02-03', 'J06.9']) expect(text).not.toContain(said);
  });

  it('names the caller of the token', async () => {
    const { recordAccess } = await import('../../src/http/audit.ts');
    const request = { method: 'GET', originalUrl: '/x', socket: {} } as never;
    const response = { locals: { caller: { issuer: 'https://login.example.org', subject: 'u1' } } } as never;
    await recordAccess(service.deps, request, response, { interaction: 'read', patients: [] });
    expect((await entries())[0]).toMatchObject({
      user: { system: 'https://login.example.org', id: 'u1' },
      client: { name: 'caller', address: 'unknown' },
    });
  });

  it('to what is no patient’s leaves no event', async () => {
    for (const path of ['/health', '/fhir/metadata', '/api/status', '/', '/cds-services', '/api/cases/none'])
      await supertest(service.app).get(path);
    await post('/fhir/CodeSystem/$lookup', { resourceType: 'Parameters' });
    expect(await entries()).toEqual([]);
  });
});

describe('when an event cannot be kept', () => {
  beforeEach(() => {
    const deaf: AuditTrail = {
      append: () => Promise.reject(new ClaimwrightError('CW-8201')),
      events: async function* () {},
    };
    service = appOn(base, { ehr, audit: deaf, cases: service.deps.cases, cds: cds() });
  });

  it.each([
    ['the list', () => supertest(service.app).get('/api/cases')],
    ['a case', () => supertest(service.app).get(`/api/cases/${caseId('fake', expected.encounter)}`)],
    ['codes', () => post(`/fhir/Encounter/${id}/$suggest-codes`, {})],
    ['codes of an own record', () => post('/fhir/$suggest-codes', small())],
    ['a validation', () => post('/fhir/Claim/$validate', claim())],
    ['a submission', () => post('/fhir/Claim/$submit', claim())],
  ])('%s is not answered, and may be asked again', async (_, ask) => {
    const answer = await ask();
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('CW-8201')]);
    expect(answer.text).not.toMatch(/Example|Ada|J06/);
  });
});
