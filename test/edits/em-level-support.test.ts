import { describe, it } from 'vitest';
import { emLevelSupport } from '../../src/edits/em-level-support.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const minutes = (value: number) => facts({ visit: { documentedMinutes: { value, evidence: [] } } });

new EditTester(emLevelSupport, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'the level that coding gives',
      subject: subject({ lines: ['99214'], supportedVisits: ['99214'] }),
    },
    { name: 'a level below', subject: subject({ lines: ['99213'], supportedVisits: ['99214', '20610'] }) },
    { name: 'the minutes it takes', subject: subject({ lines: ['99215'], facts: minutes(40) }) },
    { name: 'the lowest level', subject: subject({ lines: ['99212'], facts: facts() }) },
    { name: 'no visit with levels', subject: subject({ lines: ['99211'] }), answer: 'not-applicable' },
    {
      name: 'the day before these levels',
      subject: subject({
        on: dayBefore('2023-01-01'),
        lines: [{ code: '99215', date: dayBefore('2023-01-01') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a level above',
      subject: subject({ lines: ['99214'], supportedVisits: ['99212', '99213'] }),
      hits: [{ message: 'above', expression: 'Claim.item[0]', codes: ['99214', '99213'], severity: 'error' }],
    },
    {
      name: 'a minute too few',
      subject: subject({ lines: ['99215'], facts: minutes(39) }),
      hits: [
        {
          message: 'not-shown',
          expression: 'Claim.item[0]',
          answer: 'cannot-tell',
          severity: 'information',
          says: '40 minutes',
        },
      ],
    },
    {
      name: 'a family of its own',
      subject: subject({ lines: ['99203'], supportedVisits: ['99214'] }),
      hits: [{ message: 'no-chart', expression: 'Claim.item[0]', answer: 'cannot-tell' }],
    },
    {
      name: 'no chart',
      subject: subject({ lines: ['99284'] }),
      hits: [
        { message: 'no-chart', expression: 'Claim.item[0]', answer: 'cannot-tell', severity: 'information' },
      ],
    },
  ],
});
