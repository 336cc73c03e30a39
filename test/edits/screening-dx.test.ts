import { describe, it } from 'vitest';
import { screeningDx } from '../../src/edits/screening-dx.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

new EditTester(screeningDx, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'an immunisation',
      subject: subject({
        dx: ['Z00.129', 'Z23'],
        lines: [
          { code: '90471', pointers: [2] },
          { code: '90686', pointers: [2] },
        ],
      }),
    },
    { name: 'a screening mammogram', subject: subject({ dx: ['Z12.31'], lines: ['77067'] }) },
    {
      name: 'no pointers',
      subject: subject({ dx: ['I10', 'Z12.11'], lines: [{ code: '82270', pointers: [] }] }),
    },
    {
      name: 'a diagnostic mammogram',
      subject: subject({ dx: ['N63.10'], lines: ['77066'] }),
      answer: 'not-applicable',
    },
    { name: 'no diagnosis is dx-pointer’s', subject: subject({ lines: ['77067'] }) },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({
        on: dayBefore('2015-10-01'),
        dx: ['I10'],
        lines: [{ code: '77067', date: dayBefore('2015-10-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'an administration that points elsewhere',
      subject: subject({ dx: ['I10', 'Z23'], lines: ['90471'] }),
      hits: [
        { message: 'missing', expression: 'Claim.item[0]', codes: ['90471'], severity: 'error', says: 'Z23' },
      ],
    },
    {
      name: 'a warning where other diagnoses are covered too',
      subject: subject({ dx: ['R10.9'], lines: ['G0101'] }),
      hits: [{ message: 'missing', expression: 'Claim.item[0]', severity: 'warning' }],
    },
    {
      name: 'Z23 and no immunisation',
      subject: subject({ dx: ['I10', 'Z23'], lines: ['99213'] }),
      hits: [{ message: 'no-immunisation', expression: 'Claim.diagnosis[1]', severity: 'warning' }],
    },
  ],
});
