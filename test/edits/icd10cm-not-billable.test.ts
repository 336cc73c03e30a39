import { describe, it } from 'vitest';
import { icd10cmNotBillable } from '../../src/edits/icd10cm-not-billable.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  codes: {
    'E11.2': { billable: false },
    'E11.21': {},
    'E11.22': {},
    'E11.29': {},
    'E11.9': {},
    K35: { billable: false },
    I10: 'Essential (primary) hypertension',
    'J45.9': { billable: false },
    'J45.90': { billable: false },
    'J45.901': {},
    'J45.902': {},
    'J45.909': {},
    'J45.990': {},
    'J45.991': {},
    'J45.998': {},
  },
});

new EditTester(icd10cmNotBillable, { terminology, describe, it }).run({
  valid: [
    { name: 'a billable code', subject: subject({ dx: ['E11.22'] }) },
    { name: 'a category of three characters without subdivisions', subject: subject({ dx: ['I10'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['E11.2'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a subcategory, with what is below it',
      subject: subject({ dx: ['E112'] }),
      hits: [
        {
          message: 'header',
          expression: 'Claim.diagnosis[0]',
          codes: ['E11.2', 'E11.21', 'E11.22', 'E11.29'],
          says: 'one of the 3 below it: E11.21, E11.22, E11.29.',
        },
      ],
    },
    {
      name: 'no more than five are named',
      subject: subject({ dx: ['J45.9'] }),
      hits: [
        {
          message: 'header',
          expression: 'Claim.diagnosis[0]',
          codes: ['J45.9', 'J45.901', 'J45.902', 'J45.909', 'J45.990', 'J45.991'],
          says: 'J45.991 and 1 more.',
        },
      ],
    },
    {
      name: 'a category below which the release holds nothing',
      subject: subject({ dx: ['K35'] }),
      hits: [{ message: 'bare', expression: 'Claim.diagnosis[0]', codes: ['K35'] }],
    },
    {
      name: 'a code that cannot be looked up leaves it open, without saying so twice',
      subject: subject({ dx: ['E11.9', 'Q99.9'] }),
      hits: [],
    },
    { name: 'so does a missing date', subject: subject({ dx: ['E11.2'], on: undefined }), hits: [] },
  ],
});
