/** Recorded ICD-10-CM codes in every form and state (guidelines I.A.2, I.A.19, I.B.2, I.B.13). */
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/icd10cm-recorded/index.ts';
import type { ModuleOutput } from '../../src/suggest/module.ts';
import {
  codesOf,
  context,
  facts,
  ICD,
  ON,
  type ProblemDraft,
  problem,
  SCT,
} from '../suggest/interpreters/support.ts';
import { day, dayBefore, type FakeTerms, fakeTerminology } from '../support/fake-terminology.ts';

const TERMS: FakeTerms = {
  codes: {
    I10: 'Essential (primary) hypertension',
    E11: { title: 'Type 2 diabetes mellitus', billable: false },
    'E11.22': 'Type 2 diabetes mellitus with diabetic chronic kidney disease',
    'E11.65': 'Type 2 diabetes mellitus with hyperglycemia',
    'E11.9': 'Type 2 diabetes mellitus without complications',
    'E11.A': 'Type 2 diabetes mellitus without complications in remission',
    'N18.3': { title: 'Chronic kidney disease, stage 3 (moderate)', billable: false },
    'N18.30': 'Chronic kidney disease, stage 3 unspecified',
    'N18.31': 'Chronic kidney disease, stage 3a',
    'N18.32': 'Chronic kidney disease, stage 3b',
    'M25.56': { title: 'Pain in knee', billable: false },
    'M25.561': 'Pain in right knee',
    'M25.562': 'Pain in left knee',
    'M25.569': 'Pain in unspecified knee',
    'M17.0': 'Bilateral primary osteoarthritis of knee',
    'M17.10': 'Unilateral primary osteoarthritis, unspecified knee',
    'M17.11': 'Unilateral primary osteoarthritis, right knee',
    'M17.12': 'Unilateral primary osteoarthritis, left knee',
    'H66.90': 'Otitis media, unspecified, unspecified ear',
    'H66.91': 'Otitis media, unspecified, right ear',
    'H66.92': 'Otitis media, unspecified, left ear',
    'H66.93': 'Otitis media, unspecified, bilateral',
    'S52.501': { title: 'Unspecified fracture of the lower end of right radius', billable: false },
    'S52.501A':
      'Unspecified fracture of the lower end of right radius, initial encounter for closed fracture',
    'S52.501D':
      'Unspecified fracture of the lower end of right radius, subsequent encounter for closed fracture with routine healing',
    'S52.502A': 'Unspecified fracture of the lower end of left radius, initial encounter for closed fracture',
    'S52.509A':
      'Unspecified fracture of the lower end of unspecified radius, initial encounter for closed fracture',
    'R51.9': 'Headache, unspecified',
    'G43.909': 'Migraine, unspecified, not intractable, without status migrainosus',
    I50: { title: 'Heart failure', billable: false },
    'I50.22': 'Chronic systolic (congestive) heart failure',
    'I50.23': 'Acute on chronic systolic (congestive) heart failure',
    'I50.42': 'Chronic combined systolic (congestive) and diastolic (congestive) heart failure',
    'I50.9': 'Heart failure, unspecified',
  },
  retired: { 'T78.07XA': { lastDay: '2025-09-30', successors: ['I10'] } },
  notYet: { 'E11.A': '2025-10-01' },
  notes: [{ kind: 'useAdditional', node: 'E11.22', targets: ['N18.1-N18.6'] }],
};
const terms = fakeTerminology(TERMS);
const run = prepare({});
const read = (draft: ProblemDraft, on = ON, terminology = terms): ModuleOutput => {
  const p = problem(draft);
  return run(facts({ problems: [p] }), context(terminology, { problems: [p], on }));
};
const recorded = (code: string, draft: ProblemDraft = {}, on = ON) =>
  read({ codings: [{ system: ICD, code }], words: code, ...draft }, on);

describe('forms of a code', () => {
  it.each([
    [ICD, 'I10', 'recorded'],
    [ICD, 'i10', 'recorded'],
    [ICD, 'E1122', 'recorded'],
    [ICD, ' e11 .22 ', 'recorded'],
    [ICD, 'I10.', 'recorded'],
    ['http://hl7.org/fhir/sid/icd-10', 'I10', 'recorded-as-icd-10'],
    [undefined, 'E11.22', 'recorded-without-system'],
  ])('%s %s: %s', (system, code, rule) => {
    const [d] = read({ codings: [{ system, code }] }).diagnoses ?? [];
    expect(d?.rule.rule).toBe(rule);
    expect(d).toMatchObject({ release: 'icd10cm-test', problems: ['Condition/1'] });
    expect(d?.title).not.toBe(code);
  });

  it('is less sure the less the record says', () => {
    const sure = (system: string | undefined): number =>
      read({ codings: [{ system, code: 'I10' }] }).diagnoses?.[0]?.confidence ?? 0;
    const [own, sid, none] = [ICD, 'http://hl7.org/fhir/sid/icd-10', undefined].map(sure);
    expect([own, sid, none]).toEqual([own, sid, none].sort().reverse());
    expect(new Set([own, sid, none]).size).toBe(3);
  });

  it.each([
    ['another system', { system: 'urn:oid:1.2.3', code: 'I10' }],
    ['no system and not of the release', { system: undefined, code: 'Z99.9' }],
    ['no system and only a category', { system: undefined, code: 'E11' }],
    ['no system and a number', { system: undefined, code: '44054006' }],
  ])('%s is left to other modules', (_what, coding) => {
    expect(read({ codings: [coding] })).toEqual({ diagnoses: [], uncoded: [], queries: [] });
  });

  it('names what has not the form of a code', () => {
    const output = recorded('DIABETES');
    expect(output.uncoded).toMatchObject([
      { reason: 'unmapped', explanation: expect.stringContaining('DIABETES') },
    ]);
  });

  it('an ICD-9-CM code alone is no code; beside SNOMED CT it is passed over', () => {
    const icd9 = { system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '401.9' };
    expect(read({ codings: [icd9] }).uncoded).toMatchObject([{ reason: 'unmapped' }]);
    expect(read({ codings: [icd9, { system: SCT, code: '59621000' }] }).uncoded).toEqual([]);
  });
});

