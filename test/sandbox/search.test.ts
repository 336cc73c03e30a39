import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NPI_SYSTEM } from './small-chart.ts';
import { type Asking, idsOf, startSmall } from './support.ts';

let ehr: Asking;
beforeAll(async () => {
  ehr = await startSmall();
});
afterAll(() => ehr.sandbox.close());

describe('searching', () => {
  it.each([
    ['by date, from and to', '/Encounter?date=ge2026-03-01&date=le2026-03-10', ['Encounter/e1']],
    ['by date, open period', '/Encounter?date=ge2027-01-01', ['Encounter/e2']],
    ['by date, a period that is over', '/Encounter?date=ge2026-03-05&patient=p1', []],
    ['by date, effectivePeriod', '/Observation?date=2026-03', ['Observation/o1', 'Observation/o2']],
    ['by status', '/Encounter?status=finished', ['Encounter/e1']],
    ['by status, any of two', '/Encounter?status=finished,in-progress', ['Encounter/e1', 'Encounter/e2']],
    ['by status, but not', '/Encounter?status:not=finished', ['Encounter/e2']],
    ['by class', '/Encounter?class=IMP', ['Encounter/e2']],
    [
      'by class with system',
      '/Encounter?class=http://terminology.hl7.org/CodeSystem/v3-ActCode|AMB',
      ['Encounter/e1'],
    ],
    ['by _lastUpdated', '/Encounter?_lastUpdated=ge2026-04-01', ['Encounter/e2']],
    ['by _id', '/Encounter?_id=e2,e1', ['Encounter/e1', 'Encounter/e2']],
    ['by _tag', '/Encounter?_tag=urn:tag|a', ['Encounter/e1']],
    ['by patient, relative', '/Encounter?patient=Patient/p1', ['Encounter/e1']],
    ['by patient, id alone', '/Encounter?patient=p1', ['Encounter/e1']],
    ['by subject, with type', '/Encounter?subject:Patient=p1', ['Encounter/e1']],
    ['by patient, kept as an absolute address of this server', '/Encounter?patient=p2', ['Encounter/e2']],
    ['by patient, kept as a condition', '/Condition?patient=p1', ['Condition/c1', 'Condition/c2']],
    ['by patient, kept as a urn, and not another server’s', '/Observation?patient=p1', ['Observation/o1']],
    ['by encounter', '/Condition?encounter=Encounter/e1', ['Condition/c1']],
    ['by encounter, missing', '/Condition?encounter:missing=true', ['Condition/c2']],
    ['by a practitioner kept as a condition', '/Encounter?participant=Practitioner/dr', ['Encounter/e1']],
    ['by identifier', `/Practitioner?identifier=${NPI_SYSTEM}|1234567893`, ['Practitioner/dr']],
    ['by identifier, any of a system', `/Practitioner?identifier=${NPI_SYSTEM}|`, ['Practitioner/dr']],
    ['by identifier, of no system', '/Practitioner?identifier=|1234567893', []],
    ['by boolean', '/Patient?active=true', ['Patient/p2']],
    ['by name, whatever its accents', '/Patient?family=mull', ['Patient/p1']],
    ['by name, exactly', '/Patient?family:exact=mull', []],
    ['by name, inside', '/Patient?name:contains=LLER', ['Patient/p1']],
  ])('%s', async (_, path, expected) => {
    const got = await ehr.get(path);
    expect([got.status, got.body.total, idsOf(got)]).toEqual([200, expected.length, expected]);
  });

  it.each([
    ['an unknown parameter', '/Encounter?colour=red'],
    ['an unknown modifier', '/Encounter?status:foo=bar'],
    ['a chained parameter', '/Encounter?patient.name=x'],
    ['_has', '/Patient?_has:Observation:patient:code=1'],
    ['a date that is none', '/Encounter?date=soon'],
    ['_count that is no number', '/Encounter?_count=many'],
    ['a negative _count', '/Encounter?_count=-1'],
    ['a page token that is none', '/Encounter?_cursor=e30'],
    [
      'a page token of another type',
      `/Encounter?_cursor=${Buffer.from('{"resourceType":"Patient"}').toString('base64url')}`,
    ],
    ['an include of everything', '/Encounter?_include=*'],
    ['an include of no reference', '/Encounter?_include=Encounter:status'],
  ])('refuses %s', async (_, path) => {
    const got = await ehr.get(path);
    expect([got.status, got.body.resourceType]).toEqual([400, 'OperationOutcome']);
  });

  it('sorts', async () => {
    expect(idsOf(await ehr.get('/Encounter?_sort=-date'))).toEqual(['Encounter/e2', 'Encounter/e1']);
    expect(idsOf(await ehr.get('/Encounter?_sort=date'))).toEqual(['Encounter/e1', 'Encounter/e2']);
  });

  it('includes what the matches point at, and what points at them', async () => {
    const got = await ehr.get(
      '/Encounter?_id=e1&_include=Encounter:participant&_include=Encounter:patient&_revinclude=Condition:encounter',
    );
    expect([...idsOf(got)].sort()).toEqual(['Condition/c1', 'Encounter/e1', 'Patient/p1', 'Practitioner/dr']);
    expect(got.body.entry.map((e) => e.search.mode)).toEqual(['match', 'include', 'include', 'include']);
    expect(got.body.total).toBe(1);
  });

  it('searches by POST, too', async () => {
    const got = await ehr.send('POST', '/Encounter/_search', 'patient=p1&status=finished', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(idsOf(got)).toEqual(['Encounter/e1']);
  });

  it('gives pages with opaque links inside the base, each resource once', async () => {
    const seen: string[] = [];
    let url: string | undefined = '/Observation?_count=1&status=final';
    while (url) {
      const got = await ehr.get(url);
      expect(got.body.total).toBe(2);
      seen.push(...idsOf(got));
      url = got.body.link.find((l) => l.relation === 'next')?.url;
      if (url) expect(url).toMatch(new RegExp(`^${ehr.sandbox.url}/Observation\\?_cursor=[\\w-]+$`));
    }
    expect(seen).toEqual(['Observation/o1', 'Observation/o2']);
  });

  it('counts without matches, and has no empty arrays', async () => {
    const got = await ehr.get('/Encounter?_summary=count');
    expect([got.body.total, 'entry' in got.body]).toEqual([2, false]);
  });
});

describe('the CapabilityStatement', () => {
  it('lists no parameter that is not served', async () => {
    const { body } = await ehr.get('/metadata');
    expect([body.resourceType, body.fhirVersion]).toEqual(['CapabilityStatement', '4.0.1']);
    const VALUE: Record<string, string> = {
      date: '2026',
      token: 'x',
      string: 'x',
      uri: 'urn:x',
      reference: 'x',
    };
    const failures: string[] = [];
    for (const { type, searchParam } of body.rest[0]?.resource ?? []) {
      const query = searchParam.map((p) => `${p.name}=${VALUE[p.type]}`).join('&');
      const got = await ehr.get(`/${type}?${query}`);
      if (got.status !== 200) failures.push(`${type}: ${got.body.issue[0]?.details.text}`);
    }
    expect(failures).toEqual([]);
  });

  it('lists the searches that a chart is read with', async () => {
    const { body } = await ehr.get('/metadata');
    const lists = (type: string, name: string): boolean | undefined =>
      body.rest[0]?.resource.find((r) => r.type === type)?.searchParam.some((p) => p.name === name);
    expect(lists('Condition', 'encounter')).toBe(true);
    expect(lists('MedicationAdministration', 'context')).toBe(true);
    expect(lists('ChargeItem', 'context')).toBe(true);
    expect(lists('Immunization', 'encounter')).toBe(false);
  });
});
