import { afterEach, describe, expect, it } from 'vitest';
import type { Condition, Resource } from '../../src/fhir/index.ts';
import { bundle, issue, json, type Reply, type Seen, type Stub, startStub } from './stub.ts';
import { connect, encounter, serving } from './support.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

async function started(answer: (seen: Seen, base: string) => Reply): Promise<Stub> {
  const stub = await startStub(answer);
  stubs.push(stub);
  return stub;
}

const patient: Resource = { resourceType: 'Patient', id: 'p1' };
const condition = (id: string, more: Partial<Condition> = {}): Condition => ({
  resourceType: 'Condition',
  id,
  subject: { reference: 'Patient/p1' },
  ...more,
});

const chartOf = async (
  resources: readonly Resource[],
  special: Readonly<Record<string, Reply>> = {},
  options: Parameters<typeof connect>[1] = {},
) => {
  const stub = await started(serving(resources, special));
  const chart = await connect(stub.url, { retries: 0, ...options }).ehr.readChart('e1');
  return { stub, chart, keys: chart.resources.map((r) => `${r.resourceType}/${r.id}`) };
};

describe('an encounter that is not there', () => {
  it.each([404, 410])('%i is CW-2001', async (status) => {
    const stub = await started(() => issue(status, 'not-found'));
    await expect(connect(stub.url).ehr.readChart('e1')).rejects.toMatchObject({
      code: 'CW-2001',
      message: 'The EHR has no Encounter/e1.',
    });
  });

  it.each(['', '..', '.', '../Patient/p1', 'a/b', 'a?b', 'a b', 'é', 'x'.repeat(65)])(
    'the id %j is not even asked for',
    async (id) => {
      const stub = await started(serving([]));
      await expect(connect(stub.url).ehr.readChart(id)).rejects.toMatchObject({ code: 'CW-1002' });
      expect(stub.seen).toEqual([]);
    },
  );

  it('nor is another one taken for it', async () => {
    const stub = await started(() => json(encounter('e2')));
    await expect(connect(stub.url).ehr.readChart('e1')).rejects.toMatchObject({ code: 'CW-2005' });
  });
});

