import { describe, it } from 'vitest';
import { institutionalBillType } from '../../src/edits/institutional-bill-type.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { bill, INSTITUTIONAL, info, subject } from './subjects.ts';

const of = (code: string) => ({ ...INSTITUTIONAL, bill: bill({ typeOfBill: info(code, 0) }) });
const at = 'Claim.supportingInfo[0]';

new EditTester(institutionalBillType, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'hospital outpatient', subject: subject(of('0131')) },
    { name: 'without its zero', subject: subject(of('111')) },
    {
      name: 'a replacement',
      subject: subject({ ...of('0137'), replaces: { how: 'replaces', numbered: true } }),
    },
    { name: 'a professional claim', subject: subject(), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ ...INSTITUTIONAL, bill: bill({ typeOfBill: undefined }) }),
      hits: [{ message: 'missing', expression: 'Claim.supportingInfo', severity: 'error' }],
    },
    {
      name: 'no facility of this number',
      subject: subject(of('0911')),
      hits: [{ message: 'shape', expression: at, says: '0911' }],
    },
    {
      name: 'a replacement of nothing',
      subject: subject(of('0137')),
      hits: [{ message: 'frequency', expression: at, says: 'names no earlier one' }],
    },
    {
      name: 'a void that says it is the first',
      subject: subject({ ...of('0131'), replaces: { how: 'voids', numbered: true } }),
      hits: [{ message: 'frequency', expression: at, says: 'voids an earlier one' }],
    },
  ],
});
