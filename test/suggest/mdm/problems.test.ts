/** Element 1 (CPT E/M guidelines, number and complexity of problems addressed): what each problem is, and what they make together. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/chart/index.ts';
import { problemKind } from '../../../src/suggest/mdm/conditions.ts';
import { addressedProblems, rateProblems } from '../../../src/suggest/mdm/index.ts';
import { drug, dx, facts, listed, ON, problem, seen } from '../../support/facts.ts';

type Draft = Parameters<typeof problem>[0];

/** Problems by code, each mapped to it. */
const given = (...drafts: readonly NonNullable<Draft>[]): readonly Problem[] =>
  drafts.map((d, i) => problem({ id: `Condition/${i}`, ...d }));

function rated(problems: readonly Problem[], more: Parameters<typeof facts>[0] = {}, reportable = problems) {
  const f = facts({ ...more, problems });
  const diagnoses = problems.flatMap((p) => {
    const code = p.concept.codings[0]?.code;
    return code ? [dx(code, { problems: [p.id] })] : [];
  });
  return addressedProblems(f, diagnoses, reportable);
}

const level = (...drafts: readonly NonNullable<Draft>[]) => rateProblems(rated(given(...drafts))).level;
const codes = (...all: readonly string[]) => level(...all.map((code) => ({ code })));

describe('the kind of a problem', () => {
  it.each([
    ['J06.9', 'self-limited'],
    ['J00', 'self-limited'],
    ['S80.01XA', 'self-limited'],
    ['I10', 'chronic'],
    ['I1A.0', 'chronic'],
    ['E11.22', 'chronic'],
    ['C50.412', 'chronic'],
    ['C4A.30', 'chronic'],
    ['M17.11', 'chronic'],
    ['N39.0', 'acute'],
    ['U07.1', 'acute'],
    ['J18.9', 'systemic'],
    ['N10', 'systemic'],
    ['R07.9', 'undiagnosed'],
    ['R92.8', 'undiagnosed'],
    ['S52.532A', 'injury'],
    ['S06.0X0A', 'injury'],
    ['S06.5X0A', 'threat'],
    ['S06.4X0A', 'threat'],
    ['S06.6X0A', 'threat'],
    ['I21.4', 'threat'],
    ['I63.9', 'threat'],
    ['A41.9', 'threat'],
    ['N17.9', 'threat'],
    ['G40.901', 'threat'],
    ['G40.A11', 'threat'],
    ['G40.833', 'threat'],
    ['G40.909', 'chronic'],
    ['G40.834', 'chronic'],
    ['Z79.4', 'none'],
    ['W01.0XXA', 'none'],
    ['Y99.8', 'none'],
  ])('%s is %s', (code, kind) => expect(problemKind(code)).toBe(kind));
});

describe('together they make', () => {
  it.each([
    ['straightforward', []],
    ['straightforward', ['J06.9']],
    ['low', ['J06.9', 'H61.23']],
    ['low', ['N39.0']],
    ['low', ['N39.0', 'L03.90']],
    ['low', ['I10']],
    ['low', ['I10', 'J06.9']],
    ['low', ['I10', 'N39.0']],
    ['moderate', ['I10', 'E78.5']],
    ['moderate', ['J18.9']],
    ['moderate', ['R07.9']],
    ['moderate', ['S52.532A']],
    ['high', ['I21.4']],
    ['high', ['J06.9', 'A41.9']],
    ['straightforward', ['Z00.00']],
    ['straightforward', ['W01.0XXA', 'Z79.4', 'Z87.891']],
  ] as const)('%s: %j', (expected, all) => expect(codes(...all)).toBe(expected));

  it.each([
    ['stable', 'low'],
    ['unstated', 'low'],
    ['improving', 'low'],
    ['worsening', 'moderate'],
    ['severe-exacerbation', 'high'],
  ] as const)('a chronic illness that is %s: %s', (course, expected) =>
    expect(level({ code: 'I10', course })).toBe(expected),
  );

  it('an acute illness described as life-threatening is a threat; a worsening one is no chronic illness', () => {
    expect(level({ code: 'N39.0', course: 'severe-exacerbation' })).toBe('high');
    expect(level({ code: 'N39.0', course: 'worsening' })).toBe('low');
  });

  it('says of each which code and term', () => {
    const { why, evidence } = rateProblems(rated(given({ code: 'I10' }, { code: 'E78.5' })));
    expect(why).toBe('I10: stable chronic illness; E78.5: stable chronic illness');
    expect(evidence.map((e) => e.reference)).toContain('Condition/1');
  });
});

