/** The patient as far as codes depend on it: age on the day of service, sex, pregnancy (guideline I.C.15.a). */
import { describe, expect, it } from 'vitest';
import { chartFromBundle, factsOf } from '../../src/chart/index.ts';
import { type Bundle, type Patient, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import { chart, coded, condition, encounter, facts, observation, patient } from '../support/chart.ts';

const person = (over: Partial<Patient> = {}) => facts(patient(over)).person;

describe('age on the date of service', () => {
  it.each([
    ['1970-03-10', 56],
    ['1970-03-11', 55],
    ['2026-03-10', 0],
    ['2024-02-29', 2],
    ['2026-03-11', undefined],
    ['1970', undefined],
    ['1970-02-30', undefined],
  ])('born %s: %s', (birthDate, age) => expect(person({ birthDate }).age).toBe(age));

  it('is taken on the day as written, not in another zone', () => {
    const late = encounter({ period: { start: '2026-03-10T23:30:00-10:00' } });
    expect(facts(late, patient({ birthDate: '1970-03-11' })).person.age).toBe(55);
  });

  it('is not known without a patient or a date', () => {
    expect(facts(encounter({ period: {} })).person.age).toBeUndefined();
    const other = chart([encounter({ subject: { reference: 'Patient/none' } })]);
    expect(factsOf(other).person).toMatchObject({ id: undefined, age: undefined, sex: undefined });
  });
});

describe("another patient's record in the same Bundle", () => {
  const of = (reference: string) => ({
    resource: condition({ id: 'other', subject: { reference } }),
  });
  const bundle = (...more: readonly object[]): Bundle =>
    ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: encounter() }, { resource: patient() }, ...more],
    }) as Bundle;

  it.each(['Patient/b', 'https://ehr.example.org/fhir/Patient/b', 'Patient/b/_history/1'])(
    'is left out and named, whether that Patient came along or not: %s',
    (reference) => {
      for (const more of [[], [{ resource: patient({ id: 'b' }) }]]) {
        const chart = chartFromBundle(bundle(of(reference), ...more), 'https://ehr.example.org/fhir');
        expect(factsOf(chart).problems).toEqual([]);
        expect(chart.gaps).toMatchObject([
          { what: 'Condition/other', reason: 'it is about another patient' },
        ]);
      }
    },
  );

  it.each(['Patient/p', 'https://ehr.example.org/fhir/Patient/p', 'urn:uuid:unknown', 'Group/g'])(
    'is not taken for one: %s',
    (reference) => {
      const chart = chartFromBundle(bundle(of(reference)), 'https://ehr.example.org/fhir');
      expect(factsOf(chart).problems).toHaveLength(1);
    },
  );
});

describe('pregnancy', () => {
  const pregnant = (...resources: readonly Resource[]) => facts(...resources).person.pregnant?.value;
  const status = (code: string) =>
    observation({ code: coded(SYSTEM.loinc, '82810-3'), valueCodeableConcept: coded(SYSTEM.snomed, code) });

  it('is said by its status observation', () => {
    expect(pregnant(status('77386006'))).toBe(true);
    expect(pregnant(status('60001007'))).toBe(false);
  });

  it('or by an active chapter 15 condition', () => {
    const icd = (code: string) => ({ code: coded(SYSTEM.icd10cm, code) });
    expect(pregnant(condition(icd('O24.410')))).toBe(true);
    expect(pregnant(condition(icd('Z34.00')))).toBe(true);
    const over = coded(SYSTEM.conditionClinical, 'resolved');
    expect(pregnant(condition({ ...icd('O24.410'), clinicalStatus: over }))).toBeUndefined();
    expect(pregnant(condition(icd('I10')))).toBeUndefined();
  });
});
