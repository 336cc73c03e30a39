import { describe, it } from 'vitest';
import { icd10cmUseAdditional } from '../../src/edits/icd10cm-use-additional.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  notes: [
    {
      kind: 'useAdditional',
      node: 'N39.0',
      targets: ['B95-B97'],
      text: 'code (B95-B97), to identify infectious agent',
    },
    {
      kind: 'useAdditional',
      node: 'J44',
      targets: ['Z77.22'],
      text: 'exposure to environmental tobacco smoke (Z77.22)',
    },
    {
      kind: 'useAdditional',
      node: 'J44',
      targets: ['Z87.891'],
      text: 'history of tobacco dependence (Z87.891)',
    },
    { kind: 'useAdditional', node: 'I10-I1A', targets: ['F17'], text: 'tobacco dependence (F17.-)' },
    {
      kind: 'useAdditional',
      node: 'G30',
      targets: ['F02'],
      text: 'code, if applicable, to identify dementia (F02.-)',
    },
    {
      kind: 'useAdditional',
      node: 'E66',
      targets: ['Z68'],
      text: 'code to identify body mass index (Z68.-)',
    },
  ],
});

new EditTester(icd10cmUseAdditional, { terminology, describe, it }).run({
  valid: [
    { name: 'the organism after the infection', subject: subject({ dx: ['N39.0', 'B96.20'] }) },
    { name: 'several lines of one note', subject: subject({ dx: ['J44.9'] }) },
    { name: 'a note of a block', subject: subject({ dx: ['I10'] }) },
    { name: 'a note that says if applicable', subject: subject({ dx: ['G30.9'] }) },
    { name: 'a partner before it that is no organism', subject: subject({ dx: ['Z68.41', 'E66.01'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['N39.0'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'no second code',
      subject: subject({ dx: ['N39.0', 'I10'] }),
      hits: [
        {
          message: 'missing',
          expression: 'Claim.diagnosis[0]',
          codes: ['N39.0'],
          severity: 'information',
          says: 'B95–B97',
        },
      ],
    },
    {
      name: 'the organism first',
      subject: subject({ dx: ['B96.20', 'N39.0'] }),
      hits: [
        {
          message: 'order',
          expression: 'Claim.diagnosis[0]',
          codes: ['B96.20', 'N39.0'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'no tabular list',
      subject: subject({ dx: ['N39.0'] }),
      terminology: fakeTerminology(),
      hits: [],
    },
  ],
});
