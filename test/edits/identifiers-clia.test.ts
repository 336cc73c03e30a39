import { describe, it } from 'vitest';
import { identifiersClia } from '../../src/edits/identifiers-clia.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { INSTITUTIONAL, info, subject } from './subjects.ts';

const test = (...modifiers: string[]) => ({ code: '87880', modifiers });

new EditTester(identifiersClia, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'a waived test with the number',
      subject: subject({ lines: [test('QW')], clia: info('05D0123456', 2) }),
    },
    { name: 'sent out', subject: subject({ lines: [test('90')] }), answer: 'not-applicable' },
    { name: 'no test', subject: subject({ lines: ['99213', '36415'] }), answer: 'not-applicable' },
    { name: 'a bill', subject: subject({ ...INSTITUTIONAL, lines: [test('QW')] }), answer: 'not-applicable' },
    {
      name: 'the day before',
      subject: subject({
        on: dayBefore('1997-01-01'),
        lines: [{ ...test('QW'), date: dayBefore('1997-01-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a waived test',
      subject: subject({ lines: ['99213', test('QW')] }),
      hits: [{ message: 'missing', expression: 'Claim.item[1]', codes: ['87880'], severity: 'warning' }],
    },
    {
      name: 'another test',
      subject: subject({ lines: [test()] }),
      hits: [{ message: 'missing', expression: 'Claim.item[0]', severity: 'warning' }],
    },
    {
      name: 'a number that is none',
      subject: subject({ lines: [test('QW')], clia: info('05-0123456', 2) }),
      hits: [{ message: 'shape', expression: 'Claim.supportingInfo[2]' }],
    },
  ],
});
