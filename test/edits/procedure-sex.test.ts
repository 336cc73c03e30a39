import { describe, it } from 'vitest';
import { procedureSex } from '../../src/edits/procedure-sex.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const of = (sex: string | undefined) => ({ birthDate: undefined, sex, expression: 'Claim.patient' });
const bill = {
  typeOfBill: undefined,
  admissionType: undefined,
  pointOfOrigin: undefined,
  dischargeStatus: undefined,
  admission: undefined,
  discharge: undefined,
  conditions: [{ code: '45', expression: 'Claim.supportingInfo[0]' }],
  occurrences: [],
  spans: [],
  values: [],
};

new EditTester(procedureSex, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'they agree', subject: subject({ lines: ['59400', '88175'], patient: of('female') }) },
    {
      name: 'modifier KX',
      subject: subject({ lines: [{ code: '58150', modifiers: ['KX'] }], patient: of('male') }),
    },
    {
      name: 'condition code 45',
      subject: subject({
        lines: ['58150'],
        patient: of('male'),
        bill,
        kind: 'institutional',
        claimType: 'institutional',
      }),
    },
    {
      name: 'the code before the section',
      subject: subject({ lines: ['53899'], patient: of('female') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'they do not',
      subject: subject({ lines: ['99213', '55700', '58150'], patient: of('male') }),
      hits: [
        {
          message: 'conflict',
          expression: 'Claim.item[2]',
          codes: ['58150'],
          severity: 'error',
          says: 'for female patients and the record says male',
        },
      ],
    },
    {
      name: 'a screening of men',
      subject: subject({ lines: ['G0103'], patient: of('female') }),
      hits: [{ message: 'conflict', expression: 'Claim.item[0]' }],
    },
    {
      name: 'not known',
      subject: subject({ lines: ['58150'], patient: of('unknown') }),
      hits: [
        { message: 'no-sex', expression: 'Claim.item[0]', answer: 'cannot-tell', severity: 'information' },
      ],
    },
  ],
});
