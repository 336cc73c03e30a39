import { describe, expect, it } from 'vitest';
import { emNewVsEstablished } from '../../src/edits/em-new-vs-established.ts';
import { ESTABLISHED_PATIENT, NEW_PATIENT } from '../../src/edits/visit-codes.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const at = 'Claim.item[0]';
const seen = facts({ patientStatus: 'established' });
const fresh = facts({ patientStatus: 'new' });

new EditTester(emNewVsEstablished, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'new as new', subject: subject({ lines: ['99203', '99385'], facts: fresh }) },
    { name: 'established as established', subject: subject({ lines: ['99214', '98016'], facts: seen }) },
    {
      name: 'a code that makes no difference',
      subject: subject({ lines: ['99283', '99243', '36415'], facts: fresh }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'new for an established patient',
      subject: subject({ lines: ['99203'], facts: seen }),
      hits: [
        {
          message: 'is-established',
          expression: at,
          codes: ['99203', '99213'],
          severity: 'error',
          says: 'use the established-patient code (99213 at the same level of medical decision making).',
        },
      ],
    },
    {
      name: 'established for a new patient',
      subject: subject({ lines: ['36415', '99396'], facts: fresh }),
      hits: [{ message: 'is-new', expression: 'Claim.item[1]', codes: ['99396', '99386'] }],
    },
    {
      name: 'the nurse visit has no counterpart',
      subject: subject({ lines: ['99211'], facts: fresh }),
      hits: [{ message: 'is-new', expression: at, codes: ['99211'], says: 'use the new-patient code.' }],
    },
    {
      name: 'unknown history',
      subject: subject({ lines: ['99204'], facts: facts({ patientStatus: 'unknown' }) }),
      hits: [
        {
          message: 'unknown-history',
          expression: at,
          answer: 'cannot-tell',
          severity: 'warning',
          says: 'for new patients',
        },
      ],
    },
    {
      name: 'a claim that came alone',
      subject: subject({ lines: ['99213'] }),
      hits: [{ message: 'no-chart', expression: at, answer: 'cannot-tell', severity: 'information' }],
    },
  ],
});

describe('visit codes', () => {
  it('pair every new-patient code with one established-patient code, and no code is both', () => {
    expect(new Set(NEW_PATIENT.values()).size).toBe(NEW_PATIENT.size);
    for (const [code, other] of NEW_PATIENT) {
      expect(ESTABLISHED_PATIENT.get(other)).toBe(code);
      expect(ESTABLISHED_PATIENT.has(code)).toBe(false);
    }
  });
});
