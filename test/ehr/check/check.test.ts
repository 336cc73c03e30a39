/** The check of a connection: the sandbox works, what is missing is told with its effect, and nothing of a record is in it. */
import { Ajv } from 'ajv';
import { afterEach, describe, expect, it } from 'vitest';
import { composeValidator } from '../../../src/compose.ts';
import { composeEhrCheck } from '../../../src/compose-ehr-check.ts';
import { verdictOf } from '../../../src/ehr/check/record.ts';
import { checkEhr, type EhrCheck, READINESS_SCHEMA, type Readiness } from '../../../src/ehr/index.ts';
import type { Encounter } from '../../../src/fhir/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { config, NOW } from '../../support/service.ts';
import { bundle, issue, json, type Reply, type Seen, type Stub, startStub, text } from '../stub.ts';
import { encounter, serving } from '../support.ts';

const validator = composeValidator();
const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

const STATEMENT = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  software: { name: 'Test\u001b[2J' },
};

async function checked(answer: (seen: Seen, base: string) => Reply, over: Partial<EhrCheck> = {}) {
  const stub = await startStub(answer);
  stubs.push(stub);
  const clock = frozenClock(NOW);
  const options = { id: 'site', baseUrl: stub.url, clock, random: () => 0.5 };
  const readiness = await checkEhr({ options, auth: 'none', samples: 5, validator, ...over });
  const row = (id: string) => readiness.rows.find((r) => r.id === id);
  return { readiness, row, stub, clock };
}

const conforms = (readiness: Readiness): unknown => {
  const validate = new Ajv({ strict: false }).compile(READINESS_SCHEMA);
  return validate(readiness) ? [] : validate.errors;
};

const served =
  (special: Readonly<Record<string, Reply>> = {}, more: readonly Encounter[] = []) =>
  (seen: Seen): Reply =>
    serving([encounter('e1'), ...more, { resourceType: 'Patient', id: 'p1' }], {
      metadata: json(STATEMENT),
      ...special,
    })(seen);

describe('the sandbox', () => {
  it('gives everything that coding needs', async () => {
    const clock = frozenClock(NOW);
    const readiness = await composeEhrCheck(config(), clock, { samples: 20 });
    expect(
      readiness.rows.filter((r) => r.verdict !== 'works').map((r) => [r.id, r.verdict, r.found]),
    ).toEqual([]);
    expect(readiness.verdict).toBe('works');
    expect(conforms(readiness)).toEqual([]);
    // Ten requests in a second, however fast the server is.
    const waited = clock.waits.reduce((a, b) => a + b, 0);
    expect(waited).toBeGreaterThanOrEqual((readiness.requests - 1) * 100 * 0.9);
  }, 60_000);

  it('is the only connection there is without a configuration', async () => {
    const check = composeEhrCheck(config(), frozenClock(NOW), { samples: 1, connection: 'other' });
    await expect(check).rejects.toMatchObject({
      code: 'CW-1007',
      message: expect.stringContaining('sandbox'),
    });
  });
});

