import { describe, it } from 'vitest';
import { icd10cmSeventhCharacter } from '../../src/edits/icd10cm-seventh-character.ts';
import { EditTester } from '../support/edit-tester.ts';
import { dayBefore, fakeTerminology } from '../support/fake-terminology.ts';
import { subject } from './subjects.ts';
import { tables } from './tables.ts';

const injury = (given: string | undefined, stem: string | undefined) => ({
  kind: 'required' as const,
  node: 'S01',
  characters: new Map([
    ['A', 'initial encounter'],
    ['D', 'subsequent encounter'],
    ['S', 'sequela'],
  ]),
  stem,
  given,
  edition: 'test',
});
const terminology = tables({
  codes: { 'S01.01XA': {}, 'S01.111A': {}, 'T07.XXXA': {}, 'T07.XXXD': {}, I10: {} },
  seventh: {
    'S01.01XA': injury('A', 'S01.01X'),
    'S01.01A': injury(undefined, 'S01.01A'),
    'S01.01': injury(undefined, 'S01.01X'),
    'S01.1': injury(undefined, undefined),
    'S01.111B': injury('B', 'S01.111'),
    'T07.D': injury(undefined, 'T07.DXX'),
    'S01.02A': injury(undefined, 'S01.02A'),
  },
});

new EditTester(icd10cmSeventhCharacter, { terminology, describe, it }).run({
  valid: [
    { name: 'a legal one', subject: subject({ dx: ['S01.01XA'] }) },
    { name: 'none is asked for', subject: subject({ dx: ['I10'] }) },
    { name: 'no diagnosis', subject: subject(), answer: 'not-applicable' },
    {
      name: 'the day before ICD-10-CM',
      subject: subject({ dx: ['S01.01'], on: dayBefore('2015-10-01') }),
      answer: 'not-applicable',
    },
  ],
  invalid: [
    {
      name: 'none, with what is to be completed',
      subject: subject({ dx: ['I10', 'S0101'] }),
      hits: [
        {
          message: 'missing',
          expression: 'Claim.diagnosis[1]',
          codes: ['S01.01'],
          says: 'needs a 7th character (A, D, S; note at S01, test); add the one that the record supports to S01.01X',
        },
      ],
    },
    {
      name: 'a subcategory',
      subject: subject({ dx: ['S01.1'] }),
      hits: [{ message: 'divided', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'one that the category does not take',
      subject: subject({ dx: ['S01.111B'] }),
      hits: [{ message: 'illegal', expression: 'Claim.diagnosis[0]', says: 'has the 7th character B' }],
    },
    {
      name: 'a missing placeholder',
      subject: subject({ dx: ['S01.01A', 'T07D'] }),
      hits: [
        { message: 'placeholder', expression: 'Claim.diagnosis[0]', codes: ['S01.01A', 'S01.01XA'] },
        { message: 'placeholder', expression: 'Claim.diagnosis[1]', codes: ['T07.D', 'T07.XXXD'] },
      ],
    },
    {
      name: 'a placeholder that would make no code',
      subject: subject({ dx: ['S01.02A'] }),
      hits: [{ message: 'missing', expression: 'Claim.diagnosis[0]' }],
    },
    {
      name: 'no tabular list',
      subject: subject({ dx: ['S01.01'] }),
      terminology: fakeTerminology(),
      hits: [],
    },
    { name: 'no date', subject: subject({ dx: ['S01.01'], on: undefined }), hits: [] },
  ],
});
