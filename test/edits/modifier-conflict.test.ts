import { describe, it } from 'vitest';
import { modifierConflict } from '../../src/edits/modifier-conflict.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';

const terminology = fakeTerminology({
  procedures: {
    '20610': { bilateral: '1' },
    '71046': { bilateral: '0' },
    '31231': { bilateral: '2' },
    '80053': { bilateral: '9' },
  },
});
const line = (code: string, ...modifiers: string[]) => subject({ lines: [{ code, modifiers }] });
const at = (i: number): string => `Claim.item[0].modifier[${i}]`;

new EditTester(modifierConflict, { terminology, describe, it }).run({
  valid: [
    { name: 'one side', subject: line('20610', 'LT', '59') },
    { name: 'both sides of a code that has them', subject: line('20610', '50') },
    { name: 'a separate visit', subject: line('99213', '25', '95') },
    { name: 'the professional part', subject: line('71046', '26', '76') },
    { name: 'no fee schedule', subject: line('20605', '50') },
    { name: '25 on a HCPCS visit is not judged', subject: line('G0101', '25') },
    { name: 'none', subject: line('99213'), answer: 'not-applicable' },
    {
      name: 'the day before the NCCI',
      subject: subject({
        on: dayBefore('1996-01-01'),
        lines: [{ code: '20610', modifiers: ['LT', 'RT'], date: day('1995-12-31') }],
      }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'left and right',
      subject: line('20610', 'RT', 'LT'),
      hits: [{ message: 'pair', expression: at(0), codes: ['20610', 'RT'], says: 'takes 50' }],
    },
    {
      name: 'both parts',
      subject: line('71046', '26', 'TC'),
      hits: [{ message: 'pair', expression: at(1), says: 'without a modifier' }],
    },
    {
      name: '59 with its own kind',
      subject: line('20610', '59', 'XS'),
      hits: [{ message: 'pair', expression: at(1) }],
    },
    {
      name: 'the same twice',
      subject: line('20610', 'LT', 'LT'),
      hits: [{ message: 'repeated', expression: at(0) }],
    },
    {
      name: 'a visit’s on a procedure',
      subject: line('20610', 'LT', '25'),
      hits: [{ message: 'visit-only', expression: at(1), codes: ['20610', '25'], severity: 'error' }],
    },
    {
      name: 'a procedure’s on a visit',
      subject: line('99213', '79'),
      hits: [{ message: 'not-on-visit', expression: at(0) }],
    },
    {
      name: 'both sides of what is not done on two',
      subject: line('71046', '50'),
      hits: [{ message: 'bilateral', expression: at(0), says: 'bilateral indicator 0' }],
    },
    {
      name: 'both sides twice',
      subject: line('31231', '50'),
      hits: [{ message: 'bilateral', expression: at(0), says: 'is both sides already' }],
    },
    {
      name: 'both sides of what has none',
      subject: line('80053', '50'),
      hits: [{ message: 'bilateral', expression: at(0) }],
    },
    {
      name: 'no date',
      subject: subject({
        on: undefined,
        lines: [{ code: '20610', modifiers: ['LT', 'RT'], date: undefined }],
      }),
      hits: [],
    },
  ],
});
