/** Our own resources over HTTP: versions and conditions, searches, pages, what comes along, and who may see it. */
import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bundle } from '../../../src/fhir/index.ts';
import { memoryAuditTrail } from '../../../src/review/index.ts';
import { all, BASE, claim } from '../../flow/own-resources/resources.ts';
import {
  AUDIENCE,
  appBehind,
  type Issuer,
  NOW,
  pair,
  SECONDS,
  type SigningPair,
  sign,
  startIssuer,
} from '../auth/support.ts';
import { expectOutcome } from '../support.ts';
import { appWith, depsOn, filled, KEPT } from './support.ts';

let app: Express;
beforeAll(async () => {
  app = await appWith();
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  request(app).get(`/fhir/${path}`).set(headers);
const ids = (bundle: Bundle): string =>
  (bundle.entry ?? []).map((e) => `${e.search?.mode === 'include' ? '+' : ''}${e.resource?.id}`).join(' ');

describe('reading', () => {
  it('says version and time, and answers a caller who has it already with 304', async () => {
    const answer = await get('Claim/c1');
    expect(answer.headers).toMatchObject({ etag: 'W/"2"', 'last-modified': new Date(NOW).toUTCString() });
    expect(answer.body).toMatchObject({
      id: 'c1',
      status: 'active',
      meta: { versionId: '2', lastUpdated: NOW },
    });
    expect((await get('Claim/c1', { 'if-none-match': 'W/"2"' })).status).toBe(304);
    expect((await get('Claim/c1', { 'if-none-match': 'W/"1"' })).status).toBe(200);
    expect((await get('Claim/c1', { 'if-modified-since': new Date(NOW).toUTCString() })).status).toBe(304);
    expect((await get('Claim/c1', { 'if-modified-since': new Date(KEPT).toUTCString() })).status).toBe(200);
  });

  it('answers HEAD as GET without a body', async () => {
    const answer = await request(app).head('/fhir/Claim/c1');
    expect([answer.status, answer.headers.etag, answer.text]).toEqual([200, 'W/"2"', undefined]);
  });

  it('gives former versions', async () => {
    expect((await get('Claim/c1/_history/1')).body).toMatchObject({
      status: 'draft',
      meta: { versionId: '1' },
    });
    const history = (await get('Claim/c1/_history')).body as Bundle;
    expect(history.entry?.map((e) => [e.response?.etag, e.request?.method, e.response?.status])).toEqual([
      ['W/"2"', 'PUT', '200'],
      ['W/"1"', 'POST', '201'],
    ]);
  });

  it.each([
    ...[
      'Claim/none',
      'Claim/c1/_history/3',
      'Claim/c1/_history/0',
      'Claim/c1/_history/1.5',
      'Claim/none/_history',
    ],
    ...['Claim/%00', 'Claim/a%2Fb', `Claim/${'x'.repeat(65)}`, 'Claim/c1/_history/99999999999', 'Task/c1'],
  ])('has nothing at %s', async (path) => {
    expectOutcome(await get(path), 404, 'CW-1007');
  });

  it('makes JSON alone', async () => {
    expect((await get('Claim/c1?_format=json')).status).toBe(200);
    expectOutcome(await get('Claim/c1?_format=xml'), 406, 'CW-1010');
  });
});

describe('searching', () => {
  it('passes over what is not known only for lenient callers, and says so in the self link', async () => {
    const lenient = (await get('Claim?nonsense=1&status=active&patient.name=x')).body as Bundle;
    expect(lenient.link).toEqual([{ relation: 'self', url: `${BASE}/Claim?status=active` }]);
    expect(lenient.total).toBe(3);
    for (const prefer of [
      'handling=strict',
      'return=minimal; handling=strict',
      'respond-async, handling = "strict"',
    ])
      expectOutcome(await get('Claim?nonsense=1', { prefer }), 400, 'CW-8501');
  });

  it.each([
    ...['created=yesterday', 'created=2026-02-30', 'created=ap2026', 'created=ge', '_lastUpdated=2026-13'],
    ...['status=', 'status:in=x', 'status:text=x', 'identifier=|', 'patient=#x', 'patient:Patient=Group/1'],
    ...['patient:missing=yes', '_count=-1', '_count=x', '_count=1&_count=2', '_total=x', '_summary=true'],
    ...['_sort=status', '_sort=created,-created', '_elements=a%20b', '_include=Claim', '_include=Task:focus'],
    ...['_id=a%00b', `_id=${'a,'.repeat(300)}a`, `${'status=active&'.repeat(101)}`, '_include:x=Task:focus'],
  ])('refuses %s however lenient', async (query) => {
    expectOutcome(await get(`Claim?${query}`), 400, 'CW-8502');
  });

  it('never repeats a value, which may be a name', async () => {
    const { text } = await get('Claim?created=Canary');
    expect(text).not.toContain('Canary');
  });

  it('brings along what is referred to, and what refers, once', async () => {
    const of = async (path: string) => ids((await get(path)).body as Bundle);
    expect(await of('ClaimResponse?_include=ClaimResponse:request')).toBe('r1 r2 +c1 +c2');
    expect(await of('Claim?_id=c1&_revinclude=ClaimResponse:request&_revinclude=Provenance:target')).toBe(
      'c1 +r1 +p1',
    );
    expect(await of('Task?_include=Task:focus:PaymentReconciliation')).toBe('t1');
    expect(
      await of(
        'PaymentReconciliation?_include=PaymentReconciliation:claim-response&_include:iterate=ClaimResponse:request',
      ),
    ).toBe('m1 +r1 +c1');
    expect(await of('Claim?_id=c1&_revinclude=ClaimResponse:request&_revinclude:iterate=Task:focus')).toBe(
      'c1 +r1 +t1',
    );
    expect(await of('Claim?_id=c1&_revinclude=Provenance:target&_revinclude=Provenance:target')).toBe(
      'c1 +p1',
    );
  });

  it('counts, and leaves the count out', async () => {
    for (const query of ['_summary=count', '_count=0'])
      expect((await get(`Claim?${query}`)).body).toEqual({
        ...{ resourceType: 'Bundle', type: 'searchset', total: 3 },
        link: [{ relation: 'self', url: `${BASE}/Claim?${query}` }],
      });
    expect((await get('Claim?_total=none')).body).not.toHaveProperty('total');
  });

  it('gives the elements that are asked for and those that must be there, marked as a part', async () => {
    const { resource } = (await get('Claim?_id=c1&_elements=identifier')).body.entry[0];
    expect(Object.keys(resource).sort()).toEqual([
      'created',
      'id',
      'identifier',
      'insurance',
      'meta',
      'patient',
      'priority',
      'provider',
      'resourceType',
      'status',
      'type',
      'use',
    ]);
    expect(resource.meta.tag).toEqual([expect.objectContaining({ code: 'SUBSETTED' })]);
    expect((await get('Claim?_id=c1&_elements=status')).body.entry[0].resource).not.toHaveProperty(
      'identifier',
    );
  });

  it('takes a form, with a query beside it, and nothing else', async () => {
    const post = request(app).post('/fhir/Claim/_search?status=active');
    expect(ids((await post.type('form').send('_id=c2')).body)).toBe('c2');
    const json = await request(app).post('/fhir/Claim/_search').send({ _id: 'c2' });
    expectOutcome(json, 415, 'CW-1006');
    expect((await request(app).post('/fhir/Claim/_search')).body.total).toBe(3);
  });
});

describe('pages', () => {
  const path = (url: string | undefined): string => (url ?? '').replace(`${BASE}/`, '');
  const next = (bundle: Bundle): string => path(bundle.link?.find((l) => l.relation === 'next')?.url);

  it('go on where they were while claims are added, and end', async () => {
    const own = await filled();
    app = await appWith({ own: { resources: own, publicUrl: () => BASE.replace('/fhir', '') } });
    const first = (await get('Claim?_count=2&_sort=-_lastUpdated')).body as Bundle;
    expect([ids(first), first.total]).toEqual(['c1 c2', 3]);
    await own.keep(all(claim('c0')), '2026-12-01T00:00:00Z');
    const second = (await get(next(first))).body as Bundle;
    expect([ids(second), second.total, next(second)]).toEqual(['c3', 4, '']);
    const history = (await get('Claim/_history?_count=3')).body as Bundle;
    expect(history.entry).toHaveLength(3);
    expect(((await get(next(history))).body as Bundle).entry).toHaveLength(2);
    expect(((await get('Claim/_history?_since=2026-11-30')).body as Bundle).entry).toHaveLength(1);
  });

  it('cannot be made up, nor used in another search', async () => {
    const cursor =
      new URL(`${BASE}/${next((await get('Claim?_count=1')).body)}`).searchParams.get('_cursor') ?? '';
    expect((await get(`Claim?_cursor=${cursor}`)).status).toBe(200);
    const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [digest] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const wrong = [
      ...['x', '', '%27', made(null), made({}), made([digest]), made([digest, '1; DROP TABLE own_index'])],
      ...[made([digest, 1, 2]), made([digest, 1.5]), made([digest, 1e300]), made(['0000000000000000', 1])],
    ];
    for (const value of wrong) expectOutcome(await get(`Claim?_cursor=${value}`), 400, 'CW-8503');
    for (const query of ['status=active', '_sort=created'])
      expectOutcome(await get(`Claim?${query}&_cursor=${cursor}`), 400, 'CW-8503');
    expectOutcome(await get(`Task?_cursor=${cursor}`), 400, 'CW-8503');
    expectOutcome(await get(`Claim/_history?_cursor=${cursor}`), 400, 'CW-8503');
  });
});

describe('who may see', () => {
  let issuer: Issuer;
  let key: SigningPair;
  beforeAll(async () => {
    key = await pair('k1', 'ES384');
    issuer = await startIssuer([key.jwk]);
  });
  afterAll(() => issuer.close());

  const asked = async (path: string, scope: string) => {
    const claims = { iss: issuer.url, aud: AUDIENCE, sub: 'me', scope, exp: SECONDS + 60 };
    const behind = appBehind(issuer, await depsOn());
    return request(behind)
      .get(`/fhir/${path}`)
      .set('authorization', `Bearer ${await sign(key, claims)}`);
  };

  it.each([
    ['Claim/c1', 'system/Claim.r', 200],
    ['Claim/c1', 'system/Claim.s', 403],
    ['Claim/c1', 'system/ClaimResponse.rs', 403],
    ['Claim/c1', 'patient/Claim.rs', 403],
    ['Claim/c1', 'system/Claim.rs?patient=p1', 403],
    ['Claim', 'system/Claim.s', 200],
    ['Claim', 'system/Claim.r', 403],
    ['Claim/_history', 'system/Claim.r', 403],
    ['Claim/_history', 'system/Claim.s', 200],
    ['Claim/c1/_history/1', 'system/Claim.read', 200],
    ['AuditEvent', 'system/Claim.rs', 403],
    ['ClaimResponse?_include=ClaimResponse:request', 'system/ClaimResponse.rs', 403],
    ['ClaimResponse?_include=ClaimResponse:request', 'system/ClaimResponse.s system/Claim.r', 200],
    ['Claim?_revinclude=Provenance:target', 'system/Claim.rs system/Provenance.r', 403],
    ['Claim?_revinclude=Provenance:target', 'system/Claim.s system/Provenance.s', 200],
    ['Task?_include=Task:focus', 'system/Task.rs system/ClaimResponse.rs', 403],
    ['Task?_include=Task:focus:ClaimResponse', 'system/Task.rs system/ClaimResponse.rs', 200],
    [
      'Claim?_revinclude=Provenance:target&_revinclude:iterate=AuditEvent:entity',
      'system/Claim.rs system/Provenance.rs',
      403,
    ],
    ['Claim?_revinclude=Provenance:target', 'system/*.read', 200],
  ])('%s with %s → %i', async (path, scope, status) => {
    const answer = await asked(path, scope);
    expect(answer.status).toBe(status);
    if (status === 403) expectOutcome(answer, 403, 'CW-1102');
  });

  it('is recorded for each patient who was shown', async () => {
    const audit = memoryAuditTrail();
    app = await appWith({ audit });
    await get('Claim/c1');
    await get('ClaimResponse?_include=ClaimResponse:request');
    const kept: unknown[] = [];
    for await (const { entry } of audit.events()) kept.push(entry);
    expect(kept).toMatchObject([
      {
        interaction: 'read',
        patient: expect.stringContaining('Patient/p1'),
        data: [{ reference: 'Claim/c1' }],
      },
      {
        interaction: 'search',
        query: expect.stringContaining('ClaimResponse?_include'),
        patient: expect.any(String),
      },
    ]);
  });
});
