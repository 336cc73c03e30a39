/** The workbench's API and its files: the cases as the page shows them, "process again", and who may ask for it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeEhr, fakeEhr } from '../../src/ehr/index.ts';
import { caseCodec } from '../../src/flow/index.ts';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { caseId, memoryCaseStore } from '../../src/review/index.ts';
import { appOn, example, ROOT, resourcesOf, standing } from '../support/service.ts';
import { expectProblem, expectSafe } from './support.ts';

const base = await standing();
const SLUGS = ['wrong-code', 'uri-simple-visit', 'diabetes-ckd-office-visit'] as const;
const resources = SLUGS.flatMap((slug) => resourcesOf(example(slug).bundle));
const idOf = (slug: (typeof SLUGS)[number]): string => caseId('fake', example(slug).expected.encounter);

let ehr: FakeEhr;
let service: ReturnType<typeof appOn>;
beforeEach(() => {
  ehr = fakeEhr(resources);
  service = appOn(base, { ehr, cases: memoryCaseStore(caseCodec) });
});
const get = (path: string) => supertest(service.app).get(path);
const processed = () => supertest(service.app).post('/api/process').expect(200);

describe('GET /api/cases', () => {
  it('is an empty list before anything is processed', async () => {
    expect((await get('/api/cases').expect(200)).body).toEqual([]);
  });

  it('has a row for each encounter, the latest kept first', async () => {
    await processed();
    const { body, headers } = await get('/api/cases').expect(200);
    expect(headers['cache-control']).toBe('no-store');
    const encounters = body.map((row: { encounter: string }) => row.encounter);
    const kept = (await service.deps.cases.list()).map((k) => k.case.encounter);
    expect(encounters).toEqual(kept.toReversed());
    expect(headers.link).toBeUndefined();
    expect(encounters).toEqual(expect.arrayContaining(SLUGS.map((slug) => example(slug).expected.encounter)));
    const row = body.find((r: { id: string }) => r.id === idOf('uri-simple-visit'));
    expect(row).toEqual({
      id: idOf('uri-simple-visit'),
      encounter: 'Encounter/uri-encounter',
      state: 'claimed',
      patient: {
        name: expect.any(String),
        age: expect.any(Number),
        sex: expect.any(String),
        birthDate: expect.any(String),
      },
      date: expect.stringMatching(/^2026-/),
      setting: 'office',
      diagnoses: example('uri-simple-visit').expected.diagnoses,
      services: expect.any(Array),
      errors: 0,
      queries: expect.any(Number),
      claim: expect.stringMatching(/^Claim\//),
    });
  });
});

describe('GET /api/cases, page by page', () => {
  const pages = async (path: string) => {
    const found: { id: string; state: string }[][] = [];
    for (let next: string | undefined = path; next; ) {
      const answer: supertest.Response = await get(`/api/${next}`).expect(200);
      found.push(answer.body);
      next = /^<([^>]+)>; rel="next"$/.exec(answer.headers.link ?? '')?.[1];
    }
    return found;
  };

  it('gives every case once, however many stand on a page', async () => {
    await processed();
    const all = (await get('/api/cases')).body;
    expect(all.length).toBeGreaterThan(3);
    for (const limit of [1, 2, all.length - 1, all.length, 1000]) {
      const found = await pages(`cases?limit=${limit}`);
      expect(found.flat()).toEqual(all);
      expect(found).toHaveLength(Math.ceil(all.length / limit));
    }
  });

  it('gives the cases of one state, on each page', async () => {
    await processed();
    const counts = await service.deps.cases.counts();
    for (const state of ['claimed', 'held', 'voided'] as const) {
      const found = (await pages(`cases?state=${state}&limit=1`)).flat();
      expect(found.map((row) => row.state)).toEqual(Array(counts[state] ?? 0).fill(state));
    }
  });

  it.each([
    'state=unknown',
    'state=',
    'state=held&state=claimed',
    'after=x',
    'after=-1',
    'after=1%3B',
    'limit=0',
    'limit=1001',
    'limit=1e2',
    'limit=',
  ])('refuses %s', async (query) => {
    expectProblem(await get(`/api/cases?${query}`), 422, 'CW-1004');
  });
});

describe('GET /api/cases/[id]', () => {
  it('shows the codes with their evidence, the claim and what happened', async () => {
    await processed();
    const { body } = await get(`/api/cases/${idOf('diabetes-ckd-office-visit')}`).expect(200);
    expect(body.diagnosesInOrder.map((d: { code: string }) => d.code)).toEqual(
      example('diabetes-ckd-office-visit').expected.diagnoses,
    );
    expect(body.diagnosesInOrder[0].evidence[0]).toEqual({
      reference: expect.stringMatching(/^Condition\//),
      path: expect.any(String),
      words: expect.any(String),
    });
    expect(body.claimResource.resourceType).toBe('Claim');
    expect(body.provenance.resourceType).toBe('Provenance');
    expect(body.writeBack).toBe('created');
    expect(body.events.map((e: { kind: string }) => e.kind)).toEqual([
      'read',
      'coded',
      'found-ready',
      'claimed',
    ]);
  });

  it('shows a case without a claim with what stands against it', async () => {
    await processed();
    const { body } = await get(`/api/cases/${idOf('wrong-code')}`).expect(200);
    expect(['held', 'review']).toContain(body.state);
    expect(body.claimResource).toBeUndefined();
    expect(body.reasons.length).toBeGreaterThan(0);
  });

  it('shows a case that could not be read with its fault and without codes', async () => {
    const readChart = () => Promise.reject(new ClaimwrightError('CW-2002', { detail: 'reset' }));
    service = appOn(base, { ehr: { ...ehr, readChart } });
    expect((await processed()).body.counts.claimed).toBeUndefined();
    const { body } = await get(`/api/cases/${idOf('uri-simple-visit')}`).expect(200);
    expect(body).toMatchObject({
      state: 'held',
      fault: { code: 'CW-2002', message: expect.stringContaining('did not answer') },
      diagnosesInOrder: [],
      errors: 1,
    });
  });

  it('has no case that is not there', async () => {
    expectProblem(await get('/api/cases/none'), 404, 'CW-1007');
  });
});

describe('POST /api/process', () => {
  it('answers counts by state, and the same again', async () => {
    const { counts } = (await processed()).body;
    expect(counts).toMatchObject({ claimed: expect.any(Number) });
    expect((await processed()).body).toEqual({ counts });
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['another origin, in a browser that says no more', { origin: 'https://evil.example' }],
    ['another origin that looks alike', { origin: 'http://127.0.0.1.evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['another scheme', { origin: 'https://127.0.0.1' }],
    ['a value that no browser sends', { 'sec-fetch-site': 'same-origin, cross-site' }],
  ])('is refused to a page of %s', async (_name, headers) => {
    const process = vi.fn(async () => ({ claimed: 1 }));
    service = appOn(base, { process });
    expectProblem(await supertest(service.app).post('/api/process').set(headers), 404, 'CW-1007');
    expect(process).not.toHaveBeenCalled();
  });

  it('is done for our own page and for a program', async () => {
    service = appOn(base, { process: async () => ({ claimed: 1 }) });
    const asked = (headers: Readonly<Record<string, string>>) =>
      supertest(service.app)
        .post('/api/process')
        .set({ host: '127.0.0.1:8100', ...headers })
        .expect(200);
    await asked({});
    await asked({ 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:8100' });
    await asked({ origin: 'http://127.0.0.1:8100' });
  });

  it('says when the EHR cannot be reached', async () => {
    service = appOn(base, {
      process: () => Promise.reject(new ClaimwrightError('CW-2002', { detail: 'reset' })),
    });
    const answer = await supertest(service.app).post('/api/process');
    expect([answer.status, answer.headers['content-type']]).toEqual([
      502,
      'application/problem+json; charset=utf-8',
    ]);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'CW-2002', status: 502 });
  });
});

describe('GET /api/status and /health', () => {
  it('say how things are', async () => {
    await processed();
    const { body } = await get('/api/status').expect(200);
    const states = await service.deps.cases.counts();
    const cases = Object.values(states).reduce((sum, n) => sum + n, 0);
    expect(body).toEqual({ version: 'test', cases, states });
    expect(cases).toBe((await service.deps.cases.list()).length);
    expect((await get('/health').expect(200)).body).toEqual({ status: 'ok' });
  });
});

describe('the page', () => {
  const files = readdirSync(join(ROOT, 'src/workbench/public'));

  it.each(['/', ...files.map((f) => `/${f}`)])('%s is served, safely', async (path) => {
    const answer = await get(path).expect(200);
    expectSafe({ ...answer, text: '' });
    expect(answer.headers['content-type']).toMatch(/^(?:text\/(?:html|javascript|css)|image\/svg)/);
  });

  it('has no script or style within it that the policy would refuse', async () => {
    const { text } = await get('/').expect(200);
    expect(text).toContain('<!doctype html>');
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+=|javascript:/i);
    expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it('keeps to this origin: nothing may be loaded from, sent to or framed by another', async () => {
    const policy = String((await get('/')).headers['content-security-policy']);
    for (const part of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'self'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|upgrade-insecure-requests/);
  });
});
