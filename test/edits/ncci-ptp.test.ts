import { describe, it } from 'vitest';
import { ncciPtp } from '../../src/edits/ncci-ptp.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { GOOD_NPI, party, subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  ptp: [
    ['20610', '99213', 1],
    ['80053', '80048', 0],
    ['11042', '97597', 1],
    ['17000', '17003', 9],
    ['43239', '43235', 1, 'hospital'],
  ],
  until: '2026-06-30',
});
const hospital = { kind: 'institutional', claimType: 'institutional' } as const;

new EditTester(ncciPtp, { terminology, describe, it }).run({
  valid: [
    {
      name: 'a modifier on the code that would be denied',
      subject: subject({ lines: ['20610', { code: '99213', modifiers: ['25'] }] }),
    },
    {
      name: 'a modifier on the code that is paid',
      subject: subject({ lines: [{ code: '11042', modifiers: ['XS'] }, '97597'] }),
    },
    { name: 'another pair', subject: subject({ lines: ['80053', '80061'] }) },
    { name: 'an edit that was deleted from its first day', subject: subject({ lines: ['17000', '17003'] }) },
    { name: 'a hospital pair on a professional claim', subject: subject({ lines: ['43239', '43235'] }) },
    {
      name: 'a practitioner pair on a hospital claim',
      subject: subject({ ...hospital, lines: ['80053', '80048'] }),
    },
    {
      name: 'two days',
      subject: subject({ lines: ['80053', { code: '80048', date: day('2026-03-05') }] }),
      answer: 'not-applicable',
    },
    {
      name: 'two providers',
      subject: subject({
        lines: [
          { code: '80053', team: [1] },
          { code: '80048', team: [2] },
        ],
        parties: [
          { ...party('rendering', GOOD_NPI), sequence: 1 },
          { ...party('rendering', '1245319599'), sequence: 2 },
        ],
      }),
      answer: 'not-applicable',
    },
    { name: 'one line', subject: subject({ lines: ['80053'] }), answer: 'not-applicable' },
    { name: 'the same code twice', subject: subject({ lines: ['80053', '80053'] }) },
    {
      name: 'an inpatient bill',
      subject: subject({ ...hospital, inpatient: true, lines: ['43239', '43235'] }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before the first edits',
      subject: subject({
        on: dayBefore('1996-01-01'),
        lines: [
          { code: '80053', date: dayBefore('1996-01-01') },
          { code: '80048', date: dayBefore('1996-01-01') },
        ],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'indicator 0, whatever the modifier, in either order',
      subject: subject({ lines: [{ code: '80048', modifiers: ['59'] }, '80053'] }),
      hits: [
        {
          message: 'never',
          expression: 'Claim.item[0]',
          codes: ['80048', '80053'],
          severity: 'error',
          says: '80048 is not paid beside 80053 on 2026-03-04 (ncci-ptp-practitioner-test',
        },
      ],
    },
    {
      name: 'indicator 1 without a modifier: a visit',
      subject: subject({ lines: ['99213', '20610'] }),
      hits: [
        {
          message: 'needs-modifier',
          expression: 'Claim.item[0]',
          codes: ['99213', '20610'],
          says: '25 (24 in a global period',
        },
      ],
    },
    {
      name: 'a modifier that bypasses nothing',
      subject: subject({ lines: ['11042', { code: '97597', modifiers: ['GP', '51'] }] }),
      hits: [{ message: 'needs-modifier', expression: 'Claim.item[1]', says: '59, XE, XP, XS, XU' }],
    },
    {
      name: 'the hospital edits on a hospital claim',
      subject: subject({ ...hospital, lines: ['43239', '43235'] }),
      hits: [{ message: 'needs-modifier', expression: 'Claim.item[1]', says: 'ncci-ptp-hospital-test' }],
    },
    {
      name: 'no edition for the quarter, said once',
      subject: subject({
        lines: ['80053', '80048', '80061'].map((code) => ({ code, date: day('2026-07-01') })),
      }),
      hits: [
        { message: 'no-table', expression: 'Claim.item', answer: 'cannot-tell', severity: 'information' },
      ],
    },
    {
      name: 'no tables at all',
      subject: subject({ lines: ['80053', '80048'] }),
      terminology: fakeTerminology(),
      hits: [
        {
          message: 'no-table',
          expression: 'Claim.item',
          answer: 'cannot-tell',
          says: 'no NCCI PTP edits (practitioner) are loaded',
        },
      ],
    },
  ],
});
