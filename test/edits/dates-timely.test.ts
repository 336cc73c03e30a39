import { describe, it } from 'vitest';
import { datesTimely } from '../../src/edits/dates-timely.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const medicare = facts({ coverages: [{ payerKind: 'medicare' }] });
const asked = (today: string) => ({ today: day(today), lines: ['99213'] });

new EditTester(datesTimely, { terminology: fakeTerminology(), describe, it, parameters: { days: 90 } }).run({
  valid: [
    { name: 'well within', subject: subject({ ...asked('2026-05-01') }) },
    { name: 'fifteen days before the end', subject: subject({ ...asked('2026-05-18') }) },
    {
      name: 'Medicare’s year',
      subject: subject({ ...asked('2027-02-17'), facts: medicare }),
      parameters: {},
    },
    {
      name: 'a replacement',
      subject: subject({ ...asked('2030-01-01'), replaces: { how: 'replaces', numbered: true } }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before the rule',
      subject: subject({ ...asked('2030-01-01'), on: dayBefore('2010-01-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'the day after the last',
      subject: subject({ ...asked('2026-06-03') }),
      hits: [{ message: 'late', expression: 'Claim', severity: 'error', says: '2026-06-02' }],
    },
    {
      name: 'the last day',
      subject: subject({ ...asked('2026-06-02') }),
      hits: [{ message: 'soon', expression: 'Claim', severity: 'warning' }],
    },
    {
      name: 'the day after Medicare’s year',
      subject: subject({ ...asked('2027-03-05'), facts: medicare }),
      parameters: {},
      hits: [{ message: 'late', expression: 'Claim', says: '2027-03-04' }],
    },
    {
      name: 'a limit that is not known',
      subject: subject({ ...asked('2030-01-01'), facts: facts() }),
      parameters: {},
      hits: [],
    },
    { name: 'a day that is not handed in', subject: subject({ lines: ['99213'] }), hits: [] },
  ],
});
