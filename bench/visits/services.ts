/** Tests, drugs, procedures, vaccines and recorded charges of a labelled visit as R4 resources. */

import { SYSTEM } from '../../src/fhir/index.ts';
import { coded, type Draft, OURS, text } from '../accuracy/draft.ts';
import type { Entry } from '../accuracy/notation.ts';
import { observation } from '../accuracy/services.ts';
import { noteOf, procedureSystem, reasonOf, type VisitScene } from './scene.ts';

const HERE = { reference: 'Organization/org' };
const ELSEWHERE = { display: 'Valley Reference Laboratory' };
const DOCTOR = { reference: 'Practitioner/dr' };

const coding = (e: Entry) => {
  const code = e.get('cpt') ?? e.get('hcpcs');
  const loinc = e.get('loinc');
  return {
    ...(code ? { coding: [{ system: procedureSystem(code), code }] } : {}),
    ...(loinc ? { coding: [{ system: SYSTEM.loinc, code: loinc, display: e.words }] } : {}),
    text: e.words,
  };
};

/** A result and, where its reason is known, the order that says so. */
export function laboratory(e: Entry, i: number, s: VisitScene): readonly Draft[] {
  return [
    ...orderBehind(`lab-order-${i + 1}`, e, s),
    { ...observation(e, i, s), ...resulted(e, `lab-${i + 1}`, s) },
  ];
}

export function report(e: Entry, i: number, s: VisitScene): readonly Draft[] {
  const made = {
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: coding(e),
    ...OURS,
    effectiveDateTime: s.start,
  };
  const id = `report-${i + 1}`;
  return [...orderBehind(`report-order-${i + 1}`, e, s), { ...made, ...resulted(e, id, s) }];
}

function resulted(e: Entry, id: string, s: VisitScene) {
  const category = [coded('http://terminology.hl7.org/CodeSystem/observation-category', 'laboratory')];
  const order = e.get('for')
    ? { basedOn: [{ reference: `ServiceRequest/${id.replace('-', '-order-')}` }] }
    : {};
  const performer = [e.has('outside') ? ELSEWHERE : HERE];
  const said = e.has('kit') ? 'Performed in the clinic, waived kit.' : undefined;
  return { id, category, performer, effectiveDateTime: s.start, ...order, ...noteOf(said) };
}

const orderBehind = (id: string, e: Entry, s: VisitScene): readonly Draft[] =>
  e.get('for') ? [{ ...orderOf(id, e, s), performer: [e.has('outside') ? ELSEWHERE : HERE] }] : [];

const orderOf = (id: string, e: Entry, s: VisitScene): Draft => ({
  resourceType: 'ServiceRequest',
  id,
  status: 'active',
  intent: 'order',
  code: coding(e),
  ...OURS,
  authoredOn: s.start,
  requester: DOCTOR,
  ...reasonOf(e, s),
});

export const order = (e: Entry, i: number, s: VisitScene): readonly Draft[] => [
  orderOf(`order-${i + 1}`, e, s),
];

export const medication = (e: Entry, i: number, s: VisitScene): readonly Draft[] => [
  {
    resourceType: 'MedicationRequest',
    id: `med-${i + 1}`,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: text(e.words),
    ...OURS,
    authoredOn: s.start,
    requester: DOCTOR,
    ...reasonOf(e, s),
    ...noteOf(
      e.has('started') ? 'New prescription.' : e.has('changed') ? 'Dose changed.' : 'Continued, refilled.',
    ),
  },
];

