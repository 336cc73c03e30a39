import { describe, it } from 'vitest';
import { procedureAge } from '../../src/edits/procedure-age.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const born = (birthDate: string | undefined) => ({
  birthDate: birthDate === undefined ? undefined : day(birthDate),
  sex: 'male',
  expression: 'Claim.patient',
});

new EditTester(procedureAge, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'the last day of a newborn',
      subject: subject({ lines: ['99468'], patient: born('2026-02-04') }),
    },
    {
      name: 'the last year of counselling',
      subject: subject({ lines: ['90460'], patient: born('2007-03-05') }),
    },
    { name: 'the first day of twelve', subject: subject({ lines: ['42826'], patient: born('2014-03-04') }) },
    {
      name: 'an age from the chart',
      subject: subject({ lines: ['99152'], patient: born(undefined), facts: facts({ age: 40 }) }),
    },
    {
      name: 'a service of any age',
      subject: subject({ lines: ['99213'], patient: born(undefined) }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before the codes had these ages',
      subject: subject({
        on: dayBefore('2017-01-01'),
        lines: [{ code: '90460', date: dayBefore('2017-01-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a day too old',
      subject: subject({ lines: ['99468'], patient: born('2026-02-03') }),
      hits: [
        {
          message: 'age',
          expression: 'Claim.item[0]',
          codes: ['99468'],
          says: 'of 28 days or less and this one is 29 days old',
        },
      ],
    },
    {
      name: 'a year too old',
      subject: subject({ lines: ['99213', '90460'], patient: born('2007-03-04') }),
      hits: [
        { message: 'age', expression: 'Claim.item[1]', says: 'under 19 years and this one is 19 years old' },
      ],
    },
    {
      name: 'a child',
      subject: subject({ lines: ['42826'], patient: born('2014-03-05') }),
      hits: [{ message: 'age', expression: 'Claim.item[0]', severity: 'error' }],
    },
    {
      name: 'no age',
      subject: subject({ lines: ['90460'], patient: born(undefined) }),
      hits: [{ message: 'no-age', expression: 'Claim.item[0]', answer: 'cannot-tell' }],
    },
    {
      name: 'days of one who is known in years under one',
      subject: subject({ lines: ['99477'], patient: born(undefined), facts: facts({ age: 0 }) }),
      hits: [{ message: 'no-age', expression: 'Claim.item[0]', answer: 'cannot-tell' }],
    },
  ],
});
