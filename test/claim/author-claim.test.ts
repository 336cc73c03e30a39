/** authorClaim: the Claim's content, its bytes, its money and what it says could not be filled. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorClaim, claimBytes, claimNumber, parseChargeTable } from '../../src/claim/index.ts';
import { npi } from '../../src/fhir/index.ts';
import { canonicalJson, deepFreeze } from '../../src/kernel/index.ts';
import { day, draft, facts, input, modifier, ON, problemIds, service, visit } from './support.ts';

describe('the bytes', () => {
  it('are the same for the same input, and the input is left as it was', () => {
    const frozen = deepFreeze(input());
    const first = authorClaim(frozen);
    expect(claimBytes(authorClaim(frozen).claim)).toBe(claimBytes(first.claim));
    expect(JSON.stringify(authorClaim(frozen))).toBe(JSON.stringify(first));
  });

  it('stand in canonical key order even through a plain JSON.stringify', () => {
    const { claim, provenance, transaction } = draft();
    for (const made of [claim, provenance, transaction])
      expect(JSON.stringify(made)).toBe(canonicalJson(made));
  });

  it('hold no undefined, null or empty value', () => {
    const bare = draft({ facts: { ...facts, parties: [], coverages: [] }, diagnoses: [], services: [] });
    expect(JSON.stringify([bare.claim, bare.provenance])).not.toMatch(/null|\{\}|\[\]|""/);
  });
});

describe('the claim number', () => {
  it('is 20 printable characters and never changes for an encounter', () => {
    expect(claimNumber('https://ehr.example.org/fhir', 'Encounter/e1')).toBe('CWHNE7LQN6SFV3GIUQRS');
    expect(draft().claim.identifier?.[0]?.value).toMatch(/^CW[0-9A-V]{18}$/);
  });

  it('differs by EHR and by encounter, and not by a trick of joining', () => {
    const numbers = [
      claimNumber('https://a.example.org', 'Encounter/1'),
      claimNumber('https://b.example.org', 'Encounter/1'),
      claimNumber('https://a.example.org', 'Encounter/2'),
      claimNumber('https://a.example.orgEncounter', '/1'),
    ];
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('keeps its shape for any source and id', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (source, id) => /^CW[0-9A-V]{18}$/.test(claimNumber(source, id))),
    );
  });
});

describe('the content', () => {
  it('reports the diagnoses in order, the first as principal', () => {
    const { diagnosis } = draft().claim;
    expect(diagnosis?.map((d) => [d.sequence, d.diagnosisCodeableConcept?.coding?.[0]?.code])).toEqual([
      [1, 'E11.9'],
      [2, 'I10'],
    ]);
    expect(diagnosis?.map((d) => d.type?.[0]?.coding?.[0]?.code)).toEqual(['principal', undefined]);
  });

  it('names its parties by reference and NPI, and says who rendered each line', () => {
    const { claim } = draft();
    expect(claim.provider).toMatchObject({
      reference: 'Organization/b1',
      identifier: { value: '1234567893' },
    });
    expect(claim.careTeam?.[0]).toMatchObject({
      sequence: 1,
      provider: { reference: 'Practitioner/r1', identifier: { value: '1000000012' } },
      role: { coding: [{ code: 'rendering' }] },
      qualification: { coding: [{ code: '207Q00000X' }] },
    });
    expect(claim.item?.[0]?.careTeamSequence).toEqual([1]);
  });

  it('carries a recorded NPI with a wrong check digit, for the edits to refuse', () => {
    const parties = facts.parties.map((p) => ({ ...p, recordedNpi: '1234567890', npi: npi('1234567890') }));
    expect(draft({ facts: { ...facts, parties } }).claim.provider?.identifier?.value).toBe('1234567890');
  });

  it('takes a contained or urn reference for no address in the EHR', () => {
    const parties = facts.parties.map((p) => ({
      ...p,
      reference: 'urn:uuid:8f7b0f6e-0000-4000-8000-000000000001',
    }));
    const { claim } = draft({ facts: { ...facts, parties } });
    expect(claim.provider?.reference).toBeUndefined();
    expect(claim.provider?.identifier?.value).toBe('1234567893');
  });

  it('writes CPT and HCPCS modifiers with their own systems', () => {
    const { claim } = draft({
      services: [service('99214', { modifiers: ['25', 'GT', 'P3'].map(modifier) })],
    });
    expect(claim.item?.[0]?.modifier?.map((m) => m.coding?.[0]?.system)).toEqual([
      'http://www.ama-assn.org/go/cpt',
      'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
      'http://www.ama-assn.org/go/cpt',
    ]);
  });

  it('puts Medicaid after other coverage and leaves inactive coverage out', () => {
    const [first] = facts.coverages;
    if (!first) throw new Error('no coverage');
    const coverages = [
      { ...first, id: 'Coverage/m', payerKind: 'medicaid' as const },
      { ...first, id: 'Coverage/old', active: false },
      { ...first, id: 'Coverage/c' },
    ];
    const { claim } = draft({ facts: { ...facts, coverages } });
    expect(claim.insurance.map((i) => [i.sequence, i.focal, i.coverage.reference])).toEqual([
      [1, true, 'Coverage/c'],
      [2, false, 'Coverage/m'],
    ]);
  });

  it('spans the visit and every line, and gives an inpatient stay its admission period', () => {
    const stay = visit({
      setting: { ...facts.visit.setting, value: 'inpatient' },
      date: day('2026-02-08'),
      endDate: day('2026-02-12'),
    });
    const { claim } = draft({ facts: stay, services: [service('99239', { date: day('2026-02-13') })] });
    expect(claim.billablePeriod).toEqual({ start: '2026-02-08', end: '2026-02-13' });
    expect(claim.supportingInfo?.[0]?.timingPeriod).toEqual({ start: '2026-02-08', end: '2026-02-12' });
    expect(draft().claim.supportingInfo).toBeUndefined();
  });

  it.each([
    ['a waived test', [service('87880', { modifiers: [modifier('QW')] })], '45D0000001'],
    ['a test', [service('99214'), service('80053')], '45D0000001'],
    ['a test sent out', [service('80053', { modifiers: [modifier('90')] })], undefined],
    ['no test', [service('99214')], undefined],
  ])('gives the laboratory’s CLIA number for %s', (_, services, number) => {
    const parties = facts.parties.map((p) => (p.role === 'billing' ? { ...p, cliaNumber: '45D0000001' } : p));
    const { claim } = draft({ facts: { ...facts, parties }, services });
    const found = claim.supportingInfo?.find((i) => i.category.coding?.[0]?.code === 'X4');
    expect(found?.valueString).toBe(number);
    expect(draft({ services }).claim.supportingInfo).toBeUndefined();
  });

  it('is made on the day as written where the encounter ended, not the day in UTC', () => {
    expect(draft({ madeAt: '2026-02-10T23:30:00-07:00' }).claim.created).toBe('2026-02-10');
  });

  it.each([
    ['2026-02-10T09:30:00-06:00', '2026-02-10T09:30:00-06:00'],
    ['2026-02-10', '2026-02-10T00:00:00Z'],
    ['2026-02-10T09:30', '2026-02-10T00:00:00Z'],
    ['soon', `${ON}T00:00:00Z`],
  ])('records %s as the instant %s', (madeAt, recorded) => {
    expect(draft({ madeAt }).provenance.recorded).toBe(recorded);
  });
});

describe('the money', () => {
  it('sums cents, not decimals', () => {
    const charges = parseChargeTable(
      'code,modifier,price,effectiveFrom,effectiveTo\n99214,,0.10,2025-01-01,\n83036,,0.20,2025-01-01,\n82947,,19.99,2025-01-01,\n',
    );
    const services = [service('99214'), service('83036'), service('82947', { units: 3 })];
    const { claim } = draft({ charges, services });
    expect(claim.item?.map((i) => i.net?.value)).toEqual([0.1, 0.2, 59.97]);
    expect(claim.total).toEqual({ value: 60.27, currency: 'USD' });
  });

  it('adds up for any prices and units', () => {
    const line = fc.record({
      cents: fc.integer({ min: 0, max: 9_999_999 }),
      units: fc.integer({ min: 1, max: 999 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 50 }), (lines) => {
        const services = lines.map(({ units }) => service('99214', { units }));
        let next = 0;
        const charges = {
          rows: 0,
          charge: () => ({ cents: lines[next++]?.cents ?? 0, currency: 'USD' as const }),
        };
        const { claim } = draft({ services, charges });
        const total = lines.reduce((sum, l) => sum + l.cents * l.units, 0);
        return claim.total?.value === total / 100;
      }),
      { numRuns: 50 },
    );
  });

  it('gives no total when a line has no charge, and says which', () => {
    const charges = parseChargeTable(
      'code,modifier,price,effectiveFrom,effectiveTo\n99214,,100,2025-01-01,\n',
    );
    const made = draft({ charges, services: [service('99214'), service('83036')] });
    expect(made.claim.total).toBeUndefined();
    expect(made.claim.item?.[1]?.net).toBeUndefined();
    expect(made.problems).toMatchObject([
      {
        edit: 'claim-charge-missing',
        severity: 'error',
        codes: ['83036'],
        expression: 'Claim.item[1].unitPrice',
      },
    ]);
    expect(made.problems[0]?.message).toContain('83036 on 2026-02-10');
  });
});

describe('what cannot be filled', () => {
  it('is nothing for a whole encounter', () => {
    expect(draft().problems).toEqual([]);
  });

  it.each([
    ['claim-billing-provider-missing', { parties: facts.parties.filter((p) => p.role !== 'billing') }],
    ['claim-coverage-missing', { coverages: [] }],
    ['claim-patient-missing', { person: { ...facts.person, id: undefined } }],
  ])('is %s', (id, change) => {
    const made = draft({ facts: { ...facts, ...change } });
    expect(problemIds(made)).toEqual([id]);
    expect(JSON.stringify(made.claim)).toContain('data-absent-reason');
  });

  it('is said of an encounter without codes', () => {
    expect(problemIds(draft({ diagnoses: [], services: [] }))).toEqual([
      'claim-diagnosis-missing',
      'claim-line-missing',
    ]);
  });

  it('is the fifth modifier, which does not fit', () => {
    const modifiers = ['25', '59', 'LT', 'GC', 'KX'].map(modifier);
    const made = draft({ services: [service('99214', { modifiers })] });
    expect(made.claim.item?.[0]?.modifier).toHaveLength(4);
    expect(made.problems).toMatchObject([{ edit: 'claim-modifier-limit', codes: ['99214', 'KX'] }]);
    expect(problemIds(draft({ services: [service('99214', { modifiers: modifiers.slice(0, 4) })] }))).toEqual(
      [],
    );
  });

  it('never names the patient', () => {
    const made = draft({ facts: { ...facts, parties: [], coverages: [] }, services: [service('99999')] });
    expect(JSON.stringify(made.problems)).not.toMatch(/Patient\/p1|SECRET/);
    expect(made.problems.every((p) => !/\{\w+\}/.test(p.message))).toBe(true);
  });
});
