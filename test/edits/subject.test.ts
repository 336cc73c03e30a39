import { describe, expect, it } from 'vitest';
import { subjectOfClaim } from '../../src/edits/index.ts';
import { type Claim, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import { BAD_NPI, factParty, facts, GOOD_NPI } from './subjects.ts';

const concept = (system: string | undefined, code: string) => ({ coding: [{ system, code }] });
const claimType = (code: string) => concept(SYSTEM.claimType, code);
/** What the test says of a Claim; the rest of it is of no interest here. */
const claim = (parts: object): Claim => ({ resourceType: 'Claim', ...parts }) as unknown as Claim;
const npiOf = (value: string) => ({ system: SYSTEM.npi, value });

describe('subjectOfClaim', () => {
  const professional = claim({
    type: claimType('professional'),
    billablePeriod: { start: '2026-03-01', end: '2026-03-05' },
    provider: { reference: 'Organization/o1' },
    careTeam: [
      {
        sequence: 1,
        provider: { reference: 'Practitioner/p1' },
        role: concept(SYSTEM.careTeamRole, 'primary'),
      },
      { sequence: 2, provider: { reference: 'Practitioner/p2' }, role: concept(undefined, 'referring') },
      { sequence: 3, provider: { reference: 'Practitioner/p3' }, role: concept(undefined, 'assist') },
    ],
    facility: { reference: 'Location/l1' },
    diagnosis: [
      {
        sequence: 2,
        diagnosisCodeableConcept: {
          coding: [
            { system: SYSTEM.snomed, code: '44054006' },
            { system: 'urn:oid:2.16.840.1.113883.6.90', code: ' E11.9 ' },
          ],
        },
        type: [concept(SYSTEM.diagnosisType, 'principal')],
        onAdmission: concept(undefined, 'Y'),
      },
      { sequence: 1, diagnosisReference: { reference: 'Condition/c1' } },
    ],
    item: [
      {
        sequence: 1,
        productOrService: concept('urn:oid:2.16.840.1.113883.6.12', '99213'),
        modifier: [concept(SYSTEM.cpt, '25'), concept(SYSTEM.hcpcs, 'xs')],
        diagnosisSequence: [2, 1],
        servicedPeriod: { start: '2026-03-04T23:30:00-08:00', end: '2026-03-05' },
        locationCodeableConcept: concept(SYSTEM.placeOfService, '11'),
        quantity: { value: 2 },
        unitPrice: { value: 67.785, currency: 'USD' },
        net: { value: 135.57, currency: 'USD' },
        factor: 1.5,
      },
      { sequence: 2, productOrService: concept(SYSTEM.hcpcs, 'J1100'), servicedDate: '2026-03-02' },
    ],
    total: { value: 135.57, currency: 'EUR' },
  });

  it('reads diagnoses with the ICD-10-CM coding first, and what it could not follow', () => {
    expect(subjectOfClaim(professional).diagnoses).toEqual([
      {
        sequence: 2,
        code: 'E11.9',
        system: SYSTEM.icd10cm,
        type: 'principal',
        onAdmission: 'Y',
        expression: 'Claim.diagnosis[0]',
        reference: undefined,
      },
      {
        sequence: 1,
        code: '',
        system: undefined,
        type: undefined,
        onAdmission: undefined,
        expression: 'Claim.diagnosis[1]',
        reference: 'Condition/c1',
      },
    ]);
  });

  it('reads lines as written at the place of service', () => {
    const [line] = subjectOfClaim(professional).lines;
    expect(line).toMatchObject({
      code: '99213',
      system: SYSTEM.cpt,
      modifiers: ['25', 'XS'],
      units: 2,
      netCents: 13557,
      date: '2026-03-04',
      endDate: '2026-03-05',
      placeOfService: '11',
      pointers: [2, 1],
      factor: 1.5,
      expression: 'Claim.item[0]',
    });
  });

  it('names a price with a third decimal, and every currency', () => {
    const { unreadable, currencies, lines, totalCents } = subjectOfClaim(professional);
    expect(lines[0]?.unitPriceCents).toBeUndefined();
    expect(totalCents).toBe(13557);
    expect(currencies).toEqual(['USD', 'EUR']);
    expect(unreadable).toEqual([
      { expression: 'Claim.item[0].unitPrice', expected: 'an amount in dollars and whole cents' },
    ]);
  });

  it('takes the first day of service for a professional claim', () => {
    expect(subjectOfClaim(professional).on).toBe('2026-03-02');
    expect(subjectOfClaim(claim({ billablePeriod: { start: '2026-03-01' } })).on).toBe('2026-03-01');
    expect(subjectOfClaim(claim({}), facts()).on).toBe('2026-03-04');
    expect(subjectOfClaim(claim({})).on).toBeUndefined();
  });

  it('knows who is only referred to', () => {
    expect(subjectOfClaim(professional).parties).toMatchObject([
      party('billing', undefined, 'Claim.provider', false, false),
      party('rendering', undefined, 'Claim.careTeam[0].provider', false, true),
      party('referring', undefined, 'Claim.careTeam[1].provider', false, true),
      party('other', undefined, 'Claim.careTeam[2].provider', false, true),
      party('service-facility', undefined, 'Claim.facility', false, undefined),
    ]);
  });

  it('takes an NPI from the chart, right or wrong', () => {
    const known = facts({
      parties: [
        factParty('billing', 'Organization/o1', GOOD_NPI),
        factParty('rendering', 'Practitioner/p1', BAD_NPI),
      ],
    });
    const [billing, rendering] = subjectOfClaim(professional, known).parties;
    expect(billing).toMatchObject({ npi: GOOD_NPI, resolved: true });
    expect(rendering).toMatchObject({ npi: BAD_NPI, resolved: true });
  });

  it('takes an NPI from the reference, a contained resource, or one that came with the claim', () => {
    const came: Record<string, Resource> = {
      'urn:uuid:1': { resourceType: 'PractitionerRole', practitioner: { reference: 'urn:uuid:2' } },
      'urn:uuid:2': { resourceType: 'Practitioner', identifier: [npiOf(GOOD_NPI)] },
      'Organization/none': { resourceType: 'Organization', identifier: [{ system: 'urn:x', value: '9' }] },
    };
    const subject = subjectOfClaim(
      claim({
        contained: [{ resourceType: 'Organization', id: 'o', identifier: [npiOf(GOOD_NPI)] }],
        provider: { reference: '#o' },
        careTeam: [
          { provider: { type: 'Practitioner', identifier: npiOf(BAD_NPI) } },
          { provider: { reference: 'urn:uuid:1' } },
        ],
        facility: { reference: 'Organization/none' },
      }),
      undefined,
      (reference) => came[reference],
    );
    expect(subject.parties).toMatchObject([
      party('billing', GOOD_NPI, 'Claim.provider', true, false),
      party('rendering', BAD_NPI, 'Claim.careTeam[0].provider', true, true),
      party('rendering', GOOD_NPI, 'Claim.careTeam[1].provider', true, true),
      party('service-facility', undefined, 'Claim.facility', true, false),
    ]);
  });

  it('follows a diagnosis to a contained Condition, and the patient to a contained Patient', () => {
    const subject = subjectOfClaim(
      claim({
        contained: [
          { resourceType: 'Condition', id: 'c', code: concept(SYSTEM.icd10cm, 'I10') },
          { resourceType: 'Patient', id: 'p', birthDate: '1950-02-03', gender: 'male' },
        ],
        patient: { reference: '#p' },
        diagnosis: [{ sequence: 1, diagnosisReference: { reference: '#c' } }],
      }),
    );
    expect(subject.diagnoses[0]).toMatchObject({ code: 'I10', system: SYSTEM.icd10cm, reference: undefined });
    expect(subject.patient).toMatchObject({
      birthDate: '1950-02-03',
      sex: 'male',
      expression: 'Claim.patient',
    });
  });

  it('takes a place of service without a system', () => {
    const item = [{ locationCodeableConcept: concept(undefined, '02') }];
    expect(subjectOfClaim(claim({ item })).lines[0]?.placeOfService).toBe('02');
  });

  it('leaves an example code system’s place of service alone', () => {
    const place = concept('http://terminology.hl7.org/CodeSystem/ex-serviceplace', '01');
    expect(
      subjectOfClaim(claim({ item: [{ locationCodeableConcept: place }] })).lines[0]?.placeOfService,
    ).toBeUndefined();
  });
});

describe('subjectOfClaim, institutional', () => {
  const info = (category: string, code?: string) => ({
    category: concept('http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType', category),
    ...(code ? { code: concept('https://www.nubc.org/CodeSystem/TypeOfBill', code) } : {}),
  });
  const stay = (...supportingInfo: readonly object[]) =>
    claim({
      type: claimType('institutional'),
      billablePeriod: { start: '2025-09-28', end: '2025-10-02' },
      supportingInfo,
      item: [{ revenue: concept(SYSTEM.revenue, '0120'), servicedDate: '2025-09-28' }],
    });

  it.each([
    ['inpatient by its type of bill', stay(info('typeofbill', '011X')), true, '2025-10-02'],
    ['inpatient by an admission period', stay(info('admissionperiod')), true, '2025-10-02'],
    ['outpatient by its type of bill', stay(info('typeofbill', '0131')), false, '2025-09-28'],
    ['outpatient where nothing says more', stay(), false, '2025-09-28'],
  ])('%s', (_name, made, inpatient, on) => {
    const subject = subjectOfClaim(made);
    expect(subject).toMatchObject({ kind: 'institutional', inpatient, on });
    expect(subject.lines[0]?.revenue).toBe('0120');
  });

  it('is inpatient where the encounter is, and a professional claim of that encounter is not', () => {
    const inpatient = facts({ setting: 'inpatient' });
    expect(subjectOfClaim(stay(), inpatient).inpatient).toBe(true);
    expect(subjectOfClaim(claim({ type: claimType('professional') }), inpatient).inpatient).toBe(false);
  });

  it('takes a line of a revenue code alone as one without a procedure', () => {
    const absent = {
      system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
      code: 'not-applicable',
    };
    const claim = {
      item: [{ productOrService: { coding: [absent] }, revenue: { coding: [{ code: '0120' }] } }],
    };
    const [line] = subjectOfClaim(claim as unknown as Claim).lines;
    expect(line).toMatchObject({ code: undefined, system: undefined, revenue: '0120' });
  });

  it('reads the elements of a bill, by CARIN’s categories or the NUBC’s lists, and the CLIA number', () => {
    const of = (category: string, code: string, more: object = {}) => ({
      category: {
        coding: [
          { system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType', code: category },
        ],
      },
      code: { coding: [{ code }] },
      ...more,
    });
    const claim = {
      type: { coding: [{ code: 'institutional' }] },
      supportingInfo: [
        of('typeofbill', '0111'),
        of('admtype', '1'),
        of('pointoforigin', '2'),
        of('discharge-status', '01'),
        {
          category: { coding: [{ code: 'admissionperiod' }] },
          timingPeriod: { start: '2026-03-01T08:00:00Z' },
        },
        of('x', '45', {
          code: { coding: [{ system: 'https://www.nubc.org/CodeSystem/ConditionCodes', code: '45' }] },
        }),
        of('occurrence', '11', { timingDate: '2026-02-28' }),
        of('value', '80', { valueQuantity: { value: 3 } }),
        {
          category: { coding: [{ system: 'https://codesystem.x12.org/005010/128', code: 'X4' }] },
          valueString: '05D0123456',
        },
      ],
      related: [{ relationship: { coding: [{ code: 'prior' }] }, reference: { value: 'ICN1' } }],
      identifier: [{ value: ' CW1 ' }],
    };
    const subject = subjectOfClaim(claim as unknown as Claim);
    expect(subject.bill).toMatchObject({
      typeOfBill: { code: '0111', expression: 'Claim.supportingInfo[0]' },
      admissionType: { code: '1' },
      pointOfOrigin: { code: '2' },
      dischargeStatus: { code: '01' },
      admission: '2026-03-01',
      conditions: [{ code: '45', expression: 'Claim.supportingInfo[5]' }],
      occurrences: [{ code: '11', date: '2026-02-28' }],
      values: [{ code: '80', amount: 3 }],
    });
    expect(subject.clia).toEqual({ code: '05D0123456', expression: 'Claim.supportingInfo[8]' });
    expect(subject.replaces).toEqual({ how: 'replaces', numbered: true });
    expect(subject.claimNumbers).toEqual(['CW1']);
  });

  it('reads coverages with their payer, the focal one first, where they came with the claim', () => {
    const coverage = (id: string, more: object) => ({
      resourceType: 'Coverage',
      id,
      status: 'active',
      subscriberId: `M-${id}`,
      payor: [{ reference: '#payer' }],
      relationship: { coding: [{ code: 'self' }] },
      ...more,
    });
    const claim = {
      contained: [
        coverage('a', { period: { start: '2025-01-01', end: '2025-12-31' } }),
        coverage('b', {
          type: { coding: [{ code: 'MB' }] },
          relationship: { coding: [{ code: 'child' }] },
          subscriber: { reference: '#parent' },
        }),
        { resourceType: 'Organization', id: 'payer', name: 'Acme', identifier: [{ value: '60054' }] },
        { resourceType: 'RelatedPerson', id: 'parent' },
      ],
      insurance: [
        { sequence: 1, focal: false, coverage: { reference: '#a' } },
        { sequence: 2, focal: true, coverage: { reference: '#b' } },
      ],
    };
    expect(subjectOfClaim(claim as unknown as Claim).coverages).toMatchObject([
      {
        payerKind: 'medicare',
        payerId: '60054',
        memberId: 'M-b',
        relationship: 'child',
        subscriberNamed: false,
      },
      {
        payerKind: 'commercial',
        memberId: 'M-a',
        from: '2025-01-01',
        to: '2025-12-31',
        subscriberNamed: undefined,
      },
    ]);
    expect(
      subjectOfClaim({ insurance: [{ coverage: { reference: 'Coverage/1' } }] } as unknown as Claim)
        .coverages,
    ).toBeUndefined();
  });
});

function party(
  role: string,
  npi: string | undefined,
  expression: string,
  resolved: boolean,
  individual: boolean | undefined,
) {
  return { role, npi, expression, resolved, individual };
}
