import { describe, it } from 'vitest';
import { icd10cmUnknown } from '../../src/edits/icd10cm-unknown.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import type { CodeStatus } from '../../src/terminology/index.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { type ON, subject } from './subjects.ts';

const codes = { 'E11.9': 'Type 2 diabetes mellitus without complications', 'S52.501A': 'Fracture of radius' };
const terminology = fakeTerminology({ codes, retired: { 'Z71.1': { lastDay: '2020-09-30' } } });
const starter = fakeTerminology({ codes, complete: false });
/** A starter that is certain: it calls a code unknown only when it hangs below a billable one. */
const certain = {
  ...starter,
  icd10cm: {
    ...starter.icd10cm,
    status: (_: string, on: typeof ON): CodeStatus => {
      const release = starter.icd10cm.release(on);
      return release ? { kind: 'unknown', release } : { kind: 'cannot-tell', reason: 'none' };
    },
  },
};

new EditTester(icd10cmUnknown, { terminology, describe, it }).run({
  valid: [
    { name: 'a code of the release', subject: subject({ dx: ['E11.9', 'S52.501A'] }) },
    { name: 'without its dot and in lower case', subject: subject({ dx: ['e119'] }) },
    {
      name: 'under the URI that Blue Button uses',
      subject: subject({ dx: [{ code: 'E11.9', system: 'http://hl7.org/fhir/sid/icd-10' }] }),
    },
    { name: 'a retired code is another edit’s', subject: subject({ dx: ['Z71.1'] }) },
    { name: 'no diagnosis at all', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['250.00'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a code that does not exist',
      subject: subject({ dx: ['E11.9', 'E11.7'] }),
      hits: [
        { message: 'unknown', expression: 'Claim.diagnosis[1]', codes: ['E11.7'], says: 'icd10cm-test' },
      ],
    },
    {
      name: 'a code that a starter release does not hold proves nothing',
      subject: subject({ dx: ['E11.7'] }),
      terminology: starter,
      hits: [
        {
          message: 'unverified',
          expression: 'Claim.diagnosis[0]',
          answer: 'cannot-tell',
          severity: 'warning',
          says: 'E11.7 could not be checked: E11.7 is not in the starter release.',
        },
      ],
    },
    {
      name: 'a code that the terminology is certain of, though its release is a starter',
      subject: subject({ dx: ['E11.99'] }),
      terminology: certain,
      hits: [{ message: 'unknown', expression: 'Claim.diagnosis[0]', says: 'icd10cm-test-starter' }],
    },
    {
      name: 'an ICD-9 code',
      subject: subject({ dx: [{ code: '250.00', system: SYSTEM.icd9cm }] }),
      hits: [{ message: 'wrong-system', expression: 'Claim.diagnosis[0]', says: 'ICD-9-CM' }],
    },
    {
      name: 'a SNOMED concept from an unknown URI is not repeated',
      subject: subject({ dx: [{ code: '44054006', system: 'urn:oid:1.2.3' }] }),
      hits: [{ message: 'wrong-system', expression: 'Claim.diagnosis[0]', says: 'another code system' }],
    },
    {
      name: 'no system',
      subject: subject({ dx: [{ code: 'E11.9', system: undefined }] }),
      hits: [{ message: 'no-system', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'words where the code belongs are not repeated',
      subject: subject({ dx: ['John Smith has diabetes'] }),
      hits: [{ message: 'shape', expression: 'Claim.diagnosis[0]', says: '(text that is no code) is not' }],
    },
    {
      name: 'a code that is too long',
      subject: subject({ dx: ['S52.501AA'] }),
      hits: [{ message: 'shape', expression: 'Claim.diagnosis[0]', codes: ['S52.501AA'] }],
    },
    {
      name: 'nothing',
      subject: subject({ dx: [{ code: '' }] }),
      hits: [{ message: 'no-code', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'a reference that cannot be followed',
      subject: subject({ dx: [{ code: '', reference: 'Condition/7' }] }),
      hits: [{ message: 'reference', expression: 'Claim.diagnosis[0]', answer: 'cannot-tell' }],
    },
    {
      name: 'no date of service',
      subject: subject({ dx: ['E11.9'], on: undefined }),
      hits: [{ message: 'no-date', expression: 'Claim.diagnosis[0]', answer: 'cannot-tell' }],
    },
  ],
});