describe('the searches', () => {
  it('ask by encounter, by patient, and three years back', async () => {
    const { stub, chart } = await chartOf([encounter('e1'), patient]);
    const asked = stub.seen.map((s) => decodeURIComponent(s.path));
    expect(asked).toEqual(
      expect.arrayContaining([
        'Encounter/e1',
        'Patient/p1',
        'Condition?encounter=Encounter/e1&_count=100',
        'Condition?patient=Patient/p1&_count=100',
        'Coverage?patient=Patient/p1&_count=100',
        'Encounter?patient=Patient/p1&date=ge2023-03-04&date=le2026-03-05&_count=100',
        'Immunization?patient=Patient/p1&date=ge2026-03-03&date=le2026-03-05&_count=100',
        'Observation?encounter=Encounter/e1&_count=100',
        'Procedure?patient=Patient/p1&date=ge2025-12-04&date=le2026-03-05&_count=100',
        'MedicationAdministration?context=Encounter/e1&_count=100',
        'ChargeItem?context=Encounter/e1&_count=100',
      ]),
    );
    expect(new Set(asked).size).toBe(asked.length);
    expect([chart.historyFrom, chart.gaps]).toEqual(['2023-03-04', []]);
  });

  it('leave other people’s records out, and say so', async () => {
    const { chart, keys } = await chartOf([
      encounter('e1'),
      patient,
      condition('mine'),
      condition('theirs', { subject: { reference: 'Patient/p2' } }),
      {
        resourceType: 'Observation',
        id: 'other',
        status: 'final',
        code: {},
        encounter: { reference: 'Encounter/e9' },
      },
      {
        resourceType: 'Observation',
        id: 'this',
        status: 'final',
        code: {},
        encounter: { reference: 'Encounter/e1' },
      },
    ]);
    expect(keys).toEqual(['Encounter/e1', 'Patient/p1', 'Condition/mine', 'Observation/this']);
    const gap = {
      what: 'Condition?patient=',
      reason: '1 resources of other patients were in the answer and are left out',
    };
    expect(chart.gaps).toContainEqual(gap);
  });

  it('keep Conditions of other encounters: the problem list is made of them', async () => {
    const { keys } = await chartOf([
      encounter('e1'),
      patient,
      condition('old', { encounter: { reference: 'Encounter/e0' } }),
    ]);
    expect(keys).toContain('Condition/old');
  });

  it.each([400, 403, 404, 501])('that are refused (%i) are gaps', async (status) => {
    const { chart } = await chartOf([encounter('e1'), patient], {
      ChargeItem: issue(status, 'not-supported'),
    });
    expect(chart.gaps).toEqual([
      { what: 'ChargeItem?context=', reason: `the EHR answered ${status} (not-supported)` },
    ]);
  });

  it('that are answered with an OperationOutcome are gaps', async () => {
    const { chart } = await chartOf([encounter('e1'), patient], { Coverage: issue(200, 'not-supported') });
    expect(chart.gaps).toEqual([
      { what: 'Coverage?patient=', reason: 'the EHR answered 200 (not-supported)' },
    ]);
  });

  it('for earlier visits, when refused, leave it open whether the patient is new', async () => {
    const { chart } = await chartOf([encounter('e1'), patient], { 'Encounter?': issue(403, 'forbidden') });
    expect(chart.historyFrom).toBeUndefined();
    expect(chart.gaps.map((g) => g.what)).toEqual(['Encounter?patient=']);
  });

  it('by encounter, when a server has them not, are made by patient and day', async () => {
    const note: Resource = {
      resourceType: 'DocumentReference',
      id: 'n1',
      status: 'current',
      content: [{ attachment: { data: 'aGk=' } }],
    };
    const { chart, keys } = await chartOf([encounter('e1'), patient, note], {
      'DocumentReference?encounter=': issue(400, 'not-supported'),
    });
    expect([keys.includes('DocumentReference/n1'), chart.gaps]).toEqual([true, []]);
  });

  it.each([
    ['the Encounter', 'Encounter/'],
    ['the Patient', 'Patient/'],
    ['the Conditions', 'Condition'],
  ])('cannot do without %s', async (_, path) => {
    const stub = await started(serving([encounter('e1'), patient], { [path]: issue(403, 'forbidden') }));
    await expect(connect(stub.url).ehr.readChart('e1')).rejects.toMatchObject({
      code: 'CW-2003',
      status: 403,
    });
  });

  it('do without Condition?encounter= where Condition?patient= is answered', async () => {
    const { chart, keys } = await chartOf([encounter('e1'), patient, condition('c1')], {
      'Condition?encounter=': issue(400, 'not-supported'),
    });
    expect([keys.includes('Condition/c1'), chart.gaps]).toEqual([true, []]);
  });

  it('stop at a token that is not accepted', async () => {
    const stub = await started(serving([encounter('e1'), patient], { Observation: issue(401, 'login') }));
    await expect(connect(stub.url).ehr.readChart('e1')).rejects.toMatchObject({
      code: 'CW-2003',
      status: 401,
    });
  });

  it('are not taken for answered when the server is in trouble', async () => {
    const stub = await started(serving([encounter('e1'), patient], { Observation: issue(503, 'transient') }));
    await expect(connect(stub.url, { retries: 1 }).ehr.readChart('e1')).rejects.toMatchObject({
      code: 'CW-2002',
    });
  });

  it('lose no Condition to a page that cannot be read', async () => {
    const away = json(bundle([condition('c1')], 'https://evil.example.com/?page=2'));
    const stub = await started(serving([encounter('e1'), patient], { 'Condition?patient': away }));
    await expect(connect(stub.url).ehr.readChart('e1')).rejects.toMatchObject({ code: 'CW-2004' });
  });

  it('keep what other searches gave before such a page', async () => {
    const coverage: Resource = {
      resourceType: 'Coverage',
      id: 'v1',
      status: 'active',
      beneficiary: {},
      payor: [],
    };
    const away = json(bundle([coverage], 'https://evil.example.com/?page=2'));
    const { chart, keys } = await chartOf([encounter('e1'), patient], { Coverage: away });
    expect(keys).toContain('Coverage/v1');
    expect(chart.gaps.map((g) => g.what)).toEqual(['Coverage?patient=']);
  });
});

