/** A small chart with every kind of reference an EHR may have kept. */
import type { Bundle, Resource } from '../../src/fhir/index.ts';

export const URN = 'urn:uuid:0f7c3f8e-4a53-4c5e-9b0a-2d6f1b7f9a01';
export const NPI_SYSTEM = 'http://hl7.org/fhir/sid/us-npi';

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });

export const resources: readonly Resource[] = [
  {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ system: 'urn:mrn', value: '1' }],
    name: [{ family: 'Müller', given: ['Ana'] }],
  },
  { resourceType: 'Patient', id: 'p2', active: true },
  {
    resourceType: 'Practitioner',
    id: 'dr',
    identifier: [{ system: NPI_SYSTEM, value: '1234567893' }],
  },
  {
    resourceType: 'Encounter',
    id: 'e1',
    meta: { lastUpdated: '2026-03-04T12:00:00Z', tag: [{ system: 'urn:tag', code: 'a' }] },
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: 'Patient/p1' },
    participant: [{ individual: { reference: `Practitioner?identifier=${NPI_SYSTEM}|1234567893` } }],
    period: { start: '2026-03-04T09:00:00-05:00', end: '2026-03-04T09:30:00-05:00' },
  },
  {
    resourceType: 'Encounter',
    id: 'e2',
    meta: { lastUpdated: '2026-04-01T08:00:00Z' },
    status: 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: { reference: 'https://ehr.example.org/fhir/Patient/p2' },
    period: { start: '2026-03-30T10:00:00Z' },
  },
  {
    resourceType: 'Condition',
    id: 'c1',
    subject: { reference: 'Patient/p1' },
    encounter: { reference: 'Encounter/e1' },
    code: coded('http://snomed.info/sct', '38341003'),
  },
  {
    resourceType: 'Condition',
    id: 'c2',
    subject: { reference: 'Patient?identifier=urn:mrn|1' },
    code: { text: 'Cough' },
  },
  {
    resourceType: 'Observation',
    id: 'o1',
    status: 'final',
    code: coded('http://loinc.org', '8480-6'),
    subject: { reference: URN },
    effectivePeriod: { start: '2026-03-04', end: '2026-03-05' },
    valueQuantity: { value: 120 },
  },
  {
    resourceType: 'Observation',
    id: 'o2',
    status: 'final',
    code: coded('http://loinc.org', '8462-4'),
    subject: { reference: 'https://other.example.net/fhir/Patient/p1' },
    effectiveDateTime: '2026-03-04T14:10:00Z',
  },
];

/** The bundle an EHR would have exported: absolute addresses, but for the patient, who has a urn. */
export const chart: Bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({
    fullUrl:
      resource.id === 'p1' ? URN : `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
    resource,
  })),
};

/** A transaction as the claim room makes them: every entry conditional. */
export function claimTransaction(number: string): Bundle {
  const fullUrl = 'urn:uuid:5a1c7a44-7a0e-4b6f-8d9c-1f2e3d4c5b6a';
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [
      {
        fullUrl,
        resource: {
          resourceType: 'Claim',
          identifier: [{ system: 'urn:claims', value: number }],
          status: 'active',
          type: coded('http://terminology.hl7.org/CodeSystem/claim-type', 'professional'),
          use: 'claim',
          patient: { reference: 'Patient/p1' },
          created: '2026-03-05',
          provider: { reference: 'Practitioner/dr' },
          priority: coded('http://terminology.hl7.org/CodeSystem/processpriority', 'normal'),
          insurance: [{ sequence: 1, focal: true, coverage: { display: 'Example payer' } }],
        },
        request: { method: 'POST', url: 'Claim', ifNoneExist: `identifier=urn:claims|${number}` },
      },
      {
        fullUrl: 'urn:uuid:9d2b8b55-8b1f-4c70-9ead-203f4e5d6c7b',
        resource: {
          resourceType: 'Provenance',
          meta: { tag: [{ system: 'urn:claims', code: number }] },
          target: [{ reference: fullUrl }],
          recorded: '2026-03-05T10:00:00Z',
          agent: [{ who: { display: 'Claimwright' } }],
        },
        request: { method: 'POST', url: 'Provenance', ifNoneExist: `_tag=urn:claims|${number}` },
      },
    ],
  };
}
