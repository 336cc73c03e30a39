import { describe, it } from 'vitest';
import { addOnWithoutPrimary } from '../../src/edits/add-on-without-primary.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  addOns: {
    '90472': [1, ['90471', '90473']],
    '99292': [1, ['99291']],
    '77063': [3, ['77067']],
    '11732': [2, []],
  },
});
const feeOnly = fakeTerminology({
  procedures: { '90472': { globalDays: 'ZZZ' }, '90471': { globalDays: 'XXX' } },
});

new EditTester(addOnWithoutPrimary, { terminology, describe, it }).run({
  valid: [
    { name: 'beside its primary', subject: subject({ lines: ['90472', '90471'] }) },
    { name: 'a primary of type 3 that is not named', subject: subject({ lines: ['77063', '77066'] }) },
    { name: 'any primary of type 2', subject: subject({ lines: ['11732', '11730'] }) },
    { name: 'no add-on', subject: subject({ lines: ['99213'] }) },
    { name: 'no line', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before there were edits',
      subject: subject({
        on: dayBefore('2013-01-01'),
        lines: [{ code: '90472', date: dayBefore('2013-01-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'without its primary',
      subject: subject({ lines: ['99213', '90472'] }),
      hits: [
        {
          message: 'no-primary',
          expression: 'Claim.item[1]',
          codes: ['90472', '90471', '90473'],
          severity: 'error',
          says: '(90471, 90473)',
        },
      ],
    },
    {
      name: 'the primary of another day',
      subject: subject({ lines: ['99291', { code: '99292', date: day('2026-03-05') }] }),
      hits: [{ message: 'no-primary', expression: 'Claim.item[1]' }],
    },
    {
      name: 'beside another add-on only',
      subject: subject({ lines: ['77063', '11732'] }),
      hits: [
        { message: 'alone', expression: 'Claim.item[0]', severity: 'warning' },
        { message: 'alone', expression: 'Claim.item[1]' },
      ],
    },
    {
      name: 'no edits loaded, but the fee schedule calls it an add-on',
      subject: subject({ lines: ['90472'] }),
      terminology: feeOnly,
      hits: [
        { message: 'alone', expression: 'Claim.item[0]', severity: 'warning' },
        { message: 'no-table', expression: 'Claim.item', answer: 'cannot-tell', severity: 'information' },
      ],
    },
    {
      name: 'no edits loaded',
      subject: subject({ lines: ['90472', '90471'] }),
      terminology: feeOnly,
      hits: [{ message: 'no-table', expression: 'Claim.item', answer: 'cannot-tell' }],
    },
  ],
});
