/** Combination codes, long-term drugs and BMI over diagnoses made by hand (guidelines I.A.15, I.C.4.a, I.C.9.a, I.C.10.a). */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bmiCode } from '../../mappings/diabetes-hypertension-kidney/body-mass-index.ts';
import { prepare } from '../../mappings/diabetes-hypertension-kidney/index.ts';
import { loadTerminology } from '../../src/store/index.ts';
import { makeModule, manifestOf } from '../../src/suggest/index.ts';
import type { ModuleOutput } from '../../src/suggest/module.ts';
import {
  coded,
  codesOf,
  context,
  type FactsDraft,
  facts,
  medication,
  ON,
  officialBillable,
  problem,
} from '../suggest/interpreters/support.ts';
import { day } from '../support/fake-terminology.ts';

const FOLDER = resolve(import.meta.dirname, '../../mappings/diabetes-hypertension-kidney');
const json = (file: string): unknown => JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8'));
const TABLES = { 'combinations.json': json('combinations.json'), 'drugs.json': json('drugs.json') };
const MODULE = makeModule(manifestOf(json('module.json'), 'diabetes-hypertension-kidney'), TABLES, prepare);
const TERMS = loadTerminology();

/** `E11.9` or `E11.9=words of its problem`. */
function run(
  codes: string,
  draft: FactsDraft = {},
  on = ON,
): ModuleOutput & { readonly left: readonly string[] } {
  const parts = codes.split(' + ').map((c) => c.split('=') as [string, string?]);
  const problems = parts.map(([code, words]) => problem({ id: `Condition/${code}`, words: words ?? code }));
  const output = MODULE.suggest(
    facts({ problems, ...draft }),
    context(TERMS, { diagnoses: parts.map(([code]) => coded(code)), on }),
  );
  const replaced = new Set((output.diagnoses ?? []).flatMap((d) => d.replaces));
  const all = [...parts.map(([code]) => code), ...codesOf(output)].filter((c) => !replaced.has(c));
  return { ...output, left: [...new Set(all)].sort() };
}
const pregnant = { person: { pregnant: { value: true, evidence: [] } } };

describe('the table', () => {
  const billable = officialBillable();
  it.skipIf(!billable)(
    `every code it gives is billable in the official FY2026 file${billable ? '' : ' (skipped: ../shared is absent)'}`,
    () => {
      expect(codesIn(TABLES['combinations.json']).filter((c) => !billable?.has(c.replace('.', '')))).toEqual(
        [],
      );
    },
  );
});

/** Every `code` and every value of `byMatch`. */
function codesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(codesIn);
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'code') return [value as string];
    if (key === 'byMatch') return Object.values(value as Record<string, string>).filter((c) => c !== '=');
    return codesIn(value);
  });
}

describe('hypertension, heart and kidney (I.C.9.a)', () => {
  it.each([
    ['I10 + N18.31', 'I12.9 N18.31'],
    ['I10 + N18.4', 'I12.9 N18.4'],
    ['I10 + N18.5', 'I12.0 N18.5'],
    ['I10 + N18.6 + Z99.2', 'I12.0 N18.6 Z99.2'],
    ['I10 + N18.9', 'I12.9 N18.9'],
    ['I12.9 + N18.6', 'I12.0 N18.6'],
    ['I10 + I50.22', 'I11.0 I50.22'],
    ['I11.9 + I50.9', 'I11.0 I50.9'],
    ['I10 + I51.7', 'I11.9'],
    ['I10 + I51.81', 'I10 I51.81'],
    ['I10 + I50.22 + N18.31', 'I13.0 I50.22 N18.31'],
    ['I10 + I50.22 + N18.6', 'I13.2 I50.22 N18.6'],
    ['I11.0 + N18.31', 'I13.0 N18.31'],
    ['I12.9 + I50.32', 'I13.0 I50.32'],
    ['I12.0 + I50.32', 'I13.2 I50.32'],
    ['I10 + I51.7 + N18.31', 'I13.10 N18.31'],
    ['I11.9 + N18.5', 'I13.11 N18.5'],
    ['I10 + I12.9 + N18.31', 'I12.9 N18.31'],
    ['I10 + N17.9', 'I10 N17.9'],
    ['I15.0 + N18.31', 'I15.0 N18.31'],
    ['O10.011 + I10 + N18.31', 'I10 N18.31 O10.011'],
    ['N18.31 + I50.22', 'I50.22 N18.31'],
    ['I10 + N18.31=CKD, not due to hypertension', 'I10 N18.31'],
  ])('%s: %s', (codes, left) => {
    expect(run(codes).left.join(' ')).toBe(left);
  });

  it('does not apply in pregnancy', () => {
    expect(run('I10 + N18.31', pregnant).left).toEqual(['I10', 'N18.31']);
  });
});

