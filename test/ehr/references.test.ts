import { afterEach, describe, expect, it } from 'vitest';
import type { Encounter, Resource } from '../../src/fhir/index.ts';
import { bundle, issue, json, type Reply, type Stub, startStub } from './stub.ts';
import { connect, encounter, serving } from './support.ts';

const stubs: Stub[] = [];
afterEach(async () => {
  await Promise.all(stubs.splice(0).map((s) => s.close()));
});

const patient: Resource = { resourceType: 'Patient', id: 'p1' };
const NPI = 'http://hl7.org/fhir/sid/us-npi|1234567893';
const UUID = '0f7c3f8e-4a53-4c5e-9b0a-2d6f1b7f9a01';
const practitioner = (id: string): Resource => ({
  resourceType: 'Practitioner',
  id,
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
});

async function chartOf(
  more: Partial<Encounter>,
  resources: readonly Resource[] = [],
  special: (base: string) => Readonly<Record<string, Reply>> = () => ({}),
) {
  const stub = await startStub((seen, base) =>
    serving([encounter('e1', more), patient, ...resources], special(base))(seen),
  );
  stubs.push(stub);
  const chart = await connect(stub.url, { retries: 0 }).ehr.readChart('e1');
  return { stub, chart, keys: chart.resources.map((r) => `${r.resourceType}/${r.id}`) };
}

const seenBy = (reference: string): Partial<Encounter> => ({ participant: [{ individual: { reference } }] });