describe('what is in the title says the course', () => {
  const asthma = (words: string, course: 'stable' | 'unstated' = 'unstated') =>
    level({ code: 'J45.40', words, course });
  it.each([
    ['Moderate persistent asthma with (acute) exacerbation', 'moderate'],
    ['Asthma with acute exacerbation', 'moderate'],
    ['Asthma with status asthmaticus', 'high'],
    ['Asthma without exacerbation', 'low'],
    ['Asthma, uncomplicated', 'low'],
  ])('%s: %s', (words, expected) => expect(asthma(words)).toBe(expected));

  it('unless the clinician said otherwise', () => {
    expect(asthma('Asthma with acute exacerbation', 'stable')).toBe('low');
  });

  it('a chronic illness found and first treated today is not at goal', () => {
    const [p] = given({ code: 'I10', onset: ON });
    if (!p) throw new Error('no problem');
    const treated = (action: string, reasons = [p.id]) =>
      rateProblems(rated([p], { services: [drug('lisinopril', { action, reasons })] })).level;
    expect(treated('started')).toBe('moderate');
    expect(treated('continued')).toBe('low');
    expect(treated('started', ['Condition/other'])).toBe('low');
  });
});

describe('which problems count', () => {
  it('a listed one only with a sign of care', () => {
    const sign = { addressed: [seen('MedicationRequest/x')] };
    expect(rated([listed({ code: 'I10' })])).toEqual([]);
    expect(rated([listed({ code: 'I10', ...sign })])).toHaveLength(1);
  });

  it('not the words the patient came with, not what is refuted, over, or part of another', () => {
    expect(rated([problem({ id: 'Encounter/e#reason-0', code: 'R05.9' })])).toEqual([]);
    const out = problem({ code: 'J18.9', verification: 'refuted', uncertainWords: 'possible' });
    expect(rated([out], {}, [])).toEqual([]);
    const over = problem({ code: 'J18.9', verification: 'provisional', clinical: 'inactive' });
    expect(rated([over], {}, [])).toEqual([]);
    expect(addressedProblems(facts(), [], [problem({ code: 'R05.9' })])).toEqual([]);
  });

  it('one disease recorded twice is one problem, the graver record of the two', () => {
    const twice = given(
      { code: 'I10' },
      { code: 'I10' },
      { words: 'Hypertension', code: 'I10', course: 'stable' },
    );
    const distinct = (...drafts: readonly NonNullable<Draft>[]) =>
      rateProblems(rated(given(...drafts))).why.split('; ').length;
    expect(rated(twice)).toHaveLength(3);
    expect(rateProblems(rated(twice))).toMatchObject({ level: 'low', why: 'I10: stable chronic illness' });
    const worse = rateProblems(rated(given({ code: 'I10' }, { code: 'I10', course: 'worsening' })));
    expect(worse.why).toBe('I10: chronic illness not at treatment goal');
    expect(distinct({ words: 'Gout', code: 'M10.9' }, { words: 'gout', code: 'M10.00' })).toBe(1);
    expect(distinct({ code: 'M17.9', side: 'left' }, { code: 'M17.9', side: 'right' })).toBe(2);
    expect(distinct({ code: 'I10' }, { code: 'E78.5' })).toBe(2);
  });

  it('a suspected one, though it is not coded, but never as the grave disease itself', () => {
    const suspected = (code: string) => {
      const p = problem({ code, verification: 'provisional' });
      return rateProblems(rated([p], {}, [])).level;
    };
    expect(suspected('I26.99')).toBe('moderate');
    expect(suspected('J18.9')).toBe('moderate');
    expect(suspected('N39.0')).toBe('low');
    expect(suspected('I10')).toBe('low');
    expect(suspected('J06.9')).toBe('straightforward');
    expect(suspected('Z00.00')).toBe('straightforward');
  });

  it('by the code that names it, not by a status beside it', () => {
    const p = problem({ code: 'E11.9' });
    const both = [dx('Z79.4', { problems: [p.id] }), dx('E11.22', { problems: [p.id] })];
    expect(addressedProblems(facts({ problems: [p] }), both, [p]).map((r) => r.code)).toEqual(['E11.22']);
  });
});
