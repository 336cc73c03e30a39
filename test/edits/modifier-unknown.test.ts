import { describe, it } from 'vitest';
import { modifierUnknown } from '../../src/edits/modifier-unknown.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({ modifiers: { KX: 'active', ZZ: 'unknown', QB: '2005-12-31' } });
const with_ = (...modifiers: string[]) => subject({ lines: [{ code: '99213', modifiers }] });

new EditTester(modifierUnknown, { terminology, describe, it }).run({
  valid: [
    { name: 'of CPT', subject: with_('25', '1P', 'P3') },
    { name: 'of HCPCS Level II', subject: with_('KX') },
    {
      name: 'one that the edits know, without a release',
      subject: with_('LT'),
      terminology: fakeTerminology(),
    },
    { name: 'a shape that another edit reports', subject: with_('2'), answer: 'not-applicable' },
    { name: 'none', subject: subject({ lines: ['99213'] }), answer: 'not-applicable' },
  ],
  invalid: [
    {
      name: 'two digits that are none',
      subject: with_('25', '48'),
      hits: [
        { message: 'unknown', expression: 'Claim.item[0].modifier[1]', codes: ['48'], severity: 'error' },
      ],
    },
    {
      name: 'not in the release',
      subject: with_('ZZ'),
      hits: [{ message: 'unknown', expression: 'Claim.item[0].modifier[0]' }],
    },
    {
      name: 'no longer',
      subject: with_('QB'),
      hits: [{ message: 'retired', expression: 'Claim.item[0].modifier[0]', says: 'valid until 2005-12-31' }],
    },
    {
      name: 'not yet',
      subject: with_('XX'),
      terminology: {
        ...terminology,
        procedures: {
          ...terminology.procedures,
          modifier: () => ({ kind: 'not-yet', from: '2027-01-01' as never, label: '' }),
        },
      },
      hits: [{ message: 'not-yet', expression: 'Claim.item[0].modifier[0]', says: 'valid from 2027-01-01' }],
    },
    {
      name: 'no release, each modifier once',
      subject: subject({
        lines: [
          { code: '99213', modifiers: ['U1'] },
          { code: '99214', modifiers: ['U1', 'U2'] },
        ],
      }),
      terminology: fakeTerminology(),
      hits: [
        {
          message: 'not-verified',
          expression: 'Claim.item[0].modifier[0]',
          answer: 'cannot-tell',
          severity: 'information',
        },
        { message: 'not-verified', expression: 'Claim.item[1].modifier[1]', answer: 'cannot-tell' },
      ],
    },
    {
      name: 'no date',
      subject: subject({ on: undefined, lines: [{ code: '99213', modifiers: ['48'], date: undefined }] }),
      hits: [],
    },
  ],
});
