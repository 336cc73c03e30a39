import { describe, it } from 'vitest';
import { identifiersTaxonomy } from '../../src/edits/identifiers-taxonomy.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { GOOD_NPI, party, subject } from './subjects.ts';

const with_ = (taxonomy: string | undefined) => ({
  ...party('billing', GOOD_NPI, 'Claim.provider', false),
  taxonomy,
});

new EditTester(identifiersTaxonomy, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'of a family physician', subject: subject({ parties: [with_('207Q00000X')] }) },
    { name: 'none', subject: subject({ parties: [with_(undefined)] }), answer: 'not-applicable' },
    {
      name: 'an oral claim',
      subject: subject({ claimType: 'oral', parties: [with_('x')] }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before NPIs',
      subject: subject({ on: dayBefore('2008-05-23'), parties: [with_('207Q')] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'another shape',
      subject: subject({ parties: [with_('207Q00000Y')] }),
      hits: [{ message: 'shape', expression: 'Claim.provider', severity: 'error', says: 'billing provider' }],
    },
    {
      name: 'a payer that wants one',
      subject: subject({ parties: [with_(undefined)] }),
      parameters: { required: true },
      hits: [{ message: 'missing', expression: 'Claim.provider' }],
    },
  ],
});