describe('states of a code', () => {
  it('a category offers the codes below it', () => {
    const output = recorded('E11', { words: 'Diabetes' });
    expect(output.uncoded).toMatchObject([{ reason: 'unbillable', citation: { section: 'I.B.2' } }]);
    expect(output.queries?.[0]).toMatchObject({ id: 'more-characters', about: 'Condition/1' });
    expect(output.queries?.[0]?.options.map((o) => o.code)).toEqual(['E11.22', 'E11.65', 'E11.9', 'E11.A']);
  });

  it('a category offers no more than twelve', () => {
    const codes = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [`A15.${String(i).padStart(2, '0')}`, `kind ${i}`]),
    );
    const many = fakeTerminology({ codes: { ...codes, A15: { title: 'Header', billable: false } } });
    const [query] =
      read({ codings: [{ system: ICD, code: 'A15' }], words: 'Header' }, ON, many).queries ?? [];
    expect(query?.options.length).toBe(12);
    expect(query?.question).toContain('8 more');
  });

  it.each([
    ['N18.3', 'CKD stage 3b', ['N18.32']],
    ['N18.3', 'CKD stage 3', []],
    ['E11', 'Type 2 diabetes with chronic kidney disease', ['E11.22']],
    ['E11', 'Type 2 diabetes without complications', ['E11.9']],
    ['E11', 'Diabetes with hyperglycemia and kidney disease', []],
    ['M25.56', 'Pain in left knee', ['M25.562']],
    ['I50', 'Chronic systolic heart failure', ['I50.22']],
    ['S52.501', 'Fracture of distal radius', []],
    ['S52.501', 'Closed fracture of distal radius', []],
    ['S52.501', 'Distal radius fracture, subsequent encounter', ['S52.501D']],
  ])('%s with the words %s: %j', (code, words, codes) => {
    const output = recorded(code, { words });
    expect(codesOf(output)).toEqual(codes);
    const asked = [...(output.queries ?? []), ...(output.diagnoses ?? []).flatMap((d) => d.queries)];
    expect(asked.map((q) => q.id)).toEqual(['more-characters']);
  });

  it('other codings and the body site choose below a category, too', () => {
    const both = [
      { system: ICD, code: 'N18.3' },
      { system: SCT, code: '700378005', display: 'CKD stage 3a' },
    ];
    expect(codesOf(read({ codings: both, words: 'Kidney disease' }))).toEqual(['N18.31']);
    expect(codesOf(recorded('M25.56', { words: 'Knee', side: 'right' }))).toEqual(['M25.561']);
  });

  it('a code is retired from the day after its last day, and one successor is still a question', () => {
    expect(codesOf(recorded('T78.07XA', {}, dayBefore('2025-10-01')))).toEqual(['T78.07XA']);
    const output = recorded('T78.07XA', {}, day('2025-10-01'));
    expect(codesOf(output)).toEqual([]);
    expect(output.uncoded).toMatchObject([
      { reason: 'unbillable', explanation: expect.stringContaining('I10') },
    ]);
    expect(output.queries).toMatchObject([{ id: 'retired-code', options: [{ code: 'I10' }] }]);
  });

  it('a code is not yet valid the day before it begins', () => {
    expect(codesOf(recorded('E11.A', {}, day('2025-10-01')))).toEqual(['E11.A']);
    const output = recorded('E11.A', {}, dayBefore('2025-10-01'));
    expect(output).toMatchObject({ diagnoses: [], uncoded: [{ reason: 'unmapped' }] });
    expect(output.uncoded?.[0]?.explanation).toContain('2025-10-01');
  });

  it('an unknown code is named', () => {
    expect(recorded('E11.999').uncoded).toMatchObject([
      { reason: 'unmapped', explanation: expect.stringContaining('E11.999'), citation: { source: '45 CFR' } },
    ]);
  });

  it('a date without a release keeps the code, unverified', () => {
    const [d] =
      read({ codings: [{ system: ICD, code: 'E119', display: 'T2DM' }] }, day('2010-01-01')).diagnoses ?? [];
    expect(d).toMatchObject({
      code: 'E11.9',
      title: 'T2DM',
      release: undefined,
      rule: { rule: 'recorded-not-verifiable' },
    });
    expect(d?.confidence).toBeLessThan(0.7);
  });
});

