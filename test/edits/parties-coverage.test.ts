import { describe, it } from 'vitest';
import { partiesCoverage } from '../../src/edits/parties-coverage.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const at = 'Claim.insurance';

new EditTester(partiesCoverage, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'a payer and a member', subject: subject({ facts: facts() }) },
    {
      name: 'the active one counts',
      subject: subject({ facts: facts({ coverages: [{ active: false, memberId: undefined }, {}] }) }),
    },
    {
      name: 'who pays alone',
      subject: subject({ facts: facts({ coverages: [{ payerKind: 'self-pay', memberId: undefined }] }) }),
      answer: 'not-applicable',
    },
    { name: 'a claim that came alone', subject: subject(), answer: 'not-applicable' },
    {
      name: 'an institutional claim',
      subject: subject({ kind: 'institutional', facts: facts({ coverages: [] }) }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ facts: facts({ coverages: [] }) }),
      hits: [{ message: 'none', expression: at, severity: 'error' }],
    },
    {
      name: 'none active',
      subject: subject({ facts: facts({ coverages: [{ active: false }] }) }),
      hits: [{ message: 'inactive', expression: at }],
    },
    {
      name: 'no payer and no member',
      subject: subject({
        facts: facts({
          coverages: [
            { payerName: undefined, payerId: undefined, payerReference: undefined, memberId: undefined },
          ],
        }),
      }),
      hits: [
        { message: 'no-payer', expression: at },
        { message: 'no-member-id', expression: at },
      ],
    },
    {
      name: 'a payer without its id',
      subject: subject({ facts: facts({ coverages: [{ payerId: undefined }] }) }),
      hits: [{ message: 'no-payer-id', expression: at, severity: 'warning' }],
    },
  ],
});
