/** mappings/immunizations: the product table, administration counts, and near misses of age, dose, payer and place. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/immunizations/index.ts';
import type { Product, Unspecified, Vaccination } from '../../mappings/immunizations/tables.ts';
import {
  chartFromBundle,
  type Facts,
  factsOf,
  type ModuleContext,
  type ModuleOutput,
  type PayerKind,
  SYSTEM,
} from '../../src/suggest/module.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const MODULE = new URL('../../mappings/immunizations/', import.meta.url);
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, MODULE), 'utf8'));
const raw = {
  'products.json': json('products.json'),
  'unspecified.json': json('unspecified.json'),
  'administration.json': json('administration.json'),
};
const products = (raw['products.json'] as { rows: readonly Product[] }).rows;
const unspecified = (raw['unspecified.json'] as { rows: readonly Unspecified[] }).rows;
const suggest = prepare(raw);

const encounter = {
  resourceType: 'Encounter' as const,
  id: 'e1',
  status: 'finished' as const,
  class: { code: 'AMB' },
  period: { start: '2026-03-10T09:00:00-05:00', end: '2026-03-10T09:30:00-05:00' },
};
const base = factsOf(
  chartFromBundle({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: encounter }] }, 'test'),
);

const vaccine = (cvx: string, more: Partial<Vaccination> = {}): Vaccination => ({
  id: `Immunization/${cvx}`,
  kind: 'immunization',
  status: 'completed',
  concept: { codings: [{ system: SYSTEM.cvx, code: cvx, display: undefined }], words: `vaccine ${cvx}` },
  recordedModifiers: [],
  date: day('2026-03-10'),
  quantity: undefined,
  performer: undefined,
  bodySite: [],
  side: undefined,
  reasons: [],
  origin: 'unknown',
  action: undefined,
  notes: [],
  evidence: [{ reference: `Immunization/${cvx}`, path: 'Immunization.vaccineCode.coding[0]', words: cvx }],
  ...more,
});

const counselled = (words: string): Partial<Vaccination> => ({
  notes: [
    { value: words, evidence: [{ reference: 'Immunization/x', path: 'Immunization.note[0].text', words }] },
  ],
});

function factsWith(age: number | undefined, given: readonly Vaccination[], more: Partial<Facts> = {}): Facts {
  return { ...base, person: { ...base.person, age }, services: given, ...more };
}

const payer = (payerKind: PayerKind): Facts['coverages'] => [
  {
    id: 'Coverage/c1',
    payerKind,
    payerName: undefined,
    payerId: undefined,
    payerReference: undefined,
    memberId: undefined,
    relationship: undefined,
    active: true,
    evidence: [],
  },
];

const context: ModuleContext = {
  on: day('2026-03-10'),
  terminology: fakeTerminology({ codes: { Z23: 'Immunization' } }),
  problems: [],
  diagnoses: [],
  services: [],
  tables: {},
  rule: (rule, citation) => ({ module: 'immunizations', version: '1.0.0', rule, citation }),
};
const run = (facts: Facts): ModuleOutput => suggest(facts, context);
const coded = (o: ModuleOutput): readonly string[] => (o.services ?? []).map((s) => `${s.code} x${s.units}`);
const asked = (o: ModuleOutput): readonly string[] => (o.queries ?? []).map((q) => q.id);

describe('products.json', () => {
  it('names at least sixty vaccines, each row once', () => {
    expect(new Set(products.map((p) => p.cvx)).size).toBeGreaterThanOrEqual(60);
    const keys = products.map((p) => `${p.cvx} ${p.cpt} ${p.ml ?? ''} ${p.from ?? ''}`);
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([]);
  });

  it('has CVX of two or three digits, vaccine product codes and whole components', () => {
    expect(products.filter((p) => !/^\d{2,3}$/.test(p.cvx))).toEqual([]);
    expect(products.filter((p) => !/^(?:90[4-7]\d\d|913\d\d)$/.test(p.cpt))).toEqual([]);
    expect(products.filter((p) => !Number.isInteger(p.components) || p.components < 1)).toEqual([]);
  });

  it('gives one code the same number of components everywhere', () => {
    const byCpt = Map.groupBy(products, (p) => p.cpt);
    const torn = [...byCpt.values()].filter((rows) => new Set(rows.map((r) => r.components)).size > 1);
    expect(torn).toEqual([]);
  });

  it.each([
    ['130', '90696', 4],
    ['94', '90710', 4],
    ['140', '90656', 1],
    ['115', '90715', 3],
    ['03', '90707', 3],
    ['110', '90723', 5],
    ['120', '90698', 5],
    ['146', '90697', 6],
    ['150', '90686', 1],
    ['33', '90732', 1],
    ['133', '90670', 1],
    ['215', '90671', 1],
    ['216', '90677', 1],
    ['327', '90684', 1],
    ['187', '90750', 1],
    ['165', '90651', 1],
    ['305', '90678', 1],
    ['303', '90679', 1],
  ])('CVX %s is %s with %i components', (cvx, cpt, components) => {
    expect(products).toContainEqual(expect.objectContaining({ cvx, cpt, components }));
  });

  it('has no unspecified vaccine, and every option of one is a known product', () => {
    const known = new Set(products.map((p) => p.cpt));
    expect(unspecified.filter((u) => products.some((p) => p.cvx === u.cvx))).toEqual([]);
    expect(unspecified.flatMap((u) => u.options).filter((o) => !known.has(o) && o !== '90676')).toEqual([]);
  });
});

describe('administration', () => {
  const COUNSEL = counselled('Physician counseled the parent on each component.');

  it('counts components: three vaccines of four, four and one', () => {
    const given = [vaccine('130', COUNSEL), vaccine('94', COUNSEL), vaccine('140', COUNSEL)];
    expect(coded(run(factsWith(4, given)))).toEqual([
      '90696 x1',
      '90710 x1',
      '90656 x1',
      '90460 x3',
      '90461 x6',
    ]);
  });

  it.each([
    [18, ['90460 x1', '90461 x2']],
    [19, ['90471 x1']],
  ])('with counselling at %i', (age, lines) => {
    expect(coded(run(factsWith(age, [vaccine('03', COUNSEL)]))).slice(1)).toEqual(lines);
  });

  it.each([
    ['Nurse practitioner counseled the parent.', '90460'],
    ['Nurse counseled the parent.', '90471'],
    ['Counseling by the RN, statement given.', '90471'],
    ['Parent declined counseling.', '90471'],
    ['No counseling needed.', '90471'],
    ['Vaccine information statement given.', '90471'],
  ])('"%s" makes %s', (words, code) => {
    expect(coded(run(factsWith(4, [vaccine('21', counselled(words))]))).at(-1)).toBe(`${code} x1`);
  });

  it('counts a sentence of the visit’s note about the vaccines, and not one about diet', () => {
    const noted = (text: string) => factsWith(4, [vaccine('21')], { notes: [{ id: 'n', title: '', text }] });
    expect(coded(run(noted('COUNSELING: diet. Counseled on each vaccine.'))).at(-1)).toBe('90460 x1');
    expect(coded(run(noted('COUNSELING: diet, sun. Vaccine given.'))).at(-1)).toBe('90471 x1');
  });

  it('has one first administration a day, also beside a counselled one', () => {
    const mixed = [vaccine('21', COUNSEL), vaccine('10'), vaccine('119')];
    expect(coded(run(factsWith(1, mixed))).slice(3)).toEqual(['90460 x1', '90472 x1', '90474 x1']);
    const three = [vaccine('21'), vaccine('10'), vaccine('83')];
    expect(coded(run(factsWith(30, three))).slice(3)).toEqual(['90471 x1', '90472 x2']);
    expect(coded(run(factsWith(30, [vaccine('25'), vaccine('111')]))).slice(2)).toEqual([
      '90473 x1',
      '90474 x1',
    ]);
  });

  it('asks for the age and gives no administration code without it', () => {
    const output = run(factsWith(undefined, [vaccine('21')]));
    expect(coded(output)).toEqual(['90716 x1']);
    expect(asked(output)).toEqual(['immunization-age']);
  });

  it('is Medicare’s own for flu, pneumonia and hepatitis B, and not for others', () => {
    const given = ['135', '216', '189', '187'].map((c) => vaccine(c));
    const output = run(factsWith(70, given, { coverages: payer('medicare') }));
    expect(coded(output).slice(4)).toEqual(['G0008 x1', 'G0009 x1', 'G0010 x1', '90471 x1']);
    expect(asked(output)).toEqual(['vaccine-part-b']);
  });

  it('of COVID-19 is 90480 for Medicare and for a counselled child alike', () => {
    expect(coded(run(factsWith(70, [vaccine('309')], { coverages: payer('medicare') })))).toEqual([
      '91320 x1',
      '90480 x1',
    ]);
    expect(coded(run(factsWith(8, [vaccine('310', COUNSEL)])))).toEqual(['91319 x1', '90480 x1']);
  });
});

describe('what was given', () => {
  it('is not what another told of', () => {
    expect(run(factsWith(30, [vaccine('115', { primarySource: false })]))).toEqual({});
    expect(run(factsWith(30, [vaccine('115', { date: day('2026-03-09') })]))).toEqual({});
    expect(run(factsWith(30, [vaccine('115', { date: day('2026-03-11') })]))).toEqual({});
    expect(run(factsWith(30, [vaccine('115', { status: 'not-done' })]))).toEqual({});
  });

  it('asks about public stock: told by the record, or possible for a Medicaid child', () => {
    const funding = (value: string) => ({ funding: { value, evidence: [] } });
    expect(asked(run(factsWith(30, [vaccine('115', funding('public'))])))).toEqual(['vaccine-supply']);
    const child = (more: Partial<Vaccination>) =>
      asked(run(factsWith(18, [vaccine('115', more)], { coverages: payer('medicaid') })));
    expect(child({})).toContain('vaccine-supply');
    expect(child(funding('private'))).not.toContain('vaccine-supply');
    const grown = run(factsWith(19, [vaccine('115')], { coverages: payer('medicaid') }));
    expect(asked(grown)).toEqual([]);
  });

  it.each([
    [0.5, '90658'],
    [0.25, '90657'],
  ])('of %d ml of CVX 141 is %s', (value, code) => {
    const output = run(factsWith(30, [vaccine('141', { quantity: { value, unit: 'mL' } })]));
    expect(coded(output)[0]).toBe(`${code} x1`);
  });

  it('of CVX 141 without a dose is asked, and of CVX 140 is the full dose, less surely', () => {
    expect(asked(run(factsWith(30, [vaccine('141')])))).toEqual(['vaccine-formulation']);
    const [line] = run(factsWith(30, [vaccine('140')])).services ?? [];
    expect(line).toMatchObject({ code: '90656', confidence: 0.8 });
  });

  it.each([
    [19, '90746'],
    [20, '90746'],
    [16, '90746'],
  ])('hepatitis B for adults at %i is %s', (age, code) => {
    expect(coded(run(factsWith(age, [vaccine('43')])))[0]).toBe(`${code} x1`);
  });

  it.each([15, 11, 10, undefined])('hepatitis B for adults at %s is asked', (age) => {
    expect(asked(run(factsWith(age, [vaccine('43')])))[0]).toBe('vaccine-formulation');
  });

  it('twice of one product is two units', () => {
    const two = [vaccine('08'), { ...vaccine('08'), id: 'Immunization/second' }];
    expect(coded(run(factsWith(30, two)))).toEqual(['90744 x2', '90471 x1', '90472 x1']);
  });

  it('makes one Z23 that speaks for all, whose lines point at it', () => {
    const output = run(factsWith(30, [vaccine('115'), vaccine('88')]));
    expect(output.diagnoses?.map((d) => [d.code, d.problems])).toEqual([
      ['Z23', ['Immunization/115', 'Immunization/88']],
    ]);
    expect(output.services?.map((s) => s.problems)).toEqual([['Immunization/115'], ['Immunization/115']]);
    expect(asked(output)).toEqual(['vaccine-unspecified']);
  });
});
