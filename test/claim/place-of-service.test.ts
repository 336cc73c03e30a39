/** Place of service: the rule's, the record's, the setting's, or an open question. */
import { expect, it } from 'vitest';
import type { Facts, Setting } from '../../src/chart/index.ts';
import { draft, facts, problemIds, service, visit } from './support.ts';

const place = (f: Facts, code?: string): string | undefined =>
  draft({ facts: f, services: [service('99214', { placeOfService: code })] }).claim.item?.[0]
    ?.locationCodeableConcept?.coding?.[0]?.code;

const setting = (value: Setting, patientAt?: 'home' | 'elsewhere'): Facts =>
  visit({ setting: { ...facts.visit.setting, value }, patientAt });

it.each([
  ['office', '11'],
  ['urgent-care', '20'],
  ['emergency', '23'],
  ['inpatient', '21'],
  ['observation', '22'],
  ['home', '12'],
] as const)('is that of the setting %s: %s', (value, code) => {
  expect(place(setting(value))).toBe(code);
});

it('is 10 for telehealth at home and 02 elsewhere', () => {
  expect(place(setting('telehealth', 'home'))).toBe('10');
  expect(place(setting('telehealth', 'elsewhere'))).toBe('02');
});

it.each(['telehealth', 'nursing-facility', 'unknown'] as const)('cannot be told for %s', (value) => {
  const made = draft({ facts: setting(value) });
  expect(made.claim.item?.[0]?.locationCodeableConcept).toBeUndefined();
  expect(made.problems).toMatchObject([
    { edit: 'claim-place-of-service-unknown', answer: 'cannot-tell', severity: 'warning' },
  ]);
});

it('is the recorded one before the setting, and the rule decides before both', () => {
  const recorded = visit({ recordedPlaceOfService: { value: '19', evidence: [] } });
  expect(place(recorded)).toBe('19');
  expect(place(recorded, '10')).toBe('10');
});

it('is not taken from something that is no code', () => {
  const recorded = visit({ recordedPlaceOfService: { value: 'Main clinic', evidence: [] } });
  expect(place(recorded)).toBe('11');
  expect(problemIds(draft({ facts: recorded }))).toEqual([]);
});
