/** Unspecified codes: what the record's own words make of them, and what is asked where they say no more. */
import { describe, expect, it } from 'vitest';
import { lessSpecific } from '../../src/suggest/less-specific.ts';
import { narrow } from '../../src/suggest/narrow.ts';
import { specificityQueries } from '../../src/suggest/specificity.ts';
import { specify } from '../../src/suggest/specify.ts';
import { icd10CmCode } from '../../src/terminology/index.ts';
import { dx, ON, problem, query } from '../support/facts.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';

const TITLES = {
  'J45.20': 'Mild intermittent asthma, uncomplicated',
  'J45.21': 'Mild intermittent asthma with (acute) exacerbation',
  'J45.30': 'Mild persistent asthma, uncomplicated',
  'J45.31': 'Mild persistent asthma with (acute) exacerbation',
  'J45.40': 'Moderate persistent asthma, uncomplicated',
  'J45.41': 'Moderate persistent asthma with (acute) exacerbation',
  'J45.50': 'Severe persistent asthma, uncomplicated',
  'J45.51': 'Severe persistent asthma with (acute) exacerbation',
  'J45.901': 'Unspecified asthma with (acute) exacerbation',
  'J45.909': 'Unspecified asthma, uncomplicated',
  'J45.990': 'Exercise induced bronchospasm',
  'J45.991': 'Cough variant asthma',
  'J45.998': 'Other asthma',
  'M25.561': 'Pain in right knee',
  'M25.562': 'Pain in left knee',
  'M25.569': 'Pain in unspecified knee',
  'F32.0': 'Major depressive disorder, single episode, mild',
  'F32.1': 'Major depressive disorder, single episode, moderate',
  'F32.9': 'Major depressive disorder, single episode, unspecified',
  'S93.401A': 'Sprain of unspecified ligament of right ankle, initial encounter',
  'S93.402A': 'Sprain of unspecified ligament of left ankle, initial encounter',
  'S93.409A': 'Sprain of unspecified ligament of unspecified ankle, initial encounter',
  'S93.409D': 'Sprain of unspecified ligament of unspecified ankle, subsequent encounter',
  'J18.1': 'Lobar pneumonia, unspecified organism',
  'J18.2': 'Hypostatic pneumonia, unspecified organism',
  'J18.8': 'Other pneumonia, unspecified organism',
  'J18.9': 'Pneumonia, unspecified organism',
  'R50.9': 'Fever, unspecified',
  'R50.2': 'Drug induced fever',
  'R50.82': 'Postprocedural fever',
} as const;
type Code = keyof typeof TITLES;
const terminology = fakeTerminology({
  codes: { ...TITLES, 'J45.9': { title: 'Other and unspecified asthma', billable: false } },
});
const of = (code: Code, over = {}) => dx(code, { title: TITLES[code], ...over });

describe('what the words say is taken', () => {
  const coded = (code: Code, words: string, over = {}) =>
    specify([of(code)], [problem({ words, ...over })], terminology, ON)[0];

  it.each([
    ['F32.9', 'major depression, moderate', 'F32.1'],
    ['J45.909', 'moderate persistent asthma', 'J45.40'],
    ['J18.9', 'lobar pneumonia', 'J18.1'],
    ['M25.569', 'pain in the left knee', 'M25.562'],
  ] as const)('%s, "%s": %s', (code, words, expected) => expect(coded(code, words)?.code).toBe(expected));

  it.each([
    ['F32.9', 'major depression'],
    ['F32.9', 'depression, not moderate'],
    ['F32.9', 'mild or moderate depression'],
    ['J45.909', 'persistent asthma'],
    ['J18.9', 'other pneumonia'],
    ['J18.9', 'no lobar pneumonia'],
    ['R50.9', 'drug induced fever'],
    ['M25.569', 'pain in the knee'],
  ] as const)('%s, "%s": stays', (code, words) => expect(coded(code, words)?.code).toBe(code));

  it('severity and qualifiers count as words; the old code and the reason stay beside', () => {
    expect(coded('F32.9', 'depression', { severity: 'moderate' })?.code).toBe('F32.1');
    expect(coded('J18.9', 'pneumonia', { qualifiers: ['lobar'] })).toMatchObject({
      code: 'J18.1',
      title: TITLES['J18.1'],
      rule: { rule: 'specified-by-words', citation: { section: 'I.A.9.b' } },
      alternatives: [{ code: 'J18.9' }],
    });
  });
});

