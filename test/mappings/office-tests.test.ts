/** mappings/office-tests: LOINC check digits, QW as CMS lists it, and what shows that a test was the practice's own. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/office-tests/index.ts';
import type { Test } from '../../mappings/office-tests/tables.ts';
import {
  chartFromBundle,
  type Facts,
  factsOf,
  type Measurement,
  type ModuleOutput,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const MODULE = new URL('../../mappings/office-tests/', import.meta.url);
const raw = { 'tests.json': JSON.parse(readFileSync(new URL('tests.json', MODULE), 'utf8')) as unknown };
const { rows, noModifier } = raw['tests.json'] as {
  rows: readonly Test[];
  noModifier: { codes: readonly string[] };
};
const suggest = prepare(raw);

const encounter = {
  resourceType: 'Encounter' as const,
  id: 'e1',
  status: 'finished' as const,
  class: { code: 'AMB' },
  period: { start: '2026-03-10T09:00:00-05:00' },
};
const base = factsOf(
  chartFromBundle({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: encounter }] }, 'test'),
);
const PRACTICE = {
  role: 'billing' as const,
  reference: 'Organization/o1',
  name: undefined,
  recordedNpi: undefined,
  npi: undefined,
  taxonomy: undefined,
  ein: undefined,
  evidence: [],
};

const result = (loinc: string, more: Partial<Measurement> = {}): Measurement => ({
  id: `Observation/${loinc}`,
  concept: { codings: [{ system: SYSTEM.loinc, code: loinc, display: undefined }], words: 'test' },
  value: 1,
  unit: undefined,
  words: undefined,
  date: day('2026-03-10'),
  category: ['laboratory'],
  performer: 'Organization/o1',
  notes: [],
  evidence: [],
  ...more,
});

function run(measurements: readonly Measurement[], more: Partial<Facts> = {}): ModuleOutput {
  const facts = { ...base, parties: [PRACTICE], measurements, ...more };
  return suggest(facts, {
    on: day('2026-03-10'),
    terminology: fakeTerminology(),
    problems: [],
    diagnoses: [],
    services: [],
    tables: {},
    rule: (rule, citation) => ({ module: 'office-tests', version: '1.0.0', rule, citation }),
  });
}
const coded = (o: ModuleOutput): readonly string[] =>
  (o.services ?? []).map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-'));

/** LOINC users' guide, appendix on the check digit: the Luhn scheme, modulus 10. */
function hasCheckDigit(loinc: string): boolean {
  const [number = '', check] = loinc.split('-');
  const sum = [...number].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return String((10 - (sum % 10)) % 10) === check;
}

describe('tests.json', () => {
  it('has LOINC codes with a right check digit, each once', () => {
    expect(rows.map((r) => r.loinc).filter((c) => !hasCheckDigit(c))).toEqual([]);
    expect(new Set(rows.map((r) => r.loinc)).size).toBe(rows.length);
  });

  it('has for each a code, or the codes to ask between', () => {
    for (const row of rows) {
      expect((row.code === undefined) !== (row.ask === undefined), row.loinc).toBe(true);
      for (const code of [row.code ?? [], row.ask ?? [], row.instead].flat())
        expect(code).toMatch(/^(?:8\d{4}|G\d{4})$/);
    }
  });

  it('exempts from QW the nine codes that CMS lists', () => {
    expect([...noModifier.codes].sort()).toEqual([
      '81002',
      '81025',
      '82270',
      '82272',
      '82962',
      '83026',
      '84830',
      '85013',
      '85651',
    ]);
  });
});

describe('a test of the practice', () => {
  it.each([
    ['78012-2', '87880-QW'],
    ['80382-5', '87804-QW'],
    ['94558-4', '87811-QW'],
    ['50556-0', '81003-QW'],
    ['2106-3', '81025'],
    ['41653-7', '82962'],
    ['4548-4', '83036-QW'],
    ['718-7', '85018-QW'],
    ['46418-0', '85610-QW'],
  ])('%s is %s', (loinc, code) => {
    expect(coded(run([result(loinc)]))).toEqual([code]);
  });

  it.each([
    ['Performed in the clinic, waived kit.', true],
    ['Point-of-care', true],
    ['POCT', true],
    ['Run in-house', true],
    ['Ordered at the April visit.', false],
    ['Sent to the office of the county', false],
  ])('by the words "%s": %s', (value, own) => {
    const noted = result('4548-4', {
      performer: 'Organization/lab',
      notes: [{ value, evidence: [{ reference: 'o', path: 'p', words: value }] }],
    });
    expect(coded(run([noted]))).toEqual(own ? ['83036-QW'] : []);
  });

  it.each([
    ['another performer', { performer: 'Organization/lab' }],
    ['no performer', { performer: undefined }],
    ['another day', { date: day('2026-03-09') }],
    ['no result', { value: undefined, words: undefined }],
    ['no laboratory category', { category: ['vital-signs'] }],
  ] as const)('is not shown by %s', (_name, more) => {
    expect(run([result('4548-4', more)])).toEqual({ services: [], queries: [] });
  });

  it('read twice is one unit and a query', () => {
    const output = run([result('78012-2'), result('18481-2')]);
    expect(output.services?.map((s) => [s.code, s.units, s.queries.map((q) => q.id)])).toEqual([
      ['87880', 1, ['test-repeated']],
    ]);
  });

  it('of two organisms are two results, the second distinct', () => {
    const output = run([result('80382-5'), result('80383-3')]);
    expect(output.services?.map((s) => [s.code, s.units, s.modifiers.map((m) => m.code)])).toEqual([
      ['87804', 1, ['QW']],
      ['87804', 1, ['59', 'QW']],
    ]);
  });

  it.each(['emergency', 'inpatient', 'telehealth'] as const)('is not billed from %s', (value) => {
    expect(run([result('4548-4')], { visit: { ...base.visit, setting: { value, evidence: [] } } })).toEqual(
      {},
    );
  });
});