describe('diabetes with (I.A.15, I.C.4.a)', () => {
  it.each([
    ['E11.9 + N18.31', 'E11.22 N18.31'],
    ['E10.9 + N18.31', 'E10.22 N18.31'],
    ['E13.9 + N18.31', 'E13.22 N18.31'],
    ['E08.9 + N18.31', 'E08.22 N18.31'],
    ['E09.9 + N18.31', 'E09.22 N18.31'],
    ['E11.65 + N18.31', 'E11.22 E11.65 N18.31'],
    ['E11.9 + I10 + N18.32', 'E11.22 I12.9 N18.32'],
    ['E11.9 + G62.9=Polyneuropathy', 'E11.42'],
    ['E11.9 + G62.9=Peripheral neuropathy', 'E11.42'],
    ['E11.9 + G62.9=Neuropathy', 'E11.40'],
    ['E11.9 + G62.9=Neuropathy after chemotherapy', 'E11.9 G62.9'],
    ['E11.9 + G62.1', 'E11.9 G62.1'],
    ['E11.42 + G62.9', 'E11.42'],
    ['E11.9 + K31.84', 'E11.43 K31.84'],
    ['E11.9 + I73.9', 'E11.51'],
    ['E11.9 + L97.512', 'E11.621 L97.512'],
    ['E11.9 + L97.212', 'E11.622 L97.212'],
    ['E11.9 + L97.512=Venous ulcer of foot', 'E11.9 L97.512'],
    ['E11.9 + R73.9', 'E11.65'],
    ['E11.65 + R73.9', 'E11.65'],
    ['E11.9 + E16.2', 'E11.649'],
    ['E11.9 + E16.A1', 'E11.649 E16.A1'],
    ['E11.9 + H35.00', 'E11.319'],
    ['E11.9 + H35.00=Hypertensive retinopathy', 'E11.9 H35.00'],
    ['E11.9 + E11.42 + E11.319', 'E11.319 E11.42'],
    ['E11.9=T2DM, poorly controlled', 'E11.65'],
    ['E11.9=T2DM, no hyperglycemia', 'E11.9'],
    ['E11.9 + N18.31=CKD, not due to diabetes', 'E11.9 N18.31'],
    ['E11.A + N18.31', 'E11.A N18.31'],
    ['R73.03 + N18.31', 'N18.31 R73.03'],
    ['E11.9 + M19.90', 'E11.9 M19.90'],
  ])('%s: %s', (codes, left) => {
    expect(run(codes).left.join(' ')).toBe(left);
  });

  it.each([
    ['E11.9=T2DM, not at goal', 'diabetes-control'],
    ['E11.9 + R73.03', 'prediabetes-or-diabetes'],
    ['E11.9 + H35.00', 'diabetic-retinopathy'],
  ])('%s asks: %s', (codes, query) => {
    expect(run(codes).queries?.map((q) => q.id)).toEqual([query]);
  });

  it('carries the problems of both diseases, the diabetes first', () => {
    const d = run('N18.31 + E11.9').diagnoses?.find((x) => x.code === 'E11.22');
    expect(d).toMatchObject({
      problems: ['Condition/E11.9', 'Condition/N18.31'],
      rule: { citation: { section: 'I.A.15' } },
    });
  });

  it('says the same on both sides of a fiscal year', () => {
    expect(run('E11.9 + N18.31', {}, day('2025-09-30')).left).toEqual(['E11.22', 'N18.31']);
    expect(run('E11.9 + N18.31', {}, day('2025-10-01')).left).toEqual(['E11.22', 'N18.31']);
  });
});

describe('kidney, lung and the rest', () => {
  it.each([
    ['N18.5 + N18.6', 'N18.6'],
    ['N18.5 + Z99.2', 'N18.6 Z99.2'],
    ['N18.9 + N18.31', 'N18.31'],
    ['N18.30 + N18.32', 'N18.32'],
    ['J44.9 + J20.9', 'J20.9 J44.0'],
    ['J44.9 + J18.9', 'J18.9 J44.0'],
    ['J44.1 + J18.9', 'J18.9 J44.0 J44.1'],
    ['J44.9 + J44.1', 'J44.1'],
    ['J44.9 + J06.9', 'J06.9 J44.9'],
    ['J44.9 + J45.40', 'J44.89 J45.40'],
    ['J40 + J20.9', 'J20.9'],
    ['E66.9 + E66.812', 'E66.812'],
    ['E78.5 + E78.2', 'E78.2'],
    ['I50.9 + I50.22', 'I50.22'],
  ])('%s: %s', (codes, left) => {
    expect(run(codes).left.join(' ')).toBe(left);
  });
});

