/** Words to codes: what is read, what is asked, and above all what is never coded (guidelines I.B.18, II.H, IV.H). */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/problem-text/index.ts';
import { loadTerminology } from '../../src/store/index.ts';
import type { ModuleOutput } from '../../src/suggest/module.ts';
import {
  codesOf,
  context,
  type FactsDraft,
  facts,
  ICD,
  ON,
  officialBillable,
  type ProblemDraft,
  problem,
  SCT,
} from '../suggest/interpreters/support.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const FILE = resolve(import.meta.dirname, '../../mappings/problem-text/phrases.json');
const TABLE = JSON.parse(readFileSync(FILE, 'utf8')) as {
  readonly phrases: readonly { readonly names: readonly string[] }[];
};
const TERMS = loadTerminology();
const run = prepare({ 'phrases.json': TABLE });

function read(words: string, draft: FactsDraft & { problem?: ProblemDraft; on?: string } = {}): ModuleOutput {
  const p = problem({ words, ...draft.problem });
  const on = draft.on ? day(draft.on) : ON;
  return run(facts({ ...draft, problems: [p] }), context(TERMS, { problems: [p], on }));
}
const queriesOf = (o: ModuleOutput): readonly string[] =>
  [...(o.queries ?? []), ...(o.diagnoses ?? []).flatMap((d) => d.queries)].map((q) => q.id);
const reasonsOf = (o: ModuleOutput): readonly string[] => (o.uncoded ?? []).map((u) => u.reason);

describe('the table', () => {
  it('has at least 250 phrases', () => {
    expect(TABLE.phrases.length).toBeGreaterThanOrEqual(250);
  });

  const billable = officialBillable();
  it.skipIf(!billable)(
    `every code is billable in the official FY2026 file, or has a successor beside it${billable ? '' : ' (skipped: ../shared is absent)'}`,
    () => {
      const wrong = TABLE.phrases.flatMap((p) =>
        codeLists(p).filter((list) => !list.some((c) => isBillable(c, billable))),
      );
      expect(wrong).toEqual([]);
    },
  );

  it('every name is read as its own entry', () => {
    const lost = TABLE.phrases.flatMap(({ names }) =>
      names.filter((name) => {
        const output = read(name);
        return codesOf(output).length === 0 && queriesOf(output).length === 0;
      }),
    );
    expect(lost).toEqual([]);
  });
});

/** Every `code`, `also`, side and option of an entry; alternatives by date as one list. */
function codeLists(node: unknown): readonly (readonly string[])[] {
  if (Array.isArray(node)) return node.flatMap(codeLists);
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'code') return [[value].flat() as string[]];
    if (key === 'also') return (value as string[]).map((c) => [c]);
    if (key === 'sides') return Object.values(value as Record<string, string>).map((c) => [c]);
    return codeLists(value);
  });
}

const isBillable = (code: string, billable: ReadonlySet<string> | undefined): boolean =>
  (code.endsWith('*') ? ['A', 'D', 'S'].map((c) => code.slice(0, -1) + c) : [code]).every((c) =>
    billable?.has(c.replace('.', '')),
  );

