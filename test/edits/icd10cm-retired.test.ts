import { describe, it } from 'vitest';
import { icd10cmRetired } from '../../src/edits/icd10cm-retired.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

// R05 was subdivided on 1 October 2021.
const terminology = fakeTerminology({
  codes: { I10: 'Essential (primary) hypertension' },
  retired: {
    R05: { lastDay: '2021-09-30', successors: ['R05.1', 'R05.2', 'R05.3', 'R05.4', 'R05.8', 'R05.9'] },
    'Z20.828': { lastDay: '2025-09-30' },
  },
});

new EditTester(icd10cmRetired, { terminology, describe, it }).run({
  valid: [
    { name: 'on its last day', subject: subject({ dx: ['R05'], on: day('2021-09-30') }) },
    { name: 'a code that is still there', subject: subject({ dx: ['I10'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['R05'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'the day after, with its successors',
      subject: subject({ dx: ['R05'], on: day('2021-10-01') }),
      hits: [
        {
          message: 'replaced',
          expression: 'Claim.diagnosis[0]',
          codes: ['R05', 'R05.1', 'R05.2', 'R05.3', 'R05.4', 'R05.8', 'R05.9'],
          says: 'R05 was valid until 2021-09-30; for service on 2021-10-01 choose from what replaced it: R05.1, R05.2, R05.3, R05.4, R05.8 and 1 more.',
        },
      ],
    },
    {
      name: 'without a successor',
      subject: subject({ dx: ['I10', 'Z20.828'] }),
      hits: [{ message: 'gone', expression: 'Claim.diagnosis[1]', codes: ['Z20.828'], says: '2025-09-30' }],
    },
  ],
});
