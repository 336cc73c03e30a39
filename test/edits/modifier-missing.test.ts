import { describe, it } from 'vitest';
import { modifierMissing } from '../../src/edits/modifier-missing.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  procedures: {
    '20610': { globalDays: '000' },
    '11400': { globalDays: '010' },
    '27447': { globalDays: '090' },
    '93000': { globalDays: 'XXX' },
    '12001': { globalDays: '000' },
  },
  ptp: [['12001', '99213', 1]],
});

new EditTester(modifierMissing, { terminology, describe, it }).run({
  valid: [
    { name: 'with it', subject: subject({ lines: [{ code: '99213', modifiers: ['25'] }, '20610'] }) },
    { name: 'beside a service without a global period', subject: subject({ lines: ['99213', '93000'] }) },
    { name: 'a pair of the NCCI', subject: subject({ lines: ['99213', '12001'] }) },
    {
      name: 'the day before a minor procedure',
      subject: subject({ lines: ['99213', { code: '20610', date: day('2026-03-05') }] }),
    },
    {
      name: 'two days before a major one',
      subject: subject({ lines: ['99213', { code: '27447', date: day('2026-03-06') }] }),
    },
    {
      name: 'a performance measure is no surgery, whatever its number',
      subject: subject({ lines: ['99213', '3074F'] }),
      terminology: fakeTerminology(),
    },
    { name: 'no procedure', subject: subject({ lines: ['99213'] }), answer: 'not-applicable' },
    {
      name: 'a bill',
      subject: subject({ kind: 'institutional', claimType: 'institutional', lines: ['99213', '20610'] }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before the rule',
      subject: subject({
        on: dayBefore('1996-01-01'),
        lines: ['99213', '20610'].map((code) => ({ code, date: dayBefore('1996-01-01') })),
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a minor procedure',
      subject: subject({ lines: ['11400', '99213'] }),
      hits: [
        {
          message: 'minor',
          expression: 'Claim.item[1]',
          codes: ['99213', '11400'],
          severity: 'error',
          says: 'global period 10 days',
        },
      ],
    },
    {
      name: 'the day before a major one',
      subject: subject({ lines: ['99213', { code: '27447', date: day('2026-03-05') }] }),
      hits: [{ message: 'major', expression: 'Claim.item[0]' }],
    },
    {
      name: 'no fee schedule, said once',
      subject: subject({ lines: ['99213', '20610', '11400'] }),
      terminology: fakeTerminology(),
      hits: [
        { message: 'no-fees', expression: 'Claim.item[0]', answer: 'cannot-tell', severity: 'information' },
      ],
    },
  ],
});
