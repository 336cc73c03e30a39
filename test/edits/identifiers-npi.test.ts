import { describe, it } from 'vitest';
import { identifiersNpi } from '../../src/edits/identifiers-npi.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { BAD_NPI, GOOD_NPI, party, subject } from './subjects.ts';

const provider = 'Claim.provider';
const member = 'Claim.careTeam[0].provider';

new EditTester(identifiersNpi, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'billing and rendering', subject: subject() },
    {
      name: 'a person who bills for himself',
      subject: subject({ parties: [party('billing', GOOD_NPI, provider, true)] }),
    },
    {
      name: 'who bills is not said to be a person or an organisation',
      subject: subject({ parties: [{ ...party('billing', GOOD_NPI, provider), individual: undefined }] }),
    },
    {
      name: 'a facility and a referrer need not have one',
      subject: subject({
        parties: [
          party('billing', GOOD_NPI, provider, true),
          party('service-facility', undefined, 'Claim.facility'),
          party('referring', undefined),
        ],
      }),
    },
    {
      name: 'an institutional claim names no rendering provider',
      subject: subject({ kind: 'institutional', parties: [party('billing', GOOD_NPI, provider, false)] }),
    },
    {
      name: 'a vision claim',
      subject: subject({ claimType: 'vision', parties: [] }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before every provider had to have one',
      subject: subject({ parties: [], on: dayBefore('2008-05-23') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'nobody bills',
      subject: subject({ parties: [] }),
      hits: [{ message: 'no-billing', expression: provider }],
    },
    {
      name: 'an organisation bills and nobody rendered',
      subject: subject({ parties: [party('billing', GOOD_NPI, provider, false)] }),
      hits: [{ message: 'no-rendering', expression: 'Claim.careTeam', severity: 'warning' }],
    },
    {
      name: 'none',
      subject: subject({
        parties: [party('billing', undefined, provider, false), party('rendering', undefined)],
      }),
      hits: [
        { message: 'missing', expression: provider, says: 'billing provider has no NPI' },
        { message: 'missing', expression: member, says: 'rendering provider' },
      ],
    },
    {
      name: 'a wrong check digit, also where none is required',
      subject: subject({
        parties: [
          party('billing', GOOD_NPI, provider, true),
          party('service-facility', BAD_NPI, 'Claim.facility'),
        ],
      }),
      hits: [
        {
          message: 'invalid',
          expression: 'Claim.facility',
          codes: [],
          says: 'The NPI of the service facility provider is not valid: it needs ten digits',
        },
      ],
    },
    {
      name: 'too short',
      subject: subject({ parties: [party('billing', '123456789', provider, true)] }),
      hits: [{ message: 'invalid', expression: provider }],
    },
    {
      name: 'a record that is not at hand',
      subject: subject({ parties: [{ ...party('billing', undefined, provider, true), resolved: false }] }),
      hits: [{ message: 'unresolved', expression: provider, answer: 'cannot-tell', severity: 'warning' }],
    },
  ],
});
