import { describe, it } from 'vitest';
import { claimReadable } from '../../src/edits/claim-readable.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

new EditTester(claimReadable, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'everything was read', subject: subject({ unreadable: [] }) },
    { name: 'before the claim is made', subject: subject({ stage: 'codes' }), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'an element of another shape',
      subject: subject({
        unreadable: [{ expression: 'Claim.item[0].quantity.value', expected: 'a number' }],
      }),
      hits: [
        {
          message: 'unreadable',
          expression: 'Claim.item[0].quantity.value',
          says: 'The element is not a number',
        },
      ],
    },
  ],
});
