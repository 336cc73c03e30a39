import { describe, it } from 'vitest';
import { identifiersClaim } from '../../src/edits/identifiers-claim.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { past, subject } from './subjects.ts';

const at = 'Claim.identifier[0]';

new EditTester(identifiersClaim, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'twenty characters', subject: subject({ claimNumbers: ['CW000000000000000001'] }) },
    {
      name: 'a number of its own',
      subject: subject({ claimNumbers: ['CW2'], history: [past('99213', '2026-01-02')] }),
    },
    {
      name: 'a replacement keeps it',
      subject: subject({
        claimNumbers: ['CW1'],
        history: [past('99213', '2026-01-02')],
        replaces: { how: 'replaces', numbered: true },
      }),
    },
    {
      name: 'before the claim is made',
      subject: subject({ stage: 'codes', claimNumbers: [] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ claimNumbers: [] }),
      hits: [{ message: 'none', expression: 'Claim.identifier', severity: 'error' }],
    },
    {
      name: 'twenty-one characters',
      subject: subject({ claimNumbers: ['CW0000000000000000001'] }),
      hits: [{ message: 'too-long', expression: at, says: '21 characters' }],
    },
    {
      name: 'a delimiter of X12',
      subject: subject({ claimNumbers: ['CW~1'] }),
      hits: [{ message: 'characters', expression: at }],
    },
    {
      name: 'that of an earlier claim',
      subject: subject({ claimNumbers: ['CW1'], history: [past('99213', '2026-01-02')] }),
      hits: [{ message: 'used', expression: at }],
    },
    {
      name: 'a void of what is not named',
      subject: subject({ claimNumbers: ['CW3'], replaces: { how: 'voids', numbered: false } }),
      hits: [{ message: 'no-original', expression: 'Claim.related', says: 'voids' }],
    },
  ],
});
