import { describe, it } from 'vitest';
import { icd10cmAge } from '../../src/edits/icd10cm-age.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { ON, subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  mce: {
    newborn: ['P22.0'],
    pediatric: ['Z00.129'],
    maternity: ['O26.891'],
    adult: ['Z00.00'],
    'unacceptable-principal': ['Z37.0'],
  },
});
const born = (birthDate: string | undefined) => ({
  birthDate: birthDate === undefined ? undefined : day(birthDate),
  sex: 'female',
  expression: 'Claim.patient',
});

new EditTester(icd10cmAge, { terminology, describe, it }).run({
  valid: [
    {
      name: 'the last day of the paediatric age',
      subject: subject({ dx: ['Z00.129'], patient: born('2008-03-05') }),
    },
    {
      name: 'the first day of the maternity age',
      subject: subject({ dx: ['O26.891'], patient: born('2017-03-04') }),
    },
    {
      name: 'a code on no list of ages',
      subject: subject({ dx: ['Z37.0', 'I10'], patient: born(undefined) }),
    },
    {
      name: 'the age on the first day of the stay',
      subject: subject({
        dx: ['P22.0'],
        patient: born('2025-03-03'),
        period: { from: day('2026-03-02'), to: ON },
      }),
    },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['Z00.129'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a day too old, a year too young',
      subject: subject({ dx: ['Z00.129', 'O26.891'], patient: born('2008-03-04') }),
      hits: [
        {
          message: 'conflict',
          expression: 'Claim.diagnosis[0]',
          codes: ['Z00.129'],
          severity: 'error',
          says: 'paediatric diagnosis (age 0 to 17) and the patient is 18',
        },
      ],
    },
    {
      name: 'a child with an adult’s diagnosis',
      subject: subject({ dx: ['I10', 'Z00.00'], patient: born('2011-03-05') }),
      hits: [{ message: 'conflict', expression: 'Claim.diagnosis[1]', says: 'the patient is 14' }],
    },
    {
      name: 'no date of birth',
      subject: subject({ dx: ['Z00.00'], patient: born(undefined) }),
      hits: [
        {
          message: 'no-age',
          expression: 'Claim.diagnosis[0]',
          answer: 'cannot-tell',
          severity: 'information',
        },
      ],
    },
    {
      name: 'no lists, said once',
      subject: subject({ dx: ['Z00.00', 'I10'] }),
      terminology: fakeTerminology(),
      hits: [
        {
          message: 'no-lists',
          expression: 'Claim.diagnosis',
          answer: 'cannot-tell',
          severity: 'information',
        },
      ],
    },
    { name: 'no date', subject: subject({ dx: ['Z00.00'], on: undefined }), hits: [] },
  ],
});
