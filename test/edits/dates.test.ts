import { describe, it } from 'vitest';
import { dates } from '../../src/edits/dates.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayAfter, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, ON, subject } from './subjects.ts';

const at = 'Claim.item[0]';
const dated = (date: string | undefined, endDate?: string) => ({
  code: '99213',
  date: date === undefined ? undefined : day(date),
  endDate: endDate === undefined ? undefined : day(endDate),
});
const stay = facts({ visit: { date: day('2026-03-01'), endDate: day('2026-03-04') } });

new EditTester(dates, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'the day of the encounter', subject: subject({ lines: [dated('2026-03-04')], facts: facts() }) },
    {
      name: 'the first and last day of a stay',
      subject: subject({ lines: [dated('2026-03-01', '2026-03-04')], facts: stay }),
    },
    {
      name: 'an encounter without an end is open',
      subject: subject({ lines: [dated('2026-05-01')], facts: facts({ visit: { endDate: undefined } }) }),
    },
    {
      name: 'an inpatient line need not be dated',
      subject: subject({ kind: 'institutional', lines: [dated(undefined)] }),
    },
    {
      name: 'the birthday itself',
      subject: subject({
        lines: [dated('2026-03-04')],
        patient: { birthDate: ON, sex: 'male', expression: 'Claim.patient' },
      }),
    },
    {
      name: 'an oral claim',
      subject: subject({ claimType: 'oral', on: undefined }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'tomorrow',
      subject: subject({ lines: ['99213', { code: '99214', endDate: dayAfter('2026-03-04') }], today: ON }),
      hits: [{ message: 'future', expression: 'Claim.item[1]', says: 'dated 2026-03-05, after 2026-03-04' }],
    },
    {
      name: 'no date at all, said once',
      subject: subject({ on: undefined, lines: [dated(undefined), dated(undefined)] }),
      hits: [{ message: 'no-date', expression: 'Claim' }],
    },
    {
      name: 'one line without a date',
      subject: subject({ lines: [dated('2026-03-04'), dated(undefined)] }),
      hits: [{ message: 'no-line-date', expression: 'Claim.item[1]' }],
    },
    {
      name: 'a period backwards',
      subject: subject({
        lines: [dated('2026-03-04', '2026-03-03')],
        period: { from: day('2026-03-05'), to: day('2026-03-04') },
      }),
      hits: [
        { message: 'reversed', expression: 'Claim.billablePeriod' },
        { message: 'reversed', expression: at },
        { message: 'outside-statement', expression: at },
      ],
    },
    {
      name: 'the day after the statement ends',
      subject: subject({
        lines: [dated('2026-03-05')],
        period: { from: day('2026-03-01'), to: day('2026-03-04') },
        facts: stay,
      }),
      hits: [
        {
          message: 'outside-statement',
          expression: at,
          says: '2026-03-05, outside the statement period 2026-03-01 to 2026-03-04',
        },
      ],
    },
    {
      name: 'the day before the encounter',
      subject: subject({ lines: [dated('2026-02-28')], facts: stay }),
      hits: [{ message: 'outside-encounter', expression: at, severity: 'warning' }],
    },
    {
      name: 'before birth',
      subject: subject({ lines: [dated('1970-05-05')] }),
      hits: [{ message: 'before-birth', expression: at }],
    },
  ],
});
