/** Medications, measurements, procedures, orders, vaccines and family history of a compact chart as R4 resources. */
import { SYSTEM } from '../../src/fhir/index.ts';
import { conditionId } from './conditions.ts';
import { coded, type Draft, OURS, type Scene, text } from './draft.ts';
import type { Entry } from './notation.ts';

/** A drug ordered or continued at the visit; `given` is one administered in the stay and not prescribed. */
export function administrationOrRequest(e: Entry, i: number, s: Scene, conditions: readonly Entry[]): Draft {
  const medicationCodeableConcept = text(e.words);
  if (e.has('given')) {
    return {
      resourceType: 'MedicationAdministration',
      id: `given-${i + 1}`,
      status: 'completed',
      medicationCodeableConcept,
      subject: OURS.subject,
      context: OURS.encounter,
      effectiveDateTime: s.start,
    };
  }
  const reason = conditions.findIndex((c) => e.get('for') !== undefined && c.words === e.get('for'));
  return {
    resourceType: 'MedicationRequest',
    id: `med-${i + 1}`,
    status: 'active',
    intent: 'order',
    medicationCodeableConcept,
    ...OURS,
    authoredOn: s.start,
    requester: { reference: 'Practitioner/dr' },
    ...(reason < 0 ? {} : { reasonReference: [{ reference: `Condition/${conditionId(reason)}` }] }),
    note: [{ text: e.has('started') ? 'New prescription.' : 'Continued, refilled.' }],
  };
}

/** LOINC numbers of the observations the charts use; anything else goes by its words. */
const LOINC: ReadonlyMap<string, string> = new Map([
  ['BMI', '39156-5'],
  ['BMI percentile', '59576-9'],
  ['Hemoglobin A1c', '4548-4'],
  ['Potassium', '2823-3'],
  ['Hemoglobin', '718-7'],
  ['eGFR', '98979-8'],
  ['Gestational age', '18185-9'],
  ['SARS-CoV-2 RNA', '94500-6'],
]);

export function observation(e: Entry, i: number, s: Scene): Draft {
  const loinc = e.get('loinc') ?? LOINC.get(e.words);
  return {
    resourceType: 'Observation',
    id: `obs-${i + 1}`,
    status: 'final',
    code: loinc ? coded(SYSTEM.loinc, loinc, e.words) : text(e.words),
    ...OURS,
    effectiveDateTime: s.start,
    ...measured(e.get('value') ?? ''),
  };
}

/** `148/92 mmHg` is a blood pressure panel, `37.1 kg/m2` a quantity, anything else words. */
function measured(value: string): Readonly<Record<string, unknown>> {
  const pressure = /^(\d+)\/(\d+) mmHg$/.exec(value);
  if (pressure) {
    const part = (code: string, name: string, v: string | undefined) => ({
      code: coded(SYSTEM.loinc, code, name),
      valueQuantity: quantity(Number(v), 'mm[Hg]'),
    });
    return { component: [part('8480-6', 'Systolic', pressure[1]), part('8462-4', 'Diastolic', pressure[2])] };
  }
  const number = /^(\d+(?:\.\d+)?) (\S+)$/.exec(value);
  if (number) return { valueQuantity: quantity(Number(number[1]), number[2] ?? '') };
  return { valueString: value };
}

const quantity = (value: number, code: string) => ({ value, unit: code, system: SYSTEM.ucum, code });

export const procedure = (e: Entry, i: number, s: Scene): Draft => ({
  resourceType: 'Procedure',
  id: `proc-${i + 1}`,
  status: 'completed',
  code: text(e.words),
  ...OURS,
  performedDateTime: s.start,
});

export const order = (e: Entry, i: number, s: Scene): Draft => ({
  resourceType: 'ServiceRequest',
  id: `order-${i + 1}`,
  status: 'active',
  intent: 'order',
  code: text(e.words),
  ...OURS,
  authoredOn: s.start,
});

export const immunization = (e: Entry, i: number, s: Scene): Draft => ({
  resourceType: 'Immunization',
  id: `vaccine-${i + 1}`,
  status: 'completed',
  vaccineCode: coded(SYSTEM.cvx, e.get('cvx') ?? '', e.words),
  patient: OURS.subject,
  encounter: OURS.encounter,
  occurrenceDateTime: s.start,
  primarySource: true,
});

/** `mother: malignant neoplasm of breast`. */
export function familyHistory(e: Entry, i: number): Draft {
  const [relative = '', disease = ''] = e.words.split(':').map((part) => part.trim());
  return {
    resourceType: 'FamilyMemberHistory',
    id: `family-${i + 1}`,
    status: 'completed',
    patient: OURS.subject,
    relationship: text(relative),
    condition: [{ code: text(disease) }],
  };
}
