/** mappings/drugs-injected: billing units at their edges, and the drug's NDC through to the claim line. */
import { describe, expect, it } from 'vitest';
import { elevenDigits } from '../../mappings/drugs-injected/ndc.ts';
import type { DrugRow } from '../../mappings/drugs-injected/tables.ts';
import { unitsOf } from '../../mappings/drugs-injected/units.ts';
import type { Service } from '../../src/suggest/module.ts';

const drug = (value: number, unit: string, words = 'drug', note = ''): Service => ({
  id: 'MedicationAdministration/m',
  kind: 'administration',
  status: 'completed',
  concept: { codings: [], words },
  recordedModifiers: [],
  date: undefined,
  quantity: { value, unit },
  performer: undefined,
  bodySite: [],
  side: undefined,
  reasons: [],
  origin: 'unknown',
  action: undefined,
  notes: note ? [{ value: note, evidence: [] }] : [],
  evidence: [],
});
const row = (per: number, unit: string): DrugRow => ({ code: 'J0000', label: 'drug', per, unit, names: [] });

describe('units', () => {
  it.each([
    [250, 'mg', 250, 'mg', 1],
    [250.1, 'mg', 250, 'mg', 2],
    [1, 'g', 250, 'mg', 4],
    [0.3, 'mg', 0.1, 'mg', 3],
    [1000, 'mcg', 1, 'mg', 1],
    [1_200_000, 'units', 100_000, 'units', 12],
    [1_200_000, '[IU]', 100_000, 'units', 12],
  ])('%d %s of %d %s are %d', (value, unit, per, perUnit, units) => {
    expect(unitsOf(drug(value, unit), row(per, perUnit))?.given).toBe(units);
  });

  it.each([
    [2, 'mL', 'Drug 40 mg/mL', 8],
    [1, 'mL', 'Drug 30 mg/2 mL', 2],
  ])('%d %s of %s', (value, unit, words, units) => {
    expect(unitsOf(drug(value, unit, words), row(10, 'mg'))?.given).toBe(units);
  });

  it.each([
    ['millilitres without a strength', drug(2, 'mL')],
    ['a mass for a code by units', drug(2, 'tablet')],
    ['nothing', drug(0, 'mg')],
    ['less than nothing', drug(-5, 'mg')],
  ])('are not reckoned from %s', (_name, service) => {
    expect(unitsOf(service, row(10, 'mg'))).toBeUndefined();
  });

  it.each([
    [25, '5 mg wasted', 0],
    [25, '15 mg discarded', 1],
    [30, '10 mg was discarded', 1],
    [30, 'No waste.', 0],
    [30, 'Given slowly.', undefined],
  ])('%d mg, "%s": %s further units', (value, note, wasted) => {
    expect(unitsOf(drug(value, 'mg', 'drug', note), row(10, 'mg'))?.wasted).toBe(wasted);
  });
});

describe('an NDC', () => {
  it.each([
    ['0409-4759-01', '00409475901'],
    ['50242-040-62', '50242004062'],
    ['12345-6789-1', '12345678901'],
    ['12345-6789-10', '12345678910'],
    ['00409475901', '00409475901'],
  ])('%s has the eleven digits %s', (text, digits) => expect(elevenDigits(text)).toBe(digits));

  it.each(['0409475901', '409-4759-01', '0409-4759', '00409-4759-011', 'n/a', ''])(
    'cannot be told from “%s”',
    (text) => expect(elevenDigits(text)).toBeUndefined(),
  );
});
