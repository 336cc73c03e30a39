/** One list of what the modules said: nothing is lost, nothing depends on the order in which it was said. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCombinations, chooseByProblem, mergeDiagnoses } from '../../src/suggest/consolidate.ts';
import type { DiagnosisSuggestion } from '../../src/suggest/index.ts';
import { dx, ON, query } from '../support/facts.ts';

const CODES = ['E11.9', 'E11.22', 'E11.65', 'N18.31', 'I10', 'I12.9', 'R73.03', 'Z79.84'];
const PROBLEMS = ['Condition/a', 'Condition/b', 'Condition/c', 'Condition/d'];
// Distinct, so that "most confident" names one module.
const CONFIDENCE: Readonly<Record<string, number>> = { m1: 0.9, m2: 0.8, m3: 0.7 };

const some = <T>(all: readonly T[], minLength = 0) =>
  fc.uniqueArray(fc.constantFrom(...all), { minLength, maxLength: 3 });

const anyDx: fc.Arbitrary<DiagnosisSuggestion> = fc
  .record({
    code: fc.constantFrom(...CODES),
    module: fc.constantFrom('m1', 'm2', 'm3'),
    problems: some(PROBLEMS),
    replaces: some(CODES),
    placement: fc.constantFrom('any' as const, 'never-first' as const),
  })
  .map(({ code, module, ...over }) => dx(code, { module, confidence: CONFIDENCE[module] ?? 0, ...over }));

const list = fc.array(anyDx, { maxLength: 12 });
const shuffledPair = list.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
);
const codesOf = (all: readonly { readonly code: string }[]): string[] => all.map((d) => d.code).sort();
const problemsOf = (all: readonly DiagnosisSuggestion[]): string[] =>
  [...new Set(all.flatMap((d) => d.problems))].sort();

describe('one module speaks for each problem', () => {
  it('the most confident; the others are alternatives', () => {
    const [chosen, ...more] = chooseByProblem(
      [dx('E11.22', { module: 'm1', confidence: 0.9 }), dx('E11.9', { module: 'm2', confidence: 0.7 })],
      ON,
    );
    expect(more).toEqual([]);
    expect(chosen).toMatchObject({
      code: 'E11.22',
      alternatives: [{ code: 'E11.9', why: 'm2 reads the record so' }],
      queries: [],
    });
  });

  it('another condition is asked about, with both readings and all evidence', () => {
    const [chosen] = chooseByProblem(
      [dx('I10', { module: 'm1', confidence: 0.9 }), dx('E11.9', { module: 'm2', confidence: 0.7 })],
      ON,
    );
    expect(chosen?.queries).toMatchObject([
      { id: 'codings-disagree', about: 'Condition/c', options: [{ code: 'I10' }, { code: 'E11.9' }] },
    ]);
    expect(chosen?.queries[0]?.evidence).toHaveLength(2);
  });

  it('all codes of that module are kept, and a code that speaks for no problem', () => {
    const all = [
      dx('E11.22', { module: 'm1' }),
      dx('N18.31', { module: 'm1' }),
      dx('Z79.84', { module: 'm2', problems: [], confidence: 0.1 }),
    ];
    expect(codesOf(chooseByProblem(all, ON))).toEqual(['E11.22', 'N18.31', 'Z79.84']);
  });

  it('loses no problem and no code: each is chosen or an alternative', () => {
    const whole = fc.property(list, (all) => {
      const chosen = chooseByProblem(all, ON);
      expect(problemsOf(chosen)).toEqual(problemsOf(all));
      const told = new Set(chosen.flatMap((d) => [d.code, ...d.alternatives.map((a) => a.code)]));
      expect(all.filter((d) => !told.has(d.code))).toEqual([]);
    });
    fc.assert(whole);
  });

  it('does not depend on the order in which the modules spoke', () => {
    const same = fc.property(shuffledPair, ([all, other]) => {
      const name = (d: DiagnosisSuggestion) => `${d.code} ${d.rule.module} ${d.problems.join()}`;
      expect(chooseByProblem(other, ON).map(name).sort()).toEqual(chooseByProblem(all, ON).map(name).sort());
    });
    fc.assert(same);
  });
});

describe('the same code is one suggestion', () => {
  it('with the lead of the more confident, and everything of both', () => {
    const a = dx('I10', { confidence: 0.7, title: 'weak', problems: ['Condition/a'], queries: [query('q')] });
    const b = dx('I10', {
      confidence: 0.9,
      title: 'strong',
      problems: ['Condition/b'],
      placement: 'never-first',
    });
    expect(mergeDiagnoses([a, b])).toEqual([
      {
        ...b,
        problems: ['Condition/a', 'Condition/b'],
        evidence: [...a.evidence, ...b.evidence],
        queries: a.queries,
      },
    ]);
  });

  it('once each, without losing a problem or a piece of evidence; merged again it stays', () => {
    const whole = fc.property(shuffledPair, ([all, other]) => {
      const merged = mergeDiagnoses(all);
      expect(codesOf(merged)).toEqual([...new Set(codesOf(all))]);
      expect(problemsOf(merged)).toEqual(problemsOf(all));
      expect(mergeDiagnoses(merged)).toEqual(merged);
      expect(codesOf(mergeDiagnoses(other))).toEqual(codesOf(merged));
      const evidence = (ds: readonly DiagnosisSuggestion[]) =>
        new Set(ds.flatMap((d) => d.evidence.map((e) => `${d.code} ${e.reference}`)));
      expect(evidence(merged)).toEqual(evidence(all));
    });
    fc.assert(whole);
  });
});

describe('combination codes replace their parts (I.B.9)', () => {
  const combined = (before: readonly string[], ...added: readonly DiagnosisSuggestion[]) =>
    codesOf(
      applyCombinations(
        before.map((c) => dx(c)),
        added,
      ),
    );

  it('and only those', () => {
    expect(combined(['E11.9', 'N18.31', 'I10'], dx('E11.22', { replaces: ['E11.9'] }))).toEqual([
      'E11.22',
      'I10',
      'N18.31',
    ]);
    expect(combined(['I10'], dx('I10', { replaces: ['I10'] }))).toEqual(['I10']);
    expect(combined(['I10'])).toEqual(['I10']);
  });

  it('one after the other: what a replaced code replaced stays out', () => {
    const heart = dx('I11.0', { replaces: ['I10'] });
    const both = dx('I13.0', { replaces: ['I11.0'] });
    expect(combined(['I10', 'N18.31'], heart, both)).toEqual(['I13.0', 'N18.31']);
  });

  it('of codes that replace each other one stays', () => {
    const a = dx('I10', { replaces: ['I12.9'] });
    const b = dx('I12.9', { replaces: ['I10'] });
    expect(combined([], a, b)).toEqual(['I10']);
    const round = [a, dx('I12.9', { replaces: ['E11.9'] }), dx('E11.9', { replaces: ['I10'] })];
    expect(combined([], ...round)).toEqual(['I10']);
  });

  it('every code stays or is replaced by one that stays; done again nothing changes', () => {
    const whole = fc.property(list, list, (before, added) => {
      const after = applyCombinations(before, added);
      const stays = new Set(after.map((d) => d.code));
      const heirs = (code: string) => added.filter((d) => d.code !== code && d.replaces.includes(code));
      for (const d of [...before, ...added]) expect(stays.has(d.code) || heirs(d.code).length > 0).toBe(true);
      expect(after.length > 0).toBe(before.length + added.length > 0);
      expect(codesOf(applyCombinations(after, added))).toEqual(codesOf(after));
    });
    fc.assert(whole);
  });
});
