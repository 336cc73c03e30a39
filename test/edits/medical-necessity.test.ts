import { describe, it } from 'vitest';
import { medicalNecessity } from '../../src/edits/medical-necessity.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  coverage: { '82306': { covered: ['E55.9', 'M81.0'], not: ['Z13.21'] }, '95923': { not: ['R53.83'] } },
});
const medicare = facts({ coverages: [{ payerKind: 'medicare' }] });

new EditTester(medicalNecessity, { terminology, describe, it }).run({
  valid: [
    {
      name: 'a covered diagnosis',
      subject: subject({
        dx: ['I10', 'E55.9'],
        lines: [{ code: '82306', pointers: [1, 2] }],
        facts: medicare,
      }),
    },
    { name: 'no article names the code', subject: subject({ dx: ['I10'], lines: ['99213'] }) },
    {
      name: 'a notice was given',
      subject: subject({ dx: ['I10'], lines: [{ code: '82306', modifiers: ['GA'] }] }),
    },
    {
      name: 'another payer',
      subject: subject({ dx: ['I10'], lines: ['82306'], facts: facts() }),
      answer: 'not-applicable',
    },
    { name: 'no diagnosis', subject: subject({ lines: ['82306'] }), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({
        on: dayBefore('2015-10-01'),
        dx: ['I10'],
        lines: [{ code: '82306', date: dayBefore('2015-10-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'pointed at what is not covered',
      subject: subject({ dx: ['I10', 'E55.9'], lines: ['82306'], facts: medicare }),
      hits: [
        {
          message: 'not-listed',
          expression: 'Claim.item[0]',
          codes: ['82306', 'I10'],
          severity: 'warning',
          says: 'A00001',
        },
      ],
    },
    {
      name: 'a diagnosis that excludes it',
      subject: subject({ dx: ['R53.83'], lines: ['95923'] }),
      hits: [{ message: 'excluded', expression: 'Claim.item[0]', codes: ['95923', 'R53.83'] }],
    },
    {
      name: 'no articles',
      subject: subject({ dx: ['I10'], lines: ['82306', '99213'] }),
      terminology: fakeTerminology(),
      hits: [
        { message: 'no-articles', expression: 'Claim.item', answer: 'cannot-tell', severity: 'information' },
      ],
    },
  ],
});