describe('side', () => {
  it.each([
    ['M25.569', 'right' as const, ['M25.561']],
    ['H66.90', 'left' as const, ['H66.92']],
    ['H66.90', 'bilateral' as const, ['H66.93']],
    ['M25.569', 'bilateral' as const, ['M25.561', 'M25.562']],
    ['S52.509A', 'right' as const, ['S52.501A']],
    // M17 has a bilateral code under another title: two unilateral ones would be wrong.
    ['M17.10', 'bilateral' as const, ['M17.10']],
    ['I10', 'right' as const, ['I10']],
  ])('%s, %s: %j', (code, side, codes) => {
    expect(codesOf(recorded(code, { side }))).toEqual(codes);
  });

  it('keeps the unspecified code as the alternative', () => {
    const [d] = recorded('M25.569', { side: 'right' }).diagnoses ?? [];
    expect(d).toMatchObject({ rule: { rule: 'recorded-side', citation: { section: 'I.B.13' } } });
    expect(d?.alternatives.map((a) => a.code)).toEqual(['M25.569']);
    expect(d?.evidence.map((e) => e.path)).toContain('Condition.bodySite');
  });

  it('reads the side in the words', () => {
    expect(codesOf(recorded('M25.569', { words: 'Left knee pain' }))).toEqual(['M25.562']);
  });

  it('asks for an open side', () => {
    const [d] = recorded('H66.90').diagnoses ?? [];
    expect(d?.queries).toMatchObject([
      { id: 'laterality', options: [{ code: 'H66.92' }, { code: 'H66.91' }, { code: 'H66.93' }] },
    ]);
    expect(recorded('R51.9').diagnoses?.[0]?.queries).toEqual([]);
  });
});

describe('contradictions', () => {
  it('trusts the code against the words, and asks', () => {
    const [d] = recorded('M25.562', { words: 'Pain in right knee' }).diagnoses ?? [];
    expect(d).toMatchObject({ code: 'M25.562', alternatives: [{ code: 'M25.561' }] });
    expect(d?.queries).toMatchObject([
      {
        id: 'code-and-words-disagree',
        options: [
          { answer: 'left', code: 'M25.562' },
          { answer: 'right', code: 'M25.561' },
        ],
      },
    ]);
    expect(d?.confidence).toBeLessThan(0.8);
  });

  it.each([
    ['E11.9', 'Type 1 diabetes'],
    ['S52.501A', 'Right radius fracture, subsequent encounter'],
  ])('%s against %s', (code, words) => {
    expect(recorded(code, { words }).diagnoses?.[0]?.queries.map((q) => q.id)).toEqual([
      'code-and-words-disagree',
    ]);
  });

  it.each([
    ['M25.562', 'Knee pain'],
    ['M25.562', 'Pain in left knee'],
    ['M25.562', 'Pain, left more than right knee'],
    ['E11.9', 'Type 2 diabetes'],
  ])('%s with %s is none', (code, words) => {
    expect(recorded(code, { words }).diagnoses?.[0]?.queries).toEqual([]);
  });

  it('takes the first of several codes and asks', () => {
    const codings = [
      { system: ICD, code: 'R51.9' },
      { system: ICD, code: 'G43.909' },
    ];
    const [d, ...more] = read({ codings }).diagnoses ?? [];
    expect(more).toEqual([]);
    expect(d).toMatchObject({
      code: 'R51.9',
      alternatives: [{ code: 'G43.909' }],
      queries: [{ id: 'codings-disagree' }],
    });
  });

  it('takes both codes that the tabular list joins', () => {
    const codings = [
      { system: ICD, code: 'E11.22' },
      { system: ICD, code: 'N18.31' },
    ];
    const output = read({ codings });
    expect(codesOf(output)).toEqual(['E11.22', 'N18.31']);
    expect(output.diagnoses?.flatMap((d) => d.queries)).toEqual([]);
  });

  it.each([
    ['a category above it', ['E11', 'E11.9']],
    ['the same code again', ['E119', 'E11.9']],
  ])('%s is no rival', (_what, codes) => {
    const [d] = read({ codings: codes.map((code) => ({ system: ICD, code })) }).diagnoses ?? [];
    expect(d).toMatchObject({ code: 'E11.9', alternatives: [], queries: [] });
  });

  it('passes over a code that is not in force, saying so', () => {
    const [d] =
      read({
        codings: [
          { system: ICD, code: 'E11.999' },
          { system: ICD, code: 'I10' },
        ],
      }).diagnoses ?? [];
    expect(d).toMatchObject({
      code: 'I10',
      alternatives: [{ code: 'E11.999', why: expect.stringContaining('not in force') }],
    });
  });
});
