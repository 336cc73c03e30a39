import { describe, expect, it } from 'vitest';
import { ACKNOWLEDGEMENT } from '../../src/x12/guide/acknowledgement-999.ts';
import { checkElements } from '../../src/x12/guide/check-elements.ts';
import { INSTITUTIONAL } from '../../src/x12/guide/claim-837i.ts';
import { PROFESSIONAL } from '../../src/x12/guide/claim-837p.ts';
import { elementsOf } from '../../src/x12/guide/elements.ts';
import { REMITTANCE } from '../../src/x12/guide/remittance-835.ts';
import { CLAIM_ACKNOWLEDGEMENT, CLAIM_STATUS } from '../../src/x12/guide/status-277ca.ts';
import { DELIMITERS, segmentsOf } from '../../src/x12/index.ts';
import { describeWithShared } from '../support/shared.ts';
import { CORPUS, filesOf } from './syntax/support.ts';

const RESPONSES = [ACKNOWLEDGEMENT, CLAIM_ACKNOWLEDGEMENT, CLAIM_STATUS, REMITTANCE];

const segment = (text: string) => {
  const [id = '', ...elements] = text.split('*');
  return { id, elements, number: 9, offset: 0 };
};
const told = (text: string): readonly string[] =>
  checkElements(segment(text), DELIMITERS, '2300').map(
    (f) => `${f.id} ${f.element}${f.component ? `-${f.component}` : ''}`,
  );

describe('the elements of a segment', () => {
  it.each([
    'CLM*26463774*100***11:B:1*Y*A*Y*I',
    'CLM*1*-100.50***11:B:1**A*Y*I',
    'NM1*85*2*ACME*****XX*1234567893',
    'HI*ABK:I10*ABF:E119',
    'SV1*HC:99213:25*40*UN*1***1:2',
    'REF*EI*123456789',
    'CUSTOM*anything',
  ])('%s is right', (text) => {
    expect(told(text)).toEqual([]);
  });

  it.each([
    ['CLM**100***11:B:1**A*Y*I', ['element-missing 1']],
    [`CLM*${'1'.repeat(38)}*100***11:B:1**A*Y*I`, []],
    [`CLM*${'1'.repeat(39)}*100***11:B:1**A*Y*I`, ['element-too-long 1']],
    ['CLM*1*1e3***11:B:1**A*Y*I', ['element-form 2']],
    ['CLM*1*1.000.0***11:B:1**A*Y*I', ['element-form 2']],
    ['CLM*1*100***11::1**A*Y*I', ['element-missing 5-2']],
    ['CLM*1*100***11:B:12**A*Y*I', ['element-too-long 5-3']],
    ['CLM*1*100***11:B:1:X**A*Y*I', ['component-unknown 5-4']],
    ['NM1*85*2*ACME *****XX*1234567893', ['element-form 3']],
    ['NM1*85*2*ÄCME*****XX*1234567893', ['element-form 3']],
    ['BHT*0019*00*1*20260230*1200*CH', []],
    ['BHT*0019*00*1*20261301*1200*CH', ['element-form 4']],
    ['BHT*0019*00*1*20260101*2400*CH', ['element-form 5']],
    ['N4*TOWN*F*33111', ['element-too-short 2']],
    ['LX*1.5', ['element-form 1']],
    ['LX*1*2', ['element-unknown 2']],
  ])('%s tells of %j', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each([PROFESSIONAL, INSTITUTIONAL, ...RESPONSES])('are known for every segment of $title', (guide) => {
    const ids = guide.loops.flatMap((loop) => loop.segments.map((use) => use.id));
    expect(ids.filter((id) => elementsOf(id) === undefined)).toEqual([]);
  });
});

describeWithShared('the public samples', [CORPUS], (folder) => {
  const files = filesOf(folder).filter(({ text }) => /ST\*83[57]/.test(text) && /\*005010X22/.test(text));

  it.each(files.map((f) => [f.name, f.text] as const))(
    '%s has the elements of the dictionary',
    (name, text) => {
      const found = segmentsOf(text).flatMap((e) =>
        e.kind === 'segment'
          ? checkElements(e.segment, e.delimiters).map((f) => ({ ...f, text: e.segment.elements.join('*') }))
          : [],
      );
      // Some samples write `>` between components where their ISA declares `:`.
      expect(found.filter((f) => !f.text.includes('>')).map((f) => f.message)).toEqual(
        DEFECTS.get(name) ?? [],
      );
    },
  );
});

/** What is wrong with the samples themselves: a cheque's date one element early, a date without such a month. */
const DEFECTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['demo.ambulance.example5.837', ['CLM05-2 is missing']],
  ['cob-contractural-adjustment.835', ['BPR16 is missing']],
  ['secondary-payment.835', ['BPR16 is missing']],
  ['managed-care.835', ['BPR16 is not a date as CCYYMMDD']],
  [
    'tertiary-payment.835',
    [
      'BPR16 is missing',
      'SVC01-2 is missing',
      'SVC06-1 has 1 characters where at least 2 must stand',
      'SVC06-2 is missing',
    ],
  ],
]);
