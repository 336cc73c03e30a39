import { describe, it } from 'vitest';
import { icd10cmNotEffective } from '../../src/edits/icd10cm-not-effective.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

// E66.812 came into force on 1 October 2024.
const terminology = fakeTerminology({ codes: { 'E66.9': 'Obesity' }, notYet: { 'E66.812': '2024-10-01' } });

new EditTester(icd10cmNotEffective, { terminology, describe, it }).run({
  valid: [
    { name: 'on its first day', subject: subject({ dx: ['E66.812'], on: day('2024-10-01') }) },
    { name: 'a code that was always there', subject: subject({ dx: ['E66.9'], on: day('2024-09-30') }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['E66.812'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'the day before',
      subject: subject({ dx: ['E66.9', 'E66812'], on: day('2024-09-30') }),
      hits: [
        {
          message: 'not-yet',
          expression: 'Claim.diagnosis[1]',
          codes: ['E66.812'],
          says: 'E66.812 is valid from 2024-10-01, after the date of service 2024-09-30',
        },
      ],
    },
  ],
});
