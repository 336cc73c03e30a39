/** A note's words to codes: what is reported, what is history, what is nothing, and the tables themselves. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../mappings/note-text/index.ts';
import type { RawLexicon, RawNeoplasms } from '../../mappings/note-text/lexicon.ts';
import { loadTerminology } from '../../src/store/index.ts';
import { type DiagnosisSuggestion, icd10CmCode, sectionsOf } from '../../src/suggest/module.ts';
import {
  context,
  type FactsDraft,
  facts,
  ICD,
  officialBillable,
  problem,
} from '../suggest/interpreters/support.ts';

const FOLDER = resolve(import.meta.dirname, '../../mappings/note-text');
const json = (file: string): unknown => JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8'));
const LEXICON = json('lexicon.json') as RawLexicon;
const NEOPLASMS = json('neoplasms.json') as RawNeoplasms;
const TABLES = {
  'lexicon.json': LEXICON,
  'neoplasms.json': NEOPLASMS,
  'cues.json': json('cues.json'),
  'drugs.json': json('drugs.json'),
};
const TERMS = loadTerminology();
const run = prepare(TABLES);

function read(text: string, draft: FactsDraft = {}): readonly DiagnosisSuggestion[] {
  const note = { id: 'DocumentReference/1', title: undefined, text, sections: sectionsOf(text) };
  const said = { ...facts(draft), notes: [note] };
  return run(said, context(TERMS, { problems: said.problems })).diagnoses ?? [];
}
const codes = (text: string, draft: FactsDraft = {}): readonly string[] =>
  read(text, draft).map((d) => d.code);

describe('an assessment', () => {
  it.each([
    ['HTN, at goal', ['I10']],
    ['T2DM with hyperglycemia', ['E11.65']],
    ['Type 2 diabetes without complications', ['E11.9']],
    ['COPD exacerbation', ['J44.1']],
    ['CKD stage 3b', ['N18.32']],
    ['Acute on chronic systolic heart failure', ['I50.23']],
    ['Pain in the left shoulder', ['M25.512']],
    ['Left knee pain', ['M25.562']],
    ['Nausea and vomiting', ['R11.2']],
    ['Major depressive disorder, recurrent, moderate', ['F33.1']],
    ['Anaemia and diarrhoea', ['D64.9', 'R19.7']],
    ['Renal calculi', ['N20.0']],
    ['Carcinoma of the right breast', ['C50.911']],
    ['Metastasis to liver', ['C78.7']],
    ['Second-hand smoke exposure', ['Z77.22']],
    ['Family history of diabetes', ['Z83.3']],
  ])('"%s" is %j', (text, expected) => expect(codes(`A: ${text}.`)).toEqual(expected));

  it.each([
    'No evidence of pneumonia',
    'Possible pneumonia',
    'Return if chest pain',
    'At risk of falls',
    'Pneumonia was ruled out',
    'Metformin refilled, potassium 3.2',
    'disease',
  ])('"%s" reports nothing', (text) => expect(codes(`A: ${text}.`)).toEqual([]));

  it('cites the words as they stand, where they stand', () => {
    const text = 'HPI: sore.\nASSESSMENT: Chronic  gout of the left foot, stable.';
    const [d] = read(text);
    const words = d?.evidence[0]?.words ?? '';
    expect(text.includes(words) && words.toLowerCase().includes('gout')).toBe(true);
    expect(d?.evidence[0]?.reference).toBe('DocumentReference/1');
    expect(d?.rule.citation.section).toBe('IV.J');
  });

  it('asks for a side that the codes know, with the code of each', () => {
    const [d] = read('A: Knee pain.');
    expect(d?.code).toBe('M25.569');
    expect(d?.queries[0]?.options).toEqual([
      { answer: 'right', code: 'M25.561' },
      { answer: 'left', code: 'M25.562' },
    ]);
    expect(read('A: Right knee pain.')[0]?.queries).toEqual([]);
  });

  it('of a side said for one of two findings gives it to that one', () => {
    expect(codes('A:\n1. Left hip pain\n2. Right knee pain')).toEqual(['M25.552', 'M25.561']);
  });
});

describe('beside Conditions', () => {
  const recorded = (code: string, words = ''): FactsDraft => ({
    problems: [problem({ words, codings: [{ system: ICD, code }] })],
  });
  it('only what the author concludes is added, and nothing of a category that is recorded', () => {
    expect(codes('A: HTN. Gout.', recorded('I10'))).toEqual(['M10.9']);
    expect(codes('A: HTN. Gout.', recorded('I11.0'))).toEqual(['M10.9']);
    expect(codes('Gout troubles her.', recorded('I10'))).toEqual([]);
  });
  it('what a Condition refutes or has over is not brought back', () => {
    const refuted = { problems: [problem({ words: 'Pneumonia', verification: 'refuted' })] };
    expect(codes('A: Pneumonia.', refuted)).toEqual([]);
  });
  it('a listed problem that is assessed is cared for, under its own code', () => {
    const list = (over: object): FactsDraft => ({
      problems: [problem({ codings: [{ system: ICD, code: 'K21.00' }], link: 'problem-list', ...over })],
    });
    const [d] = read('A: GERD, stable.', list({}));
    expect([d?.code, d?.problems[0], d?.problems.length]).toEqual(['K21.00', 'Condition/1', 2]);
    expect(codes('HPI: GERD, stable.', list({}))).toEqual([]);
    expect(codes('A: GERD, stable.', list({ clinical: 'resolved' }))).toEqual([]);
    expect(codes('A: GERD, stable.', list({ verification: 'refuted' }))).toEqual([]);
    expect(codes('NOT ADDRESSED: GERD.', list({}))).toEqual([]);
  });
  it('a Condition that cannot be read keeps the module silent', () => {
    expect(
      codes('A: Gout.', { problems: [problem({ codings: [{ system: 'urn:local', code: '1' }] })] }),
    ).toEqual([]);
  });
});

describe('doubt', () => {
  const discharged = { visit: { setting: { value: 'inpatient', evidence: [] } } } as const;
  const inside = { visit: { ...discharged.visit, endDate: undefined } } as const;
  it('counts at discharge from an inpatient stay and nowhere else', () => {
    expect(codes('Impression: probable pneumonia.', discharged)).toEqual(['J18.9']);
    expect(codes('Impression: probable pneumonia.', inside)).toEqual([]);
    expect(codes('Impression: probable pneumonia.')).toEqual([]);
  });
  it('never counts for what is coded only when confirmed', () => {
    expect(codes('Impression: suspected COVID-19.', discharged)).toEqual([]);
    expect(codes('Impression: possible HIV.', discharged)).toEqual([]);
  });
  it('leaves the complaint', () => {
    expect(codes('CC: chest pain.\nA: Suspected pneumonia.')).toEqual(['R07.9']);
    expect(codes('CC: chest pain.\nA: Bronchitis.')).not.toContain('R07.9');
  });
});

describe('what is past', () => {
  it('is history where a code says so, and a chronic disease is still there', () => {
    expect(codes('A: history of prostate cancer.', { person: { sex: 'male' } })).toEqual(['Z85.46']);
    expect(codes('A: history of hypertension.')).toEqual(['I10']);
    expect(codes('A: history of cellulitis.')).toEqual([]);
  });
  it('is status for an operation, which done now is none', () => {
    expect(codes('A: s/p hysterectomy.')).toEqual(['Z90.710']);
    expect(codes('Plan: hysterectomy next week.')).toEqual([]);
  });
  it('of relatives is family history in its own section only', () => {
    expect(codes('FH: father with colon cancer.')).toEqual(['Z80.0']);
    expect(codes('A: father has colon cancer.')).toEqual([]);
  });
});

describe('whom it fits', () => {
  it('perinatal codes are for the newborn', () => {
    expect(codes('A: Physiologic jaundice.', { person: { age: 0 } })).toEqual(['P59.9']);
    expect(codes('A: Physiologic jaundice.', { person: { age: 40 } })).toEqual([]);
  });
});

describe('beside the diagnoses', () => {
  it('stand long-term drugs, where they are taken and belong to a diagnosis', () => {
    expect(codes('A: T2DM, on metformin and insulin.')).toEqual(['E11.9', 'Z79.84', 'Z79.4']);
    expect(codes('A: T1DM on insulin.')).toEqual(['E10.9']);
    expect(codes('A: Gout. Metformin for weight.')).toEqual(['M10.9']);
    expect(codes('A: T2DM. Stop metformin. Not on insulin.')).toEqual(['E11.9']);
    expect(codes('ALLERGIES: warfarin\nA: Gout.')).toEqual(['M10.9']);
  });
  it.each([
    ['19.9', 'Z68.1'],
    ['39.9', 'Z68.39'],
    ['40.0', 'Z68.41'],
    ['44.9', 'Z68.41'],
    ['45.0', 'Z68.42'],
    ['70', 'Z68.45'],
  ])('a body mass index of %s is %s', (value, code) => {
    expect(codes(`BMI ${value}.\nA: Obesity.`)).toEqual(['E66.9', code]);
    expect(codes(`BMI ${value}.\nA: Gout.`)).toEqual(['M10.9']);
    expect(codes(`BMI ${value}.\nA: Obesity.`, { person: { age: 12 } })).toEqual(['E66.9']);
  });
});

describe('what another reader found', () => {
  const text = 'A: Podagrism today. No scurvy.';
  const found = (words: string, code: string) => {
    const start = text.indexOf(words);
    return { note: 'DocumentReference/1', start, end: start + words.length, words, code };
  };
  const withMentions = (...mentions: readonly ReturnType<typeof found>[]): readonly DiagnosisSuggestion[] => {
    const note = { id: 'DocumentReference/1', title: undefined, text, sections: sectionsOf(text) };
    const said = { ...facts(), notes: [note], mentions };
    return run(said, context(TERMS, { problems: [] })).diagnoses ?? [];
  };
  it('stands under the same policy, is less sure, and says so', () => {
    const [d, ...more] = withMentions(found('Podagrism', 'M10.9'), found('scurvy', 'E54'));
    expect([d?.code, d?.rule.rule, more]).toEqual(['M10.9', 'read-elsewhere-reported', []]);
    expect(d?.confidence).toBeLessThan(0.7);
    expect(d?.evidence[0]?.words).toBe('Podagrism');
  });
  it('counts only where its words stand', () => {
    expect(withMentions({ ...found('Podagrism', 'M10.9'), start: 0, end: 9 })).toEqual([]);
    expect(withMentions({ ...found('Podagrism', 'M10.9'), note: 'DocumentReference/2' })).toEqual([]);
  });
});

describe('the tables', () => {
  it('refuse what is not theirs', () => expect(() => prepare({})).toThrow(/CW-3001|lexicon/));
  it('hold codes only', () => {
    const all = LEXICON.phrases.map(([code]) => code.replace(/^[~^]/, ''));
    expect(all.filter((code) => !icd10CmCode(code))).toEqual([]);
    expect(all.length).toBeGreaterThan(1_500);
  });
  const official = officialBillable();
  it.skipIf(!official)(
    'hold codes that the official file has as billable, or headings of such (skipped without ../shared)',
    () => {
      const all = LEXICON.phrases.map(([code]) => code.replace(/^[~^]/, ''));
      const above = new Set([...(official ?? [])].flatMap((c) => [4, 5, 6].map((n) => c.slice(0, n))));
      const isKnown = (code: string): boolean => official?.has(code) === true || above.has(code);
      expect(all.filter((code) => !isKnown(code.replace('.', '')) && !isKnown(code))).toEqual([]);
    },
  );
});

describe('any text', () => {
  const piece = fc.constantFrom(
    'A: ',
    'no ',
    'gout',
    'pain ',
    'left ',
    '\n',
    '. ',
    ', ',
    'of the ',
    'é',
    '?',
    'history of ',
    'T2DM ',
    'ASSESSMENT\n',
  );
  it('gives codes in force, words that stand in it, and the same twice', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (list) => {
        const text = list.join('');
        const once = read(text);
        for (const d of once) {
          expect(text).toContain(d.evidence[0]?.words);
          expect(d.release).toBeDefined();
        }
        expect(read(text)).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });
  it.each(['gout ', 'no left knee pain and ', 'a', 'A: gout\n', 'history of '])(
    'a note of nothing but %j is read',
    (words) => {
      const once = read(words.repeat(Math.ceil(200_000 / words.length)));
      expect(once.length).toBeLessThanOrEqual(60);
    },
  );
});
