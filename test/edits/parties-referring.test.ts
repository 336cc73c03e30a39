import { describe, it } from 'vitest';
import { partiesReferring } from '../../src/edits/parties-referring.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, GOOD_NPI, party, subject } from './subjects.ts';

const medicare = facts({ coverages: [{ payerKind: 'medicare' }] });

new EditTester(partiesReferring, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'with who asked',
      subject: subject({ lines: ['99243'], parties: [party('referring', GOOD_NPI)] }),
    },
    {
      name: 'a test for another payer',
      subject: subject({ lines: ['80053'], facts: facts() }),
      answer: 'not-applicable',
    },
    {
      name: 'screening mammography',
      subject: subject({ lines: ['77067'], facts: medicare }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before',
      subject: subject({
        on: dayBefore('1997-01-01'),
        lines: [{ code: '99243', date: dayBefore('1997-01-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a consultation',
      subject: subject({ lines: ['36415', '99243'] }),
      hits: [{ message: 'consultation', expression: 'Claim.item[1]', codes: ['99243'], severity: 'warning' }],
    },
    {
      name: 'a test for Medicare',
      subject: subject({ lines: ['71046'], facts: medicare }),
      hits: [{ message: 'test', expression: 'Claim.item[0]' }],
    },
  ],
});