describe('references inside the connection', () => {
  it.each([
    ['relative', () => 'Practitioner/dr'],
    ['of one version', () => 'Practitioner/dr/_history/3'],
    ['with spaces around', () => ' Practitioner/dr '],
    ['conditional', () => `Practitioner?identifier=${NPI}`],
    ['conditional, escaped', () => `Practitioner?identifier=${encodeURIComponent(NPI)}`],
  ])('%s', async (_, reference) => {
    const { chart } = await chartOf(seenBy(reference()), [practitioner('dr')]);
    expect(chart.gaps).toEqual([]);
    expect(chart.resolve(chart.encounter.participant?.[0]?.individual, chart.encounter)?.id).toBe('dr');
  });

  it('absolute', async () => {
    const stub: Stub = await startStub((seen, base) =>
      serving([encounter('e1', seenBy(`${base}/Practitioner/dr`)), patient, practitioner('dr')])(seen),
    );
    stubs.push(stub);
    const chart = await connect(`${stub.url}/`).ehr.readChart('e1');
    expect(chart.resolve(chart.encounter.participant?.[0]?.individual)?.id).toBe('dr');
  });

  it('contained, and what the contained one refers to', async () => {
    const { chart, keys } = await chartOf(
      {
        ...seenBy('#role'),
        contained: [
          { resourceType: 'PractitionerRole', id: 'role', practitioner: { reference: 'Practitioner/dr' } },
        ],
      },
      [practitioner('dr')],
    );
    const role = chart.resolve('#role', chart.encounter);
    expect([role?.resourceType, keys.includes('Practitioner/dr'), chart.gaps]).toEqual([
      'PractitionerRole',
      true,
      [],
    ]);
  });

  it('urn:uuid, where the server kept the uuid as the id', async () => {
    const condition: Resource = { resourceType: 'Condition', id: UUID, subject: { reference: 'Patient/p1' } };
    const { chart } = await chartOf({ diagnosis: [{ condition: { reference: `urn:uuid:${UUID}` } }] }, [
      condition,
    ]);
    expect(chart.gaps).toEqual([]);
    expect(chart.resolve(`urn:uuid:${UUID}`)?.resourceType).toBe('Condition');
  });

  it('urn:uuid, of the type that the element names', async () => {
    const { chart } = await chartOf(seenBy(`urn:uuid:${UUID}`), [practitioner(UUID)]);
    expect(chart.gaps).toEqual([]);
    expect(chart.resolve(chart.encounter.participant?.[0]?.individual)?.resourceType).toBe('Practitioner');
  });

  it('urn:uuid of nothing is a gap', async () => {
    const { chart } = await chartOf({ diagnosis: [{ condition: { reference: `urn:uuid:${UUID}` } }] });
    expect(chart.gaps).toEqual([
      {
        what: `urn:uuid:${UUID}`,
        reason: 'it is an address inside a bundle, and no resource here has it as its id',
        expression: 'Encounter.diagnosis[0].condition',
      },
    ]);
  });

  it('that are conditional and fit nobody, or two, are gaps', async () => {
    const { chart } = await chartOf(seenBy(`Practitioner?identifier=${NPI}`));
    expect(chart.gaps[0]?.reason).toBe('0 resources match');
    const two = await chartOf(seenBy(`Practitioner?identifier=${NPI}`), [
      practitioner('a'),
      practitioner('b'),
    ]);
    expect(two.chart.gaps[0]?.reason).toBe('2 resources match');
  });

  it('to what is not there, or forbidden, are gaps with the element that names it', async () => {
    const { chart } = await chartOf(
      { ...seenBy('Practitioner/dr'), serviceProvider: { reference: 'Organization/o' } },
      [],
      () => ({
        'Practitioner/': issue(410, 'deleted'),
        'Organization/': issue(403, 'forbidden'),
      }),
    );
    expect(chart.gaps).toEqual([
      {
        what: 'Practitioner/dr',
        reason: 'the EHR answered 410 (deleted)',
        expression: 'Encounter.participant[0].individual',
      },
      {
        what: 'Organization/o',
        reason: 'the EHR answered 403 (forbidden)',
        expression: 'Encounter.serviceProvider',
      },
    ]);
  });

  it('are read by type in one search, and each only once', async () => {
    const people = ['a', 'b', 'c'].map((id) => practitioner(id));
    const { stub, keys } = await chartOf(
      {
        participant: ['a', 'b', 'c', 'a'].map((id) => ({ individual: { reference: `Practitioner/${id}` } })),
      },
      people,
    );
    const asked = stub.seen
      .map((s) => decodeURIComponent(s.path))
      .filter((p) => p.startsWith('Practitioner'));
    expect(asked).toEqual([
      'Practitioner?_id=a,b,c&_count=3',
      'PractitionerRole?practitioner=Practitioner/a,Practitioner/b,Practitioner/c',
    ]);
    expect(keys.filter((k) => k.startsWith('Practitioner/'))).toHaveLength(3);
  });

  it('are read one by one where a server has no search by _id', async () => {
    const { keys, chart } = await chartOf(
      { participant: ['a', 'b'].map((id) => ({ individual: { reference: `Practitioner/${id}` } })) },
      [practitioner('a'), practitioner('b')],
      () => ({ 'Practitioner?_id': issue(400, 'not-supported') }),
    );
    expect(keys).toEqual(expect.arrayContaining(['Practitioner/a', 'Practitioner/b']));
    expect(chart.gaps).toEqual([]);
  });

  it('lead on: from the coverage to its payer, from the role to the person and the place', async () => {
    const { keys, chart } = await chartOf(seenBy('Practitioner/dr'), [
      practitioner('dr'),
      {
        resourceType: 'PractitionerRole',
        id: 'r',
        practitioner: { reference: 'Practitioner/dr' },
        location: [{ reference: 'Location/l' }],
      },
      { resourceType: 'Location', id: 'l', managingOrganization: { reference: 'Organization/o' } },
      { resourceType: 'Organization', id: 'o' },
      {
        resourceType: 'Coverage',
        id: 'v',
        status: 'active',
        beneficiary: { reference: 'Patient/p1' },
        payor: [{ reference: 'Organization/payer' }],
      },
      { resourceType: 'Organization', id: 'payer' },
    ]);
    expect(keys).toEqual(
      expect.arrayContaining(['PractitionerRole/r', 'Location/l', 'Organization/o', 'Organization/payer']),
    );
    expect(chart.gaps).toEqual([]);
  });

  it('to notes kept as a Binary are followed, to pictures not', async () => {
    const note = (id: string, contentType: string): Resource => ({
      resourceType: 'DocumentReference',
      id,
      status: 'current',
      content: [{ attachment: { contentType, url: `Binary/${id}` } }],
    });
    const { keys } = await chartOf({}, [
      note('text', 'text/plain'),
      note('rtf', 'application/rtf'),
      note('page', 'application/xhtml+xml; charset=utf-8'),
      note('xml', 'Application/XML'),
      note('scan', 'image/tiff'),
      note('pdf', 'application/pdf'),
      { resourceType: 'Binary', id: 'text', contentType: 'text/plain', data: 'aGk=' },
      ...['rtf', 'page', 'xml', 'pdf'].map(
        (id): Resource => ({ resourceType: 'Binary', id, data: 'aGk=' }) as Resource,
      ),
      { resourceType: 'Binary', id: 'scan', contentType: 'image/tiff' },
    ]);
    expect(keys.filter((k) => k.startsWith('Binary')).sort()).toEqual([
      'Binary/page',
      'Binary/rtf',
      'Binary/text',
      'Binary/xml',
    ]);
  });
});

