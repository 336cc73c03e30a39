import { describe, it } from 'vitest';
import { identifiersTaxId } from '../../src/edits/identifiers-tax-id.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { GOOD_NPI, party, subject } from './subjects.ts';

const billing = (taxId: string | undefined, named: boolean | undefined = true) => [
  { ...party('billing', GOOD_NPI, 'Claim.provider', false), taxId, named },
];

new EditTester(identifiersTaxId, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'an EIN', subject: subject({ parties: billing('12-3456789') }) },
    { name: 'an EIN without its dash', subject: subject({ parties: billing('987654321') }) },
    { name: 'an SSN', subject: subject({ parties: billing('219-09-9999') }) },
    {
      name: 'before the claim is made',
      subject: subject({ stage: 'codes', parties: billing(undefined) }),
      answer: 'not-applicable',
    },
    { name: 'no billing provider', subject: subject({ parties: [] }), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ parties: billing(undefined) }),
      hits: [{ message: 'missing', expression: 'Claim.provider', severity: 'error' }],
    },
    {
      name: 'eight digits',
      subject: subject({ parties: billing('12-345678') }),
      hits: [{ message: 'shape', expression: 'Claim.provider' }],
    },
    {
      name: 'a prefix that was never assigned',
      subject: subject({ parties: billing('00-1234567') }),
      hits: [{ message: 'shape', expression: 'Claim.provider' }],
    },
    {
      name: 'an SSN of no area',
      subject: subject({ parties: billing('666-12-3456') }),
      hits: [{ message: 'shape', expression: 'Claim.provider' }],
    },
    {
      name: 'a record that is not at hand',
      subject: subject({ parties: [party('billing', GOOD_NPI, 'Claim.provider', false)] }),
      hits: [],
    },
  ],
});