describe('words that are read', () => {
  it.each([
    ['HTN', 'I10'],
    ['Hypertension, essential, benign', 'I10'],
    ['72 year old male with hypertension', 'I10'],
    ['hypertension with heart failure', 'I50.9 I10'],
    ['T2DM w/ CKD 3a', 'E11.22 N18.31'],
    ['HTN T2DM CKD3a', 'E11.22 N18.31 I10'],
    ['DM2, HTN, HLD', 'E11.9 I10 E78.5'],
    ['HTN/HLD/DM2', 'I10 E78.5 E11.9'],
    ['Type 2 diabetes mellitus, poorly controlled', 'E11.65'],
    ['Diabetes mellitus type II with diabetic polyneuropathy', 'E11.42'],
    ['Diabetic polyneuropathy, both feet', 'E11.42'],
    ['type 1 diabetes with hypoglycemia', 'E10.649'],
    ['Diabetes type 2 on insulin', 'E11.9 Z79.4'],
    ['GDM, diet controlled', 'O24.410'],
    ['CHF, acute on chronic systolic', 'I50.23'],
    ['HFrEF', 'I50.20'],
    ['paroxysmal a-fib', 'I48.0'],
    ['CAD s/p CABG', 'Z95.1 I25.10'],
    ['chronic DVT left leg', 'I82.502'],
    ['URI', 'J06.9'],
    ['Influenza A', 'J10.1'],
    ['COPD exacerbation', 'J44.1'],
    ['Asthma, mild persistent, with acute exacerbation', 'J45.31'],
    ['acute on chronic respiratory failure with hypoxia', 'J96.21'],
    ['allergic rhinitis due to pollen', 'J30.1'],
    ['GERD w/o esophagitis', 'K21.9'],
    ['nausea, vomiting and diarrhea', 'R11.2 R19.7'],
    ['Left inguinal hernia, small, watching', 'K40.90'],
    ['UTI', 'N39.0'],
    ['chronic kidney disease, stage G3b', 'N18.32'],
    ['CKD stage 3 due to hypertension', 'N18.30 I10'],
    ['ESRD on hemodialysis', 'N18.6 Z99.2'],
    ['OA R knee', 'M17.11'],
    ['bilateral knee pain', 'M25.561 M25.562'],
    ['L knee pain x 3 weeks', 'M25.562'],
    ['lumbago with left-sided sciatica', 'M54.42'],
    ['osteoarthritis of right knee with pain', 'M17.11'],
    ['rash on both arms', 'R21'],
    ['cellulitis R foot', 'L03.115'],
    ['Anaemia', 'D64.9'],
    ['hypothyroidism; hyperlipidaemia', 'E03.9 E78.5'],
    ['Obesity, class 1', 'E66.811'],
    ['migraine without aura', 'G43.009'],
    ["Alzheimer's dementia", 'G30.9 F02.80'],
    ['depression - moderate, single episode', 'F32.1'],
    ['MDD, recurrent, moderate', 'F33.1'],
    ['Anxiety and depression', 'F41.9 F32.A'],
    ['alcohol use disorder, severe', 'F10.20'],
    ['acute bilateral otitis media', 'H66.93'],
    ['fx R distal radius', 'S52.501A'],
    ['Laceration of left hand', 'S61.412A'],
    ['concussion w/o LOC', 'S06.0X0A'],
    ['s/p R TKA', 'Z96.651'],
    ['h/o breast cancer', 'Z85.3'],
    ['mother had colon cancer', 'Z80.0'],
    ['penicillin allergy', 'Z88.0'],
    ['screening for colon cancer', 'Z12.11'],
    ['exposure to COVID-19', 'Z20.822'],
    ['former smoker', 'Z87.891'],
    ['Cough, no fever', 'R05.9'],
    ['chest pain without shortness of breath', 'R07.9'],
    ['rule out strep, sore throat', 'J02.9'],
  ])('%s: %s', (words, codes) => {
    expect([...codesOf(read(words))].sort()).toEqual(codes.split(' ').sort());
  });
});

describe('words that are asked about', () => {
  it.each([
    ['Knee pain', ['M25.569'], 'laterality'],
    ['CHF', ['I50.9'], 'specificity'],
    ['Asthma', ['J45.909'], 'specificity'],
    ['uncontrolled diabetes', ['E11.9'], 'specificity'],
    ['HIV', [], 'specificity'],
    ['Alcohol use disorder', [], 'specificity'],
    ['hx of HTN', [], 'current-or-history'],
    ['Resolved pneumonia', [], 'current-or-history'],
    ['Toe thing, see photo', [], 'unreadable-words'],
  ])('%s: %j and %s', (words, codes, query) => {
    const output = read(words);
    expect(codesOf(output)).toEqual(codes);
    expect(queriesOf(output)).toEqual([query]);
    expect(reasonsOf(output)).toEqual(codes.length > 0 ? [] : [expect.any(String)]);
  });

  it('every answer that names a code names one in force', () => {
    const [d] = read('Knee pain').diagnoses ?? [];
    expect(d?.queries[0]?.options).toEqual([
      { answer: 'left', code: 'M25.562' },
      { answer: 'right', code: 'M25.561' },
    ]);
  });
});