describe('the CapabilityStatement', () => {
  const statement = (resource: readonly unknown[]): Reply =>
    json({ resourceType: 'CapabilityStatement', rest: [{ mode: 'server', resource }] });

  it('saves requests that would be refused, and the gap says why', async () => {
    const { stub, chart } = await chartOf([encounter('e1'), patient], {
      metadata: statement([
        { type: 'Condition', searchParam: [{ name: 'patient' }] },
        { type: 'Encounter', searchParam: [] },
        { type: 'Coverage', interaction: [{ code: 'read' }] },
      ]),
    });
    const asked = [...new Set(stub.seen.map((s) => s.path.split(/[?/]/)[0]))].sort();
    expect(asked).toEqual(['Condition', 'Encounter', 'Patient', 'metadata']);
    expect(chart.gaps[0]).toEqual({
      what: 'Coverage?patient=',
      reason: 'the EHR does not list this search in its CapabilityStatement',
    });
    expect(chart.gaps.map((g) => g.what)).toContain('Observation?encounter=');
  });

  it('is read once for all charts', async () => {
    const stub = await started(serving([encounter('e1'), patient]));
    const { ehr } = connect(stub.url);
    await Promise.all([ehr.readChart('e1'), ehr.readChart('e1')]);
    expect(stub.seen.filter((s) => s.path === 'metadata')).toHaveLength(1);
  });

  it.each([
    ['missing', issue(404, 'not-found')],
    ['something else', json({ resourceType: 'Patient' })],
    ['without any resource', statement([])],
    ['forbidden', issue(403, 'forbidden')],
  ])('may be %s', async (_, metadata) => {
    const { chart, keys } = await chartOf([encounter('e1'), patient, condition('c1')], { metadata });
    expect([keys.includes('Condition/c1'), chart.gaps]).toEqual([true, []]);
  });
});

describe('parallelism', () => {
  it.each([1, 3])('is never above %i', async (concurrency) => {
    let now = 0;
    let most = 0;
    const stub = await started((seen) => (res, one) => {
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
        serving([encounter('e1'), patient])(seen)(res, one);
      });
    });
    const { ehr } = connect(stub.url, { concurrency });
    await Promise.all([ehr.readChart('e1'), ehr.readChart('e1')]);
    expect(most).toBeLessThanOrEqual(concurrency);
    expect(stub.seen.length).toBeGreaterThan(20);
  });

  it('of nothing is refused', () => {
    expect(() => connect('http://host/fhir', { concurrency: 0 })).toThrow(
      expect.objectContaining({ code: 'CW-5001' }),
    );
  });
});

describe('what completes a chart', () => {
  const reference = (to: string) => ({ reference: to });
  const asked = (stub: Stub, type: string): readonly string[] =>
    stub.seen
      .map((s) => decodeURIComponent(s.path))
      .filter((p) => p.startsWith(`${type}?`))
      .map((p) => p.replace(/&_count=\d+/, ''))
      .sort();

  it('family history, care plans, statements of medication and compositions are asked for', async () => {
    const { stub } = await chartOf([encounter('e1'), patient]);
    expect(asked(stub, 'FamilyMemberHistory')).toEqual(['FamilyMemberHistory?patient=Patient/p1']);
    expect(asked(stub, 'CarePlan')).toEqual(['CarePlan?encounter=Encounter/e1']);
    expect(asked(stub, 'MedicationStatement')).toEqual([
      'MedicationStatement?context=Encounter/e1',
      'MedicationStatement?patient=Patient/p1&status=active',
    ]);
    expect(asked(stub, 'Composition')).toEqual([
      'Composition?encounter=Encounter/e1',
      'Composition?patient=Patient/p1&date=ge2026-03-03&date=le2026-03-05',
    ]);
  });

  it('and come into it, without those of other patients and other encounters', async () => {
    const of = (resourceType: string, id: string, more: object): Resource =>
      ({ resourceType, id, ...more }) as unknown as Resource;
    const { keys, chart } = await chartOf([
      encounter('e1'),
      patient,
      of('FamilyMemberHistory', 'mother', { patient: reference('Patient/p1') }),
      of('FamilyMemberHistory', 'stranger', { patient: reference('Patient/p2') }),
      of('CarePlan', 'ours', { subject: reference('Patient/p1'), encounter: reference('Encounter/e1') }),
      of('CarePlan', 'earlier', { subject: reference('Patient/p1'), encounter: reference('Encounter/e0') }),
      of('Composition', 'note', { subject: reference('Patient/p1'), encounter: reference('Encounter/e1') }),
      of('MedicationStatement', 'aspirin', { subject: reference('Patient/p1') }),
    ]);
    expect(keys).toEqual(
      expect.arrayContaining([
        'FamilyMemberHistory/mother',
        'CarePlan/ours',
        'Composition/note',
        'MedicationStatement/aspirin',
      ]),
    );
    expect(keys.filter((k) => /stranger|earlier/.test(k))).toEqual([]);
    expect(chart.of('FamilyMemberHistory')).toHaveLength(1);
  });

  it('are no gap where a server has none of them', async () => {
    const no = issue(404, 'not-supported');
    const { chart } = await chartOf([encounter('e1'), patient], {
      'FamilyMemberHistory?': no,
      'CarePlan?': no,
      'Composition?': no,
      'MedicationStatement?': no,
    });
    expect(chart.gaps).toEqual([]);
  });
});