describe('what the words leave open is asked', () => {
  const ask = (code: Code, over: Parameters<typeof dx>[1] = {}, asked: ReturnType<typeof query>[] = []) =>
    specificityQueries([of(code, over)], {
      problems: new Map([['Condition/c', problem({ words: 'the record says so' })]]),
      asked: Map.groupBy(asked, (q) => q.about),
      terminology,
      on: ON,
    });
  const options = (code: Code) => ask(code)[0]?.options.map((o) => o.code);

  it('the codes of the same parent that say more, for the same encounter', () => {
    expect(options('M25.569')).toEqual(['M25.561', 'M25.562']);
    expect(options('F32.9')).toEqual(['F32.0', 'F32.1']);
    expect(options('S93.409A')).toBeUndefined();
  });

  it('of a wide category one of each branch, the one that keeps what else is said', () => {
    expect(options('J45.909')).toEqual(expect.arrayContaining(['J45.20', 'J45.30', 'J45.40', 'J45.50']));
    expect((options('J45.909') ?? []).length).toBeLessThanOrEqual(8);
  });

  it("begins with the record's words, and cites", () => {
    expect(ask('F32.9')[0]).toMatchObject({
      id: 'specificity',
      about: 'Condition/c',
      citation: { section: 'I.A.9.b' },
    });
    expect(ask('F32.9')[0]?.question).toMatch(/^the record says so: /);
  });

  it('is not asked twice, nor of symptoms, nor where nothing more specific is', () => {
    const sides = { ...query('laterality'), options: [{ answer: 'left', code: 'M25.562' }] };
    expect(ask('M25.569', { queries: [sides] })).toEqual([]);
    expect(ask('M25.569', {}, [sides])).toEqual([]);
    expect(ask('M25.569', {}, [{ ...sides, about: 'Condition/other' }])).toHaveLength(1);
    expect(ask('R50.9')).toEqual([]);
    expect(ask('F32.0')).toEqual([]);
  });
});

describe('an unspecified code beside a specific one', () => {
  const gone = (...codes: Code[]) =>
    [...lessSpecific(codes.map((c) => of(c)))].map(([c, w]) => `${c} ${w.to}`);

  it('gives way when the other says all it says', () => {
    expect(gone('F32.9', 'F32.1')).toEqual(['F32.9 F32.1']);
    expect(gone('J45.909', 'J45.40')).toEqual(['J45.909 J45.40']);
  });

  it('stays beside another disease, an injury, or as vague a code', () => {
    expect(gone('J45.909', 'J45.990')).toEqual([]);
    expect(gone('S93.409A', 'S93.401A')).toEqual([]);
    expect(gone('J18.9', 'J18.1')).toEqual([]);
    expect(gone('M25.569', 'F32.1')).toEqual([]);
  });
});

describe('below a category', () => {
  const header = {
    code: icd10CmCode('J45'),
    billable: false,
    shortTitle: 'Asthma',
    title: 'Asthma',
  } as const;
  const below = Object.entries(TITLES).flatMap(([code, title]) => {
    const normal = icd10CmCode(code);
    return normal && code.startsWith('J45')
      ? [{ code: normal, billable: true, shortTitle: title, title }]
      : [];
  });
  const left = (words: string, over = {}) =>
    narrow({ ...header, code: header.code ?? ('' as never) }, below, problem({ words, ...over }));

  it('the words, severity and qualifiers choose', () => {
    expect(left('moderate persistent asthma, uncomplicated').options.map((e) => e.code)).toEqual(['J45.40']);
    expect(left('persistent asthma', { severity: 'severe' }).options.map((e) => e.code)).toContain('J45.50');
    expect(left('asthma', { qualifiers: ['cough variant'] }).options.map((e) => e.code)).toEqual(['J45.991']);
  });

  it('nothing said leaves all, and no choice', () => {
    expect(left('asthma')).toMatchObject({ byRecord: false });
    expect(left('asthma').options).toHaveLength(below.length);
  });
});
