import { describe, it } from 'vitest';
import { icd10cmUnacceptablePrincipal } from '../../src/edits/icd10cm-unacceptable-principal.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const terminology = tables({
  mce: {
    'unacceptable-principal': ['Z37.0'],
    'unacceptable-principal-alone': ['Z51.89'],
    'questionable-admission': ['I20.9'],
  },
});
const stay = { kind: 'institutional', claimType: 'institutional', inpatient: true } as const;

new EditTester(icd10cmUnacceptablePrincipal, { terminology, describe, it }).run({
  valid: [
    { name: 'an illness first', subject: subject({ ...stay, dx: ['O80', 'Z37.0'] }) },
    { name: 'with a secondary diagnosis', subject: subject({ ...stay, dx: ['Z51.89', 'C34.90'] }) },
    {
      name: 'an outpatient bill',
      subject: subject({ ...stay, inpatient: false, dx: ['Z37.0'] }),
      answer: 'not-applicable',
    },
    {
      name: 'a professional claim',
      subject: subject({ inpatient: true, dx: ['Z37.0'] }),
      answer: 'not-applicable',
    },
    { name: 'no diagnosis', subject: subject(stay), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ ...stay, dx: ['Z37.0'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'a circumstance, principal by its type',
      subject: subject({ ...stay, dx: ['O80', { code: 'Z37.0', type: 'principal' }] }),
      hits: [{ message: 'never', expression: 'Claim.diagnosis[1]', codes: ['Z37.0'], severity: 'error' }],
    },
    {
      name: 'alone, the admitting diagnosis being none',
      subject: subject({ ...stay, dx: ['Z51.89', { code: 'C34.90', type: 'admitting' }] }),
      hits: [{ message: 'alone', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'a questionable admission',
      subject: subject({ ...stay, dx: ['I20.9'] }),
      hits: [{ message: 'questionable', expression: 'Claim.diagnosis[0]', severity: 'warning' }],
    },
    {
      name: 'no lists',
      subject: subject({ ...stay, dx: ['I20.9'] }),
      terminology: fakeTerminology(),
      hits: [],
    },
    { name: 'no date', subject: subject({ ...stay, dx: ['I20.9'], on: undefined }), hits: [] },
  ],
});
