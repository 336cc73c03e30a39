import { describe, expect, it } from 'vitest';
import { icd10cmExcludes1 } from '../../src/edits/icd10cm-excludes1.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  notes: [
    { kind: 'excludes1', node: 'E11', targets: ['E08', 'E09', 'E10', 'E13', 'O24.4', 'P70.2'] },
    { kind: 'excludes1', node: 'E10', targets: ['E08', 'E09', 'E11', 'E13'] },
    { kind: 'excludes1', node: 'R73', targets: ['E08-E13', 'O24'] },
    { kind: 'excludes1', node: 'I10-I1A', targets: ['O10-O11'] },
    { kind: 'excludes2', node: 'J44', targets: ['J20'] },
    { kind: 'excludes1', node: 'C43', targets: ['C44', 'C76-C80'] },
    { kind: 'excludes1', node: 'N18', targets: ['N17-N19'] },
    { kind: 'excludes1', node: 'Z79.4', targets: ['Z79.84'] },
  ],
});
const without = fakeTerminology();

new EditTester(icd10cmExcludes1, { terminology, describe, it }).run({
  valid: [
    { name: 'Excludes2 codes may stand together', subject: subject({ dx: ['J44.0', 'J20.9'] }) },
    { name: 'a code just outside a range', subject: subject({ dx: ['R73.03', 'E16.2'] }) },
    { name: 'a neuroendocrine tumour is not in C76–C80', subject: subject({ dx: ['C43.9', 'C7A.010'] }) },
    { name: 'a Merkel cell carcinoma is not in C44', subject: subject({ dx: ['C43.9', 'C4A.9'] }) },
    { name: 'two codes under the node of one note', subject: subject({ dx: ['E11.9', 'E11.65'] }) },
    { name: 'a range that holds its own bearer', subject: subject({ dx: ['N18.31', 'N17.9'] }) },
    {
      name: 'the same code twice is a duplicate, no pair',
      subject: subject({ dx: ['E11.9', 'E119'] }),
      answer: 'not-applicable',
    },
    {
      name: 'insulin and tablets, which the guidelines allow since',
      subject: subject({ dx: ['E11.9', 'Z79.4', 'Z79.84'], on: day('2021-10-01') }),
    },
    { name: 'one diagnosis', subject: subject({ dx: ['E11.9'] }), answer: 'not-applicable' },
    {
      name: 'an admitting diagnosis is reported apart',
      subject: subject({ dx: ['E11.9', { code: 'E10.9', type: 'admitting' }] }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['E11.9', 'E10.9'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'both bear the note: once',
      subject: subject({ dx: ['E11.9', 'I10', 'E10.9'] }),
      hits: [
        {
          message: 'conflict',
          expression: 'Claim.diagnosis[2]',
          codes: ['E11.9', 'E10.9'],
          says: 'E11.9 and E10.9 are not reported together (Excludes1 note at E11, test)',
        },
      ],
    },
    {
      name: 'only the later one bears it, by a range, without its dot',
      subject: subject({ dx: ['E1122', 'R7303'] }),
      hits: [{ message: 'conflict', expression: 'Claim.diagnosis[1]', codes: ['R73.03', 'E11.22'] }],
    },
    {
      name: 'only the earlier one bears it, on its block',
      subject: subject({ dx: ['I10', 'O11.1'] }),
      hits: [{ message: 'conflict', expression: 'Claim.diagnosis[1]', codes: ['I10', 'O11.1'] }],
    },
    {
      name: 'several pairs in the order of reporting',
      subject: subject({ dx: ['R73.9', 'E13.9', 'E10.9', 'E11.9'] }),
      hits: [
        { message: 'conflict', expression: 'Claim.diagnosis[1]', codes: ['R73.9', 'E13.9'] },
        { message: 'conflict', expression: 'Claim.diagnosis[2]', codes: ['R73.9', 'E10.9'] },
        { message: 'conflict', expression: 'Claim.diagnosis[3]', codes: ['R73.9', 'E11.9'] },
        { message: 'conflict', expression: 'Claim.diagnosis[2]', codes: ['E10.9', 'E13.9'] },
        { message: 'conflict', expression: 'Claim.diagnosis[3]', codes: ['E11.9', 'E13.9'] },
        { message: 'conflict', expression: 'Claim.diagnosis[3]', codes: ['E10.9', 'E11.9'] },
      ],
    },
    {
      name: 'no tabular list',
      subject: subject({ dx: ['E11.9', 'E10.9'] }),
      terminology: without,
      hits: [
        {
          message: 'no-notes',
          expression: 'Claim.diagnosis',
          answer: 'cannot-tell',
          severity: 'information',
        },
      ],
    },
    {
      name: 'insulin and tablets on the day before the guidelines allowed both',
      subject: subject({ dx: ['Z79.4', 'Z79.84'], on: dayBefore('2021-10-01') }),
      hits: [{ message: 'conflict', expression: 'Claim.diagnosis[1]' }],
    },
    { name: 'no date', subject: subject({ dx: ['E11.9', 'E10.9'], on: undefined }), hits: [] },
  ],
});

describe('icd10cm-excludes1, symmetry', () => {
  const pairs = (dx: readonly string[]): number => {
    const verdict = icd10cmExcludes1.check(subject({ dx }), { terminology });
    return 'hits' in verdict ? verdict.hits.length : 0;
  };
  it('finds the same number of pairs in either order', () => {
    const dx = ['R73.9', 'E13.9', 'E10.9', 'I10', 'O10.011'];
    expect(pairs(dx)).toBe(pairs(dx.toReversed()));
    expect(pairs(dx)).toBe(4);
  });
});
