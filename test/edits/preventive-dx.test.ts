import { describe, expect, it } from 'vitest';
import { preventiveDx } from '../../src/edits/preventive-dx.ts';
import { preventiveBand } from '../../src/edits/visit-codes.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const at = 'Claim.item[0]';
const aged = (age: number) => facts({ age });
const unknown = { birthDate: undefined, sex: undefined, expression: 'Claim.patient' };

new EditTester(preventiveDx, { terminology: fakeTerminology(), describe, it }).run({
  valid: [
    { name: 'an adult', subject: subject({ dx: ['Z00.00'], lines: ['99396'], facts: aged(64) }) },
    { name: 'an infant', subject: subject({ dx: ['Z00.129', 'Z23'], lines: ['99391'], facts: aged(0) }) },
    { name: 'a newborn', subject: subject({ dx: ['Z00.110'], lines: ['99381'], facts: aged(0) }) },
    {
      name: 'a gynaecological examination',
      subject: subject({ dx: ['Z01.419'], lines: ['99395'], facts: aged(39) }),
    },
    {
      name: 'an adolescent of 16 as an adult',
      subject: subject({ dx: ['Z00.00'], lines: ['99394'], facts: aged(16) }),
    },
    {
      name: 'the last year of a child',
      subject: subject({ dx: ['Z00.129'], lines: ['99394'], facts: aged(17) }),
    },
    {
      name: 'the first year of an adult',
      subject: subject({ dx: ['Z00.00'], lines: ['99394'], facts: aged(15) }),
    },
    {
      name: 'the age comes from the claim where no chart does',
      subject: subject({ dx: ['Z00.00'], lines: ['99386'] }),
    },
    {
      name: 'any of the pointed diagnoses',
      subject: subject({
        dx: ['I10', 'Z00.01'],
        lines: [{ code: '99397', pointers: [2, 1] }],
        facts: aged(65),
      }),
    },
    {
      name: 'an office visit for an illness',
      subject: subject({ dx: ['I10'], lines: ['99213'] }),
      answer: 'not-applicable',
    },
    {
      name: 'Medicare’s own preventive visit',
      subject: subject({ dx: ['Z00.00'], lines: ['G0439', '99213'] }),
      answer: 'not-applicable',
    },
    {
      name: 'an examination diagnosis that is not first',
      subject: subject({ dx: ['I10', 'Z00.01'], lines: ['99213'] }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before ICD-10-CM came into force',
      subject: subject({ dx: ['I10'], lines: ['99396'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'an illness',
      subject: subject({ dx: ['I10', 'Z00.00'], lines: ['99396'], facts: aged(50) }),
      hits: [{ message: 'no-examination', expression: at, codes: ['99396'] }],
    },
    {
      name: 'a year too old, and far too old',
      subject: subject({ dx: ['Z00.00'], lines: ['99386', '99395'], facts: aged(65) }),
      hits: [
        { message: 'age', expression: at, says: 'for patients of 40 to 64 years and this one is 65' },
        { message: 'age', expression: 'Claim.item[1]', says: 'of 18 to 39 years' },
      ],
    },
    {
      name: 'an infant of one year',
      subject: subject({
        dx: ['Z00.129'],
        lines: ['99391'],
        patient: { birthDate: day('2025-03-04'), sex: 'female', expression: 'Claim.patient' },
      }),
      hits: [{ message: 'age', expression: at, says: 'under 1 year' }],
    },
    {
      name: 'an adult examined as a child',
      subject: subject({ dx: ['Z00.121'], lines: ['99395'], facts: aged(18) }),
      hits: [{ message: 'child-diagnosis', expression: 'Claim.diagnosis[0]', codes: ['Z00.121'] }],
    },
    {
      name: 'a child examined as an adult',
      subject: subject({ dx: ['Z00.00'], lines: ['99394'], facts: aged(14) }),
      hits: [{ message: 'adult-diagnosis', expression: 'Claim.diagnosis[0]', codes: ['Z00.00'] }],
    },
    {
      name: 'no age',
      subject: subject({ dx: ['Z00.00'], lines: ['99396'], patient: unknown }),
      hits: [{ message: 'no-age', expression: at, answer: 'cannot-tell', severity: 'warning' }],
    },
    {
      name: 'a routine examination billed as an office visit',
      subject: subject({ dx: ['Z00.00'], lines: ['99213'] }),
      hits: [{ message: 'no-preventive', expression: 'Claim.diagnosis[0]', severity: 'warning' }],
    },
  ],
});

describe('preventiveBand', () => {
  it('covers every age once', () => {
    const codes = ['99381', '99382', '99383', '99384', '99385', '99386', '99387'];
    for (let age = 0; age <= 110; age += 1) {
      const holding = codes.filter((c) => {
        const [from, to] = preventiveBand(c) ?? [1, 0];
        return age >= from && age <= to;
      });
      expect(holding, `age ${age}`).toHaveLength(1);
    }
  });
  it('knows no other code', () => {
    expect(preventiveBand('99380')).toBeUndefined();
    expect(preventiveBand('99388')).toBeUndefined();
    expect(preventiveBand('99398')).toBeUndefined();
    expect(preventiveBand('9.9381e4')).toBeUndefined();
  });
});
