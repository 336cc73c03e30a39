import { describe, expect, it } from 'vitest';
import { buildChart, chartFromBundle, chartsFromBundle } from '../../src/chart/index.ts';
import type { Bundle, Encounter, Practitioner, Resource } from '../../src/fhir/index.ts';

const BASE = 'https://ehr.example.org/fhir';
const encounter = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'AMB' },
} as Encounter;
const practitioner = (id: string, npi: string): Practitioner => ({
  resourceType: 'Practitioner',
  id,
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: npi }],
});

describe('a chart resolves references', () => {
  const chart = buildChart({
    source: BASE,
    encounter,
    resources: [practitioner('p1', '111'), practitioner('p2', '222'), practitioner('p3', '222')],
    entries: [{ fullUrl: 'urn:uuid:aaa', resource: { resourceType: 'Patient', id: 'pt' } }],
  });

  it('relative, absolute inside the source, versioned and urn:uuid', () => {
    for (const text of ['Practitioner/p1', `${BASE}/Practitioner/p1`, 'Practitioner/p1/_history/2']) {
      expect(chart.resolve(text)?.id).toBe('p1');
    }
    expect(chart.resolve({ reference: 'urn:uuid:aaa' })?.id).toBe('pt');
  });

  it('contained, inside the resource that contains it and nowhere else', () => {
    const from = {
      resourceType: 'Encounter',
      contained: [{ resourceType: 'Practitioner', id: 'x' }],
    } as Resource;
    expect(chart.resolve('#x', from)?.id).toBe('x');
    expect(chart.resolve('#x')).toBeUndefined();
  });

  it('conditional, only when exactly one matches', () => {
    const of = (npi: string): string => `Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|${npi}`;
    expect(chart.resolve(of('111'))?.id).toBe('p1');
    expect(chart.resolve(of('222'))).toBeUndefined();
    expect(
      chart.resolve('Practitioner?identifier=http%3A%2F%2Fhl7.org%2Ffhir%2Fsid%2Fus-npi%7C111')?.id,
    ).toBe('p1');
    expect(chart.resolve('Practitioner?identifier=%E0%A4%A')).toBeUndefined();
    expect(chart.resolve('Practitioner?name=x')).toBeUndefined();
  });

  it('never to another server, though its Type/id looks like ours', () => {
    expect(chart.resolve('https://evil.example/fhir/Practitioner/p1')).toBeUndefined();
    expect(chart.resolve('https://ehr.example.org/fhir-evil/Practitioner/p1')).toBeUndefined();
  });

  it('is immutable, and keeps the first of two resources of one id', () => {
    expect(() => ((chart.resources[1] as Practitioner).active = true)).toThrow(TypeError);
    const twice = buildChart({
      source: BASE,
      encounter,
      resources: [practitioner('p', '1'), practitioner('p', '2')],
    });
    expect(twice.of('Practitioner')).toHaveLength(1);
  });
});

const bundle = (...resources: readonly object[]): Bundle =>
  ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  }) as Bundle;

describe('charts of a bundle', () => {
  it('says what is missing when there is no encounter', () => {
    expect(() => chartsFromBundle(bundle(), 'b')).toThrow(
      'Bundle.entry is missing: the Bundle holds no Encounter.',
    );
  });

  it('takes the encounter the resources point at, and asks when that is not clear', () => {
    const other = { ...encounter, id: 'e0' };
    const condition = { resourceType: 'Condition', id: 'c', encounter: { reference: 'Encounter/e1' } };
    expect(chartFromBundle(bundle(other, encounter, condition), 'b').encounter.id).toBe('e1');
    expect(() => chartFromBundle(bundle(other, encounter), 'b')).toThrow('2 Encounters');
    expect(chartFromBundle(bundle(other, encounter), 'b', 'Encounter/e0').encounter.id).toBe('e0');
    expect(() => chartFromBundle(bundle(encounter), 'b', 'Encounter/none')).toThrow('no such Encounter');
  });

  it("leaves another patient's record out, and says so", () => {
    const mine = { ...encounter, subject: { reference: 'Patient/a' } };
    const foreign = { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/b' } };
    const chart = chartFromBundle(
      bundle(mine, { resourceType: 'Patient', id: 'a' }, { resourceType: 'Patient', id: 'b' }, foreign),
      'b',
    );
    expect(chart.of('Condition')).toEqual([]);
    expect(chart.gaps).toEqual([
      { what: 'Condition/c', reason: 'it is about another patient', expression: 'Bundle.entry[3]' },
    ]);
  });
});
