import { describe, it } from 'vitest';
import { duplicateLine } from '../../src/edits/duplicate-line.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';
import { STAY, subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  mue: [
    ['93000', 1, 3],
    ['96372', 4, 3],
  ],
});

new EditTester(duplicateLine, { terminology, describe, it }).run({
  valid: [
    { name: 'a repeat', subject: subject({ lines: ['93000', { code: '93000', modifiers: ['76'] }] }) },
    {
      name: 'the other side',
      subject: subject({
        lines: [
          { code: '20610', modifiers: ['LT'] },
          { code: '20610', modifiers: ['RT'] },
        ],
      }),
    },
    {
      name: 'another day',
      subject: subject({ lines: ['93000', { code: '93000', date: day('2026-03-05') }] }),
    },
    { name: 'one line', subject: subject({ lines: ['93000'] }), answer: 'not-applicable' },
    {
      name: 'an inpatient bill',
      subject: subject({ ...STAY, lines: ['93000', '93000'] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'twice',
      subject: subject({ lines: ['93000', '36415', '93000'] }),
      hits: [
        {
          message: 'duplicate',
          expression: 'Claim.item[2]',
          codes: ['93000'],
          severity: 'error',
          says: 'Claim.item[0] and this one',
        },
      ],
    },
    {
      name: 'three times',
      subject: subject({ lines: ['96372', '96372', '96372'] }),
      hits: [
        { message: 'duplicate', expression: 'Claim.item[1]' },
        { message: 'duplicate', expression: 'Claim.item[2]' },
      ],
    },
    {
      name: 'without MUE values',
      subject: subject({ lines: ['36415', '36415'] }),
      terminology: fakeTerminology(),
      hits: [{ message: 'duplicate', expression: 'Claim.item[1]' }],
    },
  ],
});
