import { describe, it } from 'vitest';
import { documentationGap } from '../../src/edits/documentation-gap.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  codes: {
    'F32.A': 'Depression, unspecified',
    'F32.1': 'Major depressive disorder, single episode, moderate',
    'K29.70': 'Gastritis, unspecified, without bleeding',
    'I50.9': 'Heart failure, unspecified',
    'I50.22': 'Chronic systolic (congestive) heart failure',
    I10: 'Essential (primary) hypertension',
  },
  hccs: { 'F32.1': [155], 'I50.9': [226], 'I50.22': [226] },
});

new EditTester(documentationGap, { terminology, describe, it }).run({
  valid: [
    {
      name: 'an unspecified code that is risk-adjusted',
      subject: subject({ dx: ['I50.9'], facts: facts() }),
    },
    { name: 'a category without any', subject: subject({ dx: ['K29.70'], facts: facts() }) },
    {
      name: 'no unspecified code',
      subject: subject({ dx: ['I10'], facts: facts() }),
      answer: 'not-applicable',
    },
    { name: 'no chart', subject: subject({ dx: ['F32.A'] }), answer: 'not-applicable' },
    {
      name: 'the day before',
      subject: subject({ dx: ['F32.A'], on: dayBefore('2023-01-01'), facts: facts() }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a specific code would be',
      subject: subject({ dx: ['I10', 'F32.A'], facts: facts() }),
      hits: [
        {
          message: 'ask',
          expression: 'Claim.diagnosis[1]',
          codes: ['F32.A', 'F32.1'],
          severity: 'information',
        },
      ],
    },
    {
      name: 'no tables',
      subject: subject({ dx: ['F32.A'], facts: facts() }),
      terminology: fakeTerminology({ codes: { 'F32.A': 'Depression, unspecified' } }),
      hits: [{ message: 'no-tables', expression: 'Claim.diagnosis', answer: 'cannot-tell' }],
    },
    { name: 'no date', subject: subject({ dx: ['F32.A'], on: undefined, facts: facts() }), hits: [] },
  ],
});
