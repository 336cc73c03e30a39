import { describe, it } from 'vitest';
import { icd10cmExternalCauseFirst } from '../../src/edits/icd10cm-external-cause-first.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

new EditTester(icd10cmExternalCauseFirst, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'the injury first', subject: subject({ dx: ['S52.501A', 'W19.XXXA'] }) },
    { name: 'U07.1 and Z codes are none', subject: subject({ dx: ['U07.1'] }) },
    {
      name: 'the principal diagnosis is first wherever it stands',
      subject: subject({ dx: ['W19.XXXA', { code: 'S52.501A', type: 'principal' }] }),
    },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['W19.XXXA'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'the fall first',
      subject: subject({ dx: ['W19.XXXA', 'S52.501A'] }),
      hits: [{ message: 'first', expression: 'Claim.diagnosis[0]', codes: ['W19.XXXA'] }],
    },
    {
      name: 'first by sequence',
      subject: subject({
        dx: [
          { code: 'S52.501A', sequence: 2 },
          { code: 'Y92.009', sequence: 1 },
        ],
      }),
      hits: [{ message: 'first', expression: 'Claim.diagnosis[1]', codes: ['Y92.009'] }],
    },
  ],
});
