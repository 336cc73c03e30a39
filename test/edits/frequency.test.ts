import { describe, it } from 'vitest';
import { frequency } from '../../src/edits/frequency.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { past, subject } from './subjects.ts';

const at = 'Claim.item[0]';
const of = (code: string, ...history: ReturnType<typeof past>[]) => subject({ lines: [code], history });

new EditTester(frequency, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'the first of the month a year later', subject: of('G0439', past('G0438', '2025-03-31')) },
    { name: 'never before', subject: of('G0438') },
    { name: 'ninety days', subject: of('83036', past('83036', '2025-12-04')) },
    { name: 'ten years', subject: of('G0121', past('G0121', '2016-03-30')) },
    {
      name: 'the claim itself in the history',
      subject: subject({ lines: ['G0439'], claimNumbers: ['CW1'], history: [past('G0439', '2026-03-01')] }),
    },
    { name: 'no such service', subject: of('99213'), answer: 'not-applicable' },
    {
      name: 'the day before the benefit',
      subject: subject({
        on: dayBefore('2011-01-01'),
        lines: [{ code: 'G0439', date: dayBefore('2011-01-01') }],
        history: [past('G0439', '2010-12-30')],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a month too soon',
      subject: of('G0439', past('G0438', '2025-04-01')),
      hits: [
        {
          message: 'too-soon',
          expression: at,
          codes: ['G0439', 'G0438'],
          severity: 'error',
          says: 'G0438 was billed on 2025-04-01',
        },
      ],
    },
    {
      name: 'once in a lifetime',
      subject: of('G0438', past('G0438', '2015-04-01')),
      hits: [{ message: 'too-soon', expression: at }],
    },
    {
      name: 'a day too soon',
      subject: of('83036', past('83036', '2025-12-05')),
      hits: [{ message: 'too-soon', expression: at, severity: 'warning' }],
    },
    {
      name: 'a history that is not known',
      subject: subject({ lines: ['G0439'] }),
      hits: [{ message: 'no-history', expression: at, answer: 'cannot-tell', severity: 'information' }],
    },
  ],
});
