/** A module's cases: what is expected and missing is said, so that a wrong case cannot pass. */
import { describe, expect, it } from 'vitest';
import type { Bundle, Resource } from '../../src/fhir/index.ts';
import { type MappingCase, type MappingModule, runCase } from '../../src/suggest/index.ts';
import { condition, encounter, patient } from '../support/chart.ts';
import { dx, fakeModule, line, query } from '../support/facts.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';

const bundle = (...resources: readonly Resource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

const office = fakeModule('m', () => ({
  diagnoses: [dx('I10')],
  queries: [query('which-stage')],
}));
const visits = fakeModule(
  'v',
  () => ({ services: [line('99213', { modifiers: ['95', '25'] }), line('36415')] }),
  {
    stage: 'services',
  },
);

const failures = (expect: MappingCase['expect'], modules: readonly MappingModule[] = [office, visits]) =>
  runCase(
    {
      title: 'a case',
      chart: bundle(encounter(), patient(), condition(), condition({ id: 'other', code: { text: 'x' } })),
      expect,
    },
    { modules, terminology: fakeTerminology() },
  ).failures;

describe('a case passes', () => {
  it.each([
    { present: ['I10', '99213', '36415'] },
    { present: ['99213-25', '99213-95', '99213-25-95'] },
    { absent: ['E11.9', '99214', '99213-95-25', '99213-59'] },
    { uncoded: [{ about: 'Condition/other', reason: 'unmapped' }] },
    { queries: ['which-stage'] },
    {},
  ])('%j', (expected) => expect(failures(expected)).toEqual([]));
});

describe('a case fails, and says what it got', () => {
  it.each<[MappingCase['expect'], string]>([
    [{ present: ['E11.9'] }, 'E11.9 is missing; got I10, 99213, 99213-25, 99213-95, 99213-25-95, 36415'],
    [{ present: ['99213-59'] }, '99213-59 is missing'],
    [{ absent: ['I10'] }, 'I10 must not be suggested'],
    [{ absent: ['99213'] }, '99213 must not be suggested'],
    [
      { uncoded: [{ about: 'Condition/other', reason: 'refuted' }] },
      'Condition/other should be uncoded (refuted); got Condition/other unmapped',
    ],
    [{ uncoded: [{ about: 'Condition/c', reason: 'unmapped' }] }, 'Condition/c should be uncoded (unmapped)'],
    [{ queries: ['side'] }, 'query side is not open; got which-stage'],
  ])('%j: %s', (expected, said) => {
    const [failure, ...more] = failures(expected);
    expect(failure).toContain(said);
    expect(more).toEqual([]);
  });

  it('with each expectation that is not met', () => {
    expect(failures({ present: ['A', 'B'], absent: ['I10'], queries: ['q'] })).toHaveLength(4);
  });

  it('with a plain word where there was nothing at all', () => {
    const uncoded = [{ about: 'Condition/none', reason: 'unmapped' }];
    const all = fakeModule('m', (_f, { problems }) => ({
      diagnoses: problems.map((p) => dx('I10', { problems: [p.id] })),
    }));
    expect(failures({ uncoded }, [all])[0]).toContain('got none');
  });
});

describe('the encounter of a case', () => {
  const two = bundle(encounter(), encounter({ id: 'e2' }), patient());
  const knowledge = { modules: [visits], terminology: fakeTerminology() };

  it('is named where the chart holds several', () => {
    const named = { title: 't', chart: two, encounter: 'Encounter/e2', expect: { present: ['99213'] } };
    expect(runCase(named, knowledge)).toEqual({ title: 't', failures: [] });
    expect(() => runCase({ title: 't', chart: two, expect: {} }, knowledge)).toThrow('2 Encounters');
    expect(() => runCase({ ...named, encounter: 'Encounter/none' }, knowledge)).toThrow('no such Encounter');
  });

  it('is there', () => {
    expect(() => runCase({ title: 't', chart: bundle(), expect: {} }, knowledge)).toThrow('no Encounter');
  });
});
