/** What each stage of modules sees, and what becomes of reasons for the visit and of queries. */
import { describe, expect, it } from 'vitest';
import type { Facts, Problem } from '../../src/chart/index.ts';
import {
  type DiagnosisSuggestion,
  type MappingModule,
  type ModuleOutput,
  type SuggestFunction,
  suggest,
} from '../../src/suggest/index.ts';
import { dx, facts, fakeModule, line, listed, problem, query } from '../support/facts.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';

const terminology = fakeTerminology();
const run = (f: Facts, ...modules: readonly MappingModule[]) => suggest(f, { modules, terminology });
const codes = (set: { readonly diagnoses: readonly { readonly code: string }[] }) =>
  set.diagnoses.map((d) => d.code);

/** A module that gives each reportable problem the code it bears. */
const recorded = (): MappingModule =>
  fakeModule('recorded', (_f, { problems }) => ({
    diagnoses: problems.flatMap((p) => {
      const code = p.concept.codings[0]?.code;
      return code ? [dx(code, { module: 'recorded', problems: [p.id] })] : [];
    }),
  }));

const saying = (id: string, output: ModuleOutput): MappingModule => fakeModule(id, () => output);

describe('the stages', () => {
  it('see what the ones before them agreed on, and no more', () => {
    const met: string[] = [];
    const watch =
      (name: string, output: ModuleOutput = {}): SuggestFunction =>
      (_f, { diagnoses, services }) => {
        met.push(`${name} ${diagnoses.map((d) => d.code).join()} ${services.map((s) => s.code).join()}`);
        return output;
      };
    const combined: DiagnosisSuggestion = dx('E11.22', { replaces: ['E11.9'] });
    run(
      facts({ problems: [problem({ code: 'E11.9' })] }),
      fakeModule('d', watch('modifiers'), { stage: 'modifiers' }),
      fakeModule('c', watch('services', { services: [line('99213')] }), { stage: 'services' }),
      fakeModule('b2', watch('second'), { stage: 'combinations' }),
      fakeModule('b1', watch('first', { diagnoses: [combined] }), { stage: 'combinations' }),
      fakeModule('a', watch('problems', { diagnoses: [dx('E11.9')] })),
    );
    expect(met).toEqual([
      'problems  ',
      'first E11.9 ',
      'second E11.22 ',
      'services E11.22 ',
      'modifiers E11.22 99213',
    ]);
  });

  it('give a module its tables, its rule and only reportable problems', () => {
    const probe: SuggestFunction = (_f, context) => {
      expect(context.problems.map((p) => p.id)).toEqual(['Condition/c']);
      expect(context.rule('r1', { source: 's', section: '1' })).toMatchObject({
        module: 'p',
        version: '1.0.0',
        rule: 'r1',
      });
      return {};
    };
    const refuted = problem({ id: 'Condition/r', verification: 'refuted' });
    run(facts({ problems: [problem(), refuted] }), fakeModule('p', probe));
    expect.assertions(2);
  });
});

describe('reasons for the visit (IV.A)', () => {
  const reason = problem({ id: 'Encounter/e#reason-0', link: 'encounter-reason', code: 'R05.9' });

  it('are coded only where nothing was diagnosed', () => {
    expect(codes(run(facts({ problems: [reason] }), recorded()))).toEqual(['R05.9']);
    const set = run(facts({ problems: [problem({ code: 'J06.9' }), reason] }), recorded());
    expect(codes(set)).toEqual(['J06.9']);
    expect(set.uncoded).toMatchObject([
      { about: reason.id, reason: 'replaced', citation: { section: 'IV.A' } },
    ]);
  });

  it('are coded beside a listed problem, which diagnoses nothing', () => {
    expect(codes(run(facts({ problems: [reason, listed({ code: 'I10' })] }), recorded()))).toContain('R05.9');
  });
});

describe('queries', () => {
  const asked = (p: Problem) =>
    run(facts({ problems: [p] }), recorded(), saying('asks', { queries: [query('side', p.id)] })).queries.map(
      (q) => q.id,
    );

  it('of a listed problem that is not reported vanish with it', () => {
    expect(asked(listed({ code: 'H25.9' }))).toEqual([]);
    expect(asked(listed({ code: 'I10' }))).toEqual(['side']);
    expect(asked(problem({ code: 'H25.9' }))).toEqual(['side']);
  });

  it('of a symptom that belongs to a disease vanish with its code', () => {
    const cough = dx('R05.9', {
      problems: ['Condition/b'],
      queries: [query('acute-or-chronic', 'Condition/b')],
    });
    const f = facts({
      problems: [problem({ code: 'J18.9' }), problem({ id: 'Condition/b', code: 'R05.9' })],
    });
    expect(run(f, saying('m', { diagnoses: [dx('J18.9'), cough] })).queries).toEqual([]);
  });

  it('stand once, though two modules ask', () => {
    const twice = saying('x', { queries: [query('q'), query('q'), query('q', 'Condition/other')] });
    expect(run(facts({ problems: [problem({ code: 'I10' })] }), recorded(), twice).queries).toHaveLength(2);
  });
});
