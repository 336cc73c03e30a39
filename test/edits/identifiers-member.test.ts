import { describe, it } from 'vitest';
import { identifiersMember } from '../../src/edits/identifiers-member.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { insured, subject } from './subjects.ts';

const of = (memberId: string | undefined, payerKind: 'medicare' | 'commercial' = 'commercial') =>
  subject({ coverages: [insured({ memberId, payerKind })] });
const at = 'Claim.insurance[0].coverage';

new EditTester(identifiersMember, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'a commercial plan’s', subject: of('XYZ-123 456') },
    { name: 'Medicare’s', subject: of('1EG4-TE5-MK73', 'medicare') },
    { name: 'Medicare’s without dashes', subject: of('1eg4te5mk73', 'medicare') },
    { name: 'none is another edit’s', subject: of(undefined), answer: 'not-applicable' },
    {
      name: 'the day before these ids alone were taken',
      subject: { ...of('1234', 'medicare'), on: dayBefore('2020-01-01') },
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a delimiter of X12',
      subject: of('W12*34'),
      hits: [{ message: 'characters', expression: at, severity: 'error' }],
    },
    {
      name: 'an id of before 2020',
      subject: of('123456789A', 'medicare'),
      hits: [{ message: 'mbi', expression: at, severity: 'warning' }],
    },
    {
      name: 'a letter that Medicare leaves out',
      subject: of('1SG4TE5MK73', 'medicare'),
      hits: [{ message: 'mbi', expression: at }],
    },
  ],
});
