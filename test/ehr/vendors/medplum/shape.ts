/** As medplum.com describes it: everything of R4 is there, and a site's own importer fills it: conditional references, v2 class, words without codes. */
import type { Resource } from '../../../../src/fhir/index.ts';
import type { VendorShape } from '../server.ts';
import { around, base64, condition, doctor, document, type Ids, NOTE, NPI, role, visits } from '../visit.ts';

const id: Ids = (name) => {
  const hex = Buffer.from(name.padEnd(6, '-')).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4000-8000-000000000001`;
};

const shaped = (subject: string): readonly Resource[] =>
  visits(id).map((encounter) => ({
    ...encounter,
    class: { system: 'http://terminology.hl7.org/CodeSystem/v2-0004', code: 'O', display: 'Outpatient' },
    subject: { reference: subject },
    participant: [{ individual: { reference: `Practitioner?identifier=${NPI}|2174004525` } }],
  }));

export const medplum: VendorShape = {
  name: 'Medplum',
  encounter: id('visit'),
  resources: [
    ...around(id),
    doctor(id),
    role(id),
    ...shaped(`Patient/${id('patient')}`),
    condition(id, 'cold', 'encounter-diagnosis', [], 'Acute upper respiratory infection'),
    document(id, 'note', [{ contentType: 'text/plain', data: base64(NOTE) }]),
  ],
  searches: {
    ...Object.fromEntries(
      [
        ...['Encounter', 'Condition', 'Observation', 'DiagnosticReport', 'Procedure', 'DocumentReference'],
        ...['MedicationRequest', 'MedicationAdministration', 'ServiceRequest', 'ChargeItem', 'Immunization'],
        ...['Coverage', 'Patient', 'Practitioner', 'PractitionerRole', 'Organization', 'Location'],
      ].map((type) => [
        type,
        [
          ...[
            '_id',
            'identifier',
            'patient',
            'encounter',
            'context',
            'practitioner',
            'status',
            '_lastUpdated',
          ],
          ...['date', 'authoredon', 'effective-time', 'authored', 'occurrence'],
        ],
      ]),
    ),
    Claim: ['identifier'],
    Provenance: ['target'],
  },
  creates: ['Claim', 'Provenance', 'ChargeItem', 'DocumentReference', 'Task'],
  conditionalCreate: true,
  transactions: true,
  pageSize: 20,
  next: (token) => `_offset=${token}`,
};

/** An importer's references that nobody resolved: what is of the patient is not found by the patient. */
export const medplumUnresolved: VendorShape = {
  ...medplum,
  name: 'Medplum, unresolved',
  resources: [
    ...medplum.resources.filter((r) => r.resourceType !== 'Encounter'),
    ...shaped('Patient?identifier=urn:example:mrn|30417'),
  ],
};