describe('references that lead out of the connection', () => {
  it('are never fetched, and are gaps', async () => {
    const evil = await startStub(() => json(bundle([practitioner('dr')])));
    stubs.push(evil);
    const links = [
      `${evil.url}/Practitioner/dr`,
      'https://evil.example.com/fhir/Practitioner/dr',
      'http://169.254.169.254/latest/Practitioner/dr',
      'file:///etc/Practitioner/passwd',
      'javascript:alert(1)/Practitioner/dr',
    ];
    const { chart, stub } = await chartOf({
      participant: links.map((reference) => ({ individual: { reference } })),
      serviceProvider: { reference: `${evil.url}/Organization/o` },
    });
    expect(evil.seen).toEqual([]);
    expect(chart.gaps.map((g) => g.reason)).toEqual(
      Array(6).fill('it leads outside the connection and was not followed'),
    );
    expect(chart.gaps[0]).toMatchObject({
      what: links[0],
      expression: 'Encounter.participant[0].individual',
    });
    expect(stub.seen.some((s) => s.path.includes('evil'))).toBe(false);
  });

  it.each(['Practitioner/..', 'Practitioner/../Patient', '../../admin', 'Practitioner/%2e%2e', 'dr', 'x:y'])(
    '%j is asked for nowhere',
    async (reference) => {
      const { stub, chart } = await chartOf(seenBy(reference));
      expect(stub.seen.filter((s) => s.path.startsWith('Practitioner'))).toEqual([]);
      expect(chart.gaps).toHaveLength(1);
    },
  );

  it('a patient elsewhere is no patient here', async () => {
    const evil = await startStub(() => json(patient));
    stubs.push(evil);
    const { chart } = await chartOf({ subject: { reference: `${evil.url}/Patient/p1` } });
    expect([evil.seen, chart.patient]).toEqual([[], undefined]);
    expect(chart.gaps[0]).toMatchObject({ expression: 'Encounter.subject' });
  });
});

describe('the patient', () => {
  it.each([
    ['by condition', 'Patient?identifier=urn:mrn|1'],
    ['by urn', `urn:uuid:${UUID}`],
  ])('%s', async (_, reference) => {
    const person: Resource = {
      resourceType: 'Patient',
      id: reference.startsWith('urn') ? UUID : 'other',
      identifier: [{ system: 'urn:mrn', value: '1' }],
    };
    const { chart, stub } = await chartOf({ subject: { reference } }, [person], () => ({
      'Patient?identifier': json(bundle([person])),
    }));
    expect([chart.patient?.id, chart.gaps]).toEqual([person.id, []]);
    const search = decodeURIComponent(
      stub.seen.map((s) => s.path).find((p) => p.startsWith('Coverage')) ?? '',
    );
    expect(search).toContain(`patient=Patient/${person.id}`);
  });

  it('contained, or missing, is a gap, and the rest is read all the same', async () => {
    const contained: Partial<Encounter> = {
      subject: { reference: '#me' },
      contained: [{ resourceType: 'Patient', id: 'me' }],
    };
    const one = await chartOf(contained);
    expect([one.chart.patient?.id, one.chart.gaps.length]).toEqual(['me', 1]);
    const condition: Resource = { resourceType: 'Condition', id: 'c', subject: {} };
    const two = await chartOf({ subject: {} }, [condition]);
    expect([two.chart.patient, two.chart.gaps[0]?.what]).toEqual([undefined, 'Encounter.subject']);
    expect(two.keys).toContain('Condition/c');
  });
});
