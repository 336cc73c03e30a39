/** Facts → suggestions: every problem ends as a code or with a reason, whatever the modules say and in whatever order they came. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts, Problem } from '../../src/chart/index.ts';
import {
  codingDate,
  type MappingModule,
  type ModuleOutput,
  type Stage,
  suggest,
} from '../../src/suggest/index.ts';
import { dx, facts, fakeModule, line, listed, problem, query, seen, visit } from '../support/facts.ts';
import { day, fakeTerminology } from '../support/fake-terminology.ts';

const terminology = fakeTerminology();
const run = (f: Facts, ...modules: readonly MappingModule[]) => suggest(f, { modules, terminology });
const codes = (set: { readonly diagnoses: readonly { readonly code: string }[] }) =>
  set.diagnoses.map((d) => d.code);

/** A module that gives each reportable problem the code it bears. */
const recorded = (id = 'recorded', more: Partial<MappingModule['manifest']> = {}): MappingModule =>
  fakeModule(
    id,
    (_f, { problems }) => ({
      diagnoses: problems.flatMap((p) => {
        const code = p.concept.codings[0]?.code;
        return code ? [dx(code, { module: id, problems: [p.id] })] : [];
      }),
    }),
    more,
  );

const CODES = ['I10', 'E11.9', 'J18.9', 'R05.9', 'H25.9', 'U07.1', 'Z79.4', 'W01.0XXA', 'M17.11'];

const anyProblem: fc.Arbitrary<Problem> = fc
  .record({
    code: fc.constantFrom(...CODES, undefined),
    link: fc.constantFrom('encounter-diagnosis', 'condition-encounter', 'problem-list' as const),
    verification: fc.constantFrom(
      'confirmed',
      'provisional',
      'refuted',
      'entered-in-error',
      'unstated' as const,
    ),
    clinical: fc.constantFrom('active', 'resolved', 'unstated' as const),
    addressed: fc.constantFrom([], [seen('MedicationRequest/x')]),
    reason: fc.boolean(),
  })
  .map(({ code, reason, ...over }) =>
    problem({ ...over, ...(code ? { code } : {}), id: reason ? 'reason' : 'c' }),
  );

const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    problems: fc.array(anyProblem, { maxLength: 7 }),
    setting: fc.constantFrom('office', 'inpatient', 'emergency' as const),
  })
  .map(({ problems, setting }) =>
    facts({
      visit: { setting },
      problems: problems.map((p, i) => ({
        ...p,
        id: p.id === 'c' ? `Condition/${i}` : `Encounter/e#reason-${i}`,
      })),
    }),
  );

/** A module that says something of some problems, chosen by numbers. */
const anyModule = (id: string): fc.Arbitrary<MappingModule> =>
  fc
    .record({
      stage: fc.constantFrom<Stage>('problems', 'combinations', 'services', 'modifiers'),
      picks: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(2)), { maxLength: 5 }),
    })
    .map(({ stage, picks }) => fakeModule(id, (_f, { problems }) => said(id, picks, problems), { stage }));

function said(id: string, picks: readonly (readonly number[])[], problems: readonly Problem[]): ModuleOutput {
  const about = (n = 0) => problems[n % problems.length]?.id ?? 'Encounter/e';
  const of = (n = 0) => CODES[n % CODES.length] ?? 'I10';
  const as = (kind: number) => picks.filter((p) => p[2] === kind);
  return {
    diagnoses: as(0).map(([n, c]) =>
      dx(of(c), {
        module: id,
        problems: [about(n)],
        confidence: 0.5 + ((c ?? 0) % 40) / 100,
        replaces: [of(n)],
      }),
    ),
    services: as(1).map(([n, c]) =>
      line(`9921${(c ?? 0) % 5}`, { module: id, replaces: [`9921${(n ?? 0) % 5}`] }),
    ),
    queries: as(2).map(([n]) => query(`ask-${id}`, about(n))),
  };
}

const IDS = ['alpha', 'beta', 'gamma', 'delta'];
const anyModules = fc.tuple(...IDS.map(anyModule));

