import { describe, expect, it } from 'vitest';
import { isAdverseEffect } from '../../src/edits/code-first-note.ts';
import { icd10cmCodeFirst } from '../../src/edits/icd10cm-code-first.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const codeFirst = 'codeFirst' as const;
const terminology = fakeTerminology({
  notes: [
    { kind: codeFirst, node: 'F02', text: 'the underlying physiological condition, such as:' },
    { kind: codeFirst, node: 'F02', text: "Alzheimer's (G30.-)", targets: ['G30'] },
    { kind: codeFirst, node: 'F02', text: 'neurosyphilis (A52.17)', targets: ['A52.17'] },
    {
      kind: codeFirst,
      node: 'D63.1',
      text: 'underlying chronic kidney disease (CKD) (N18.-)',
      targets: ['N18'],
    },
    { kind: codeFirst, node: 'N18', text: 'any associated:' },
    { kind: codeFirst, node: 'N18', text: 'hypertensive chronic kidney disease', targets: ['I12', 'I13'] },
    { kind: codeFirst, node: 'I50', text: 'heart failure due to hypertension (I11.0)', targets: ['I11.0'] },
    { kind: codeFirst, node: 'I50', text: 'heart failure following surgery (I97.13-)', targets: ['I97.13'] },
    { kind: codeFirst, node: 'G01', text: 'underlying disease' },
    {
      kind: codeFirst,
      node: 'T36-T50',
      text: ', for adverse effects, the nature of the adverse effect, such as:',
    },
    { kind: codeFirst, node: 'T36-T50', text: 'aspirin gastritis (K29.-)', targets: ['K29'] },
    {
      kind: codeFirst,
      node: 'E03.2',
      text: 'poisoning due to drug or toxin, if applicable (T36-T65)',
      targets: ['T36-T65'],
    },
    { kind: 'useAdditional', node: 'I12', text: 'code to identify the stage (N18.-)', targets: ['N18'] },
  ],
});

new EditTester(icd10cmCodeFirst, { terminology, describe, it }).run({
  valid: [
    { name: 'etiology, then manifestation', subject: subject({ dx: ['G30.9', 'F02.80'] }) },
    {
      name: 'the sequence decides, not the place in the list',
      subject: subject({
        dx: [
          { code: 'F02.80', sequence: 2 },
          { code: 'G30.9', sequence: 1 },
        ],
      }),
    },
    { name: '"any associated" needs no partner', subject: subject({ dx: ['N18.31'] }) },
    { name: 'complications that are not there', subject: subject({ dx: ['I50.9'] }) },
    { name: 'a note of another kind', subject: subject({ dx: ['I12.9', 'N18.31'] }) },
    { name: 'a poisoning goes before what it caused', subject: subject({ dx: ['T39.011A', 'K29.00'] }) },
    { name: 'an adverse effect goes after what it caused', subject: subject({ dx: ['K29.00', 'T39.015A'] }) },
    { name: 'an adverse effect is no poisoning', subject: subject({ dx: ['E03.2', 'T38.2X5A'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['F02.80', 'G30.9'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'manifestation before etiology',
      subject: subject({ dx: ['F02.80', 'G30.9'] }),
      hits: [
        {
          message: 'order',
          expression: 'Claim.diagnosis[0]',
          codes: ['F02.80', 'G30.9'],
          severity: 'error',
          says: 'G30.9 has to be coded before F02.80',
        },
      ],
    },
    {
      name: 'an optional partner in the wrong place',
      subject: subject({ dx: ['N18.31', 'I12.9'] }),
      hits: [{ message: 'order', expression: 'Claim.diagnosis[0]', codes: ['N18.31', 'I12.9'] }],
    },
    {
      name: 'heart failure before the hypertension that it is due to',
      subject: subject({ dx: ['I50.9', 'I11.0'] }),
      hits: [{ message: 'order', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'a poisoning after what it caused',
      subject: subject({ dx: ['E03.2', 'T38.2X1A'] }),
      hits: [{ message: 'order', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'an adverse effect before what it caused',
      subject: subject({ dx: ['T39.015A', 'K29.00'] }),
      hits: [{ message: 'order', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'no etiology',
      subject: subject({ dx: ['F02.80', 'I10'] }),
      hits: [
        {
          message: 'missing',
          expression: 'Claim.diagnosis[0]',
          codes: ['F02.80'],
          severity: 'warning',
          says: '(G30, A52.17, note at F02',
        },
      ],
    },
    {
      name: 'a closed list is not satisfied by another code before it',
      subject: subject({ dx: ['I10', 'D63.1'] }),
      hits: [{ message: 'missing', expression: 'Claim.diagnosis[1]', codes: ['D63.1'] }],
    },
    {
      name: 'a note without codes, and nothing before',
      subject: subject({ dx: ['G01'] }),
      hits: [
        { message: 'missing', expression: 'Claim.diagnosis[0]', says: '(underlying disease, note at G01' },
      ],
    },
    {
      name: 'a note with examples, and another code before',
      subject: subject({ dx: ['G31.83', 'F02.80'] }),
      hits: [
        {
          message: 'unlisted',
          expression: 'Claim.diagnosis[1]',
          answer: 'cannot-tell',
          severity: 'information',
        },
      ],
    },
    {
      name: 'no tabular list',
      subject: subject({ dx: ['F02.80', 'G30.9'] }),
      terminology: fakeTerminology(),
      hits: [{ message: 'no-notes', expression: 'Claim.diagnosis', answer: 'cannot-tell' }],
    },
    { name: 'no date', subject: subject({ dx: ['F02.80'], on: undefined }), hits: [] },
  ],
});

describe('isAdverseEffect', () => {
  it.each([
    ['T39.015A', true],
    ['T39.011A', false],
    ['T36.0X5A', true],
    ['T36.0X6A', false],
    ['T36.95XA', true],
    ['T36.91XA', false],
    ['T51.0X5A', false],
    ['S52.501A', false],
  ])('%s: %s', (code, expected) => expect(isAdverseEffect(code)).toBe(expected));
});
