import { describe, it } from 'vitest';
import { institutionalCodes } from '../../src/edits/institutional-codes.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';
import { bill, INSTITUTIONAL, info, subject } from './subjects.ts';

const dated = (code: string, index: number, date?: string, to?: string) => ({
  ...info(code, index),
  date: date === undefined ? undefined : day(date),
  to: to === undefined ? undefined : day(to),
});

new EditTester(institutionalCodes, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'all whole',
      subject: subject({
        ...INSTITUTIONAL,
        bill: bill({
          conditions: [info('45', 1)],
          occurrences: [dated('11', 2, '2026-03-01')],
          spans: [dated('70', 3, '2026-03-01', '2026-03-02')],
          values: [{ ...info('80', 4), amount: 3 }],
        }),
      }),
    },
    { name: 'none', subject: subject({ ...INSTITUTIONAL, bill: bill() }), answer: 'not-applicable' },
    { name: 'a professional claim', subject: subject(), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'a shape',
      subject: subject({ ...INSTITUTIONAL, bill: bill({ conditions: [info('C', 1)] }) }),
      hits: [
        {
          message: 'shape',
          expression: 'Claim.supportingInfo[1]',
          severity: 'error',
          says: 'condition code C',
        },
      ],
    },
    {
      name: 'what each lacks',
      subject: subject({
        ...INSTITUTIONAL,
        bill: bill({
          occurrences: [dated('11', 1)],
          spans: [dated('70', 2, '2026-03-01'), dated('71', 3, '2026-03-02', '2026-03-01')],
          values: [{ ...info('80', 4), amount: undefined }],
        }),
      }),
      hits: [
        { message: 'no-date', expression: 'Claim.supportingInfo[1]' },
        { message: 'no-span', expression: 'Claim.supportingInfo[2]' },
        { message: 'reversed', expression: 'Claim.supportingInfo[3]' },
        { message: 'no-amount', expression: 'Claim.supportingInfo[4]' },
      ],
    },
  ],
});
