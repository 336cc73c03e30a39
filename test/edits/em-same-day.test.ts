import { describe, it } from 'vitest';
import { emSameDay } from '../../src/edits/em-same-day.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { GOOD_NPI, party, subject } from './subjects.ts';

new EditTester(emSameDay, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'one visit', subject: subject({ lines: ['99213', '36415'] }) },
    {
      name: 'a discharge and an admission to a nursing facility',
      subject: subject({ lines: ['99238', '99305'] }),
    },
    {
      name: 'a preventive visit and a separate one',
      subject: subject({ lines: ['99396', { code: '99213', modifiers: ['25'] }] }),
    },
    { name: 'two days', subject: subject({ lines: ['99232', { code: '99231', date: day('2026-03-05') }] }) },
    {
      name: 'two providers',
      subject: subject({
        lines: [
          { code: '99213', team: [1] },
          { code: '99214', team: [2] },
        ],
        parties: [
          { ...party('rendering', GOOD_NPI), sequence: 1 },
          { ...party('rendering', '1245319599'), sequence: 2 },
        ],
      }),
    },
    { name: 'no visit', subject: subject({ lines: ['36415'] }), answer: 'not-applicable' },
    {
      name: 'the day before the rule',
      subject: subject({
        on: dayBefore('1996-01-01'),
        lines: ['99213', '99214'].map((code) => ({ code, date: dayBefore('1996-01-01') })),
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'two visits',
      subject: subject({ lines: ['99213', '99222'] }),
      hits: [{ message: 'two', expression: 'Claim.item[1]', codes: ['99222', '99213'], severity: 'error' }],
    },
    {
      name: 'two marked as separate',
      subject: subject({ lines: ['99213', { code: '99214', modifiers: ['25'] }] }),
      hits: [{ message: 'separate', expression: 'Claim.item[1]', severity: 'warning' }],
    },
    {
      name: 'beside a preventive visit',
      subject: subject({ lines: ['99213', '99396'] }),
      hits: [{ message: 'preventive', expression: 'Claim.item[0]', codes: ['99213', '99396'] }],
    },
  ],
});
