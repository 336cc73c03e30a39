import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editOutcome, runEdits, subjectOfClaim } from '../../src/edits/index.ts';
import { type Claim, SYSTEM } from '../../src/fhir/index.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { facts } from './subjects.ts';

const terminology = fakeTerminology({
  codes: { 'E11.9': {}, 'E10.9': {} },
  notes: [
    { kind: 'excludes1', node: 'E11', targets: ['E08-E10'] },
    { kind: 'codeFirst', node: 'E11', targets: ['E12-E13'], text: 'any' },
  ],
});
const check = (claim: unknown) => runEdits(subjectOfClaim(claim as Claim, facts()), { terminology });
const checkAlone = (claim: unknown) => runEdits(subjectOfClaim(claim as Claim), { terminology });
const said = (claim: unknown): readonly string[] =>
  checkAlone(claim)
    .findings.filter((f) => f.edit === 'claim-readable')
    .map((f) => f.expression);

describe('claims of any shape', () => {
  it('do not throw when they are empty', () => {
    expect(checkAlone({}).findings.length).toBeGreaterThan(3);
  });

  it('are named where they are lists for one, or one for a list', () => {
    expect(
      said({
        type: [{ coding: [{ code: 'professional' }] }],
        diagnosis: { sequence: 1, diagnosisCodeableConcept: { coding: { code: 'E11.9' } } },
        item: [{ productOrService: [{ coding: [{ code: '99213' }] }], quantity: [{ value: 1 }] }],
        total: [{ value: 1 }],
      }),
    ).toEqual([
      'Claim.diagnosis',
      'Claim.diagnosis[0].diagnosis.coding',
      'Claim.item[0].productOrService',
      'Claim.item[0].quantity',
      'Claim.total',
      'Claim.type',
    ]);
  });

  it('are read as far as they can be, so that one fault does not hide the others', () => {
    const subject = subjectOfClaim({
      diagnosis: [
        { sequence: '1', diagnosisCodeableConcept: { coding: [{ code: 'E11.9', system: SYSTEM.icd10cm }] } },
      ],
      item: [
        {
          productOrService: { coding: [{ system: SYSTEM.cpt, code: 99213 }] },
          diagnosisSequence: ['1', 0, 1.5, null, 'one'],
          servicedDate: '2026-02-30',
          net: { value: '12.50' },
          unitPrice: { value: 'much' },
        },
      ],
      total: { value: Number.MAX_VALUE },
    } as unknown as Claim);
    expect(subject.diagnoses[0]?.sequence).toBe(1);
    expect(subject.lines[0]).toMatchObject({
      code: '99213',
      pointers: [1],
      date: undefined,
      netCents: 1250,
      unitPriceCents: undefined,
    });
    expect(subject.totalCents).toBeUndefined();
    expect(subject.unreadable?.map((u) => u.expression)).toEqual([
      'Claim.item[0].productOrService.coding[0].code',
      'Claim.item[0].unitPrice.value',
      'Claim.item[0].net.value',
      'Claim.item[0].serviced',
      'Claim.item[0].diagnosisSequence[0]',
      'Claim.item[0].diagnosisSequence[1]',
      'Claim.item[0].diagnosisSequence[2]',
      'Claim.item[0].diagnosisSequence[4]',
      'Claim.diagnosis[0].sequence',
      'Claim.total',
    ]);
  });

  it('do not pollute prototypes', () => {
    const polluted: unknown = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type":{"__proto__":{"coding":[{"code":"professional"}]}},' +
        '"item":[{"__proto__":{"sequence":1},"productOrService":{"coding":[{"__proto__":{"code":"x"},"code":"__proto__"}]}}],' +
        '"diagnosis":[{"diagnosisCodeableConcept":{"coding":[{"code":"constructor","system":"__proto__"}]}}],' +
        '"contained":[{"id":"__proto__","resourceType":"Patient"}],"patient":{"reference":"#__proto__"}}',
    );
    check(polluted);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('never show a type that is no code', () => {
    const { findings } = checkAlone({ type: { coding: [{ code: 'Maria Gonzalez 1951-04-03' }] } });
    expect(findings.map((f) => f.edit)).toContain('claim-type');
    expect(JSON.stringify(findings)).not.toContain('Maria');
  });

  it('never show what they hold where a code belongs', () => {
    const name = 'Maria Gonzalez 1951-04-03';
    const coding = (system: string) => ({ coding: [{ system, code: name }] });
    const { findings } = check({
      type: { coding: [{ code: 'professional' }, { code: name }] },
      diagnosis: [
        { sequence: 1, diagnosisCodeableConcept: coding(SYSTEM.icd10cm) },
        { diagnosisCodeableConcept: coding(name) },
      ],
      item: [{ productOrService: coding(SYSTEM.cpt), modifier: [coding(name)], diagnosisSequence: [1] }],
      provider: { identifier: { system: SYSTEM.npi, value: name } },
      total: { value: 1, currency: name },
    });
    expect(findings.length).toBeGreaterThan(5);
    expect(JSON.stringify(findings)).not.toContain('Maria');
  });

  it('survive whatever stands in any element', () => {
    const junk = fc.jsonValue({ maxDepth: 3 });
    const keys = [
      'type',
      'billablePeriod',
      'patient',
      'provider',
      'careTeam',
      'facility',
      'supportingInfo',
      'diagnosis',
      'item',
      'total',
      'contained',
      'insurance',
      'identifier',
      'related',
    ];
    const arbitrary = fc.record(Object.fromEntries(keys.map((k) => [k, junk])), { requiredKeys: [] });
    fc.assert(
      fc.property(arbitrary, (claim) => {
        const run = check(claim);
        expect(editOutcome(run)).toEqual(editOutcome(check(structuredClone(claim))));
      }),
      { numRuns: 300 },
    );
  });

  it('survive junk inside their lines and diagnoses', () => {
    const junk = fc.jsonValue({ maxDepth: 2 });
    const parts = (...names: readonly string[]) =>
      fc.array(fc.record(Object.fromEntries(names.map((k) => [k, junk])), { requiredKeys: [] }), {
        maxLength: 3,
      });
    const claim = fc.record({
      diagnosis: parts('sequence', 'diagnosisCodeableConcept', 'diagnosisReference', 'type', 'onAdmission'),
      item: parts(
        'sequence',
        'productOrService',
        'modifier',
        'diagnosisSequence',
        'servicedDate',
        'servicedPeriod',
        'quantity',
        'unitPrice',
        'net',
        'factor',
        'locationCodeableConcept',
        'revenue',
      ),
      careTeam: parts('provider', 'role'),
    });
    fc.assert(
      fc.property(claim, (c) => {
        expect(check(c).verdicts.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('claims of any size', () => {
  const lines = 10_000;
  const big = {
    type: { coding: [{ system: SYSTEM.claimType, code: 'professional' }] },
    diagnosis: Array.from({ length: lines }, (_, i) => ({
      sequence: i + 1,
      diagnosisCodeableConcept: {
        coding: [
          {
            system: SYSTEM.icd10cm,
            code: `E${i % 2 === 0 ? '11' : '10'}.${String(i).padStart(4, '0')}`,
          },
        ],
      },
    })),
    item: Array.from({ length: lines }, (_, i) => ({
      sequence: i + 1,
      productOrService: { coding: [{ system: SYSTEM.cpt, code: '99213' }] },
      diagnosisSequence: [(i % lines) + 1],
      servicedDate: '2026-03-04',
      net: { value: 1, currency: 'USD' },
    })),
    total: { value: lines, currency: 'USD' },
  };

  it('are checked to their last line, and compared no further than a form can carry', () => {
    const answers = new Map(check(big).verdicts.map((v) => [v.edit, v.answer]));
    expect(answers.get('amounts')).toBe('pass');
    expect(answers.get('dx-pointer')).toBe('fail');
    expect(answers.get('icd10cm-excludes1')).toBe('fail');
    expect(answers.get('icd10cm-code-first')).toBe('cannot-tell');
  });
});
