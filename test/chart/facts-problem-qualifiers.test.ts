/** What qualifies a problem beside its code: side and words of body site and extensions; its rank by role, and whether it is the reason for the visit. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/chart/index.ts';
import { type Condition, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import { coded, condition, encounter, facts, text } from '../support/chart.ts';

function one(over: Partial<Condition>, ...more: readonly Resource[]): Problem {
  const found = facts(condition(over), ...more).problems.find((p) => p.id === 'Condition/c');
  if (!found) throw new Error('the Condition is no problem');
  return found;
}

const LEFT = { coding: [{ system: SYSTEM.snomed, code: '7771000', display: 'Left' }] };
const extension = (value: object) => [{ url: 'http://example.org/qualifier', ...value }];

describe('qualifiers', () => {
  it('a coded extension gives the side, beside a body site without one', () => {
    expect(one({ extension: extension({ valueCodeableConcept: LEFT }) }).side?.value).toBe('left');
    expect(one({ extension: extension({ valueCoding: LEFT.coding[0] }) }).side?.value).toBe('left');
    const site = { bodySite: [text('Knee')], extension: extension({ valueCodeableConcept: LEFT }) };
    expect(one(site).side?.value).toBe('left');
  });

  it('a body site and an extension that contradict each other give none', () => {
    const both = { bodySite: [text('Right knee')], extension: extension({ valueCodeableConcept: LEFT }) };
    expect(one(both).side).toBeUndefined();
  });

  it('words of body site and extensions are kept, codes and long texts are not', () => {
    const said = one({
      bodySite: [text('Knee')],
      extension: [
        ...extension({ valueString: 'third trimester' }),
        ...extension({ valueString: 'x'.repeat(300) }),
        ...extension({ valueCode: 'abc' }),
      ],
    });
    expect(said.qualifiers).toEqual(['Knee', 'third trimester']);
    expect('qualifiers' in one({})).toBe(false);
  });
});

describe('rank and reason', () => {
  const entry = (rank: number, use: string) => ({
    condition: { reference: 'Condition/c' },
    rank,
    use: coded(SYSTEM.diagnosisRole, use),
  });

  it('the rank of the bill counts before the rank among admitting diagnoses', () => {
    const diagnosis = [entry(1, 'AD'), entry(3, 'billing')];
    expect(one({}, encounter({ diagnosis })).rank).toBe(3);
    expect(one({}, encounter({ diagnosis: diagnosis.slice(0, 1) })).rank).toBe(1);
  });

  it('the reason is told by reference or by its code, and only then', () => {
    const reasonReference = [{ reference: 'Condition/c' }];
    expect(one({}, encounter({ reasonReference })).isReason).toBe(true);
    const code = coded(SYSTEM.icd10cm, 'J06.9');
    expect(one({ code }, encounter({ reasonCode: [code] })).isReason).toBe(true);
    expect(one({ code }, encounter({ reasonCode: [coded(SYSTEM.icd10cm, 'I10')] })).isReason).toBeUndefined();
    expect(one({ code: text('cough') }, encounter({ reasonCode: [text('cough')] })).isReason).toBeUndefined();
  });
});
