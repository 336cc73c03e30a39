/** Services: seven kinds of resource in one form: what, when, how many, modifiers, side, and what was meant by a drug. */
import { describe, expect, it } from 'vitest';
import type { Service } from '../../src/chart/index.ts';
import { type Resource, SYSTEM } from '../../src/fhir/index.ts';
import { coded, condition, DAY, encounter, facts, ME, made, START, text } from '../support/chart.ts';

const CPT = SYSTEM.cpt;
type Over = Record<string, unknown>;

const services = (...resources: readonly Resource[]) => facts(...resources).services;

function one(resourceType: string, over: Over = {}, ...more: readonly Resource[]): Service {
  const [found] = services(made({ resourceType, status: 'completed', ...over }), ...more);
  if (!found) throw new Error(`the ${resourceType} is no service`);
  return found;
}

const ofThis = (resourceType: string) =>
  ['ChargeItem', 'MedicationAdministration'].includes(resourceType)
    ? { encounter: undefined, context: ME }
    : {};

describe('which resources are services', () => {
  it.each([
    ['Procedure', 'procedure', 'performedDateTime'],
    ['ChargeItem', 'charge', 'occurrenceDateTime'],
    ['Immunization', 'immunization', 'occurrenceDateTime'],
    ['ServiceRequest', 'order', 'authoredOn'],
    ['DiagnosticReport', 'result', 'effectiveDateTime'],
    ['MedicationRequest', 'medication', 'authoredOn'],
    ['MedicationAdministration', 'administration', 'effectiveDateTime'],
  ])('%s is a %s, of this encounter or of its day', (resourceType, kind, when) => {
    const tied = one(resourceType, { ...ofThis(resourceType), [when]: '2026-03-11' });
    expect([tied.kind, tied.date]).toEqual([kind, '2026-03-11']);
    const loose = { resourceType, encounter: undefined, status: 'completed' };
    expect(services(made({ ...loose, [when]: START }))).toHaveLength(1);
    expect(services(made({ ...loose, [when]: '2026-03-09' }))).toHaveLength(0);
    expect(services(made({ ...loose }))).toHaveLength(0);
    const other = { encounter: { reference: 'Encounter/other' } };
    expect(services(made({ ...loose, ...other, [when]: START }))).toHaveLength(0);
  });

  it('a context that is an episode of care names no encounter', () => {
    const charge = (occurrenceDateTime: string) =>
      made({
        resourceType: 'ChargeItem',
        encounter: undefined,
        context: { reference: 'EpisodeOfCare/1' },
        occurrenceDateTime,
      });
    expect(services(charge(DAY))).toHaveLength(1);
    expect(services(charge('2026-01-01'))).toHaveLength(0);
  });

  it('one entered in error is kept with its status, for its readers to refuse', () => {
    expect(one('Procedure', { status: 'entered-in-error' }).status).toBe('entered-in-error');
    expect(one('Procedure', { status: undefined }).status).toBe('unknown');
  });

  it('the start of a period is its day', () => {
    expect(one('Procedure', { performedPeriod: { start: '2026-03-10T08:00:00-05:00' } }).date).toBe(DAY);
  });
});

describe('what was done', () => {
  it('is a code, a vaccine, or a medication', () => {
    expect(one('Procedure', { code: coded(CPT, '20610') }).concept.codings[0]?.code).toBe('20610');
    const vaccine = one('Immunization', { vaccineCode: coded(SYSTEM.cvx, '140', 'Influenza') });
    expect(vaccine.concept.codings[0]).toMatchObject({ system: SYSTEM.cvx, code: '140' });
    expect(vaccine.evidence[0]?.path).toBe('Immunization.vaccineCode.coding[0]');
    const drug = one('MedicationRequest', { medicationCodeableConcept: coded(SYSTEM.rxnorm, '314076') });
    expect(drug.evidence[0]?.path).toBe('MedicationRequest.medicationCodeableConcept.coding[0]');
  });

  it('of a medication reference: resolved, contained, or no more than its display', () => {
    const medication = { resourceType: 'Medication', id: 'm', code: text('Lisinopril 10 mg') };
    const words = (over: Over, ...more: readonly Resource[]) =>
      one('MedicationRequest', over, ...more).concept.words;
    const reference = (r: string, display?: string) => ({ medicationReference: { reference: r, display } });
    expect(words(reference('Medication/m'), made(medication))).toBe('Lisinopril 10 mg');
    expect(words({ ...reference('#m'), contained: [medication] })).toBe('Lisinopril 10 mg');
    expect(words(reference('Medication/none', 'Lisinopril'))).toBe('Lisinopril');
    expect(words(reference('Medication/none'))).toBe('');
  });

  it('with its site and side, under each name the element has', () => {
    expect(one('Procedure', { bodySite: [text('Left knee')] }).side?.value).toBe('left');
    expect(one('ChargeItem', { bodysite: [text('Right knee')] }).side?.value).toBe('right');
    expect(one('Immunization', { site: coded('urn:x', 'LA', 'left arm') }).side?.value).toBe('left');
    expect(one('Procedure', { code: text('Injection, R knee') }).side?.value).toBe('right');
    expect(one('Procedure', { bodySite: [text('knee')] }).side).toBeUndefined();
  });

  it('by whom: in a list of actors, a list of references, or the one reference of a prescription', () => {
    const dr = { reference: 'Practitioner/dr' };
    expect(one('Procedure', { performer: [{ function: text('x') }, { actor: dr }] }).performer).toBe(
      dr.reference,
    );
    expect(one('DiagnosticReport', { performer: [dr] }).performer).toBe(dr.reference);
    expect(one('MedicationRequest', { performer: dr }).performer).toBe(dr.reference);
    expect(one('Procedure').performer).toBeUndefined();
  });

  it('for which problems, as far as they are in the chart', () => {
    const reasonReference = [{ reference: 'Condition/c' }, { reference: 'Condition/none' }];
    expect(one('Procedure', { reasonReference }, condition()).reasons).toEqual(['Condition/c']);
  });

  it.each([
    ['Practitioner/dr', 'this'],
    ['Practitioner/other', 'other'],
    [undefined, 'unknown'],
  ])('ordered by %s: %s', (reference, origin) => {
    const requester = reference ? { requester: { reference } } : {};
    expect(one('ServiceRequest', requester, encounter()).origin).toBe(origin);
  });
});

