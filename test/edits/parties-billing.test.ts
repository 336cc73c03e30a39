import { describe, it } from 'vitest';
import { partiesBilling } from '../../src/edits/parties-billing.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { GOOD_NPI, party, subject } from './subjects.ts';

const of = (named: boolean | undefined, addressed: boolean | undefined, person = false) =>
  subject({ parties: [{ ...party('billing', GOOD_NPI, 'Claim.provider', person), named, addressed }] });

new EditTester(partiesBilling, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'with both', subject: of(true, true) },
    {
      name: 'before the claim is made',
      subject: { ...of(false, false), stage: 'codes' },
      answer: 'not-applicable',
    },
    { name: 'none', subject: subject({ parties: [] }), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'neither',
      subject: of(false, false),
      hits: [
        { message: 'no-name', expression: 'Claim.provider', severity: 'error' },
        { message: 'no-address', expression: 'Claim.provider', severity: 'error' },
      ],
    },
    {
      name: 'a person without an address',
      subject: of(true, false, true),
      hits: [{ message: 'no-address', expression: 'Claim.provider', severity: 'warning' }],
    },
    { name: 'a record that is not at hand', subject: of(undefined, undefined), hits: [] },
  ],
});
