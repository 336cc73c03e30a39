import { describe, it } from 'vitest';
import type { Problem } from '../../src/chart/index.ts';
import { hccRecapture } from '../../src/edits/hcc-recapture.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, past, subject } from './subjects.ts';
import { tables } from './tables.ts';

const problem = (code: string, clinical: Problem['clinical'] = 'active'): Problem => ({
  id: 'Condition/1',
  concept: { codings: [{ system: SYSTEM.icd10cm, code, display: undefined }], words: '' },
  clinical,
  verification: 'confirmed',
  categories: [],
  link: 'problem-list',
  rank: undefined,
  uses: [],
  side: undefined,
  severity: undefined,
  stage: undefined,
  course: { value: 'unstated', evidence: [] },
  uncertainWords: undefined,
  onset: undefined,
  abated: undefined,
  notes: [],
  addressed: [],
  evidence: [],
});
const terminology = tables({ hccs: { 'E11.22': [37], 'E11.21': [37], 'I50.22': [226], 'F33.1': [155] } });
const chart = (...problems: Problem[]) => ({ ...facts(), problems });
const history = [past('99214', '2025-03-04', { diagnoses: ['E11.21', 'I50.22', 'I10'] })];

new EditTester(hccRecapture, { terminology, describe, it }).run({
  valid: [
    {
      name: 'coded again, by another code of its category',
      subject: subject({ dx: ['E11.22'], history, facts: chart(problem('E11.21')) }),
    },
    {
      name: 'the chart has it no more',
      subject: subject({ dx: ['I10'], history, facts: chart(problem('E11.21', 'resolved')) }),
    },
    {
      name: 'on the first day of the two years',
      subject: subject({
        dx: ['I10'],
        facts: chart(problem('F33.1')),
        history: [past('99214', '2024-03-03', { diagnoses: ['F33.1'] })],
      }),
      answer: 'not-applicable',
    },
    { name: 'no chart', subject: subject({ dx: ['I10'], history }), answer: 'not-applicable' },
    {
      name: 'no history',
      subject: subject({ dx: ['I10'], facts: chart(problem('E11.21')) }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before',
      subject: subject({
        dx: ['I10'],
        on: dayBefore('2023-01-01'),
        history: [past('99214', '2022-03-04', { diagnoses: ['E11.21'] })],
        facts: chart(problem('E11.21')),
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'left out, each category once',
      subject: subject({
        dx: ['I10'],
        history: [...history, past('99214', '2024-06-01', { diagnoses: ['E11.22'] })],
        facts: chart(problem('E11.21'), problem('I50.22')),
      }),
      hits: [
        {
          message: 'open',
          expression: 'Claim.diagnosis',
          codes: ['E11.21'],
          severity: 'information',
          says: 'V28 category 37',
        },
        { message: 'open', expression: 'Claim.diagnosis', codes: ['I50.22'] },
      ],
    },
    {
      name: 'no tables',
      subject: subject({ dx: ['I10'], history, facts: chart() }),
      terminology: fakeTerminology(),
      hits: [
        {
          message: 'no-tables',
          expression: 'Claim.diagnosis',
          answer: 'cannot-tell',
          severity: 'information',
        },
      ],
    },
    { name: 'no date', subject: subject({ dx: ['I10'], on: undefined, history, facts: chart() }), hits: [] },
  ],
});
