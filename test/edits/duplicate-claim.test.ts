import { describe, it } from 'vitest';
import { duplicateClaim } from '../../src/edits/duplicate-claim.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';
import { party, past, subject } from './subjects.ts';

const history = [past('99213', '2026-03-04', { modifiers: ['95', '25'] })];
const again = { code: '99213', modifiers: ['25', '95'] };

new EditTester(duplicateClaim, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'another modifier',
      subject: subject({ lines: [{ code: '99213', modifiers: ['25'] }], history }),
    },
    { name: 'another day', subject: subject({ lines: [{ ...again, date: day('2026-03-05') }], history }) },
    {
      name: 'another provider',
      subject: subject({ lines: [again], history, parties: [party('rendering', '1245319599')] }),
    },
    {
      name: 'a repeat',
      subject: subject({
        lines: [{ code: '93000', modifiers: ['76'] }],
        history: [past('93000', '2026-03-04', { modifiers: ['76'] })],
      }),
    },
    {
      name: 'a replacement',
      subject: subject({ lines: [again], history, replaces: { how: 'replaces', numbered: true } }),
      answer: 'not-applicable',
    },
    { name: 'no line', subject: subject({ history }), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'the same, its modifiers in another order',
      subject: subject({ lines: ['36415', again], history }),
      hits: [{ message: 'claimed', expression: 'Claim.item[1]', codes: ['99213'], severity: 'error' }],
    },
    { name: 'a history that is not known', subject: subject({ lines: [again] }), hits: [] },
  ],
});
