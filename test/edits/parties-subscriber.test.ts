import { describe, it } from 'vitest';
import { partiesSubscriber } from '../../src/edits/parties-subscriber.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { insured, subject } from './subjects.ts';

const of = (relationship: string | undefined, subscriberNamed?: boolean) =>
  subject({ coverages: [insured({ relationship, subscriberNamed })] });
const at = 'Claim.insurance[0].coverage';

new EditTester(partiesSubscriber, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'the patient', subject: of('self') },
    { name: 'a spouse with a name', subject: of('spouse', true) },
    { name: 'no coverage', subject: subject(), answer: 'not-applicable' },
    {
      name: 'who pays alone',
      subject: subject({ coverages: [insured({ payerKind: 'self-pay', relationship: undefined })] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'no relationship',
      subject: of(undefined),
      hits: [{ message: 'no-relationship', expression: at, severity: 'warning' }],
    },
    {
      name: 'a parent without a name',
      subject: of('child', false),
      hits: [{ message: 'no-subscriber', expression: at, severity: 'error', says: 'child' }],
    },
    { name: 'a parent who is not at hand', subject: of('child'), hits: [] },
  ],
});
