import { describe, it } from 'vitest';
import { amounts } from '../../src/edits/amounts.ts';
import type { EditLine } from '../../src/edits/index.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const at = 'Claim.item[0]';
const line = (units: number | undefined, unitPriceCents?: number, netCents?: number): Partial<EditLine> => ({
  code: '99213',
  units,
  unitPriceCents,
  netCents,
});

new EditTester(amounts, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'products and sum',
      subject: subject({
        lines: [line(3, 1234, 3702), line(1, 0, 0)],
        totalCents: 3702,
        currencies: ['USD'],
      }),
    },
    {
      name: 'a charge without a unit price',
      subject: subject({ lines: [line(2, undefined, 500)], totalCents: 500 }),
    },
    { name: 'a unit price without a charge', subject: subject({ lines: [line(2, 250)], totalCents: 500 }) },
    {
      name: 'no units count as one',
      subject: subject({ lines: [line(undefined, 250, 250)], totalCents: 250 }),
    },
    {
      name: 'a factor',
      subject: subject({ lines: [{ ...line(1, 1000, 800), factor: 0.8 }], totalCents: 800 }),
    },
    { name: 'no line', subject: subject({ totalCents: 100 }), answer: 'not-applicable' },
    {
      name: 'before the claim is made',
      subject: subject({ stage: 'codes', lines: [line(1)] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a product that is wrong by one cent',
      subject: subject({ lines: [line(3, 1234, 3701)], totalCents: 3701 }),
      hits: [{ message: 'product', expression: at, says: 'The charge is 37.01 and 3 × 12.34 is 37.02' }],
    },
    {
      name: 'a sum that is wrong by one cent',
      subject: subject({ lines: [line(1, 100, 100), line(1, 101, 101)], totalCents: 200 }),
      hits: [
        { message: 'total', expression: 'Claim.total', says: 'The total is 2.00 and the lines sum to 2.01' },
      ],
    },
    {
      name: 'no total',
      subject: subject({ lines: [line(1, 100, 100)] }),
      hits: [{ message: 'no-total', expression: 'Claim.total', says: 'give the sum of its lines, 1.00.' }],
    },
    {
      name: 'no charge',
      subject: subject({ lines: [line(1)], totalCents: 100 }),
      hits: [{ message: 'no-charge', expression: at }],
    },
    {
      name: 'negative and none',
      subject: subject({ lines: [line(0, -100, -100)], totalCents: -100 }),
      hits: [
        { message: 'negative', expression: at, says: 'unit price' },
        { message: 'negative', expression: at, says: 'charge' },
        { message: 'units', expression: at },
        { message: 'product', expression: at },
        { message: 'negative', expression: 'Claim.total', says: 'total' },
      ],
    },
    {
      name: 'another currency',
      subject: subject({ lines: [line(1, 100, 100)], totalCents: 100, currencies: ['USD', 'EUR'] }),
      hits: [{ message: 'currency', expression: 'Claim' }],
    },
  ],
});