describe('long-term drugs (I.C.4.a.3, I.C.21.c.3)', () => {
  const on = (codes: string, ...drugs: readonly ReturnType<typeof medication>[]) =>
    run(codes, { services: drugs });
  it.each([
    ['E11.9', 'Metformin 1000 mg tablet', 'Z79.84'],
    ['E11.22', 'empagliflozin 10 MG Oral Tablet', 'Z79.84'],
    ['E13.9', 'Insulin glargine 100 units/mL', 'Z79.4'],
    ['E11.9', 'Semaglutide 0.25 mg weekly injection pen', 'Z79.85'],
    ['E11.9', 'semaglutide 7 MG Oral Tablet', 'Z79.84'],
    ['E11.9', 'insulin degludec / liraglutide (Xultophy) pen', 'Z79.4 Z79.85'],
    ['E11.9', 'Lisinopril 10 mg tablet', ''],
    ['E10.9', 'Insulin lispro pump', ''],
    ['I10', 'Metformin 1000 mg tablet', ''],
    ['I10', 'Apixaban 5 mg tablet', ''],
  ])('%s with %s: %s', (code, words, codes) => {
    expect(codesOf(on(code, medication(words))).join(' ')).toBe(codes);
  });

  it('is read from the RxNorm ingredient, too', () => {
    const codings = [
      { system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '6809', display: undefined },
    ];
    expect(codesOf(on('E11.9', medication('', { concept: { words: '', codings } })))).toEqual(['Z79.84']);
  });

  it.each([
    ['stopped', { action: 'stopped' }],
    ['cancelled', { status: 'cancelled' }],
    ['given, not prescribed', { kind: 'administration' as const }],
    ['for another problem', { reasons: ['Condition/other'] }],
  ])('not when it is %s', (_what, draft) => {
    expect(codesOf(on('E11.9', medication('Insulin glargine', draft)))).toEqual([]);
  });

  it('insulin of a hospital stay is long-term only when it goes on from before', () => {
    const stay = { visit: { setting: { value: 'inpatient' as const, evidence: [] } } };
    const given = (draft: Parameters<typeof medication>[1]) =>
      run('E11.9', { ...stay, services: [medication('Insulin glargine', draft)] });
    expect(codesOf(given({}))).toEqual([]);
    expect(given({}).queries?.map((q) => q.id)).toEqual(['insulin-long-term']);
    expect(codesOf(given({ action: 'continued' }))).toEqual(['Z79.4']);
    expect(codesOf(given({ date: day('2026-01-05') }))).toEqual(['Z79.4']);
    const scale = [{ value: 'Sliding scale', evidence: [] }];
    expect(codesOf(given({ action: 'continued', notes: scale }))).toEqual([]);
  });

  it('is never first, and not in pregnancy', () => {
    expect(on('E11.9', medication('Metformin')).diagnoses?.[0]?.placement).toBe('never-first');
    expect(codesOf(run('E11.9', { ...pregnant, services: [medication('Metformin')] }))).toEqual([]);
  });

  it('refuses a table without its lists', () => {
    expect(() => prepare({ 'drugs.json': { insulin: {} } })).toThrow(/drugs\.json needs/);
  });
});

describe('body mass index (I.B.14)', () => {
  it.each([
    [17.2, 'Z68.1'],
    [19.94, 'Z68.1'],
    [19.95, 'Z68.20'],
    [36.2, 'Z68.36'],
    [36.97, 'Z68.37'],
    [39.9, 'Z68.39'],
    [40, 'Z68.41'],
    [44.9, 'Z68.41'],
    [45, 'Z68.42'],
    [50, 'Z68.43'],
    [60, 'Z68.44'],
    [70, 'Z68.45'],
    [85, 'Z68.45'],
  ])('%f: %s', (value, code) => {
    expect(bmiCode(value)).toBe(code);
  });

  const measured = (value: number) => ({
    measurements: [
      {
        id: 'Observation/1',
        concept: { words: 'BMI', codings: [{ system: 'http://loinc.org', code: '39156-5', display: 'BMI' }] },
        value,
        unit: 'kg/m2',
        words: undefined,
        date: ON,
        category: [],
        evidence: [{ reference: 'Observation/1', path: 'Observation.value', words: String(value) }],
      },
    ],
  });

  it.each([
    ['E66.812', 50, 'Z68.36'],
    ['E66.812', 20, 'Z68.36'],
    ['E66.812', 19, ''],
    ['I10', 50, ''],
    ['E66.9 + Z68.36', 50, ''],
  ])('%s at age %i: %s', (codes, age, code) => {
    expect(codesOf(run(codes, { ...measured(36.2), person: { age } })).join(' ')).toBe(code);
  });

  it('asks for the class, and does not read it from the number', () => {
    const output = run('E66.9', measured(36.2));
    expect(output.left).toEqual(['E66.9', 'Z68.36']);
    expect(output.queries?.map((q) => q.id)).toEqual(['obesity-class']);
  });
});
