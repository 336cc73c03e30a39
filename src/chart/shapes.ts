/** The JSON shapes (R4 json.html) of the elements that facts and claims are read from, by resource type; others are never read. */

import { CLAIM_SHAPES } from './claim-shapes.ts';
import {
  ADDRESS,
  CODING,
  CONCEPT,
  EXTENSION,
  IDENTIFIER,
  NAME,
  NOTE,
  PERIOD,
  QUANTITY,
  REFERENCE,
  type Shape,
} from './shape-parts.ts';

export type { Shape } from './shape-parts.ts';

/** What every resource may have. */
const COMMON = {
  id: 'text',
  status: 'text',
  identifier: [IDENTIFIER],
  extension: [EXTENSION],
  note: [NOTE],
} as const;

const NARRATIVE = { title: 'text', text: { div: 'text' } } as const;

const ACTORS = [{ actor: REFERENCE, function: CONCEPT }] as const;
const REASONS = { reasonReference: [REFERENCE], reasonCode: [CONCEPT] } as const;
const TIED = { subject: REFERENCE, encounter: REFERENCE } as const;
const EFFECTIVE = { effectiveDateTime: 'text', effectivePeriod: PERIOD } as const;
const OCCURRENCE = { occurrenceDateTime: 'text', occurrencePeriod: PERIOD } as const;
const MEDICATION = { medicationCodeableConcept: CONCEPT, medicationReference: REFERENCE } as const;
const VALUE = {
  code: CONCEPT,
  valueQuantity: QUANTITY,
  valueCodeableConcept: CONCEPT,
  valueString: 'text',
  valueInteger: 'number',
} as const;