describe('quantity', () => {
  it.each([
    ['ChargeItem', { quantity: { value: 3 } }, { value: 3, unit: undefined }],
    ['Immunization', { doseQuantity: { value: 0.5, unit: 'mL', code: 'mL' } }, { value: 0.5, unit: 'mL' }],
    ['MedicationAdministration', { dosage: { dose: { value: 40, code: 'mg' } } }, { value: 40, unit: 'mg' }],
    ['ChargeItem', { quantity: { unit: '1' } }, undefined],
    ['Procedure', {}, undefined],
  ])('%s %j', (type, over, quantity) => expect(one(type, over).quantity).toEqual(quantity));

  it('nothing is not one', () => {
    expect(one('ChargeItem', { quantity: { value: 0 } }).quantity).toEqual({ value: 0, unit: undefined });
  });
});

describe('recorded modifiers', () => {
  const modifiers = (over: Over) => one('Procedure', over).recordedModifiers;
  const URL = 'https://ehr.example.org/fhir/StructureDefinition/procedure-modifier';
  const coding = [
    { system: CPT, code: '20610' },
    { system: CPT, code: 'RT' },
    { system: SYSTEM.hcpcs, code: 'XS' },
    { system: 'urn:x', code: 'LT' },
  ];

  it('stand as further codings of CPT and HCPCS, and of no other system', () => {
    expect(modifiers({ code: { coding } })).toEqual(['RT', 'XS']);
  });

  it.each([
    ['a concept', { valueCodeableConcept: coded(CPT, '25') }],
    ['a coding', { valueCoding: { system: CPT, code: '25' } }],
    ['a code', { valueCode: '25' }],
    ['a text', { valueString: ' 25 ' }],
  ])('or in an extension, as %s', (_name, value) =>
    expect(modifiers({ extension: [{ url: URL, ...value }] })).toEqual(['25']),
  );

  it('once each, and only what has the shape of one', () => {
    const extension = ['RT', '59', 'right', '5'].map((valueString) => ({ url: URL, valueString }));
    expect(modifiers({ code: { coding }, extension })).toEqual(['RT', 'XS', '59']);
    expect(modifiers({ extension: [{ url: 'https://x/other', valueCode: '25' }] })).toEqual([]);
  });
});

describe('what was meant by a drug', () => {
  const action = (words: string | undefined, over: Over = {}) =>
    one('MedicationRequest', { status: 'active', ...(words ? { note: [{ text: words }] } : {}), ...over })
      .action;

  it.each([
    ['Continued.', 'continued'],
    ['Continue', 'continued'],
    ['No change', 'continued'],
    ['Dose unchanged', 'continued'],
    ['Renewed, dose unchanged.', 'continued'],
    ['Refilled', 'continued'],
    ['New.', 'started'],
    ['Start today', 'started'],
    ['Initiated', 'started'],
    ['Dose increased from 50 mg.', 'changed'],
    ['Increase to 20 mg', 'changed'],
    ['Decreased', 'changed'],
    ['Switched from lisinopril', 'changed'],
    ['Stopped', 'stopped'],
    ['Discontinue', 'stopped'],
    ['Continue; stop if a rash appears', 'continued'],
    ['Start. If dizzy, stop.', 'started'],
    ['With food', undefined],
    [undefined, undefined],
  ])('%s: %s', (words, expected) => expect(action(words)).toBe(expected));

  it('is read in the status and the prior prescription where no note tells', () => {
    expect(action(undefined, { status: 'stopped' })).toBe('stopped');
    expect(action(undefined, { priorPrescription: { reference: 'MedicationRequest/1' } })).toBe('continued');
    expect(action('Increased', { priorPrescription: { reference: 'MedicationRequest/1' } })).toBe('changed');
  });

  it('is said of prescriptions only', () => {
    expect(one('ServiceRequest', { note: [{ text: 'New' }] }).action).toBeUndefined();
  });
});