/** `dose=40 mg`, `route=`, `start=09:15 | end=10:00`: R4 MedicationAdministration. */
export function given(e: Entry, i: number, s: VisitScene): readonly Draft[] {
  const [value, ...unit] = (e.get('dose') ?? '').split(' ');
  const [start, end] = [e.get('start'), e.get('end')];
  const { encounter, subject } = OURS;
  return [
    {
      resourceType: 'MedicationAdministration',
      id: `given-${i + 1}`,
      status: 'completed',
      medicationCodeableConcept: text(e.words),
      subject,
      context: encounter,
      ...(start && end
        ? { effectivePeriod: { start: s.at(start), end: s.at(end) } }
        : { effectiveDateTime: e.get('at') ? s.at(e.get('at') ?? '') : s.start }),
      performer: [{ actor: DOCTOR }],
      ...reasonOf(e, s),
      dosage: {
        text: `${e.get('dose') ?? ''} ${e.get('route') ?? ''}`.trim(),
        ...(e.get('route') ? { route: text(e.get('route') ?? '') } : {}),
        ...(e.get('site') ? { site: text(e.get('site') ?? '') } : {}),
        ...(value ? { dose: { value: Number(value), unit: unit.join(' ') } } : {}),
      },
      ...noteOf(e.get('note')),
    },
  ];
}

export const procedure = (e: Entry, i: number, s: VisitScene): readonly Draft[] => [
  { ...procedureOf(`proc-${i + 1}`, e, s.start, s), encounter: OURS.encounter },
];

/** Done before this visit, by the same clinician. */
export const earlierProcedure = (e: Entry, i: number, s: VisitScene): readonly Draft[] => [
  procedureOf(`earlier-${i + 1}`, e, s.at('08:00', e.get('on')), s),
];

const procedureOf = (id: string, e: Entry, when: string, s: VisitScene): Draft => ({
  resourceType: 'Procedure',
  id,
  status: 'completed',
  code: coding(e),
  subject: OURS.subject,
  performedDateTime: when,
  performer: [{ actor: DOCTOR }],
  ...(e.get('site') ? { bodySite: [text(e.get('site') ?? '')] } : {}),
  ...reasonOf(e, s),
  ...noteOf(e.get('note')),
});

export const immunization = (e: Entry, i: number, s: VisitScene): readonly Draft[] => [
  {
    resourceType: 'Immunization',
    id: `vaccine-${i + 1}`,
    status: 'completed',
    vaccineCode: coded(SYSTEM.cvx, e.get('cvx') ?? '', e.words),
    patient: OURS.subject,
    encounter: OURS.encounter,
    occurrenceDateTime: e.has('reported') ? s.at('09:00', e.get('on')) : s.start,
    primarySource: !e.has('reported'),
    ...(e.get('route') ? { route: text(e.get('route') ?? '') } : {}),
  },
];

/** `99214 | mod=25 | qty=2 | on=`: what somebody has recorded, modifiers in the charge system's own extension. */
export function charge(e: Entry, i: number, s: VisitScene): readonly Draft[] {
  const modifiers = e.get('mod')?.split(' ') ?? [];
  return [
    {
      resourceType: 'ChargeItem',
      id: `charge-${i + 1}`,
      status: e.has('error') ? 'entered-in-error' : 'billable',
      code: { coding: [{ system: procedureSystem(e.words), code: e.words }] },
      subject: OURS.subject,
      context: OURS.encounter,
      occurrenceDateTime: e.get('on') ? s.at('10:00', e.get('on')) : s.start,
      performer: [{ actor: DOCTOR }],
      quantity: { value: Number(e.get('qty') ?? 1) },
      ...(modifiers.length > 0 ? { extension: modifiers.map(modifier) } : {}),
      ...chargeReason(e, s),
    },
  ];
}

const modifier = (code: string) => ({
  url: 'https://ehr.example.org/fhir/StructureDefinition/charge-modifier',
  valueCodeableConcept: { coding: [{ system: procedureSystem(/^\d/.test(code) ? '1' : 'A'), code }] },
});

/** R4 ChargeItem has no reasonReference: the reason is a code. */
function chargeReason(e: Entry, s: VisitScene) {
  const condition = s.conditions.find((c) => c.words === e.get('for'));
  if (e.get('for') && !condition) throw new Error(`No condition “${e.get('for')}”`);
  const icd = condition?.get('icd');
  return icd ? { reason: [coded(SYSTEM.icd10cm, icd)] } : {};
}
