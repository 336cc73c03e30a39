import { describe, it } from 'vitest';
import { posMismatch } from '../../src/edits/pos-mismatch.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({ places: ['02', '10', '11', '12', '21', '22', '23', '31'] });
const at = (code: string, placeOfService: string | undefined) => ({ code, placeOfService });
const soon: typeof terminology = {
  ...terminology,
  ncci: {
    ...terminology.ncci,
    placeOfService: () => ({ kind: 'not-yet', name: '', from: day('2027-01-01'), edition: 'test' }),
  },
};

new EditTester(posMismatch, { terminology, describe, it }).run({
  valid: [
    {
      name: 'where such visits are',
      subject: subject({
        lines: [
          at('99284', '23'),
          at('99222', '21'),
          at('99231', '22'),
          at('99309', '31'),
          at('99348', '12'),
          at('99213', '11'),
        ],
      }),
    },
    { name: 'at a distance', subject: subject({ lines: [at('99231', '02'), at('99348', '10')] }) },
    { name: 'no place yet', subject: subject({ stage: 'codes', lines: [at('99213', undefined)] }) },
    {
      name: 'telehealth without a place is another edit’s',
      subject: subject({ lines: [{ ...at('99213', undefined), modifiers: ['95'] }] }),
    },
    {
      name: 'a bill',
      subject: subject({ kind: 'institutional', claimType: 'institutional', lines: [at('99284', '11')] }),
      answer: 'not-applicable',
    },
    { name: 'no line', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before the set',
      subject: subject({
        on: dayBefore('2000-01-01'),
        lines: [{ ...at('99284', '11'), date: dayBefore('2000-01-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'an emergency visit in an office',
      subject: subject({ lines: [at('99284', '11'), at('99222', '23'), at('99223', '12')] }),
      hits: [
        {
          message: 'mismatch',
          expression: 'Claim.item[0]',
          codes: ['99284'],
          severity: 'error',
          says: 'held at 23 and the place of service is 11',
        },
        { message: 'mismatch', expression: 'Claim.item[2]' },
      ],
    },
    {
      name: 'an office visit of an inpatient',
      subject: subject({ lines: [at('99213', '21')] }),
      hits: [{ message: 'admitted', expression: 'Claim.item[0]', severity: 'warning' }],
    },
    {
      name: 'a number that is none',
      subject: subject({ lines: [at('99213', '30')] }),
      hits: [{ message: 'unassigned', expression: 'Claim.item[0]' }],
    },
    {
      name: 'a number of later',
      subject: subject({ lines: [at('99213', '27')] }),
      terminology: soon,
      hits: [{ message: 'not-yet', expression: 'Claim.item[0]', says: 'before 2027-01-01' }],
    },
    {
      name: 'none on a claim',
      subject: subject({ lines: [at('99213', undefined)] }),
      hits: [{ message: 'none', expression: 'Claim.item[0]' }],
    },
    {
      name: 'no set',
      subject: subject({ lines: [at('99213', '11')] }),
      terminology: fakeTerminology(),
      hits: [{ message: 'no-set', expression: 'Claim.item', answer: 'cannot-tell', severity: 'information' }],
    },
  ],
});
