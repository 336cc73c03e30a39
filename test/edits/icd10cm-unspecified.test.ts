import { describe, it } from 'vitest';
import type { Problem } from '../../src/chart/index.ts';
import { icd10cmUnspecified } from '../../src/edits/icd10cm-unspecified.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  codes: {
    'J45.909': 'Unspecified asthma, uncomplicated',
    'I50.9': 'Heart failure, unspecified',
    'I50.22': 'Chronic systolic (congestive) heart failure',
    'I50.20': 'Unspecified systolic (congestive) heart failure',
    'M25.519': 'Pain in unspecified shoulder',
    'H25.10': 'Age-related nuclear cataract, unspecified eye',
    I10: 'Essential (primary) hypertension',
  },
  mce: { unspecified: ['H25.10'] },
});
const problem = (code: string, side: 'left' | undefined): Problem => ({
  id: 'Condition/1',
  concept: { codings: [{ system: SYSTEM.icd10cm, code, display: undefined }], words: '' },
  clinical: 'active',
  verification: 'confirmed',
  categories: [],
  link: 'encounter-diagnosis',
  rank: 1,
  uses: [],
  side: side && { value: side, evidence: [] },
  severity: undefined,
  stage: undefined,
  course: { value: 'stable', evidence: [] },
  uncertainWords: undefined,
  onset: undefined,
  abated: undefined,
  notes: [],
  addressed: [],
  evidence: [],
});
const withSide = (side: 'left' | undefined) => ({ ...facts(), problems: [problem('M25.519', side)] });

new EditTester(icd10cmUnspecified, { terminology, describe, it }).run({
  valid: [
    { name: 'nothing more is known', subject: subject({ dx: ['J45.909', 'I10'] }) },
    { name: 'another subcategory', subject: subject({ dx: ['I50.9', 'J45.909'] }) },
    { name: 'the chart names no side', subject: subject({ dx: ['M25.519'], facts: withSide(undefined) }) },
    { name: 'an outpatient claim', subject: subject({ dx: ['H25.10'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['I50.9', 'I50.22'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'beside a more specific code of its subcategory',
      subject: subject({ dx: ['I50.22', 'I50.9', 'I50.20'] }),
      hits: [
        {
          message: 'beside',
          expression: 'Claim.diagnosis[1]',
          codes: ['I50.9', 'I50.22'],
          severity: 'information',
        },
        { message: 'beside', expression: 'Claim.diagnosis[2]' },
      ],
    },
    {
      name: 'the chart names the side',
      subject: subject({ dx: ['M25.519'], facts: withSide('left') }),
      hits: [
        {
          message: 'side',
          expression: 'Claim.diagnosis[0]',
          severity: 'warning',
          says: 'the chart says left',
        },
      ],
    },
    {
      name: 'on the code editor’s list, inpatient',
      subject: subject({
        dx: ['H25.10'],
        kind: 'institutional',
        claimType: 'institutional',
        inpatient: true,
      }),
      hits: [{ message: 'inpatient', expression: 'Claim.diagnosis[0]', severity: 'warning' }],
    },
    { name: 'a code that cannot be looked up', subject: subject({ dx: ['Z99.9'] }), hits: [] },
    { name: 'no date', subject: subject({ dx: ['I50.9'], on: undefined }), hits: [] },
  ],
});
