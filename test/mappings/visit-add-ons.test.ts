/** Lines and modifiers beside visits: units by minutes, days on which a rule begins or ends, a payer's own rows. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare as criticalCare } from '../../mappings/critical-care/index.ts';
import { prepare as prolonged } from '../../mappings/prolonged-services/index.ts';
import { prepare as telehealth } from '../../mappings/telehealth/index.ts';
import { compile, ruleFor } from '../../mappings/telehealth/tables.ts';
import { prepare as sites } from '../../mappings/telehealth-sites/index.ts';
import { prepare as complexity } from '../../mappings/visit-complexity/index.ts';
import { prepare as visitModifiers } from '../../mappings/visit-modifiers/index.ts';
import type { CoverageFact, PayerKind, Visit } from '../../src/chart/index.ts';
import type { ModuleContext, ModuleOutput, PrepareFunction } from '../../src/suggest/module.ts';
import { facts, line, noteText, service, sourced } from '../support/facts.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const table = (module: string, file: string): Readonly<Record<string, unknown>> => ({
  [file]: JSON.parse(readFileSync(new URL(`../../mappings/${module}/${file}`, import.meta.url), 'utf8')),
});

const coverage = (payerKind: PayerKind, payerId?: string): CoverageFact => ({
  id: 'Coverage/c',
  payerKind,
  payerName: 'Payer',
  payerId,
  payerReference: undefined,
  memberId: undefined,
  relationship: undefined,
  active: true,
  evidence: [],
});

interface Given {
  readonly payer?: PayerKind;
  readonly on?: string;
  readonly note?: string;
  readonly minutes?: number;
  readonly visit?: Partial<Omit<Visit, 'setting' | 'documentedMinutes'>>;
  readonly setting?: Visit['setting']['value'];
  readonly lines: readonly ReturnType<typeof line>[];
  readonly age?: number;
  readonly recorded?: readonly string[];
}

function run(prepare: PrepareFunction, raw: Readonly<Record<string, unknown>>, given: Given): ModuleOutput {
  const on = day(given.on ?? '2026-03-10');
  const context: ModuleContext = {
    on,
    terminology: fakeTerminology(),
    problems: [],
    diagnoses: [],
    services: given.lines.map((l) => ({ ...l, date: on })),
    tables: {},
    rule: (rule, citation) => ({ module: 'm', version: '1.0.0', rule, citation }),
  };
  return prepare(raw)(
    facts({
      visit: {
        date: on,
        endDate: on,
        ...(given.setting ? { setting: given.setting } : {}),
        ...(given.minutes === undefined ? {} : { minutes: given.minutes }),
        ...given.visit,
      },
      person: { age: given.age ?? 70 },
      coverages: given.payer ? [coverage(given.payer)] : [],
      notes: given.note === undefined ? [] : [noteText(given.note)],
      services: (given.recorded ?? []).map((code) => service({ code })),
    }),
    context,
  );
}

const named = (o: ModuleOutput): readonly string[] =>
  (o.services ?? []).map((s) => `${[s.code, ...s.modifiers.map((m) => m.code)].join('-')} × ${s.units}`);

describe('prolonged services', () => {
  const raw = table('prolonged-services', 'thresholds.json');
  const beside = (code: string, minutes: number, payer: PayerKind = 'commercial', on?: string) =>
    named(run(prolonged, raw, { lines: [line(code)], minutes, payer, ...(on ? { on } : {}) }));

  it.each([
    ['99205', 74, []],
    ['99205', 75, ['99417 × 1']],
    ['99205', 89, ['99417 × 1']],
    ['99205', 90, ['99417 × 2']],
    ['99215', 54, []],
    ['99215', 55, ['99417 × 1']],
    ['99215', 70, ['99417 × 2']],
    ['99245', 69, []],
    ['99245', 70, ['99417 × 1']],
    ['99345', 90, ['99417 × 1']],
    ['99350', 75, ['99417 × 1']],
    ['99223', 90, ['99418 × 1']],
    ['99233', 64, []],
    ['99233', 65, ['99418 × 1']],
    ['99236', 100, ['99418 × 1']],
    ['99255', 94, []],
    ['99255', 95, ['99418 × 1']],
    ['99306', 65, ['99418 × 1']],
    ['99310', 59, []],
    ['99310', 60, ['99418 × 1']],
    ['99214', 120, []],
    ['99285', 120, []],
  ])('%s with %i minutes: %s', (code, minutes, expected) => expect(beside(code, minutes)).toEqual(expected));

  it.each([
    ['99205', 88, []],
    ['99205', 89, ['G2212 × 1']],
    ['99205', 103, ['G2212 × 1']],
    ['99205', 104, ['G2212 × 2']],
    ['99215', 68, []],
    ['99215', 69, ['G2212 × 1']],
    ['99223', 90, ['G0316 × 1']],
    ['99233', 65, ['G0316 × 1']],
    ['99236', 109, []],
    ['99236', 110, ['G0316 × 1']],
    ['99306', 95, ['G0317 × 1']],
    ['99310', 84, []],
    ['99310', 85, ['G0317 × 1']],
    ['99345', 139, []],
    ['99345', 140, ['G0318 × 1']],
    ['99350', 110, ['G0318 × 1']],
    ['99245', 120, []],
  ])('Medicare, %s with %i minutes: %s', (code, minutes, expected) =>
    expect(beside(code, minutes, 'medicare')).toEqual(expected),
  );

  it('need documented minutes, and say what the next unit would take', () => {
    expect(named(run(prolonged, raw, { lines: [line('99215')] }))).toEqual([]);
    const [added] = run(prolonged, raw, { lines: [line('99215')], minutes: 55 }).services ?? [];
    expect(added?.worksheet?.conclusion).toContain('70 minutes would be needed for 2');
  });

  it('have no place beside a visit that was cut short', () => {
    const lines = [line('99215', { modifiers: ['52'] })];
    expect(named(run(prolonged, raw, { lines, minutes: 90 }))).toEqual([]);
  });
});

describe('critical care', () => {
  const raw = table('critical-care', 'codes.json');
  const given = (minutes: number, payer: PayerKind, on?: string) =>
    named(
      run(criticalCare, raw, {
        lines: [line('99285')],
        payer,
        setting: 'emergency',
        note: `Critical care time ${minutes} minutes.`,
        ...(on ? { on } : {}),
      }),
    );
  it.each<[number, PayerKind, readonly string[]]>([
    [29, 'commercial', []],
    [30, 'commercial', ['99291 × 1']],
    [74, 'commercial', ['99291 × 1']],
    [75, 'commercial', ['99291 × 1', '99292 × 1']],
    [104, 'commercial', ['99291 × 1', '99292 × 1']],
    [105, 'commercial', ['99291 × 1', '99292 × 2']],
    [103, 'medicare', ['99291 × 1']],
    [104, 'medicare', ['99291 × 1', '99292 × 1']],
    [133, 'medicare', ['99291 × 1', '99292 × 1']],
    [134, 'medicare', ['99291 × 1', '99292 × 2']],
  ])('%i minutes, %s: %s', (minutes, payer, expected) => expect(given(minutes, payer)).toEqual(expected));

  it('stands for the visit of the day', () => {
    const note = 'Critical care time 40 minutes.';
    const [first] =
      run(criticalCare, raw, { lines: [line('99285')], setting: 'emergency', note }).services ?? [];
    expect(first?.replaces).toEqual(['99285']);
  });

  it('of a child in hospital has codes by the day from birth to five', () => {
    const note = 'Critical care time 40 minutes.';
    const of = (age: number) => named(run(criticalCare, raw, { lines: [], setting: 'inpatient', note, age }));
    expect([of(5), of(6)]).toEqual([[], ['99291 × 1']]);
  });
});

describe('a clinic’s telehealth visit', () => {
  const raw = table('telehealth-sites', 'rules.json');
  const held = (on: string, place = '72', payer: PayerKind = 'medicare') =>
    named(
      run(sites, raw, {
        lines: [line('99213', { modifiers: ['95'] })],
        on,
        payer,
        setting: 'telehealth',
        visit: { recordedPlaceOfService: sourced(place) },
      }),
    );
  it.each([
    ['2026-12-31', ['G2025 × 1']],
    ['2027-01-01', []],
  ])('on %s: %s', (on, expected) => expect(held(on)).toEqual(expected));

  it('is of a rural clinic or health centre, for Medicare', () => {
    expect(held('2026-03-10', '50')).toEqual(['G2025 × 1']);
    expect(held('2026-03-10', '11')).toEqual([]);
    expect(held('2026-03-10', '72', 'commercial')).toEqual([]);
  });

  it('that the record carries with its code stays', () => {
    const visit = { recordedPlaceOfService: sourced('72') };
    const given = { lines: [line('99213')], payer: 'medicare', setting: 'telehealth', visit } as const;
    expect(named(run(sites, raw, { ...given, recorded: ['99213'] }))).toEqual([]);
  });
});

describe('G2211', () => {
  const raw = table('visit-complexity', 'rules.json');
  const note = 'Longitudinal care continues here.';
  const beside = (on: string, ...lines: readonly ReturnType<typeof line>[]) =>
    named(run(complexity, raw, { lines, on, note, payer: 'medicare' }));
  const with25 = line('99213', { modifiers: ['25'] });

  it.each([
    ['2024-12-31', []],
    ['2025-01-01', ['G2211 × 1']],
  ])('beside 25 for a vaccine on %s: %s', (on, expected) =>
    expect(beside(on, with25, line('G0008'), line('90656'))).toEqual(expected),
  );

  it('is not beside 25 for a procedure, whatever the day, nor for a procedure with a vaccine', () => {
    expect(beside('2026-03-10', with25, line('20610'))).toEqual([]);
    expect(beside('2026-03-10', with25, line('20610'), line('G0008'))).toEqual([]);
  });

  it.each([
    ['2025-12-31', []],
    ['2026-01-01', ['G2211 × 1']],
  ])('at home on %s: %s', (on, expected) => expect(beside(on, line('99348'))).toEqual(expected));
});

describe('visit modifiers', () => {
  const raw = table('visit-modifiers', 'rules.json');
  const attending = [
    { reference: 'Practitioner/a', kind: 'physician', roles: ['ATND'], evidence: [] },
  ] as const;
  it('AI says nothing twice', () => {
    const at = (...modifiers: readonly string[]) =>
      named(
        run(visitModifiers, raw, {
          lines: [line('99223', { modifiers })],
          payer: 'medicare',
          setting: 'inpatient',
          visit: { clinicians: attending },
        }),
      );
    expect([at(), at('AI')]).toEqual([['99223-AI × 1'], []]);
  });

  it('24 stands on visits only', () => {
    const note = 'Post-op day 5. Cough, unrelated to the surgery.';
    expect(named(run(visitModifiers, raw, { lines: [line('99213'), line('87880')], note }))).toEqual([
      '99213-24 × 1',
    ]);
  });
});

describe('a payer’s own telehealth rows', () => {
  const shipped = { ...table('telehealth', 'payers.json'), ...table('telehealth', 'codes.json') };
  const { rows } = shipped['payers.json'] as { rows: readonly object[] };
  const own = {
    payer: 'other',
    payerIds: ['00123'],
    from: '2026-01-01',
    codes: 'office',
    video: 'GT',
    audio: 'FQ',
    authority: { source: 'Payer manual', section: '1' },
  };
  const raw = { ...shipped, 'payers.json': { rows: [...rows, own] } };

  it('go before those of its kind, from their first day on', () => {
    const rule = (on: string, id?: string) => ruleFor(compile(raw), 'commercial', day(on), id)?.video;
    expect(rule('2026-01-01', '00123')).toBe('GT');
    expect(rule('2025-12-31', '00123')).toBe('95');
    expect(rule('2026-01-01', '00999')).toBe('95');
    expect(rule('2026-01-01')).toBe('95');
  });

  it.each([
    ['video', '99213-GT × 1'],
    ['audio', '99213-FQ × 1'],
  ] as const)('by %s: %s', (mode, expected) => {
    const visit = { modality: sourced(mode), patientAt: 'home' as const };
    const output = telehealth(raw)(
      facts({ visit: { setting: 'telehealth', ...visit }, coverages: [coverage('commercial', '00123')] }),
      {
        on: day('2026-03-10'),
        terminology: fakeTerminology(),
        problems: [],
        diagnoses: [],
        services: [line('99213')],
        tables: {},
        rule: (rule, citation) => ({ module: 'telehealth', version: '1.0.0', rule, citation }),
      },
    );
    expect(named(output)).toEqual([expected]);
  });
});
