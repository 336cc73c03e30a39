import { describe, expect, it } from 'vitest';
import { fakeTerminology } from '../../support/fake-terminology.ts';
import { ask, contextOf, ICD10CM, issueOf, matches, moduleWith, told } from './support.ts';

const SCT = 'http://snomed.info/sct';
const side = (value: string) => ({ property: 'https://claimwright.dev/fhir/context/side', value });
const MAP = {
  resourceType: 'ConceptMap',
  url: 'https://example.org/map',
  version: '3',
  group: [
    {
      source: SCT,
      target: ICD10CM,
      targetVersion: '2026',
      element: [
        {
          code: '1',
          target: [
            { code: 'M25.561', display: 'Right', equivalence: 'equivalent', dependsOn: [side('right')] },
            { code: 'M25.562', equivalence: 'equivalent', dependsOn: [side('left')] },
            { code: 'M25.569', equivalence: 'wider', comment: 'query: the side', product: [side('none')] },
          ],
        },
        { code: '2', target: [{ equivalence: 'unmatched', comment: 'no diagnosis' }] },
        { code: '3', target: [{ code: 'M25.561', equivalence: 'disjoint' }] },
        { code: '4', target: [{ code: 'S30.1XXA', equivalence: 'equivalent' }] },
        {
          code: '5',
          target: [
            {
              code: 'M25.569',
              equivalence: 'equivalent',
              dependsOn: [{ ...side('>=18'), property: 'age-years' }],
            },
          ],
        },
      ],
    },
  ],
};
const terminology = fakeTerminology({
  codes: {
    'M25.561': 'Pain in right knee',
    'M25.562': 'Pain in left knee',
    'M25.569': 'Pain in unspecified knee',
  },
  retired: { 'S30.1XXA': { lastDay: '2025-09-30', successors: ['S30.11XA'] } },
});
const context = contextOf(terminology, {
  modules: [moduleWith(MAP), moduleWith({ nothing: true }), moduleWith(null)],
});
const translate = (sent: object) => ask('ConceptMap/$translate', { system: SCT, ...sent }, context);

describe('ConceptMap/$translate', () => {
  it('tells each target, what it depends on, and its map', () => {
    const answer = translate({ code: '1', date: '2026-03-04' });
    expect(told(answer)).toMatchObject({ result: true, message: 'query: the side.' });
    expect(matches(answer)).toEqual([
      {
        equivalence: 'equivalent',
        concept: { system: ICD10CM, version: '2026', code: 'M25.561', display: 'Right' },
        dependsOn: [
          { name: 'element', valueUri: side('').property },
          { name: 'concept', valueCoding: { code: 'right' } },
        ],
        source: MAP.url,
      },
      expect.objectContaining({ concept: expect.objectContaining({ code: 'M25.562' }) }),
      {
        equivalence: 'wider',
        concept: { system: ICD10CM, version: '2026', code: 'M25.569' },
        product: [
          { name: 'element', valueUri: side('').property },
          { name: 'concept', valueCoding: { code: 'none' } },
        ],
        source: MAP.url,
      },
    ]);
  });

  it('leaves out what a dependency contradicts', () => {
    const known = (element: string, text: string) => [
      { name: 'element', valueUri: element },
      { name: 'concept', valueCodeableConcept: { text } },
    ];
    const codes = (parts: readonly object[]) =>
      matches(translate({ code: '1', dependency: [parts] })).map((m) => (m.concept as { code: string }).code);
    expect(codes(known('side', 'Right'))).toEqual(['M25.561', 'M25.569']);
    expect(codes(known(side('').property, 'left'))).toEqual(['M25.562', 'M25.569']);
    expect(() => codes([{ name: 'element', valueUri: 'side' }])).toThrow(/dependency/);
  });

  it('keeps a condition that words cannot contradict', () => {
    const dependency = [
      [
        { name: 'element', valueUri: 'age-years' },
        { name: 'concept', valueCodeableConcept: { text: '70' } },
      ],
    ];
    expect(matches(translate({ code: '5', dependency }))).toHaveLength(1);
  });

  it.each(['2', '3', '99'])('never takes %s for a match', (code) => {
    const answer = translate({ code });
    expect(told(answer)).toMatchObject({ result: false, message: expect.any(String) });
    expect(matches(answer)).toEqual([]);
  });

  it('says why', () => {
    expect(told(translate({ code: '2' })).message).toContain('no diagnosis');
    expect(told(translate({ code: '99' })).message).toContain('does not hold the code');
    expect(told(translate({ code: '1', system: 'http://loinc.org' })).message).toContain(
      'No concept map here',
    );
  });

  it('does not answer a retired target, but names its successors', () => {
    expect(told(translate({ code: '4' }))).toMatchObject({
      result: false,
      message: expect.stringContaining('S30.11XA'),
    });
  });

  it.each(['2025-09-30', '2026-10-01', '2026-10-01T00:00:00+14:00'])(
    'cannot tell on %s, for which no map speaks',
    (date) => {
      const answer = translate({ code: '1', date });
      expect([answer.status, issueOf(answer)?.code]).toEqual([422, 'not-supported']);
    },
  );

  it.each(['2025-10-01', '2026-09-30', '2025-10-01T00:30:00+02:00', '2026-09-30T23:30:00-10:00'])(
    'answers on %s',
    (date) => {
      expect(told(translate({ code: '1', date })).result).toBe(true);
    },
  );

  it('knows a map by its address and version', () => {
    expect(told(translate({ code: '1', url: MAP.url })).result).toBe(true);
    expect(told(translate({ code: '1', url: `${MAP.url}|3` })).result).toBe(true);
    expect(translate({ code: '1', url: `${MAP.url}|4` }).status).toBe(404);
    expect(translate({ code: '1', url: MAP.url, conceptMapVersion: '4' }).status).toBe(404);
    expect(translate({ code: '1', url: 'https://example.org/other' }).status).toBe(404);
  });

  it('takes the target as a system or as its value set', () => {
    expect(told(translate({ code: '1', targetsystem: 'urn:oid:2.16.840.1.113883.6.90' })).result).toBe(true);
    expect(told(translate({ code: '1', target: `${ICD10CM}?fhir_vs` })).result).toBe(true);
    expect(told(translate({ code: '1', targetsystem: 'http://loinc.org' })).result).toBe(false);
    expect(() => translate({ code: '1', target: 'http://example.org/vs' })).toThrow(/target/);
  });

  it('takes any coding of a concept, and a Coding under the OID of its system', () => {
    const coding = [
      { system: 'http://loinc.org', code: '1' },
      { system: 'urn:oid:2.16.840.1.113883.6.96', code: '1' },
    ];
    expect(matches(ask('ConceptMap/$translate', { codeableConcept: { coding } }, context))).toHaveLength(3);
    expect(matches(ask('ConceptMap/$translate', { coding: coding[1] }, context))).toHaveLength(3);
  });

  it.each([{}, { code: '1', coding: { code: '1' } }, { code: '1', reverse: true }])('refuses %j', (sent) => {
    expect(() => translate(sent)).toThrow(/parameter/i);
  });
});