const TYPES: ReadonlyMap<string, Readonly<Record<string, Shape>>> = new Map<string, Record<string, Shape>>([
  [
    'Encounter',
    {
      class: CODING,
      type: [CONCEPT],
      serviceType: CONCEPT,
      priority: CONCEPT,
      subject: REFERENCE,
      participant: [{ type: [CONCEPT], individual: REFERENCE, period: PERIOD }],
      period: PERIOD,
      reasonCode: [CONCEPT],
      reasonReference: [REFERENCE],
      basedOn: [REFERENCE],
      diagnosis: [{ condition: REFERENCE, use: CONCEPT, rank: 'number' }],
      hospitalization: { admitSource: CONCEPT, dischargeDisposition: CONCEPT },
      location: [{ location: REFERENCE, period: PERIOD }],
      serviceProvider: REFERENCE,
    },
  ],
  ['Patient', { name: [NAME], gender: 'text', birthDate: 'text', address: [ADDRESS] }],
  ['RelatedPerson', { patient: REFERENCE, name: [NAME], relationship: [CONCEPT] }],
  [
    'Condition',
    {
      ...TIED,
      clinicalStatus: CONCEPT,
      verificationStatus: CONCEPT,
      category: [CONCEPT],
      severity: CONCEPT,
      code: CONCEPT,
      bodySite: [CONCEPT],
      onsetDateTime: 'text',
      onsetPeriod: PERIOD,
      abatementDateTime: 'text',
      abatementPeriod: PERIOD,
      recordedDate: 'text',
      stage: [{ summary: CONCEPT, type: CONCEPT }],
      evidence: [{ code: [CONCEPT], detail: [REFERENCE] }],
    },
  ],
  [
    'FamilyMemberHistory',
    { patient: REFERENCE, relationship: CONCEPT, condition: [{ code: CONCEPT, note: [NOTE] }] },
  ],
  [
    'Observation',
    {
      ...TIED,
      ...EFFECTIVE,
      ...VALUE,
      category: [CONCEPT],
      component: [VALUE],
      basedOn: [REFERENCE],
      performer: [REFERENCE],
    },
  ],
  [
    'Procedure',
    {
      ...TIED,
      ...REASONS,
      code: CONCEPT,
      basedOn: [REFERENCE],
      performedDateTime: 'text',
      performedPeriod: PERIOD,
      performer: ACTORS,
      bodySite: [CONCEPT],
    },
  ],
  [
    'ChargeItem',
    {
      ...OCCURRENCE,
      code: CONCEPT,
      subject: REFERENCE,
      context: REFERENCE,
      performer: ACTORS,
      quantity: QUANTITY,
      bodysite: [CONCEPT],
      reason: [CONCEPT],
      service: [REFERENCE],
    },
  ],
  [
    'Immunization',
    {
      ...REASONS,
      vaccineCode: CONCEPT,
      patient: REFERENCE,
      encounter: REFERENCE,
      occurrenceDateTime: 'text',
      performer: ACTORS,
      doseQuantity: QUANTITY,
      site: CONCEPT,
      route: CONCEPT,
      reportOrigin: CONCEPT,
      fundingSource: CONCEPT,
    },
  ],
  [
    'ServiceRequest',
    {
      ...TIED,
      ...REASONS,
      ...OCCURRENCE,
      intent: 'text',
      code: CONCEPT,
      category: [CONCEPT],
      authoredOn: 'text',
      requester: REFERENCE,
      performer: [REFERENCE],
      insurance: [REFERENCE],
      bodySite: [CONCEPT],
    },
  ],
  [
    'DiagnosticReport',
    {
      ...TIED,
      ...EFFECTIVE,
      code: CONCEPT,
      category: [CONCEPT],
      basedOn: [REFERENCE],
      performer: [REFERENCE],
      result: [REFERENCE],
      issued: 'text',
      conclusion: 'text',
    },
  ],
  [
    'MedicationRequest',
    {
      ...TIED,
      ...REASONS,
      ...MEDICATION,
      intent: 'text',
      authoredOn: 'text',
      requester: REFERENCE,
      performer: REFERENCE,
      priorPrescription: REFERENCE,
    },
  ],
  [
    'MedicationAdministration',
    {
      ...REASONS,
      ...MEDICATION,
      ...EFFECTIVE,
      subject: REFERENCE,
      context: REFERENCE,
      performer: ACTORS,
      request: REFERENCE,
      dosage: { text: 'text', dose: QUANTITY, route: CONCEPT, site: CONCEPT, method: CONCEPT },
    },
  ],
  ['Medication', { code: CONCEPT }],
  [
    'Location',
    {
      name: 'text',
      mode: 'text',
      description: 'text',
      type: [CONCEPT],
      physicalType: CONCEPT,
      address: ADDRESS,
    },
  ],
  ['Organization', { name: 'text', type: [CONCEPT], address: [ADDRESS], partOf: REFERENCE }],
  ['Practitioner', { name: [NAME], qualification: [{ code: CONCEPT }], address: [ADDRESS] }],
  [
    'PractitionerRole',
    { practitioner: REFERENCE, organization: REFERENCE, code: [CONCEPT], specialty: [CONCEPT] },
  ],
  [
    'Coverage',
    {
      type: CONCEPT,
      subscriber: REFERENCE,
      subscriberId: 'text',
      beneficiary: REFERENCE,
      relationship: CONCEPT,
      period: PERIOD,
      payor: [REFERENCE],
      class: [{ type: CONCEPT, value: 'text', name: 'text' }],
      order: 'number',
    },
  ],
  [
    'DocumentReference',
    {
      docStatus: 'text',
      type: CONCEPT,
      category: [CONCEPT],
      subject: REFERENCE,
      date: 'text',
      description: 'text',
      author: [REFERENCE],
      context: { encounter: [REFERENCE], period: PERIOD },
      content: [{ attachment: { contentType: 'text', data: 'text', url: 'text', title: 'text' } }],
    },
  ],
  ['Binary', { contentType: 'text', data: 'text' }],
  [
    'Composition',
    {
      ...TIED,
      date: 'text',
      title: 'text',
      type: CONCEPT,
      section: [{ ...NARRATIVE, section: [{ ...NARRATIVE, section: [NARRATIVE] }] }],
    },
  ],
  ...CLAIM_SHAPES,
]);

const WHOLE = new Map([...TYPES].map(([type, own]) => [type, { ...COMMON, ...own }] as const));

/** The shape of a resource of a type, without what it contains. */
export const shapeOf = (type: string): Readonly<Record<string, Shape>> => WHOLE.get(type) ?? COMMON;
