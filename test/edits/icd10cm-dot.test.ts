import { describe, it } from 'vitest';
import { icd10cmDot } from '../../src/edits/icd10cm-dot.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

new EditTester(icd10cmDot, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'with its dot, or of three characters', subject: subject({ dx: ['E11.9', 'I10'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['E119'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'without, and in lower case',
      subject: subject({ dx: ['E119', 'i10'] }),
      hits: [
        {
          message: 'form',
          expression: 'Claim.diagnosis[0]',
          codes: ['E11.9'],
          severity: 'information',
          says: 'in FHIR it is E11.9',
        },
        { message: 'form', expression: 'Claim.diagnosis[1]' },
      ],
    },
  ],
});
