import { describe, expect, it } from 'vitest';
import { conceptMap } from '../../../src/suggest/interpreters/concept-map.ts';
import type { Problem } from '../../../src/suggest/module.ts';
import { day, fakeTerminology } from '../../support/fake-terminology.ts';
import { codesOf, context, facts, ICD, MANIFEST, ON, problem, SCT } from './support.ts';

const CONTEXT = 'https://claimwright.dev/fhir/context/';
type Condition = readonly [string, string];
const target = (
  code: string,
  equivalence: string,
  conditions: readonly Condition[] = [],
  comment?: string,
) => ({
  code,
  display: `title of ${code}`,
  equivalence,
  ...(comment ? { comment } : {}),
  ...(conditions.length > 0
    ? { dependsOn: conditions.map(([p, value]) => ({ property: CONTEXT + p, value })) }
    : {}),
});
const mapOf = (...element: readonly unknown[]) => ({
  resourceType: 'ConceptMap',
  group: [{ source: SCT, target: ICD, element }],
});
const element = (code: string, ...targets: readonly unknown[]) => ({
  code,
  display: `concept ${code}`,
  target: targets,
});

const KNEE = element(
  '30989003',
  target('M25.561', 'equivalent', [['side', 'right']]),
  target('M25.562', 'equivalent', [['side', 'left']]),
  target('M25.569', 'equivalent', [['side', 'unspecified']]),
);
const MAP = mapOf(
  element('44054006', target('E11.9', 'equivalent')),
  KNEE,
  element(
    'cataract',
    target('H25.13', 'equivalent', [['side', 'bilateral']]),
    target('H25.10', 'wider', [['side', 'unspecified']]),
  ),
  element(
    'thrive',
    target('R62.51', 'equivalent', [['age-years', '<18']]),
    target('R62.7', 'equivalent', [['age-years', '>=18']]),
  ),
  element('uti', target('O23.40', 'wider', [['pregnant', 'true']]), target('N39.0', 'equivalent')),
  element(
    'sprain',
    target('S93.401A', 'wider', [
      ['side', 'right'],
      ['episode', 'initial'],
    ]),
    target('S93.401D', 'wider', [
      ['side', 'right'],
      ['episode', 'subsequent'],
    ]),
  ),
  element('sepsis', target('A41.9', 'wider', [], 'query: organism and organ dysfunction')),
  element('ms', target('G35.D', 'equivalent'), target('G35', 'equivalent')),
  element('vague', { equivalence: 'unmatched', comment: 'it is a procedure.' }),
  element('hiv', { equivalence: 'unmatched', comment: 'query: Is it asymptomatic?' }),
  element('old', target('X99.9', 'equivalent')),
  element(
    'sided',
    target('H66.91', 'equivalent', [['side', 'right']]),
    target('H66.92', 'equivalent', [['side', 'left']]),
  ),
);
const TERMS = fakeTerminology({
  codes: Object.fromEntries(
    [
      ...['E11.9', 'M25.561', 'M25.562', 'M25.569', 'H25.13', 'H25.10', 'R62.51', 'R62.7', 'O23.40', 'N39.0'],
      ...['S93.401A', 'S93.401D', 'A41.9', 'H66.91', 'H66.92', 'I10'],
    ].map((c) => [c, `title of ${c}`]),
  ),
  notYet: { 'G35.D': '2025-10-01' },
  retired: { G35: { lastDay: '2025-09-30' } },
});

const run = conceptMap(MAP, MANIFEST);
const mapped = (p: Problem, given: Parameters<typeof facts>[0] = {}, on = ON) =>
  run(facts({ problems: [p], ...given }), context(TERMS, { problems: [p], on }));
const concept = (...codes: readonly string[]) =>
  problem({ codings: codes.map((code) => ({ system: SCT, code })), words: codes.join(' ') });

