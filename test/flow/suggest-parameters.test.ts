/** The Parameters of $suggest-codes: everything that was coded is in them, and all of it is R4. */
import { describe, expect, it } from 'vitest';
import type { Bundle, ParametersParameter } from '../../src/fhir/index.ts';
import { chartFromBundle, codeChart, suggestParameters } from '../../src/flow/index.ts';
import { bundleOf, examples, type resourcesOf, smallVisit, standing } from '../support/service.ts';

const { knowledge, validator } = await standing();

const answerTo = (bundle: Bundle, encounter?: string) => {
  const coded = codeChart(chartFromBundle(bundle, 'inline', encounter), knowledge);
  return { coded, answer: suggestParameters(coded), all: suggestParameters(coded).parameter ?? [] };
};
const named = (all: readonly ParametersParameter[] | undefined, name: string) =>
  (all ?? []).filter((p) => p.name === name);

describe.each(examples())('$slug', ({ bundle, expected }) => {
  const { coded, answer, all } = answerTo(bundle, expected.encounter);
  const suggestions = named(all, 'suggestion');

  it('names the encounter, its date and what becomes of it', () => {
    expect(named(all, 'encounter')[0]?.valueReference?.reference).toBe(expected.encounter);
    expect(named(all, 'dateOfService')[0]?.valueDate).toBe(coded.set.on);
    expect(named(all, 'disposition')[0]?.valueCode).toBe(coded.disposition.to);
  });

  it('has every suggestion, query and uncoded problem once, in order', () => {
    const { diagnoses, services, queries, uncoded } = coded.set;
    expect(suggestions.map((s) => named(s.part, 'code')[0]?.valueCoding?.code)).toEqual([
      ...diagnoses.map((d) => d.code),
      ...services.map((s) => s.code),
    ]);
    expect(named(all, 'query').map((q) => named(q.part, 'id')[0]?.valueCode)).toEqual(
      queries.map((q) => q.id),
    );
    expect(named(all, 'uncoded').map((u) => named(u.part, 'about')[0]?.valueString)).toEqual(
      uncoded.map((u) => u.about),
    );
  });

  it('has one principal diagnosis, the first', () => {
    const roles = suggestions.flatMap((s) => named(s.part, 'role').map((r) => r.valueCode));
    expect(roles.filter((r) => r === 'principal')).toHaveLength(Math.min(1, roles.length));
    if (roles.length > 0) expect(roles[0]).toBe('principal');
  });

  it('has all evidence with its reference, and a rule with its citation for each code', () => {
    const evidence = [...coded.set.diagnoses, ...coded.set.services].map((s) => s.evidence.length);
    expect(suggestions.map((s) => named(s.part, 'evidence').length)).toEqual(evidence);
    for (const s of suggestions) {
      expect(named(s.part, 'rule')[0]?.valueString).toMatch(/^[a-z0-9-]+@\S+#\S+$/);
      expect(named(s.part, 'confidence')[0]?.valueDecimal).toBeGreaterThan(0);
    }
  });

  it('has the claim when it is ready, and only then', () => {
    expect(named(all, 'claim').map((c) => c.resource)).toEqual(coded.draft ? [coded.draft.claim] : []);
    expect(coded.draft !== undefined).toBe(coded.disposition.to === 'ready');
  });

  it('is valid R4', () => {
    expect(validator.validate(answer).filter((i) => i.severity === 'error')).toEqual([]);
  });

  it('is the same bytes again', () => {
    expect(JSON.stringify(answerTo(bundle, expected.encounter).answer)).toBe(JSON.stringify(answer));
  });
});

describe('a chart that says little', () => {
  it.each([
    ['an Encounter alone', [{ resourceType: 'Encounter' }]],
    ['an Encounter without dates', [{ resourceType: 'Encounter', id: 'a', status: 'finished' }]],
    ['resources without ids', smallVisit('a').map(({ id: _, ...rest }) => rest)],
  ])('%s is answered in valid R4', (_name, resources) => {
    const { answer, all } = answerTo(bundleOf(resources as ReturnType<typeof resourcesOf>));
    const issues = validator.validate(answer).filter((i) => i.severity === 'error');
    expect(issues).toEqual([]);
    expect(named(all, 'encounter')).toHaveLength(1);
    expect(named(all, 'findings')).toHaveLength(1);
    expect(JSON.stringify(answer)).not.toContain('undefined');
  });
});
