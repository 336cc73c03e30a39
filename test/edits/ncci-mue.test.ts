import { describe, it } from 'vitest';
import { ncciMue } from '../../src/edits/ncci-mue.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  mue: [
    ['96372', 4, 1],
    ['27447', 1, 2],
    ['80053', 1, 3],
    ['80053', 2, 3, 'outpatient-hospital'],
    ['A9999', 0, 1],
  ],
});
const hospital = { kind: 'institutional', claimType: 'institutional' } as const;
const units = (code: string, ...each: readonly number[]) => each.map((n) => ({ code, units: n }));

new EditTester(ncciMue, { terminology, describe, it }).run({
  valid: [
    { name: 'as many as the limit of a line', subject: subject({ lines: units('96372', 4, 4) }) },
    { name: 'as many as the limit of a day', subject: subject({ lines: units('80053', 1) }) },
    {
      name: 'the limit of a day on each of two',
      subject: subject({ lines: ['27447', { code: '27447', date: day('2026-03-05') }] }),
    },
    { name: 'no published limit', subject: subject({ lines: units('99213', 40) }) },
    { name: 'the hospital’s own limit', subject: subject({ ...hospital, lines: units('80053', 1, 1) }) },
    { name: 'no line', subject: subject(), answer: 'not-applicable' },
    {
      name: 'an inpatient bill',
      subject: subject({ ...hospital, inpatient: true, lines: units('27447', 2) }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before there were any',
      subject: subject({
        on: dayBefore('2007-01-01'),
        lines: [{ code: '27447', units: 2, date: dayBefore('2007-01-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'each line over its limit',
      subject: subject({ lines: units('96372', 5, 1, 6) }),
      hits: [
        {
          message: 'line',
          expression: 'Claim.item[0]',
          codes: ['96372'],
          says: '5 units and the limit of a line is 4 (ncci-mue-test, MAI 1)',
        },
        { message: 'line', expression: 'Claim.item[2]' },
      ],
    },
    {
      name: 'the lines of a day together, on the one that goes over',
      subject: subject({ lines: units('27447', 1, 1) }),
      hits: [{ message: 'day', expression: 'Claim.item[1]', severity: 'error' }],
    },
    {
      name: 'a clinical limit is a warning',
      subject: subject({ lines: units('80053', 2) }),
      hits: [{ message: 'clinical', expression: 'Claim.item[0]', severity: 'warning' }],
    },
    {
      name: 'a limit of none',
      subject: subject({ lines: ['A9999'] }),
      hits: [{ message: 'line', expression: 'Claim.item[0]' }],
    },
    {
      name: 'no table, said once',
      subject: subject({ lines: units('27447', 3, 3) }),
      terminology: fakeTerminology(),
      hits: [
        { message: 'no-table', expression: 'Claim.item', answer: 'cannot-tell', severity: 'information' },
      ],
    },
    {
      name: 'no date',
      subject: subject({ on: undefined, lines: [{ code: '27447', date: undefined }] }),
      hits: [],
    },
  ],
});
