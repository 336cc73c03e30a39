import { describe, it } from 'vitest';
import { dxPointer } from '../../src/edits/dx-pointer.ts';
import { EditTester } from '../support/edit-tester.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const many = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => `A0${i % 10}.${i}`);
const line = (...pointers: readonly number[]) => ({ code: '99213', pointers });

new EditTester(dxPointer, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'one pointer', subject: subject({ dx: ['E11.9'], lines: [line(1)] }) },
    {
      name: 'four pointers, twelve diagnoses',
      subject: subject({ dx: many(12), lines: [line(12, 3, 2, 1)] }),
    },
    {
      name: 'sequences need not be consecutive',
      subject: subject({ dx: [{ code: 'E11.9', sequence: 7 }], lines: [line(7)] }),
    },
    {
      name: 'an injury with its cause',
      subject: subject({ dx: ['S52.501A', 'W19.XXXA'], lines: [line(1, 2)] }),
    },
    {
      name: 'institutional: twenty-five and an admitting one, no pointers',
      subject: subject({
        kind: 'institutional',
        dx: [...many(25), { code: 'R07.9', type: 'admitting' }],
        lines: [line()],
      }),
    },
    {
      name: 'thirteen before the claim is made, which keeps twelve',
      subject: subject({ stage: 'codes', dx: many(13), lines: [line(1)] }),
    },
    {
      name: 'an institutional claim without diagnoses is not looked at',
      subject: subject({ kind: 'institutional', claimType: 'institutional' }),
      answer: 'not-applicable',
    },
    {
      name: 'the form of an oral claim is another',
      subject: subject({ claimType: 'oral', lines: [line()] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'no diagnosis',
      subject: subject({ lines: [line()] }),
      hits: [
        { message: 'no-diagnosis', expression: 'Claim.diagnosis' },
        { message: 'none', expression: 'Claim.item[0]' },
      ],
    },
    {
      name: 'thirteen diagnoses',
      subject: subject({ dx: many(13), lines: [line(1)] }),
      hits: [
        { message: 'too-many', expression: 'Claim.diagnosis', says: '13 diagnoses and its form carries 12' },
      ],
    },
    {
      name: 'twenty-six on an institutional claim',
      subject: subject({ kind: 'institutional', dx: many(26) }),
      hits: [{ message: 'too-many', expression: 'Claim.diagnosis', says: 'carries 25' }],
    },
    {
      name: 'no pointer, and five',
      subject: subject({ dx: many(6), lines: [line(), line(1, 2, 3, 4, 5)] }),
      hits: [
        { message: 'none', expression: 'Claim.item[0]' },
        { message: 'too-many-pointers', expression: 'Claim.item[1]' },
      ],
    },
    {
      name: 'a pointer to nothing',
      subject: subject({ dx: ['E11.9'], lines: [line(1), line(1, 2)] }),
      hits: [{ message: 'absent', expression: 'Claim.item[1].diagnosisSequence[1]', says: 'diagnosis 2' }],
    },
    {
      name: 'one sequence twice',
      subject: subject({ dx: ['E11.9', { code: 'I10', sequence: 1 }], lines: [line(1)] }),
      hits: [{ message: 'ambiguous', expression: 'Claim.diagnosis[1]' }],
    },
    {
      name: 'an external cause only',
      subject: subject({ dx: ['S52.501A', 'W19.XXXA'], lines: [line(2)] }),
      hits: [
        { message: 'external-only', expression: 'Claim.item[0]', severity: 'warning', codes: ['W19.XXXA'] },
      ],
    },
  ],
});
