import { describe, it } from 'vitest';
import { icd10cmDuplicate } from '../../src/edits/icd10cm-duplicate.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

new EditTester(icd10cmDuplicate, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'two codes of one category', subject: subject({ dx: ['E11.9', 'E11.65'] }) },
    {
      name: 'the admitting diagnosis may repeat the principal',
      subject: subject({ kind: 'institutional', dx: ['J18.9', { code: 'J18.9', type: 'admitting' }] }),
    },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['E11.9', 'E11.9'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'with and without its dot',
      subject: subject({ dx: ['E11.9', 'I10', 'e119'] }),
      hits: [
        {
          message: 'twice',
          expression: 'Claim.diagnosis[2]',
          codes: ['E11.9'],
          says: 'E11.9 is already diagnosis 1',
        },
      ],
    },
    {
      name: 'two admitting diagnoses',
      subject: subject({
        dx: [
          { code: 'J18.9', type: 'admitting' },
          { code: 'J18.9', type: 'admitting' },
        ],
      }),
      hits: [{ message: 'twice', expression: 'Claim.diagnosis[1]' }],
    },
  ],
});
