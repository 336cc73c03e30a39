import { describe, it } from 'vitest';
import { icd10cmLaterality } from '../../src/edits/icd10cm-laterality.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  codes: {
    'M17.0': 'Bilateral primary osteoarthritis of knee',
    'M17.10': 'Unilateral primary osteoarthritis, unspecified knee',
    'M17.11': 'Unilateral primary osteoarthritis, right knee',
    'M17.12': 'Unilateral primary osteoarthritis, left knee',
    'H25.11': 'Age-related nuclear cataract, right eye',
    'H25.12': 'Age-related nuclear cataract, left eye',
    'H25.13': 'Age-related nuclear cataract, bilateral',
    'H25.031': 'Anterior subcapsular polar age-related cataract, right eye',
    'M25.511': 'Pain in right shoulder',
    'M25.512': 'Pain in left shoulder',
    I10: 'Essential (primary) hypertension',
  },
});

new EditTester(icd10cmLaterality, { terminology, describe, it }).run({
  valid: [
    { name: 'the classification has no code for both', subject: subject({ dx: ['M25.511', 'M25.512'] }) },
    { name: 'two conditions, one on each side', subject: subject({ dx: ['H25.031', 'H25.12'] }) },
    { name: 'one side', subject: subject({ dx: ['M17.11', 'I10'] }) },
    { name: 'one diagnosis', subject: subject({ dx: ['M17.10'] }), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['H25.11', 'H25.12'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'both sides of one condition',
      subject: subject({ dx: ['H25.11', 'I10', 'H25.12'] }),
      hits: [
        {
          message: 'bilateral',
          expression: 'Claim.diagnosis[0]',
          codes: ['H25.11', 'H25.12', 'H25.13'],
          severity: 'warning',
        },
      ],
    },
    {
      name: 'where the bilateral code is in another subcategory',
      subject: subject({ dx: ['M17.12', 'M17.11'] }),
      hits: [
        { message: 'bilateral', expression: 'Claim.diagnosis[1]', codes: ['M17.11', 'M17.12', 'M17.0'] },
      ],
    },
    {
      name: 'an unspecified side beside a known one',
      subject: subject({ dx: ['M17.10', 'M17.12'] }),
      hits: [{ message: 'side-known', expression: 'Claim.diagnosis[0]', codes: ['M17.10', 'M17.12'] }],
    },
    { name: 'codes that cannot be looked up', subject: subject({ dx: ['M17.11', 'M17.19'] }), hits: [] },
    { name: 'no date', subject: subject({ dx: ['M17.11', 'M17.12'], on: undefined }), hits: [] },
  ],
});