describe('every problem', () => {
  it('ends as a code or with one reason why not, whatever the record and the modules say', () => {
    const whole = fc.property(anyFacts, anyModules, (f, modules) => {
      const set = run(f, ...modules);
      const coded = new Set(set.diagnoses.flatMap((d) => d.problems));
      const reasons = set.uncoded.map((u) => u.about);
      expect(f.problems.filter((p) => !coded.has(p.id) && !reasons.includes(p.id))).toEqual([]);
      expect(reasons.filter((id) => coded.has(id))).toEqual([]);
      expect(new Set(reasons).size).toBe(reasons.length);
    });
    fc.assert(whole, { numRuns: 300 });
  });

  it('refuted or entered in error never ends as a code', () => {
    const never = fc.property(anyFacts, (f) => {
      const out = f.problems.filter(
        (p) => p.verification === 'refuted' || p.verification === 'entered-in-error',
      );
      const coded = new Set(run(f, recorded()).diagnoses.flatMap((d) => d.problems));
      expect(out.filter((p) => coded.has(p.id))).toEqual([]);
    });
    fc.assert(never);
  });

  it('gives the same suggestions in whatever order the modules stand', () => {
    const same = fc.property(
      anyFacts,
      anyModules,
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      (f, all, by) => {
        const { modules: _names, ...one } = run(f, ...all);
        const { modules: _other, ...two } = run(f, ...by.flatMap((i) => all[i] ?? []));
        expect(two).toEqual(one);
      },
    );
    fc.assert(same, { numRuns: 200 });
  });

  it('that nobody knows says so with its code, its words, or neither', () => {
    const words = (p: Problem, ...modules: readonly MappingModule[]) =>
      run(facts({ problems: [p] }), ...modules).uncoded.map((u) => `${u.reason}: ${u.explanation}`);
    const mute = fakeModule('mute', () => ({}));
    expect(words(problem({ code: 'I10' }), mute)).toEqual([
      'unmapped: No mapping module in force on 2026-03-10 knows I10.',
    ]);
    expect(words(problem({ words: 'toe thing' }), mute)[0]).toContain('knows toe thing.');
    expect(words(problem({ words: ' '.trim() }), mute)[0]).toContain('a condition without code or text');
    expect(words(problem({ code: 'I10' }))).toEqual([
      'unmapped: No mapping module is in force on 2026-03-10.',
    ]);
  });
});

describe('the date of service', () => {
  it.each([
    ['office', '2026-03-10', '2026-03-12', '2026-03-10'],
    ['observation', '2026-03-10', '2026-03-12', '2026-03-10'],
    ['inpatient', '2026-03-10', '2026-03-12', '2026-03-12'],
    ['inpatient', '2026-03-10', undefined, '2026-03-10'],
  ] as const)('of %s from %s to %s is %s', (setting, from, to, expected) => {
    expect(codingDate(visit({ setting, date: day(from), endDate: to && day(to) }))).toBe(expected);
  });

  it('is missing: nothing is suggested, and each problem is told why', () => {
    const undated = facts({
      visit: { date: undefined, endDate: undefined },
      problems: [problem(), listed({ id: 'Condition/l' })],
    });
    const set = run(undated, recorded());
    expect(set).toMatchObject({ on: undefined, diagnoses: [], services: [], queries: [], modules: [] });
    expect(set.uncoded.map((u) => [u.about, u.reason])).toEqual([
      ['Condition/c', 'unmapped'],
      ['Condition/l', 'unmapped'],
    ]);
    expect(set.uncoded[0]?.explanation).toContain('no date of service');
  });

  it.each([
    ['2026-03-10', undefined, true],
    ['2026-03-11', undefined, false],
    ['2020-01-01', '2026-03-10', true],
    ['2020-01-01', '2026-03-09', false],
  ])('runs a module in force from %s to %s: %s', (from, to, runs) => {
    const effective = to === undefined ? { from } : { from, to };
    const set = run(facts({ problems: [problem({ code: 'I10' })] }), recorded('m', { effective }));
    expect(codes(set)).toEqual(runs ? ['I10'] : []);
    expect(set.modules).toEqual(runs ? ['m@1.0.0'] : []);
  });
});
