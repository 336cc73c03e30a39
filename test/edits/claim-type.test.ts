import { describe, it } from 'vitest';
import { claimType } from '../../src/edits/claim-type.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

new EditTester(claimType, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'professional', subject: subject() },
    { name: 'institutional', subject: subject({ kind: 'institutional', claimType: 'institutional' }) },
    {
      name: 'before the claim is made',
      subject: subject({ stage: 'codes', claimType: undefined }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'not stated',
      subject: subject({ claimType: undefined }),
      hits: [{ message: 'missing', expression: 'Claim.type' }],
    },
    {
      name: 'oral',
      subject: subject({ claimType: 'oral' }),
      hits: [{ message: 'other', expression: 'Claim.type', answer: 'cannot-tell', says: 'of type oral' }],
    },
  ],
});