describe('concept-map', () => {
  it('maps a concept, with its rule, citation, evidence and the release', () => {
    const [d] = mapped(concept('44054006')).diagnoses ?? [];
    expect(d).toMatchObject({
      code: 'E11.9',
      release: 'icd10cm-test',
      problems: ['Condition/1'],
      queries: [],
    });
    expect(d?.rule).toMatchObject({ rule: 'map-44054006', citation: { section: 'I.B.1' } });
    expect(d?.evidence[0]?.reference).toBe('Condition/1');
  });

  it('leaves concepts of other systems and unknown concepts to others', () => {
    const p = problem({
      codings: [
        { system: 'http://loinc.org', code: '44054006' },
        { system: SCT, code: '1' },
      ],
    });
    expect(mapped(p)).toMatchObject({ diagnoses: [], uncoded: [], queries: [] });
  });

  it('takes the side of the record', () => {
    const output = mapped({ ...concept('30989003'), side: problem({ side: 'left' }).side });
    expect(codesOf(output)).toEqual(['M25.562']);
    expect(output.diagnoses?.[0]?.rule.citation.section).toBe('I.B.13');
    expect(output.diagnoses?.[0]?.evidence.map((e) => e.path)).toContain('Condition.bodySite');
  });

  it('asks for a missing side and is less sure', () => {
    const [d] = mapped(concept('30989003')).diagnoses ?? [];
    expect(d?.code).toBe('M25.569');
    expect(d?.queries).toMatchObject([
      {
        id: 'laterality',
        options: [
          { answer: 'right', code: 'M25.561' },
          { answer: 'left', code: 'M25.562' },
        ],
      },
    ]);
    expect(d?.confidence).toBeLessThan(0.85);
  });

  it('codes right and left where there is no bilateral code, and the bilateral code where there is', () => {
    const side = problem({ side: 'bilateral' }).side;
    expect(codesOf(mapped({ ...concept('30989003'), side }))).toEqual(['M25.561', 'M25.562']);
    expect(codesOf(mapped({ ...concept('cataract'), side }))).toEqual(['H25.13']);
  });

  it('falls back to the unspecified side for a side without a code', () => {
    const output = mapped({ ...concept('cataract'), side: problem({ side: 'left' }).side });
    expect(codesOf(output)).toEqual(['H25.10']);
  });

  it('asks, and codes nothing, where only a side would give a code', () => {
    const output = mapped(concept('sided'));
    expect(codesOf(output)).toEqual([]);
    expect(output.uncoded).toMatchObject([{ reason: 'needs-query', about: 'Condition/1' }]);
    expect(output.queries).toMatchObject([{ id: 'laterality' }]);
  });

  it.each([
    [17, ['R62.51']],
    [18, ['R62.7']],
    [undefined, []],
  ])('age %s: %j', (age, codes) => {
    expect(codesOf(mapped(concept('thrive'), { person: { age } }))).toEqual(codes);
  });

  it('prefers the pregnancy row over the default in a pregnant patient only', () => {
    expect(codesOf(mapped(concept('uti')))).toEqual(['N39.0']);
    const pregnant = { value: true, evidence: [] };
    expect(codesOf(mapped(concept('uti'), { person: { pregnant } }))).toEqual(['O23.40']);
  });

  it('says on what the 7th character rests', () => {
    const right = problem({ side: 'right' }).side;
    const [first] = mapped({ ...concept('sprain'), side: right }).diagnoses ?? [];
    expect(first).toMatchObject({ code: 'S93.401A' });
    expect(first?.alternatives).toMatchObject([
      { code: 'S93.401D', why: expect.stringContaining('Nothing') },
    ]);
    const [later] =
      mapped(
        { ...concept('sprain'), side: right },
        { visit: { types: [{ words: 'Follow-up', codings: [] }] } },
      ).diagnoses ?? [];
    expect(later).toMatchObject({
      code: 'S93.401D',
      alternatives: [{ why: expect.stringContaining('follow up') }],
    });
    expect(later?.confidence).toBeGreaterThan(first?.confidence ?? 1);
  });

  it('asks what a comment asks, and keeps the code', () => {
    const [d] = mapped(concept('sepsis')).diagnoses ?? [];
    expect(d?.code).toBe('A41.9');
    expect(d?.queries).toMatchObject([
      { id: 'specificity', question: 'concept sepsis: please document organism and organ dysfunction.' },
    ]);
  });

  it('offers the codes beside the unspecified one, of the same side and episode only', () => {
    const lone = (code: string, comment: string, conditions: readonly Condition[] = []) =>
      mapOf(element('1', target(code, 'wider', conditions, comment)));
    const options = (map: unknown, terms: Readonly<Record<string, string>>, side?: 'left') => {
      const p = { ...concept('1'), side: problem(side ? { side } : {}).side };
      const output = conceptMap(map, MANIFEST)(
        facts({ problems: [p] }),
        context(fakeTerminology({ codes: terms }), { problems: [p] }),
      );
      return output.diagnoses?.[0]?.queries[0]?.options.map((o) => o.code);
    };
    expect(
      options(lone('J20.9', 'query: organism'), { 'J20.0': 'due to mycoplasma', 'J20.9': 'unspecified' }),
    ).toEqual(['J20.0']);
    const knee = {
      'M17.11': 'Primary, right knee',
      'M17.12': 'Primary, left knee',
      'M17.31': 'Post-traumatic, right knee',
      'M17.32': 'Post-traumatic, left knee',
    };
    expect(options(lone('M17.12', 'query: cause', [['side', 'left']]), knee, 'left')).toEqual(['M17.32']);
    const many = Object.fromEntries(Array.from({ length: 14 }, (_, i) => [`J20.A${i + 10}`, `kind ${i}`]));
    expect(options(lone('J20.9', 'query: organism'), { ...many, 'J20.9': 'unspecified' })).toEqual([]);
  });

  it('takes the first target in force on the date: the day before and the first day', () => {
    expect(codesOf(mapped(concept('ms'), {}, day('2025-09-30')))).toEqual(['G35']);
    expect(codesOf(mapped(concept('ms'), {}, day('2025-10-01')))).toEqual(['G35.D']);
  });

  it('says that a target is not billable', () => {
    expect(mapped(concept('old')).uncoded).toMatchObject([{ reason: 'unbillable', about: 'Condition/1' }]);
  });

  it('never matches an unmatched target', () => {
    expect(mapped(concept('vague'))).toMatchObject({ diagnoses: [], uncoded: [{ reason: 'unmapped' }] });
    expect(mapped(concept('hiv'))).toMatchObject({
      diagnoses: [],
      uncoded: [{ reason: 'needs-query' }],
      queries: [{ id: 'specificity', question: 'concept hiv: Is it asymptomatic?' }],
    });
  });

  it('lets one coding of an entry speak and keeps the others as alternatives', () => {
    const output = mapped(concept('30989003', '44054006'));
    expect(codesOf(output)).toEqual(['E11.9']);
    expect(output.diagnoses?.[0]?.alternatives.map((a) => a.code)).toEqual(['M25.569']);
  });

  it('emits beside an ICD-10-CM coding, too', () => {
    const p = problem({
      codings: [
        { system: ICD, code: 'I10' },
        { system: SCT, code: '44054006' },
      ],
    });
    expect(codesOf(mapped(p))).toEqual(['E11.9']);
  });

  it('keeps the code, less sure, when no release can tell', () => {
    const p = concept('44054006');
    const untold = fakeTerminology({ complete: false });
    const [d] = run(facts({ problems: [p] }), context(untold, { problems: [p] })).diagnoses ?? [];
    expect(d).toMatchObject({ code: 'E11.9', release: undefined });
    expect(d?.confidence).toBeLessThan(0.7);
  });
});

describe('a concept map that is not valid', () => {
  it.each([
    ['no ConceptMap', {}, /resourceType|group/],
    [
      'another target system',
      { ...MAP, group: [{ source: SCT, target: SCT, element: [KNEE] }] },
      /group\[0\]/,
    ],
    ['an element twice', mapOf(KNEE, KNEE), /30989003 stands twice/],
    ['a target that is no code', mapOf(element('1', target('E1', 'equal'))), /element 1: E1 is not/],
    ['an unknown equivalence', mapOf(element('1', target('I10', 'same'))), /\(1\).*equivalence/],
    [
      'an unknown condition',
      mapOf(element('1', target('I10', 'equal', [['weather', 'rain']]))),
      /weather = rain/,
    ],
    ['an element without targets', mapOf({ code: '1', target: [] }), /\(1\) target/],
  ])('%s: the row is named', (_what, table, message) => {
    expect(() => conceptMap(table, MANIFEST)).toThrow(message);
    expect(() => conceptMap(table, MANIFEST)).toThrow(/made-for-a-test/);
  });
});
