import { describe, expect, it } from 'vitest';
import { combinations } from '../../../src/suggest/interpreters/combinations.ts';
import { fakeTerminology } from '../../support/fake-terminology.ts';
import { coded, codesOf, context, type FactsDraft, facts, MANIFEST, problem } from './support.ts';

const ROWS = [
  {
    id: 'htn-ckd',
    title: 'Hypertension and kidney disease',
    citation: 'I.C.9.a.2',
    when: {
      all: ['I10|I12.-', 'N18.-'],
      none: ['I50.-'],
      pregnant: false,
      unlessWords: ['not due to hypertension'],
    },
    replace: ['I10|I12.-'],
    suggest: [{ byMatch: { 'N18.5..N18.6': 'I12.0', 'N18.-': 'I12.9' } }],
  },
  {
    id: 'heart-and-kidney',
    title: 'A later row sees the earlier result',
    citation: 'I.C.9.a.3',
    when: { all: ['I12.-', 'I51.7'] },
    replace: ['I12.-'],
    suggest: [{ code: 'I13.10' }],
  },
  {
    id: 'general-and-specified',
    title: 'The specified code stands',
    citation: { source: 'Tabular List', section: 'E11' },
    when: { all: ['E11.9'], any: ['E11.4-', 'E11.6-'] },
    replace: ['E11.9'],
    suggest: [{ byMatch: { 'E11.4-|E11.6-': '=' } }],
    confidence: 0.5,
  },
  {
    id: 'in-words',
    title: 'Words decide',
    citation: 'I.C.4.a',
    when: {
      any: ['E11.-'],
      none: ['E11.65'],
      words: ['poorly controlled'],
      age: { min: 18 },
      setting: ['office'],
    },
    replace: ['E11.9'],
    suggest: [{ code: 'E11.65' }],
    placement: 'first',
  },
  {
    id: 'asked',
    title: 'Only a question',
    citation: 'I.C.4.a',
    when: { any: ['E11.-'], words: ['uncontrolled'] },
    query: {
      id: 'control',
      question: 'Which?',
      options: [
        { answer: 'high', byMatch: { 'E11.-': 'E11.65' } },
        { answer: 'old', code: 'E11.66' },
        { answer: 'neither' },
      ],
    },
  },
];
const TERMS = fakeTerminology({
  codes: Object.fromEntries(
    ['I10', 'I12.0', 'I12.9', 'I13.10', 'E11.9', 'E11.42', 'E11.65', 'N18.31', 'N18.6', 'I51.7'].map((c) => [
      c,
      c,
    ]),
  ),
});
const run = (
  codes: readonly string[],
  draft: FactsDraft = {},
  terms = TERMS,
  rows: readonly unknown[] = ROWS,
) =>
  combinations({ rows }, MANIFEST)(
    facts({ problems: codes.map((c) => problem({ id: `Condition/${c}`, words: c })), ...draft }),
    context(terms, { diagnoses: codes.map((c) => coded(c)) }),
  );

