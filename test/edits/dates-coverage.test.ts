import { describe, it } from 'vitest';
import { datesCoverage } from '../../src/edits/dates-coverage.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayAfter, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { insured, ON, subject } from './subjects.ts';

const at = 'Claim.insurance[0].coverage';

new EditTester(datesCoverage, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'on its last day',
      subject: subject({ coverages: [insured({ from: day('2025-01-01'), to: ON })] }),
    },
    { name: 'on its first day', subject: subject({ coverages: [insured({ from: ON })] }) },
    { name: 'no coverage', subject: subject(), answer: 'not-applicable' },
    {
      name: 'who pays alone',
      subject: subject({ coverages: [insured({ payerKind: 'self-pay', to: day('2020-01-01') })] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'the day after',
      subject: subject({ coverages: [insured({ to: dayBefore(ON) })] }),
      hits: [{ message: 'ended', expression: at, severity: 'error', says: 'ended on 2026-03-03' }],
    },
    {
      name: 'the day before',
      subject: subject({ coverages: [insured({ from: dayAfter(ON) })] }),
      hits: [{ message: 'not-yet', expression: at }],
    },
    {
      name: 'where another is in force',
      subject: subject({
        coverages: [
          insured({ to: dayBefore(ON) }),
          insured({ from: day('2026-01-01'), expression: 'Claim.insurance[1].coverage' }),
        ],
      }),
      hits: [{ message: 'ended', expression: at, severity: 'warning' }],
    },
    { name: 'no period', subject: subject({ coverages: [insured()] }), hits: [] },
  ],
});
