import { describe, it } from 'vitest';
import { icd10cmPoa } from '../../src/edits/icd10cm-poa.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const stay = { kind: 'institutional', claimType: 'institutional', inpatient: true } as const;
const dx = (code: string, onAdmission?: string) => ({ code, onAdmission });

new EditTester(icd10cmPoa, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    {
      name: 'each has one, in either case',
      subject: subject({
        ...stay,
        dx: [dx('I21.4', 'Y'), dx('N17.9', 'n'), dx('J18.9', 'U'), dx('R65.20', 'W')],
      }),
    },
    {
      name: 'codes that may be exempt',
      subject: subject({
        ...stay,
        dx: [dx('I21.4', 'Y'), dx('Z79.4'), dx('I25.2'), dx('W19.XXXA'), dx('S72.001D'), dx('O80')],
      }),
    },
    {
      name: 'the admitting diagnosis has none',
      subject: subject({ ...stay, dx: [dx('I21.4', 'Y'), { code: 'R07.9', type: 'admitting' }] }),
    },
    {
      name: 'an outpatient bill',
      subject: subject({ ...stay, inpatient: false, dx: [dx('I21.4')] }),
      answer: 'not-applicable',
    },
    {
      name: 'a professional claim for an inpatient',
      subject: subject({ inpatient: true, dx: [dx('I21.4')] }),
      answer: 'not-applicable',
    },
    { name: 'no diagnosis', subject: subject(stay), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ ...stay, dx: [dx('I21.4')], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'missing, an injury’s first encounter too',
      subject: subject({ ...stay, dx: [dx('I21.4', 'Y'), dx('N17.9'), dx('S72.001A')] }),
      hits: [
        { message: 'missing', expression: 'Claim.diagnosis[1]', codes: ['N17.9'], severity: 'error' },
        { message: 'missing', expression: 'Claim.diagnosis[2]', codes: ['S72.001A'] },
      ],
    },
    {
      name: 'none that there is',
      subject: subject({ ...stay, dx: [dx('I21.4', 'E')] }),
      hits: [{ message: 'illegal', expression: 'Claim.diagnosis[0].onAdmission', says: 'indicator E' }],
    },
  ],
});
