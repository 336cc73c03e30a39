import { describe, it } from 'vitest';
import { institutionalAdmission } from '../../src/edits/institutional-admission.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { bill, INSTITUTIONAL, info, ON, STAY, subject } from './subjects.ts';

const period = { from: day('2026-03-01'), to: ON };
const stay = (own: Parameters<typeof bill>[0] = {}) => ({
  ...STAY,
  period,
  bill: bill({
    admissionType: info('3', 1),
    pointOfOrigin: info('1', 2),
    admission: day('2026-03-01'),
    ...own,
  }),
});
const none = 'Claim.supportingInfo';

new EditTester(institutionalAdmission, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'an elective admission', subject: subject(stay()) },
    {
      name: 'a newborn',
      subject: subject(stay({ admissionType: info('4', 1), pointOfOrigin: info('5', 2) })),
    },
    {
      name: 'an outpatient bill with its span',
      subject: subject({ ...INSTITUTIONAL, period, bill: bill() }),
    },
    { name: 'a professional claim', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before these points of origin',
      subject: subject({ ...stay(), on: dayBefore('2010-07-01'), period: undefined }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'nothing of it',
      subject: subject({ ...STAY, bill: bill() }),
      hits: [
        { message: 'no-span', expression: 'Claim.billablePeriod', severity: 'error' },
        { message: 'no-type', expression: none },
        { message: 'no-origin', expression: none },
        { message: 'no-date', expression: none },
      ],
    },
    {
      name: 'numbers that are none',
      subject: subject(stay({ admissionType: info('7', 1), pointOfOrigin: info('7', 2) })),
      hits: [
        { message: 'type', expression: 'Claim.supportingInfo[1]' },
        { message: 'origin', expression: 'Claim.supportingInfo[2]' },
      ],
    },
    {
      name: 'a newborn from nowhere',
      subject: subject(stay({ admissionType: info('4', 1) })),
      hits: [{ message: 'origin', expression: 'Claim.supportingInfo[2]' }],
    },
    {
      name: 'admitted after the discharge',
      subject: subject(stay({ admission: day('2026-03-05') })),
      hits: [{ message: 'reversed', expression: none, says: '2026-03-05 is after 2026-03-04' }],
    },
  ],
});
