import { describe, it } from 'vitest';
import { partiesPatient } from '../../src/edits/parties-patient.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const patient = {
  birthDate: day('1970-05-06'),
  sex: 'female',
  expression: 'Claim.patient',
  named: true,
  addressed: true,
};
const at = 'Claim.patient';

new EditTester(partiesPatient, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'all of it', subject: subject({ patient }) },
    {
      name: 'before the claim is made',
      subject: subject({ stage: 'codes', patient: { ...patient, named: false } }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'nothing of it',
      subject: subject({
        patient: { expression: at, birthDate: undefined, sex: undefined, named: false, addressed: false },
      }),
      hits: [
        { message: 'no-name', expression: at },
        { message: 'no-birth-date', expression: at },
        { message: 'no-sex', expression: at, severity: 'error' },
        { message: 'no-address', expression: at, severity: 'warning' },
      ],
    },
    {
      name: 'a record that is not at hand',
      subject: subject({ patient: { expression: at, birthDate: undefined, sex: undefined } }),
      hits: [],
    },
  ],
});
