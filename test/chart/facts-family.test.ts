/** Diseases of blood relatives from FamilyMemberHistory. */
import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import type { Bundle } from '../../src/fhir/index.ts';

const patient = { reference: 'Patient/p' };

function familyOf(...histories: readonly object[]) {
  const resources = [
    { resourceType: 'Patient', id: 'p' },
    { resourceType: 'Encounter', id: 'e', status: 'finished', class: { code: 'AMB' }, subject: patient },
    ...histories.map((h, i) => ({ resourceType: 'FamilyMemberHistory', id: `f${i}`, patient, ...h })),
  ];
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  };
  return factsOf(chartFromBundle(bundle as unknown as Bundle, 'test')).family ?? [];
}

const diabetes = { code: { text: 'Type 2 diabetes' } };

describe('family', () => {
  it('holds each disease with the relative and where it was read', () => {
    const asthma = { code: { coding: [{ system: 'http://snomed.info/sct', code: '195967001' }] } };
    const [first, second] = familyOf({
      status: 'completed',
      relationship: { text: 'mother' },
      condition: [diabetes, asthma],
    });
    expect(first).toMatchObject({
      id: 'FamilyMemberHistory/f0',
      relative: 'mother',
      concept: { words: 'Type 2 diabetes' },
    });
    expect(first?.evidence[0]?.path).toBe('FamilyMemberHistory.condition[0].code.text');
    expect(second?.concept.codings[0]?.code).toBe('195967001');
  });

  it.each(['husband', 'Wife', 'stepmother', 'mother-in-law', 'adoptive father', 'foster brother'])(
    'leaves out: %s',
    (text) => {
      expect(familyOf({ status: 'completed', relationship: { text }, condition: [diabetes] })).toEqual([]);
    },
  );

  it.each(['entered-in-error', 'health-unknown'])('leaves out what is %s', (status) => {
    expect(familyOf({ status, relationship: { text: 'mother' }, condition: [diabetes] })).toEqual([]);
  });

  it.each([
    ['no condition', { status: 'completed', relationship: { text: 'mother' } }],
    ['no relationship', { status: 'completed', condition: [diabetes] }],
    ['wrong shapes', { status: 'completed', relationship: 'mother', condition: { code: 3 } }],
  ])('survives %s', (_name, history) => {
    expect(() => familyOf(history)).not.toThrow();
  });
});
