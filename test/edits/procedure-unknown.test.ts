import { describe, it } from 'vitest';
import { procedureUnknown } from '../../src/edits/procedure-unknown.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const at = 'Claim.item[0]';
const terminology = fakeTerminology({
  procedures: {
    '99213': {},
    '99441': { lastDay: '2024-12-31' },
    '98000': { from: '2025-01-01' },
    J9999: { unknown: true },
  },
});

new EditTester(procedureUnknown, { terminology, describe, it }).run({
  valid: [
    { name: 'a number that is known', subject: subject({ lines: ['99213'] }) },
    {
      name: 'on its last day and its first',
      subject: subject({
        lines: [
          { code: '99441', date: day('2024-12-31') },
          { code: '98000', date: day('2025-01-01') },
        ],
      }),
    },
    { name: 'no line', subject: subject(), answer: 'not-applicable' },
    { name: 'no code', subject: subject({ lines: [{}] }), answer: 'not-applicable' },
    {
      name: 'an oral claim',
      subject: subject({ claimType: 'oral', lines: ['99213'] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'absent from a complete release',
      subject: subject({ lines: [{ code: 'J9999', date: day('2025-03-31') }] }),
      hits: [
        {
          message: 'unknown',
          expression: at,
          codes: ['J9999'],
          says: 'J9999 is not in Rows of a test, which was in force on 2025-03-31',
        },
      ],
    },
    {
      name: 'CPT without a release',
      subject: subject({ lines: ['70551'] }),
      hits: [
        {
          message: 'not-verified',
          expression: at,
          answer: 'cannot-tell',
          severity: 'information',
          says: '70551 was checked for its shape only (not verified: no CPT release is loaded).',
        },
      ],
    },
    {
      name: 'HCPCS without a release',
      subject: subject({ lines: ['99213', 'J1100'] }),
      hits: [
        {
          message: 'not-verified',
          expression: 'Claim.item[1]',
          answer: 'cannot-tell',
          says: 'not verified: no HCPCS Level II release is loaded',
        },
      ],
    },
    {
      name: 'no date anywhere',
      subject: subject({ on: undefined, lines: [{ code: '99213', date: undefined }] }),
      hits: [{ message: 'no-date', expression: at, answer: 'cannot-tell' }],
    },
    { name: 'a wrong shape is procedure-shape’s to report', subject: subject({ lines: ['9921'] }), hits: [] },
  ],
});
