import { describe, expect, it } from 'vitest';
import {
  icd10cmManifestationFirst,
  isManifestationTitle,
} from '../../src/edits/icd10cm-manifestation-first.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  codes: {
    'G30.9': "Alzheimer's disease, unspecified",
    'F02.80':
      'Dementia in other diseases classified elsewhere, unspecified severity, without behavioral disturbance, psychotic disturbance, mood disturbance, and anxiety',
    H42: 'Glaucoma in diseases classified elsewhere',
    'R07.89': 'Other chest pain',
  },
});

new EditTester(icd10cmManifestationFirst, { terminology, describe, it }).run({
  valid: [
    { name: 'the etiology first', subject: subject({ dx: ['G30.9', 'F02.80'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['H42'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'the manifestation first',
      subject: subject({ dx: ['F0280', 'G30.9'] }),
      hits: [{ message: 'first', expression: 'Claim.diagnosis[0]', codes: ['F02.80'] }],
    },
    { name: 'a code that cannot be looked up', subject: subject({ dx: ['Z99.9'] }), hits: [] },
    { name: 'no date', subject: subject({ dx: ['H42'], on: undefined }), hits: [] },
  ],
});

describe('isManifestationTitle', () => {
  it.each([
    ['Parasomnia in conditions classified elsewhere', true],
    ['Psychological and behavioral factors associated with disorders or diseases classified elsewhere', true],
    ['Lambert-Eaton syndrome in disease classified elsewhere', true],
    ['Streptococcus, group A, as the cause of diseases classified elsewhere', false],
    ['Disorder of brain, not elsewhere classified', false],
  ])('%s: %s', (title, expected) => expect(isManifestationTitle(title)).toBe(expected));
});
