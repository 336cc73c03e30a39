import { describe, it } from 'vitest';
import { institutionalAttending } from '../../src/edits/institutional-attending.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { GOOD_NPI, INSTITUTIONAL, party, subject } from './subjects.ts';

new EditTester(institutionalAttending, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'named', subject: subject({ ...INSTITUTIONAL, parties: [party('attending', GOOD_NPI)] }) },
    {
      name: 'an ambulance alone',
      subject: subject({ ...INSTITUTIONAL, lines: [{ code: 'A0429', revenue: '0540' }] }),
      answer: 'not-applicable',
    },
    { name: 'a professional claim', subject: subject(), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'none',
      subject: subject({ ...INSTITUTIONAL, lines: [{ code: '99284', revenue: '0450' }] }),
      hits: [{ message: 'missing', expression: 'Claim.careTeam', severity: 'error' }],
    },
    {
      name: 'an organisation',
      subject: subject({
        ...INSTITUTIONAL,
        parties: [party('attending', GOOD_NPI, 'Claim.careTeam[0].provider', false)],
      }),
      hits: [{ message: 'organisation', expression: 'Claim.careTeam[0].provider' }],
    },
  ],
});