describe('combinations', () => {
  it('carries evidence and problems of all it rests on, what it replaces, its rule and citation', () => {
    const [d] = run(['I10', 'N18.31']).diagnoses ?? [];
    expect(d).toMatchObject({
      code: 'I12.9',
      problems: ['Condition/I10', 'Condition/N18.31'],
      replaces: ['I10'],
      rule: {
        rule: 'htn-ckd',
        citation: { source: 'ICD-10-CM Official Guidelines FY 2026', section: 'I.C.9.a.2' },
      },
      placement: 'any',
    });
    expect(d?.evidence.map((e) => e.words)).toEqual(['I10', 'N18.31']);
    expect(d?.confidence).toBeCloseTo(0.9 * 0.95);
  });

  it('lets the first pattern that is met choose the code', () => {
    expect(codesOf(run(['I10', 'N18.31', 'N18.6']))).toEqual(['I12.0']);
  });

  it('needs every pattern of all, and none of none', () => {
    expect(codesOf(run(['I10']))).toEqual([]);
    expect(codesOf(run(['I10', 'N18.31', 'I50.22']))).toEqual([]);
  });

  it('corrects a combination code that is there already', () => {
    const [d] = run(['I12.9', 'N18.6']).diagnoses ?? [];
    expect(d).toMatchObject({ code: 'I12.0', replaces: ['I12.9'] });
  });

  it('says nothing when all is as it should be', () => {
    expect(run(['I12.9', 'N18.31'])).toMatchObject({ diagnoses: [], queries: [] });
  });

  it('lets later rows build on earlier ones, and hands on what those replaced', () => {
    const output = run(['I10', 'N18.31', 'I51.7']);
    expect(codesOf(output)).toEqual(['I13.10']);
    expect(new Set(output.diagnoses?.[0]?.replaces)).toEqual(new Set(['I12.9', 'I10']));
  });

  it('keeps the code that met the pattern for "="', () => {
    const [d] = run(['E11.9', 'E11.42']).diagnoses ?? [];
    expect(d).toMatchObject({
      code: 'E11.42',
      replaces: ['E11.9'],
      rule: { citation: { source: 'Tabular List' } },
    });
    expect(d?.problems).toEqual(['Condition/E11.9', 'Condition/E11.42']);
  });

  it('heeds the word of the record against a presumed link', () => {
    const problems = [problem({ id: 'Condition/N18.31', words: 'CKD', notes: ['Not due to hypertension.'] })];
    expect(codesOf(run(['I10', 'N18.31'], { problems }))).toEqual([]);
  });

  const dm = (note: string) => ({
    problems: [problem({ id: 'Condition/E11.9', words: 'T2DM', notes: [note] })],
  });

  it('reads words, with them as evidence, and not where they are denied', () => {
    const [d] = run(['E11.9'], dm('Poorly controlled.')).diagnoses ?? [];
    expect(d).toMatchObject({ code: 'E11.65', placement: 'first' });
    expect(d?.evidence.map((e) => e.path)).toContain('Condition.note[0].text');
    expect(codesOf(run(['E11.9'], dm('No longer poorly controlled.')))).toEqual([]);
  });

  it('heeds age, setting and pregnancy', () => {
    const words = dm('Poorly controlled.');
    expect(codesOf(run(['E11.9'], { ...words, person: { age: 17 } }))).toEqual([]);
    expect(codesOf(run(['E11.9'], { ...words, person: { age: 18 } }))).toEqual(['E11.65']);
    const home = { setting: { value: 'home' as const, evidence: [] } };
    expect(codesOf(run(['E11.9'], { ...words, visit: home }))).toEqual([]);
    const pregnant = { pregnant: { value: true, evidence: [] } };
    expect(codesOf(run(['I10', 'N18.31'], { person: pregnant }))).toEqual([]);
  });

  it('asks, with the codes that are in force', () => {
    const output = run(['E11.9'], dm('Uncontrolled.'));
    expect(output.diagnoses).toEqual([]);
    expect(output.queries).toMatchObject([
      {
        id: 'control',
        about: 'Condition/E11.9',
        options: [{ code: 'E11.65' }, { answer: 'old' }, { answer: 'neither' }],
      },
    ]);
    expect(output.queries?.[0]?.options[1]).not.toHaveProperty('code');
  });

  it('does not trade a good code for one that is not in force', () => {
    const terms = fakeTerminology({ codes: { I10: 'I10', 'N18.31': 'N18.31' } });
    expect(codesOf(run(['I10', 'N18.31'], {}, terms))).toEqual([]);
  });
});

describe('a table that is not valid', () => {
  const row = (patch: object) => [{ ...ROWS[0], ...patch }];
  it.each([
    ['a bad pattern', row({ replace: ['I10x'] }), /row htn-ckd: I10x is not a pattern/],
    ['a bad code', row({ suggest: [{ code: 'I1' }] }), /row htn-ckd: I1 is not an ICD-10-CM code/],
    ['no condition', row({ when: { none: ['I10'] } }), /row htn-ckd: when needs all or any/],
    ['nothing to say', row({ suggest: [] }), /row htn-ckd: it neither suggests nor asks/],
    ['an unknown key', row({ else: 1 }), /rows\[0\] \(htn-ckd\).*\(else\)/],
    ['a row twice', [ROWS[0], ROWS[0]], /row htn-ckd stands twice/],
    ['words that no text can hold', row({ when: { all: ['I10'], words: ['Not At Goal'] } }), /htn-ckd/],
  ])('%s: the row is named', (_what, rows, message) => {
    expect(() => combinations({ rows }, MANIFEST)).toThrow(message);
  });
});
