import { describe, it } from 'vitest';
import { icd10cmExcludes2 } from '../../src/edits/icd10cm-excludes2.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  notes: [
    { kind: 'excludes2', node: 'J44', targets: ['J20'] },
    { kind: 'excludes2', node: 'J20', targets: ['J44'] },
    { kind: 'excludes2', node: 'J00-J06', targets: ['J09'] },
    { kind: 'excludes1', node: 'E11', targets: ['E10'] },
  ],
});

new EditTester(icd10cmExcludes2, { terminology, describe, it }).run({
  valid: [
    { name: 'no note between them', subject: subject({ dx: ['J44.0', 'I10'] }) },
    { name: 'a note of a block', subject: subject({ dx: ['J00', 'J09.X2'] }) },
    { name: 'an Excludes1 pair is another edit’s', subject: subject({ dx: ['E11.9', 'E10.9'] }) },
    { name: 'one diagnosis', subject: subject({ dx: ['J44.0'] }), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['J44.0', 'J20.9'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a pair, once, though both bear the note',
      subject: subject({ dx: ['J44.0', 'J20.9'] }),
      hits: [
        {
          message: 'both',
          expression: 'Claim.diagnosis[1]',
          codes: ['J44.0', 'J20.9'],
          severity: 'information',
        },
      ],
    },
    {
      name: 'no tabular list',
      subject: subject({ dx: ['J44.0', 'J20.8'] }),
      terminology: fakeTerminology(),
      hits: [],
    },
  ],
});