describe('words that are never coded', () => {
  it.each([
    ['no chest pain', 'refuted'],
    ['denies SOB', 'refuted'],
    ['chest pain, denies', 'refuted'],
    ['PE ruled out', 'refuted'],
    ['? pneumonia', 'uncertain'],
    ['pneumonia?', 'uncertain'],
    ['r/o PE', 'uncertain'],
    ['pneumonia, rule out', 'uncertain'],
    ['pneumonia, possible', 'uncertain'],
    ['possible strep throat', 'uncertain'],
    ['pneumonia vs bronchitis', 'uncertain'],
    ["FHx: Parkinson's", 'unmapped'],
    ['Father: epilepsy', 'unmapped'],
    ['exposure to measles', 'unmapped'],
    ['fear of cancer', 'unmapped'],
    ['BRCA gene breast cancer', 'unmapped'],
    ['cold intolerance', 'unmapped'],
    ['Post-COVID fatigue', 'unmapped'],
    ['back pain after falling from a ladder at work yesterday', 'unmapped'],
    ['Xyzzy syndrome', 'unmapped'],
    ['sequela of stroke', 'unmapped'],
  ])('%s: %s', (words, reason) => {
    const output = read(words);
    expect(codesOf(output)).toEqual([]);
    expect(reasonsOf(output)).toEqual([reason]);
    expect(output.uncoded?.[0]?.about).toBe('Condition/1');
  });

  it('doubt counts, but at inpatient discharge', () => {
    const stay = { setting: { value: 'inpatient' as const, evidence: [] } };
    expect(codesOf(read('Probable pneumonia', { visit: stay }))).toEqual(['J18.9']);
    expect(codesOf(read('Probable pneumonia', { visit: { ...stay, endDate: undefined } }))).toEqual([]);
    expect(codesOf(read('No pneumonia', { visit: stay }))).toEqual([]);
  });
});

describe('the record beside the words', () => {
  it.each([
    ['Knee pain', { side: 'left' as const }, ['M25.562']],
    ['CKD', { stage: 'Stage 3b' }, ['N18.32']],
    ['Major depressive disorder, recurrent', { severity: 'Moderate' }, ['F33.1']],
    ['right knee pain, left hip pain', {}, ['M25.561', 'M25.552']],
    ['pain of right and left knee', {}, ['M25.561', 'M25.562']],
  ])('%s with %j', (words, draft, codes) => {
    expect(codesOf(read(words, { problem: draft }))).toEqual(codes);
  });

  it.each([
    ['Annual physical', { age: 17 }, ['Z00.129']],
    ['Annual physical', { age: 18 }, ['Z00.00']],
    ['Right breast cancer', { sex: 'male' as const }, ['C50.921']],
    ['Right breast cancer', { sex: 'female' as const }, ['C50.911']],
  ])('%s of %j', (words, person, codes) => {
    expect(codesOf(read(words, { person }))).toEqual(codes);
  });

  it.each([
    ['Left ankle sprain', [], 'S93.402A'],
    ['Left ankle sprain', ['Follow-up visit'], 'S93.402D'],
    ['Left ankle sprain, recheck', [], 'S93.402D'],
    ['Sequela of left ankle sprain', ['Follow-up visit'], 'S93.402S'],
    ['Left ankle sprain, initial encounter', ['Follow-up visit'], 'S93.402A'],
  ])('%s at %j: %s', (words, types, code) => {
    const visit = { types: types.map((t) => ({ words: t, codings: [] })) };
    expect(codesOf(read(words, { visit }))).toEqual([code]);
  });

  it('codes by the date: multiple sclerosis on the last day before and the first day of FY2026', () => {
    expect(codesOf(read('Multiple sclerosis', { on: '2025-09-30' }))).toEqual(['G35']);
    expect(codesOf(read('Multiple sclerosis', { on: '2025-10-01' }))).toEqual(['G35.D']);
  });

  it('gives the words as evidence, and the side and stage it used', () => {
    const [d] = read('Knee pain', { problem: { side: 'left', stage: 'Late' } }).diagnoses ?? [];
    expect(d?.evidence.map((e) => e.path)).toEqual([
      'Condition.code.text',
      'Condition.stage.summary',
      'Condition.bodySite',
    ]);
    expect(d?.rule).toMatchObject({ rule: 'phrase-knee-pain', citation: { section: 'I.B.13' } });
  });

  it('is surer of words it explains wholly', () => {
    const sure = (words: string): number => read(words).diagnoses?.[0]?.confidence ?? 0;
    expect(sure('Congestive heart failure, chronic systolic')).toBeGreaterThan(sure('Heart failure'));
    expect(sure('Migraine with aura')).toBeGreaterThan(sure('Tension headache, laptop'));
    expect(sure('Tension headache, laptop')).toBeGreaterThan(0);
  });

  it('leaves coded problems to others, but not an EHR’s own codes', () => {
    const coding = (system: string | undefined, code: string) => ({
      problem: { codings: [{ system, code }] },
    });
    expect(codesOf(read('HTN', coding(ICD, 'I10')))).toEqual([]);
    expect(codesOf(read('HTN', coding(undefined, 'I10')))).toEqual([]);
    expect(codesOf(read('HTN', coding('urn:oid:1.2.3', '64176')))).toEqual(['I10']);
    expect(codesOf(read('HTN', coding(undefined, '64176')))).toEqual(['I10']);
  });

  it('reads the words beside a code of SNOMED CT, less surely than a map of the code and only if it reads them all', () => {
    const sct = { problem: { codings: [{ system: SCT, code: '200965009' }] } };
    const [alone] = read('Hypertension').diagnoses ?? [];
    const [beside] = read('Hypertension', sct).diagnoses ?? [];
    expect(beside?.code).toBe('I10');
    expect(beside?.confidence).toBeLessThan(0.6 * (alone?.confidence ?? 0));
    expect(codesOf(read('Hypertension of the moon', sct))).toEqual([]);
    expect(reasonsOf(read('Something else altogether', sct))).toEqual([]);
  });

  it.each([
    ['Gout, no recent flares', ['M10.9']],
    ['Gout, not present', []],
  ])('a state of today denied is no denial: %s', (words, codes) => {
    expect(codesOf(read(words))).toEqual(codes);
  });

  it('keeps the code, less sure, when no release can tell', () => {
    const p = problem({ words: 'HTN' });
    const untold = fakeTerminology({ complete: false });
    const [d] = run(facts({ problems: [p] }), context(untold, { problems: [p] })).diagnoses ?? [];
    expect(d).toMatchObject({ code: 'I10', release: undefined });
    expect(d?.confidence).toBeLessThan(0.7);
  });
});

