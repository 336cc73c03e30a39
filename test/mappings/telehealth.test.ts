/** mappings/telehealth: payer rules by date, one code per level and mode, and what is asked when a day or a mode is not known. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/telehealth/index.ts';
import { compile, ruleFor } from '../../mappings/telehealth/tables.ts';
import {
  chartFromBundle,
  type Facts,
  factsOf,
  type ModuleContext,
  type ModuleOutput,
  type PayerKind,
  type ServiceSuggestion,
  SYSTEM,
  service,
  type Visit,
} from '../../src/suggest/module.ts';
import { day, dayAfter, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';

const MODULE = new URL('../../mappings/telehealth/', import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, MODULE), 'utf8'));
const raw = { 'payers.json': json('payers.json'), 'codes.json': json('codes.json') };
const tables = compile(raw);
const suggest = prepare(raw);

const encounter = {
  resourceType: 'Encounter' as const,
  id: 'e1',
  status: 'finished' as const,
  class: { code: 'VR' },
  period: { start: '2026-03-10T09:00:00-05:00' },
};
const base = factsOf(
  chartFromBundle({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: encounter }] }, 'test'),
);

function factsWith(visit: Partial<Visit>, payerKind: PayerKind = 'commercial'): Facts {
  const coverage = {
    id: 'Coverage/c1',
    payerKind,
    payerName: 'Payer',
    payerId: undefined,
    payerReference: undefined,
    memberId: undefined,
    relationship: undefined,
    active: true,
    evidence: [],
  };
  const video = { modality: { value: 'video' as const, evidence: [] }, patientAt: 'home' as const };
  return { ...base, visit: { ...base.visit, ...video, ...visit }, coverages: [coverage] };
}

const RULE = {
  module: 'office-visits',
  version: '1.0.0',
  rule: 'x',
  citation: { source: 's', section: '1' },
};
const line = (code: string, on: string): ServiceSuggestion =>
  service({
    system: SYSTEM.cpt,
    code,
    label: code,
    date: day(on),
    confidence: 0.9,
    evidence: [],
    rule: RULE,
    worksheet: { title: 't', rows: [], conclusion: `${code}: moderate` },
  });

function run(facts: Facts, on: string, ...codes: readonly string[]): ModuleOutput {
  const context: ModuleContext = {
    on: day(on),
    terminology: fakeTerminology(),
    problems: [],
    diagnoses: [],
    services: codes.map((code) => line(code, on)),
    tables: {},
    rule: (rule, citation) => ({ module: 'telehealth', version: '1.0.0', rule, citation }),
  };
  return suggest(facts, context);
}

const coded = (output: ModuleOutput): readonly string[] =>
  (output.services ?? []).map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-'));
const asked = (output: ModuleOutput): readonly string[] => (output.queries ?? []).map((q) => q.id);

describe('payers.json', () => {
  it('has rules of one payer that follow on one another, without gap or overlap', () => {
    for (const payer of ['medicare', 'other']) {
      const rows = tables.rules.filter((r) => r.payer === payer);
      expect(rows.length).toBeGreaterThan(1);
      for (const [i, row] of rows.slice(1).entries()) {
        expect(row.from).toBe(dayAfter(rows[i]?.to ?? ''));
      }
    }
  });

  it.each([
    ['2025-09-30', '2207'],
    ['2025-10-01', 'Medicare telehealth, retroactive to 1 October 2025'],
    ['2026-01-30', 'Medicare telehealth, retroactive to 1 October 2025'],
    ['2026-01-31', 'Medicare telehealth, retroactive to 31 January 2026'],
    ['2027-12-31', 'Medicare telehealth, retroactive to 31 January 2026'],
  ])('knows the law for Medicare on %s', (on, section) => {
    expect(ruleFor(tables, 'medicare', day(on))?.authority.section).toBe(section);
  });

  it('cannot tell for Medicare from 1 January 2028', () => {
    expect(ruleFor(tables, 'medicare', day('2028-01-01'))).toBeUndefined();
  });

  it('never gives Medicare the telemedicine codes', () => {
    expect(tables.rules.filter((r) => r.payer === 'medicare' && r.codes !== 'office')).toEqual([]);
  });
});

describe('codes.json', () => {
  const { levels } = json('codes.json') as {
    levels: readonly { office: string; video: string; audio: string }[];
  };

  it('has one video and one audio code for each office level, none twice', () => {
    const codes = levels.flatMap((l) => [l.office, l.video, l.audio]);
    expect(new Set(codes).size).toBe(24);
    expect(codes.every((c) => /^9\d{4}$/.test(c))).toBe(true);
    expect(levels.map((l) => Number(l.audio) - Number(l.video))).toEqual(levels.map(() => 8));
  });

  it('counts video codes on from 98000 in the order of the office levels', () => {
    expect(levels.map((l) => l.video)).toEqual([...Array(8).keys()].map((i) => String(98000 + i)));
    expect(levels.map((l) => l.office)).toEqual([...levels.map((l) => l.office)].sort());
  });
});

describe('a telehealth visit', () => {
  it('keeps the worksheet and the evidence under the new code, and names the old one as alternative', () => {
    const [visit] = run(factsWith({}), '2026-03-10', '99214').services ?? [];
    expect(visit).toMatchObject({
      code: '98006',
      replaces: ['99214'],
      placeOfService: '10',
      worksheet: { conclusion: '98006 (the level of 99214): moderate' },
      alternatives: [{ code: '99214' }],
    });
  });

  it.each([
    ['the day before the telemedicine codes', dayBefore('2025-01-01'), '99213-95'],
    ['their first day', '2025-01-01', '98005'],
  ])('%s', (_name, on, code) => {
    expect(coded(run(factsWith({}), on, '99213'))).toEqual([code]);
  });

  it('of Medicare keeps the office code until the law ends, and asks after it', () => {
    const facts = factsWith({}, 'medicare');
    expect(coded(run(facts, '2027-12-31', '99213'))).toEqual(['99213-95']);
    const after = run(facts, '2028-01-01', '99213');
    expect(coded(after)).toEqual(['99213']);
    expect(asked(after)).toEqual(['telehealth-rule-unknown']);
  });

  it.each([
    ['home', undefined, '10', 0],
    ['elsewhere', undefined, '02', 0],
    [undefined, '10', '10', 0],
    [undefined, '11', '02', 1],
    [undefined, undefined, '02', 1],
  ] as const)('with the patient at %s and recorded place %s is at %s', (at, recorded, place, queries) => {
    const recordedPlaceOfService = recorded ? { value: recorded, evidence: [] } : undefined;
    const output = run(factsWith({ patientAt: at, recordedPlaceOfService }), '2026-03-10', '90834');
    expect(output.services?.[0]).toMatchObject({ placeOfService: place });
    expect(asked(output)).toHaveLength(queries);
    expect((output.services?.[0]?.confidence ?? 0) < 0.9).toBe(queries > 0);
  });

  it('of Medicare by telephone must find the patient at home', () => {
    const modality = { value: 'audio' as const, evidence: [] };
    const output = run(factsWith({ modality, patientAt: 'elsewhere' }, 'medicare'), '2026-03-10', '99213');
    expect(coded(output)).toEqual(['99213-93']);
    expect(asked(output)).toEqual(['audio-only-reason', 'audio-only-place']);
  });

  it('is less sure of the telemedicine code where the payer is not known', () => {
    const sure = (payer: PayerKind) =>
      run(factsWith({}, payer), '2026-03-10', '99213').services?.[0]?.confidence;
    expect(sure('unknown')).toBeLessThan(sure('commercial') ?? 0);
  });

  it('leaves what cannot be held remotely, and visits in person, alone', () => {
    expect(run(factsWith({}), '2026-03-10', '90471', '20610')).toEqual({});
    const setting = { value: 'office' as const, evidence: [] };
    expect(run(factsWith({ setting }), '2026-03-10', '99213')).toEqual({});
  });

  it.each([
    [4, '98012'],
    [5, '98016'],
    [10, '98016'],
    [11, '98012'],
  ])('called a check-in, of %i minutes, is %s', (minutes, code) => {
    const facts = factsWith({
      modality: { value: 'audio', evidence: [] },
      types: [{ codings: [], words: 'Telephone check-in' }],
      patientStatus: { value: 'established', evidence: [] },
      documentedMinutes: { value: minutes, evidence: [] },
    });
    expect(coded(run(facts, '2026-03-10', '99212'))).toEqual([code]);
  });
});
