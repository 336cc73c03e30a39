import { describe, it } from 'vitest';
import { institutionalDischarge } from '../../src/edits/institutional-discharge.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { bill, INSTITUTIONAL, info, STAY, subject } from './subjects.ts';

const stay = (status: string, type = '0111') => ({
  ...STAY,
  bill: bill({ typeOfBill: info(type, 0), dischargeStatus: info(status, 3) }),
});
const at = 'Claim.supportingInfo[3]';

new EditTester(institutionalDischarge, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'home', subject: subject(stay('01')) },
    { name: 'still a patient, interim', subject: subject(stay('30', '0112')) },
    {
      name: 'an outpatient bill without one',
      subject: subject({ ...INSTITUTIONAL, bill: bill() }),
      answer: 'not-applicable',
    },
    { name: 'a professional claim', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before these statuses',
      subject: subject({ ...stay('99'), on: dayBefore('2013-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ ...STAY, bill: bill() }),
      hits: [{ message: 'missing', expression: 'Claim.supportingInfo', severity: 'error' }],
    },
    {
      name: 'no status of this number',
      subject: subject(stay('10')),
      hits: [{ message: 'unknown', expression: at }],
    },
    {
      name: 'home from an interim bill',
      subject: subject(stay('01', '0113')),
      hits: [{ message: 'interim', expression: at }],
    },
    {
      name: 'still a patient on a final one',
      subject: subject(stay('30')),
      hits: [{ message: 'final', expression: at }],
    },
  ],
});
