/** A stated non-link keeps two diagnoses apart (guideline I.A.15), and nothing else does. */
import { describe, expect, it } from 'vitest';
import { linkDenied } from '../../../src/suggest/interpreters/unlinked.ts';
import type { DiagnosisSuggestion } from '../../../src/suggest/model.ts';
import { facts, problem } from './support.ts';

const bearer = (code: string, title: string, ...problems: string[]) =>
  ({ code, title, problems }) as unknown as DiagnosisSuggestion;
const DIABETES = bearer('E11.9', 'Type 2 diabetes mellitus without complications', 'Condition/dm');
const HYPERTENSION = bearer('I10', 'Essential (primary) hypertension', 'Condition/htn');
const KIDNEY = bearer('N18.30', 'Chronic kidney disease, stage 3 unspecified', 'Condition/ckd');
const NERVE = bearer('G62.9', 'Polyneuropathy, unspecified', 'Condition/pn');

function denied(words: string, a: DiagnosisSuggestion, b: DiagnosisSuggestion, note = ''): boolean {
  const problems = [problem({ id: b.problems[0] ?? '', words })];
  const notes = note ? [{ id: 'DocumentReference/1', title: undefined, text: note }] : [];
  return linkDenied([a, b], problems, { ...facts({ problems }), notes });
}

describe('a denied link', () => {
  it.each([
    ['CKD stage 3, not due to diabetes', DIABETES, KIDNEY],
    ['Nondiabetic kidney disease', DIABETES, KIDNEY],
    ['Non-diabetic polyneuropathy', DIABETES, NERVE],
    ['CKD, not felt to be related to his HTN', HYPERTENSION, KIDNEY],
    ['Polyneuropathy unrelated to DM', DIABETES, NERVE],
    ['CKD due to reflux nephropathy, not hypertension', HYPERTENSION, KIDNEY],
    ['Kidney disease not secondary to hypertension or diabetes', DIABETES, KIDNEY],
  ])('%s', (words, a, b) => expect(denied(words, a, b)).toBe(true));

  it('may stand in a note', () => {
    expect(
      denied(
        'CKD 3',
        DIABETES,
        KIDNEY,
        'A: 1. CKD stage 3, thought by nephrology to be not due to diabetes.',
      ),
    ).toBe(true);
  });
});

describe('a link stands', () => {
  it.each([
    ['CKD stage 3 due to diabetes', DIABETES, KIDNEY],
    ['CKD stage 3, not due to diabetes', HYPERTENSION, KIDNEY],
    ['CKD stage 3, not due to obstruction', DIABETES, KIDNEY],
    ['CKD, may not be due to diabetes', DIABETES, KIDNEY],
    ['CKD not due to hypertension, rather diabetes', DIABETES, KIDNEY],
    ['CKD not on dialysis', DIABETES, KIDNEY],
    ['Non-insulin dependent', DIABETES, KIDNEY],
  ])('%s', (words, a, b) => expect(denied(words, a, b)).toBe(false));

  it.each(['Cough is not due to hypertension.', 'Anemia not due to diabetes. CKD stage 3.'])(
    'a note says of another disease: %s',
    (note) =>
      expect(denied('CKD stage 3', note.startsWith('C') ? HYPERTENSION : DIABETES, KIDNEY, note)).toBe(false),
  );

  it('is found in linear time, whatever the text', () => {
    const text = 'due to a '.repeat(3_000);
    expect(denied(text, DIABETES, KIDNEY, 'not due to '.repeat(3_000))).toBe(false);
  });
});
