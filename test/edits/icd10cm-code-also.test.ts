import { describe, it } from 'vitest';
import { icd10cmCodeAlso } from '../../src/edits/icd10cm-code-also.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  notes: [
    { kind: 'codeAlso', node: 'H05.1', targets: ['E05'], text: 'thyroid disorder (E05.-)' },
    {
      kind: 'codeAlso',
      node: 'C50',
      targets: ['Z17'],
      text: 'if applicable, estrogen receptor status (Z17.-)',
    },
    { kind: 'codeAlso', node: 'T20', targets: [], text: 'intent' },
  ],
});

new EditTester(icd10cmCodeAlso, { terminology, describe, it }).run({
  valid: [
    { name: 'beside it, in either order', subject: subject({ dx: ['E05.00', 'H05.10'] }) },
    { name: 'a note that says if applicable', subject: subject({ dx: ['C50.911'] }) },
    { name: 'a note without codes', subject: subject({ dx: ['T20.00XA'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['H05.10'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'alone',
      subject: subject({ dx: ['H05.10', 'I10'] }),
      hits: [
        {
          message: 'missing',
          expression: 'Claim.diagnosis[0]',
          codes: ['H05.10'],
          severity: 'information',
          says: 'code also E05',
        },
      ],
    },
    {
      name: 'no tabular list',
      subject: subject({ dx: ['H05.11'] }),
      terminology: fakeTerminology(),
      hits: [],
    },
  ],
});
