/** The terminology operations over HTTP: GET and POST alike, the shipped concept maps, and what the metadata says of them. */
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import type { Parameters } from '../../src/fhir/index.ts';
import { TERMINOLOGY_OPERATIONS } from '../../src/flow/index.ts';
import { frozenClock } from '../../src/kernel/index.ts';
import { appOn, standing, startService } from '../support/service.ts';
import { expectOutcome, expectSafe, FHIR, parts } from './support.ts';

const base = await standing();
const { app } = appOn(base, { clock: frozenClock('2026-03-04T12:00:00.000Z') });
const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const OID = 'urn:oid:2.16.840.1.113883.6.90';
const VALIDATE = '/fhir/CodeSystem/$validate-code';

async function get(path: string, query: Readonly<Record<string, string>>) {
  const answer = await request(app).get(path).query(query);
  expectSafe(answer);
  expect(answer.headers['content-type']).toBe('application/fhir+json; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('no-store');
  return answer;
}

const post = (path: string, body: object | string) =>
  request(app)
    .post(path)
    .set(FHIR)
    .send(typeof body === 'string' ? body : JSON.stringify(body));

const parameters = (...parameter: readonly object[]) => ({ resourceType: 'Parameters', parameter });
const first = (body: unknown, name: string) => parts(body as Parameters, name)[0];

describe('the same question', () => {
  it('is answered alike by GET and POST', async () => {
    const query = { url: ICD10CM, code: 'G35', date: '2025-09-30' };
    const got = await get(VALIDATE, query);
    const body = parameters(
      { name: 'url', valueUri: ICD10CM },
      { name: 'code', valueCode: 'G35' },
      { name: 'date', valueDateTime: '2025-09-30' },
    );
    const posted = await post(VALIDATE, body);
    expect([got.status, posted.status]).toEqual([200, 200]);
    expect(posted.body).toEqual(got.body);
    expect(first(got.body, 'result')?.valueBoolean).toBe(true);
  });

  it('may be put partly in the query of a POST, but not twice', async () => {
    const path = `${VALIDATE}?date=2025-10-01`;
    const body = [
      { name: 'url', valueUri: ICD10CM },
      { name: 'code', valueCode: 'G35' },
    ];
    expect(first((await post(path, parameters(...body))).body, 'result')?.valueBoolean).toBe(false);
    const twice = await post(path, parameters(...body, { name: 'date', valueDate: '2025-09-30' }));
    expectOutcome(twice, 422, 'CW-1004');
  });

  it('is answered to HEAD, and to no other method', async () => {
    for (const { type, name } of TERMINOLOGY_OPERATIONS) {
      const path = `/fhir/${type}/$${name}`;
      const answer = await request(app).put(path);
      expectOutcome(answer, 405, 'CW-1008');
      expect(answer.headers.allow).toBe('GET, HEAD, POST');
      expectOutcome(await request(app).get(`${path}/x`), 404, 'CW-1007');
    }
    expect((await request(app).head(VALIDATE).query({ url: ICD10CM, code: 'G35.A' })).status).toBe(200);
  });
});

describe('a date in a query', () => {
  it.each([
    ['2025-09-30T23:30:00-10:00', true],
    ['2025-09-30T23:30:00%2B14:00', true],
    ['2025-09-30T23:30:00+14:00', true],
    ['2025-10-01T00:30:00+14:00', false],
    ['2025-10-01T00:30:00-10:00', false],
  ])('%s is the day it is written', async (date, result) => {
    const answer = await request(app).get(`${VALIDATE}?url=${ICD10CM}&code=S30.1XXA&date=${date}`);
    expect(first(answer.body, 'result')?.valueBoolean).toBe(result);
  });
});

describe('CodeSystem/$lookup and $subsumes', () => {
  it('answers for an OID', async () => {
    const { body } = await get('/fhir/CodeSystem/$lookup', { system: OID, code: 'G35.A' });
    expect(first(body, 'display')?.valueString).toBe('Relapsing-remitting multiple sclerosis');
    const { body: relation } = await get('/fhir/CodeSystem/$subsumes', {
      system: OID,
      codeA: 'G35',
      codeB: 'G35.A',
    });
    expect(relation).toEqual(parameters({ name: 'outcome', valueCode: 'subsumes' }));
  });

  it('answers 404 for a code that is not, 422 for what cannot be told', async () => {
    const unknown = await get('/fhir/CodeSystem/$lookup', { system: ICD10CM, code: 'G35.AA' });
    expect([unknown.status, unknown.body.issue[0].code]).toEqual([404, 'not-found']);
    const untold = await get('/fhir/CodeSystem/$lookup', {
      system: ICD10CM,
      code: 'G35.A',
      date: '2019-01-01',
    });
    expect([untold.status, untold.body.issue[0].code]).toEqual([422, 'not-supported']);
  });
});

describe('ConceptMap/$translate', () => {
  it('answers from the maps that ship with the program', async () => {
    const { body } = await get('/fhir/ConceptMap/$translate', {
      system: 'http://snomed.info/sct',
      code: '1003722009',
    });
    expect(first(body, 'result')?.valueBoolean).toBe(true);
    const codes = parts(body, 'match').map((m) => parts(m, 'concept')[0]?.valueCoding?.code);
    expect(codes).toEqual(['M25.561', 'M25.562', 'M25.569']);
    const depends = parts(body, 'match').map(
      (m) => parts(parts(m, 'dependsOn')[0] ?? m, 'concept')[0]?.valueCoding?.code,
    );
    expect(depends).toEqual(['right', 'left', 'unspecified']);
  });
});

describe('ValueSet/$expand', () => {
  it('takes the address of an implicit value set, escaped or not', async () => {
    const url = `${ICD10CM}?fhir_vs=isa-G35`;
    for (const sent of [encodeURIComponent(url), url]) {
      const { body } = await request(app).get(
        `/fhir/ValueSet/$expand?url=${sent}&filter=relapsing&date=2025-10-01`,
      );
      expect(body.expansion.contains.map((c: { code: string }) => c.code)).toEqual(['G35.A']);
    }
  });

  it('is a valid ValueSet', async () => {
    const { body } = await get('/fhir/ValueSet/$expand', { url: `${ICD10CM}?fhir_vs=isa-E11` });
    expect(base.validator.validate(body).filter((i) => i.severity === 'error')).toEqual([]);
  });
});

describe('the metadata', () => {
  it('lists each operation under the definition of HL7', async () => {
    const service = await startService();
    const { body } = await request(service.url).get('/fhir/metadata');
    await service.close();
    const listed = (
      body.rest[0].resource as { type: string; operation?: { name: string; definition: string }[] }[]
    )
      .filter(({ type }) => ['CodeSystem', 'ValueSet', 'ConceptMap'].includes(type))
      .flatMap(({ type, operation = [] }) => operation.map((o) => ({ type, ...o })));
    expect(listed).toEqual(
      TERMINOLOGY_OPERATIONS.toSorted(byType).map(({ type, name, definition }) => ({
        type,
        name,
        definition,
      })),
    );
    for (const { type, name, definition } of listed)
      expect(definition).toBe(`http://hl7.org/fhir/OperationDefinition/${type}-${name}`);
  });
});

const ORDER = ['CodeSystem', 'ValueSet', 'ConceptMap'];
const byType = (a: { type: string }, b: { type: string }): number =>
  ORDER.indexOf(a.type) - ORDER.indexOf(b.type);
