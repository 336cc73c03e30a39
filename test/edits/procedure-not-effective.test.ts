import { describe, it } from 'vitest';
import { procedureNotEffective } from '../../src/edits/procedure-not-effective.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  procedures: { '99213': {}, '99441': { lastDay: '2024-12-31' }, '98000': { from: '2025-01-01' } },
});

new EditTester(procedureNotEffective, { terminology, describe, it }).run({
  valid: [
    { name: 'in force', subject: subject({ lines: ['99213'] }) },
    {
      name: 'on its last day and its first',
      subject: subject({
        lines: [
          { code: '99441', date: day('2024-12-31') },
          { code: '98000', date: day('2025-01-01') },
        ],
      }),
    },
    { name: 'no line', subject: subject(), answer: 'not-applicable' },
    { name: 'no code', subject: subject({ lines: [{}] }), answer: 'not-applicable' },
    {
      name: 'an oral claim',
      subject: subject({ claimType: 'oral', lines: ['99441'] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'the day after its last',
      subject: subject({ lines: [{ code: '99441', date: day('2025-01-01') }] }),
      hits: [
        { message: 'retired', expression: 'Claim.item[0]', codes: ['99441'], says: 'valid until 2024-12-31' },
      ],
    },
    {
      name: 'not yet, on the date of the claim where the line has none',
      subject: subject({ on: day('2024-12-31'), lines: [{ code: '98000', date: undefined }] }),
      hits: [
        { message: 'not-yet', expression: 'Claim.item[0]', codes: ['98000'], says: 'valid from 2025-01-01' },
      ],
    },
    { name: 'no release', subject: subject({ lines: ['70551'] }), hits: [] },
    {
      name: 'no date',
      subject: subject({ on: undefined, lines: [{ code: '99441', date: undefined }] }),
      hits: [],
    },
  ],
});
