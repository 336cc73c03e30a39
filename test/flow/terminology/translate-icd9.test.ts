/** ConceptMap/$translate from ICD-9-CM, through general equivalence mappings whose rows are made up for the test. */
import { describe, expect, it } from 'vitest';
import { gems } from '../../../src/terminology/gems/index.ts';
import { readCodeSet, type Terminology } from '../../../src/terminology/index.ts';
import { fakeTerminology } from '../../support/fake-terminology.ts';
import { GEM_ROWS, gemText, read } from '../../terminology/import/small-tables.ts';
import { bytes } from '../../terminology/support.ts';
import { ask, contextOf, ICD10CM, issueOf, matches, told } from './support.ts';

const ICD9 = 'http://hl7.org/fhir/sid/icd-9-cm';
const FILES: readonly (readonly [string, string])[] = [
  ['2017_I9gem.txt', gemText(GEM_ROWS)],
  [
    '2017_I10gem.txt',
    gemText(
      [
        ['I10', '4019', '00000'],
        ['Z998', 'V468', '10000'],
      ],
      7,
    ),
  ],
  [
    '2017_gem_i9pcs.txt',
    gemText([
      ['0001', '6A750Z7', '10000'],
      ['9999', 'NoPCS', '11000'],
    ]),
  ],
];
const sets = FILES.flatMap(([name, text]) =>
  read(name, text).map((table) => readCodeSet(bytes(table.text), table.info.id)),
).filter((set) => set.kind === 'gems');

const CODES = {
  'E11.9': 'Diabetes',
  'E11.21': 'Nephropathy',
  'E11.22': 'Kidney',
  'N18.3': 'CKD 3',
  'N18.9': 'CKD',
  I10: 'HTN',
};
const with9 = (terms: Parameters<typeof fakeTerminology>[0]): Terminology => ({
  ...fakeTerminology(terms),
  gems: gems(sets),
});
const whole = with9({ codes: CODES });
const translate = (sent: object, terminology = whole) =>
  ask('ConceptMap/$translate', { system: ICD9, date: '2026-03-04', ...sent }, contextOf(terminology));
const answered = (sent: object, terminology = whole) =>
  matches(translate(sent, terminology)).map((match) => [
    match.equivalence,
    (match.concept as { code: string }).code,
  ]);

describe('ConceptMap/$translate from ICD-9-CM', () => {
  it('takes the equivalence from the flags', () => {
    expect(answered({ code: '401.9' })).toEqual([['equivalent', 'I10']]);
    expect(answered({ code: '250.00' })).toEqual([['relatedto', 'E11.9']]);
    expect(answered({ code: '25000' })).toEqual([['relatedto', 'E11.9']]);
    expect(matches(translate({ code: '401.9' }))[0]).toMatchObject({
      concept: { system: ICD10CM, code: 'I10' },
      source: 'https://claimwright.dev/fhir/ConceptMap/gems-icd9cm-icd10cm',
    });
  });

  it('gives what a combination needs besides as products, one of each choice list', () => {
    const answer = translate({ code: '250.40' });
    expect(answered({ code: '250.40' })).toEqual([
      ['relatedto', 'E11.21'],
      ['relatedto', 'E11.22'],
    ]);
    const products = (
      (answer.resource as { parameter?: { part?: { name: string; part?: object[] }[] }[] }).parameter ?? []
    )
      .flatMap(({ part = [] }) => part)
      .filter(({ name }) => name === 'product')
      .map(({ part }) => part);
    expect(products).toEqual(
      ['N18.3', 'N18.9'].map((code) => [
        { name: 'element', valueUri: 'https://claimwright.dev/fhir/gem/choice-list/2' },
        { name: 'concept', valueCoding: { system: ICD10CM, code } },
      ]),
    );
    expect(told(answer).message).toContain('E11.22 only together with one of N18.3, N18.9');
  });

  it('leaves out partners that are not valid on the day, and a combination that has none left', () => {
    const { 'N18.3': _, ...fewer } = CODES;
    const some = with9({ codes: fewer });
    expect(told(translate({ code: '250.40' }, some)).message).toContain('E11.22 only together with N18.9');
    const none = with9({ codes: { 'E11.21': 'x', 'E11.22': 'x' } });
    expect(answered({ code: '250.40' }, none)).toEqual([['relatedto', 'E11.21']]);
  });

  it.each(['V64.10', '123.4', 'E11.9', '25.000', '00.01'])('never takes %s for a match', (code) => {
    const answer = translate({ code });
    expect(told(answer)).toMatchObject({ result: false, message: expect.any(String) });
    expect(matches(answer)).toEqual([]);
  });

  it('says that there is no map', () => {
    expect(told(translate({ code: 'V64.10' })).message).toContain('no code for it');
  });

  it('does not answer a target that is gone', () => {
    const gone = with9({ codes: {}, retired: { I10: { lastDay: '2025-09-30', successors: ['I11.9'] } } });
    expect(told(translate({ code: '401.9' }, gone))).toMatchObject({
      result: false,
      message: expect.stringContaining('I11.9'),
    });
  });

  it('cannot tell without a mapping, or before it began', () => {
    const without = translate({ code: '401.9' }, fakeTerminology({ codes: CODES }));
    expect([without.status, issueOf(without)?.code]).toEqual([422, 'not-supported']);
    expect(translate({ code: '401.9', date: '2016-09-30' }).status).toBe(422);
    expect(translate({ code: '401.9', date: '2016-10-01' }).status).toBe(200);
  });

  it('is known by its address and its aliases, and goes to ICD-10-CM or where it is asked to', () => {
    const url = 'https://claimwright.dev/fhir/ConceptMap/gems-icd9cm-icd10cm';
    expect(answered({ code: '401.9', url })).toHaveLength(1);
    expect(answered({ code: '401.9', url: `${url}|2017` })).toHaveLength(1);
    expect(translate({ code: '401.9', url: `${url}|2016` }).status).toBe(404);
    expect(answered({ code: '401.9', system: 'urn:oid:2.16.840.1.113883.6.103' })).toHaveLength(1);
    expect(answered({ code: '401.9', targetsystem: ICD10CM })).toHaveLength(1);
    expect(answered({ code: '401.9', targetsystem: 'http://loinc.org' })).toEqual([]);
    expect(answered({ code: '00.01', targetsystem: 'http://www.cms.gov/Medicare/Coding/ICD10' })).toEqual([
      ['relatedto', '6A750Z7'],
    ]);
    expect(answered({ code: '00.01', system: 'urn:oid:2.16.840.1.113883.6.104' })).toHaveLength(1);
  });

  it('goes back to ICD-9-CM only when that is asked for', () => {
    expect(answered({ code: 'I10', system: ICD10CM, targetsystem: ICD9 })).toEqual([['equivalent', '401.9']]);
    expect(answered({ code: 'I10', system: ICD10CM })).toEqual([]);
  });
});