describe('a server that', () => {
  it('is not there says one thing and not forty', async () => {
    const stub = await startStub(() => json({}));
    await stub.close();
    const options = { id: 'site', baseUrl: stub.url, clock: frozenClock(NOW) };
    const readiness = await checkEhr({ options, auth: 'none', samples: 5 });
    expect(readiness.rows.map((r) => [r.id, r.verdict])).toEqual([
      ['metadata', 'missing'],
      ['authorization', 'works'],
    ]);
    expect(readiness.rows[0]?.found).toMatch(/nothing listens/);
    expect([readiness.verdict, conforms(readiness)]).toEqual(['missing', []]);
  });

  it('shows a login page', async () => {
    const { row, readiness } = await checked(() => text('<html>Log in, Jane Canary</html>'));
    expect(row('metadata')).toMatchObject({
      verdict: 'works-around',
      found: expect.stringMatching(/login page/),
    });
    expect(row('finished-encounters')?.verdict).toBe('missing');
    expect(JSON.stringify(readiness)).not.toContain('Canary');
  });

  it('is of another release', async () => {
    const { row } = await checked(served({ metadata: json({ ...STATEMENT, fhirVersion: '1.0.2' }) }));
    expect(row('metadata')).toMatchObject({ verdict: 'missing', found: 'FHIR 1.0.2' });
  });

  it('does not grant a type', async () => {
    const { row } = await checked(served({ Condition: issue(403, 'forbidden') }));
    expect(row('search:Condition?encounter=')).toMatchObject({
      verdict: 'missing',
      found: expect.stringContaining('system/Condition.rs'),
      effect: 'Diagnoses come from it: no chart can be coded.',
    });
    expect(row('charts')).toMatchObject({ verdict: 'missing', counts: { works: 0, missing: 1 } });
  });

  it('has another way to ask', async () => {
    const { row } = await checked(served({ 'Observation?encounter': issue(400, 'not-supported') }));
    expect(row('search:Observation?encounter=')).toMatchObject({
      verdict: 'works-around',
      found: expect.stringMatching(/^asked as Observation\?patient=&date= instead: it refuses the search/),
    });
  });

  it('passes over what is asked', async () => {
    const open = encounter('open', { status: 'in-progress' });
    const { row } = await checked(served({}, [open]));
    expect(row('finished-encounters')).toMatchObject({
      verdict: 'works-around',
      found: 'it passes over the status',
    });
    expect(row('last-updated')).toMatchObject({ verdict: 'works-around' });
  });

  it('gives records of other patients', async () => {
    const other = { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/p2' } } as const;
    const { row } = await checked(served({ 'Condition?patient': json(bundle([other])) }));
    expect(row('search:Condition?patient=')).toMatchObject({
      verdict: 'works-around',
      found: expect.stringMatching(/other patients/),
    });
  });

  it('repeats its first page', async () => {
    const page = [encounter('e1'), encounter('e2')];
    let n = 0;
    const { row } = await checked((seen, base) =>
      seen.path.includes('Encounter') ? json(bundle(page, `${base}/Encounter?page=${n++}`)) : served()(seen),
    );
    expect(row('paging')).toMatchObject({ verdict: 'missing', found: 'the second page repeats the first' });
  });

  it('says nothing of itself is tried all the same', async () => {
    const { row } = await checked(served({ metadata: issue(404, 'not-found') }));
    expect(row('metadata')).toMatchObject({ verdict: 'works-around' });
    expect(row('read-encounter')?.verdict).toBe('works');
    expect(row('write-back')).toMatchObject({
      verdict: 'works',
      found: expect.stringContaining('not tried'),
    });
  });
});

describe('a check', () => {
  it('writes nothing, and shows no control characters', async () => {
    const { stub, readiness } = await checked(served());
    expect(stub.seen.filter((s) => s.method !== 'GET')).toEqual([]);
    expect(readiness.software.name).toBe('Test [2J');
    expect(conforms(readiness)).toEqual([]);
  });

  it('measures the encounters that are named', async () => {
    const { readiness, stub } = await checked(served({}, [encounter('e9')]), { named: ['e9'] });
    expect(readiness.samples).toEqual({ asked: 5, found: 1, read: 1 });
    expect(stub.seen.some((s) => s.path.startsWith('Encounter/e9'))).toBe(true);
    expect(stub.seen.some((s) => s.path.startsWith('Encounter/e1'))).toBe(false);
  });

  it('tells scopes that were not granted', async () => {
    const granted = async () => ({
      asked: ['system/Condition.rs', 'system/Claim.crs'],
      missing: ['system/Claim.crs'],
      said: true,
    });
    const { row } = await checked(served(), { auth: 'smart', granted });
    expect(row('authorization')).toMatchObject({
      verdict: 'works-around',
      found: '1 of 2 scopes were not granted: system/Claim.crs',
    });
  });

  it('of an encounter without anything counts what is missing', async () => {
    const { row, readiness } = await checked(served());
    expect(row('rendering-npi')).toMatchObject({
      verdict: 'missing',
      counts: { works: 0, worksAround: 0, missing: 1 },
    });
    expect(row('coverage')?.effect).toMatch(/it is held\.$/);
    expect(row('coding-ready-encounter')?.found).toMatch(/^0 of 1 conform; .*cw-e-|1 of 1|0 of 1 conform/);
    expect(readiness.verdict).toBe('missing');
  });
});

describe('the verdict on samples', () => {
  it.each([
    [{ works: 3, worksAround: 0, missing: 1 }, 'works'],
    [{ works: 2, worksAround: 1, missing: 1 }, 'works-around'],
    [{ works: 0, worksAround: 2, missing: 2 }, 'works-around'],
    [{ works: 1, worksAround: 0, missing: 2 }, 'missing'],
  ])('%j is %s', (counts, verdict) => {
    expect(verdictOf(counts)).toBe(verdict);
  });
});