describe('any words at all', () => {
  it('end as a code in force or as a reason, and never throw', () => {
    const vocabulary = TABLE.phrases
      .flatMap((p) => p.names)
      .concat('no', 'r/o', '?', ',', 'and', 'without', 'left', 'h/o');
    const texts = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.array(fc.constantFrom(...vocabulary), { maxLength: 6 }).map((w) => w.join(' ')),
    );
    fc.assert(
      fc.property(texts, (words) => {
        fc.pre(words !== '');
        const output = read(words);
        expect(codesOf(output).length + reasonsOf(output).length).toBeGreaterThan(0);
        expect((output.diagnoses ?? []).every((d) => d.confidence > 0 && d.confidence <= 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  // The timeout is the test: a pattern that backtracks would take minutes.
  it('are read up to 2,000 characters, hostile or not', { timeout: 5_000 }, () => {
    for (const bit of ['a', 'w/', '?', ', ', 'and ', 'hypertension, ', 'no ', 's/p ']) {
      read(bit.repeat(200_000 / bit.length));
    }
    expect(codesOf(read(`${' '.repeat(2_000)}hypertension`))).toEqual([]);
  });
});

describe('a table that is not valid', () => {
  it.each([
    ['nothing', undefined, /no phrases/],
    ['no names', [{ code: 'I10' }], /no names/],
    ['no code', [{ names: ['x ray'] }], /"x ray" leads to no code/],
    ['a bad code', [{ names: ['x ray'], code: 'I1' }], /"x ray": I1 is not/],
    ['a bad side', [{ names: ['x ray'], code: 'I10', sides: { left: 'I1' } }], /"x ray": I1 is not/],
    [
      'twins',
      [
        { names: ['knee pain'], code: 'I10' },
        { names: ['pain knee'], code: 'I10' },
      ],
      /"knee pain" and "pain knee"/,
    ],
    ['an empty by', [{ names: ['x ray'], by: [{ code: 'I10' }] }], /"x ray": a by without/],
  ])('%s: the phrase is named', (_what, phrases, message) => {
    expect(() => prepare({ 'phrases.json': { phrases } })).toThrow(message);
  });
});
