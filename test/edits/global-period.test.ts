import { describe, it } from 'vitest';
import { globalPeriod } from '../../src/edits/global-period.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { past, subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  procedures: {
    '11400': { globalDays: '010' },
    '27447': { globalDays: '090' },
    '20610': { globalDays: '000' },
  },
});
const after = (...history: ReturnType<typeof past>[]) => ({ history });

new EditTester(globalPeriod, { terminology, describe, it }).run({
  valid: [
    {
      name: 'the eleventh day',
      subject: subject({ lines: ['99213'], ...after(past('11400', '2026-02-21')) }),
    },
    {
      name: 'unrelated',
      subject: subject({
        lines: [{ code: '99213', modifiers: ['24'] }],
        ...after(past('27447', '2026-01-04')),
      }),
    },
    {
      name: 'staged',
      subject: subject({
        lines: [{ code: '11400', modifiers: ['58'] }],
        ...after(past('27447', '2026-01-04')),
      }),
    },
    {
      name: 'another provider',
      subject: subject({
        lines: ['99213'],
        ...after(past('27447', '2026-01-04', { provider: '1245319599' })),
      }),
    },
    {
      name: 'no surgery before',
      subject: subject({ lines: ['99213'], ...after(past('99213', '2026-03-01')) }),
    },
    {
      name: 'a test',
      subject: subject({ lines: ['80053'], ...after(past('27447', '2026-01-04')) }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before the rule',
      subject: subject({
        on: dayBefore('1996-01-01'),
        lines: [{ code: '99213', date: dayBefore('1996-01-01') }],
        ...after(past('27447', '1995-12-20')),
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a visit on the tenth day',
      subject: subject({ lines: ['99213'], ...after(past('11400', '2026-02-22')) }),
      hits: [
        {
          message: 'visit',
          expression: 'Claim.item[0]',
          codes: ['99213', '11400'],
          severity: 'error',
          says: 'within 10 days',
        },
      ],
    },
    {
      name: 'a procedure on the ninetieth',
      subject: subject({ lines: ['20610'], ...after(past('27447', '2025-12-04')) }),
      hits: [{ message: 'procedure', expression: 'Claim.item[0]', says: 'within 90 days' }],
    },
    {
      name: 'no fee schedule',
      subject: subject({ lines: ['99213'], ...after(past('27447', '2026-01-04')) }),
      terminology: fakeTerminology(),
      hits: [
        { message: 'no-fees', expression: 'Claim.item', answer: 'cannot-tell', severity: 'information' },
      ],
    },
    { name: 'a history that is not known', subject: subject({ lines: ['99213'] }), hits: [] },
  ],
});
