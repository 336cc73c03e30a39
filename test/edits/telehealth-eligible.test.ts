import { describe, expect, it } from 'vitest';
import { runEdits } from '../../src/edits/index.ts';
import { telehealthEligible } from '../../src/edits/telehealth-eligible.ts';
import { EditTester } from '../support/edit-tester.ts';
import { day, dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { facts, subject } from './subjects.ts';

const terminology = fakeTerminology();
const video = (code: string) => ({ code, modifiers: ['95'], placeOfService: '10' });

new EditTester(telehealthEligible, {
  terminology,
  describe,
  it,
  parameters: { codes: ['99213', '90834'] },
}).run({
  valid: [
    { name: 'on the list', subject: subject({ lines: [video('99213')] }) },
    { name: 'in person', subject: subject({ lines: ['20610'] }), answer: 'not-applicable' },
    {
      name: 'telemedicine by its own definition',
      subject: subject({ lines: [video('98004')] }),
      answer: 'not-applicable',
    },
    {
      name: 'a bill',
      subject: subject({ kind: 'institutional', claimType: 'institutional', lines: [video('20610')] }),
      answer: 'not-applicable',
    },
    {
      name: 'the day before the lists',
      subject: subject({ on: dayBefore('2020-03-01'), lines: [video('20610')] }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'not on it',
      subject: subject({ lines: [video('99213'), { code: '20610', placeOfService: '02' }] }),
      hits: [{ message: 'not-listed', expression: 'Claim.item[1]', codes: ['20610'], severity: 'error' }],
    },
    {
      name: 'no list, said once',
      subject: subject({ lines: [video('99214'), video('99213')] }),
      parameters: {},
      hits: [
        {
          message: 'no-list',
          expression: 'Claim.item',
          answer: 'cannot-tell',
          severity: 'information',
          says: '99214, 99213',
        },
      ],
    },
  ],
});

describe('telehealth-eligible, by policy', () => {
  it('holds a payer’s list on its days only', () => {
    const policy = [
      {
        edit: 'telehealth-eligible',
        payerId: '60054',
        from: '2026-01-01',
        to: '2026-03-31',
        parameters: { codes: ['99214'] },
      },
    ];
    const answers = (on: string) =>
      runEdits(
        subject({ on: day(on), lines: [{ ...video('99213'), date: day(on) }], facts: facts() }),
        { terminology },
        policy,
      )
        .findings.filter((f) => f.edit === 'telehealth-eligible')
        .map((f) => f.answer);
    expect(answers('2026-03-31')).toEqual(['fail']);
    expect(answers('2026-04-01')).toEqual(['cannot-tell']);
  });
});
