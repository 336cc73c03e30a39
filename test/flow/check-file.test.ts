/** Claims of any text: each is checked with what came beside it, and what cannot be read is named by its place. */
import { describe, expect, it } from 'vitest';
import { composeValidator } from '../../src/compose.ts';
import { type Claim, SYSTEM } from '../../src/fhir/index.ts';
import { type CheckedClaim, checkText, editYield, yieldCsv } from '../../src/flow/index.ts';
import { serviceDate } from '../../src/kernel/index.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { CLAIM_837 } from './claim-837.ts';

const terminology = fakeTerminology({
  codes: { I10: {}, 'E11.9': {} },
  procedures: { '99213': {}, '83036': {} },
  notes: [],
});
const deps = {
  validator: composeValidator(),
  knowledge: { modules: [], terminology, charges: new Map() as never },
  today: serviceDate('2026-03-10'),
};
const claim = (code: string, total = 100) =>
  ({
    resourceType: 'Claim',
    type: { coding: [{ system: SYSTEM.claimType, code: 'professional' }] },
    patient: { reference: 'Patient/p' },
    provider: { reference: 'Organization/o' },
    diagnosis: [{ sequence: 1, diagnosisCodeableConcept: { coding: [{ system: SYSTEM.icd10cm, code }] } }],
    item: [
      {
        sequence: 1,
        productOrService: { coding: [{ system: SYSTEM.cpt, code: '99213' }] },
        servicedDate: '2026-03-04',
        diagnosisSequence: [1],
        net: { value: 100, currency: 'USD' },
      },
    ],
    total: { value: total, currency: 'USD' },
  }) as unknown as Claim;
const bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resource: {
        resourceType: 'Patient',
        id: 'p',
        gender: 'female',
        birthDate: '1960-01-01',
        name: [{ family: 'Doe' }],
      },
    },
    {
      resource: {
        resourceType: 'Organization',
        id: 'o',
        identifier: [{ system: SYSTEM.npi, value: '1234567893' }],
      },
    },
    { resource: claim('I10') },
    { resource: claim('E117') },
  ],
};
const edits = (c: CheckedClaim | undefined, severity = 'error') =>
  (c?.run.findings ?? []).filter((f) => f.severity === severity).map((f) => f.edit);

describe('a text with claims', () => {
  it('may be one Claim, or Parameters with it', () => {
    const alone = checkText(JSON.stringify(claim('I10', 99)), deps);
    expect(alone.map((c) => c.place)).toEqual(['']);
    expect(edits(alone[0])).toContain('amounts');
    const parameters = {
      resourceType: 'Parameters',
      parameter: [{ name: 'resource', resource: claim('I10', 99) }],
    };
    expect(edits(checkText(JSON.stringify(parameters), deps)[0])).toContain('amounts');
  });

  it('may be a Bundle, whose records are used', () => {
    const all = checkText(JSON.stringify(bundle), deps);
    expect(all.map((c) => c.place)).toEqual(['Bundle.entry[2]', 'Bundle.entry[3]']);
    expect(edits(all[0])).toContain('parties-billing');
    expect(edits(all[0])).not.toContain('icd10cm-unknown');
    expect(edits(all[1])).toContain('icd10cm-unknown');
  });

  it('may be NDJSON, each line by its number', () => {
    const text = `${JSON.stringify(claim('I10'))}\n\n${JSON.stringify(claim('E117'))}\n`;
    expect(checkText(text, deps).map((c) => c.place)).toEqual(['line 1', 'line 3']);
  });

  it('may be an 837, with the SNIP level of each finding', () => {
    const [good] = checkText(CLAIM_837, deps);
    expect(good?.place).toBe('claim 1');
    expect(edits(good)).toEqual([]);
    const [wrong] = checkText(CLAIM_837.replace('CLM*C1*100.5', 'CLM*C1*100'), deps);
    expect(wrong?.run.findings.filter((f) => f.severity === 'error').map((f) => [f.edit, f.snip])).toEqual([
      ['x12-claim-total', 3],
      ['amounts', 3],
    ]);
    expect(wrong?.run.findings.find((f) => f.edit === 'x12-claim-total')?.message).toMatch(
      /\(segment \d+, CLM02\)\.$/,
    );
  });

  it('has no claim in an 837 that is cut off before one', () => {
    const [only] = checkText(CLAIM_837.slice(0, 200), deps);
    expect(only?.claim).toBeUndefined();
    expect(edits(only).length).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', '', 'neither JSON nor an 837'],
    ['words', 'not a claim', 'neither JSON nor an 837'],
    ['another resource', '{"resourceType":"Patient"}', 'it holds no Claim'],
    ['null', 'null', 'it holds no Claim'],
    ['a line that is cut off', '{"resourceType":"Claim"}\n{"resourceType":"Cl', 'line 2 is not JSON'],
    [
      'a line of another resource',
      '{"resourceType":"Claim"}\n{"resourceType":"Patient"}',
      'line 2 holds no Claim',
    ],
  ])('is refused with its place: %s', (_, text, words) => {
    expect(() => checkText(text, deps)).toThrow(words);
  });
});

describe('the yield of the edits', () => {
  const rows = editYield(checkText(JSON.stringify(bundle), deps));
  const row = (by: string, key: string) => rows.find((r) => r.by === by && r.key === key);

  it('counts claims, those that an error stops, and their charges', () => {
    expect(row('all', '')).toMatchObject({ claims: 2, stopped: 2, stoppedCents: 20_000 });
    expect(row('edit', 'icd10cm-unknown')).toMatchObject({
      claims: 1,
      stopped: 1,
      errors: 1,
      stoppedCents: 10_000,
    });
    expect(row('provider', '1234567893')).toMatchObject({ claims: 2 });
    expect(row('payer', '(not stated)')).toMatchObject({ claims: 2 });
    expect(row('family', 'icd10cm')?.errors).toBe(1);
  });

  it('is CSV without formulas and with every cell in its place', () => {
    const evil = claim('I10');
    const text = JSON.stringify({ ...evil, provider: { reference: '=cmd|"/c",1' } });
    const lines = yieldCsv(editYield(checkText(text, deps))).split('\r\n');
    expect(lines.find((l) => l.includes('cmd'))).toMatch(/^provider,"'=cmd\|""\/c"",1",1,/);
    expect(lines[0]).toBe('by,key,claims,stopped,errors,warnings,informations,stopped charges');
  });
});
