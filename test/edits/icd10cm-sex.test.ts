import { describe, it } from 'vitest';
import { icd10cmSex } from '../../src/edits/icd10cm-sex.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayAfter, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({ mce: { female: ['N92.0'], male: ['N40.0'] } });
const LAST = day('2024-09-30');
const of = (sex: string | undefined) => ({ birthDate: undefined, sex, expression: 'Claim.patient' });

new EditTester(icd10cmSex, { terminology, describe, it }).run({
  valid: [
    { name: 'they agree', subject: subject({ dx: ['N92.0', 'I10'], on: LAST, patient: of('female') }) },
    {
      name: 'the conflict is known',
      subject: subject({
        dx: ['N40.0'],
        on: LAST,
        patient: of('female'),
        lines: [{ code: '99213', modifiers: ['KX'] }],
      }),
    },
    { name: 'no diagnosis', subject: subject({ on: LAST }), answer: 'not-applicable' },
    {
      name: 'the lists are published no more',
      subject: subject({ dx: ['N40.1'], on: LAST }),
      terminology: tables({ mce: { newborn: [] } }),
      answer: 'not-applicable',
    },
    {
      name: 'the day after CMS ended it',
      subject: subject({ dx: ['N40.0'], on: dayAfter('2024-09-30') }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['N40.0'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'on the last day',
      subject: subject({ dx: ['I10', 'N40.0'], on: LAST, patient: of('female') }),
      hits: [
        {
          message: 'conflict',
          expression: 'Claim.diagnosis[1]',
          codes: ['N40.0'],
          says: 'of male patients and the record says female',
        },
      ],
    },
    {
      name: 'a sex that is not known',
      subject: subject({ dx: ['N92.0'], on: LAST, patient: of('other') }),
      hits: [
        {
          message: 'no-sex',
          expression: 'Claim.diagnosis[0]',
          answer: 'cannot-tell',
          severity: 'information',
        },
      ],
    },
    {
      name: 'no lists',
      subject: subject({ dx: ['N92.0'], on: LAST }),
      terminology: fakeTerminology(),
      hits: [],
    },
    { name: 'no date', subject: subject({ dx: ['N92.0'], on: undefined }), hits: [] },
  ],
});
