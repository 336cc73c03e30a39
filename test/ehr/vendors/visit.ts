/** One office visit for a cold, as every vendor has it: who was there, who pays, what was found. The shapes change how it is written. */
import type { Encounter, Resource } from '../../../src/fhir/index.ts';

export const NPI = 'http://hl7.org/fhir/sid/us-npi';
const V2 = 'http://terminology.hl7.org/CodeSystem/v2-0203';

/** How a vendor makes ids: `of('Patient')`. */
export type Ids = (name: string) => string;

export const NOTE = [
  '46-year-old with three days of runny nose and cough. No fever, no shortness of breath.',
  'EXAM: afebrile, nose congested, throat mildly red, ears and lungs clear.',
  'ASSESSMENT: Acute upper respiratory infection, self-limited.',
  'PLAN: fluids and rest. No antibiotics. Total time 12 minutes.',
].join('\n');

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Patient, organization, payer, coverage and the place, alike everywhere. */
export const around = (id: Ids): readonly Resource[] => [
  {
    resourceType: 'Patient',
    id: id('patient'),
    identifier: [{ system: 'urn:example:mrn', value: '30417' }],
    name: [{ family: 'Canaryfield', given: ['Oriel'] }],
    gender: 'female',
    birthDate: '1980-06-13',
    address: [{ line: ['12 Plum Rise'], city: 'Springfield', state: 'IL', postalCode: '62704' }],
  },
  {
    resourceType: 'Organization',
    id: id('clinic'),
    identifier: [
      { system: NPI, value: '2174004517' },
      {
        type: { coding: [{ system: V2, code: 'TAX' }] },
        system: 'urn:oid:2.16.840.1.113883.4.4',
        value: '89-4410165',
      },
    ],
    type: [{ coding: [{ system: 'http://nucc.org/provider-taxonomy', code: '261QP2300X' }] }],
    name: 'Tradewind Family Clinic',
    telecom: [{ system: 'phone', value: '+1-217-555-0125' }],
    address: [{ line: ['1600 Grove Street'], city: 'Springfield', state: 'IL', postalCode: '62704-3329' }],
  },
  {
    resourceType: 'Organization',
    id: id('payer'),
    identifier: [
      { type: { coding: [{ system: V2, code: 'NIIP' }] }, system: 'urn:example:payer-id', value: 'BHHA2' },
    ],
    name: 'Blue Heron Health Assurance',
  },
  {
    resourceType: 'Coverage',
    id: id('coverage'),
    status: 'active',
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'EHCPOL' }] },
    subscriberId: 'BHH2019844',
    subscriber: { reference: `Patient/${id('patient')}` },
    beneficiary: { reference: `Patient/${id('patient')}` },
    relationship: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/subscriber-relationship', code: 'self' }],
    },
    payor: [{ reference: `Organization/${id('payer')}` }],
  },
  {
    resourceType: 'Location',
    id: id('room'),
    status: 'active',
    name: 'Tradewind Family Clinic',
    managingOrganization: { reference: `Organization/${id('clinic')}` },
  },
];

export const doctor = (id: Ids): Resource => ({
  resourceType: 'Practitioner',
  id: id('doctor'),
  identifier: [{ system: NPI, value: '2174004525' }],
  name: [{ family: 'Tanoa', given: ['Ephraim'], suffix: ['MD'] }],
});

export const role = (id: Ids): Resource => ({
  resourceType: 'PractitionerRole',
  id: id('role'),
  active: true,
  practitioner: { reference: `Practitioner/${id('doctor')}` },
  organization: { reference: `Organization/${id('clinic')}` },
  specialty: [{ coding: [{ system: 'http://nucc.org/provider-taxonomy', code: '207Q00000X' }] }],
});

export const visitOf = (id: Ids, name: string, start: string, end: string): Encounter => ({
  resourceType: 'Encounter',
  id: id(name),
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  type: [{ text: 'Office Visit' }],
  subject: { reference: `Patient/${id('patient')}` },
  participant: [
    {
      type: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'PPRF' }] },
      ],
      individual: { reference: `Practitioner/${id('doctor')}` },
    },
  ],
  period: { start, end },
  reasonCode: [{ text: 'Cold symptoms' }],
  location: [{ location: { reference: `Location/${id('room')}` } }],
  serviceProvider: { reference: `Organization/${id('clinic')}` },
});

/** The visit, and one half a year before by which the patient is established. */
export const visits = (id: Ids): readonly [Encounter, Encounter] => [
  visitOf(id, 'visit', '2026-09-15T16:20:00Z', '2026-09-15T16:34:00Z'),
  visitOf(id, 'earlier', '2026-01-20T16:30:00Z', '2026-01-20T16:50:00Z'),
];

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/condition-category';

export interface Coded {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

export const condition = (
  id: Ids,
  name: string,
  category: 'encounter-diagnosis' | 'problem-list-item',
  coding: readonly Coded[],
  text: string,
): Resource => ({
  resourceType: 'Condition',
  id: id(name),
  clinicalStatus: { coding: [{ system: CLINICAL, code: 'active' }] },
  verificationStatus: { coding: [{ system: VERIFICATION, code: 'confirmed' }] },
  category: [{ coding: [{ system: CATEGORY, code: category }] }],
  code: { ...(coding.length > 0 ? { coding: [...coding] } : {}), text },
  subject: { reference: `Patient/${id('patient')}` },
  recordedDate: '2026-09-15',
});

export const document = (
  id: Ids,
  name: string,
  attachments: readonly Readonly<Record<string, string>>[],
): Resource => ({
  resourceType: 'DocumentReference',
  id: id(name),
  status: 'current',
  docStatus: 'final',
  type: { coding: [{ system: 'http://loinc.org', code: '11506-3', display: 'Progress note' }] },
  subject: { reference: `Patient/${id('patient')}` },
  date: '2026-09-15T16:40:00Z',
  author: [{ reference: `Practitioner/${id('doctor')}` }],
  context: { encounter: [{ reference: `Encounter/${id('visit')}` }] },
  content: attachments.map((attachment) => ({ attachment })),
});
