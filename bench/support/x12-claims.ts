/** Made-up claims with what they refer to, as many as a bench wants: two diagnoses, three lines, a subscriber who is the patient. */
import type { Claim, Resource } from '../../src/fhir/index.ts';
import { type Dossier, dossierOf, type Submission } from '../../src/x12/index.ts';

export const SUBMISSION: Submission = {
  kind: 'professional',
  sender: { qualifier: 'ZZ', id: 'CLAIMWRIGHT' },
  receiver: { qualifier: 'ZZ', id: 'CLEARING' },
  applicationSender: 'CLAIMWRIGHT',
  applicationReceiver: 'CLEARING',
  at: '2026-03-04T09:30:00Z',
  interchangeControlNumber: 42,
  groupControlNumber: 42,
  usage: 'T',
  submitter: {
    name: 'Example Clinic',
    id: 'EX1',
    contact: { name: { text: 'Billing desk' }, telecom: [{ system: 'phone', value: '5555550100' }] },
  },
  receiverName: 'Example Clearinghouse',
  receiverId: 'CH1',
  batch: '42',
};

const CPT = 'http://www.ama-assn.org/go/cpt';
const ICD = 'http://hl7.org/fhir/sid/icd-10-cm';
const NPI = 'http://hl7.org/fhir/sid/us-npi';
const address = [{ line: ['1 Main St'], city: 'Town', state: 'OH', postalCode: '441011234' }];

const CLINIC: Resource = {
  resourceType: 'Organization',
  id: 'clinic',
  name: 'Example Clinic',
  identifier: [
    { system: NPI, value: '1234567893' },
    { system: 'urn:oid:2.16.840.1.113883.4.4', value: '123456789' },
  ],
  address,
};
const PAYER: Resource = {
  resourceType: 'Organization',
  id: 'payer',
  name: 'Example Payer',
  identifier: [{ type: { coding: [{ code: 'NIIP' }] }, value: 'P1' }],
};

export function dossier(i: number): Dossier {
  const patient = `p${i}`;
  const coverage = `c${i}`;
  const line = (sequence: number, code: string, net: number) => ({
    sequence,
    diagnosisSequence: [1, 2],
    productOrService: { coding: [{ system: CPT, code }] },
    servicedDate: '2026-03-04',
    quantity: { value: 1 },
    unitPrice: { value: net, currency: 'USD' as const },
    net: { value: net, currency: 'USD' as const },
    locationCodeableConcept: {
      coding: [
        {
          system: 'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
          code: '11',
        },
      ],
    },
  });
  const claim: Claim = {
    resourceType: 'Claim',
    id: `claim${i}`,
    identifier: [{ value: `CW${String(i).padStart(12, '0')}` }],
    status: 'active',
    type: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/claim-type', code: 'professional' }],
    },
    use: 'claim',
    patient: { reference: `Patient/${patient}` },
    created: '2026-03-04',
    provider: { reference: 'Organization/clinic' },
    priority: { coding: [{ code: 'normal' }] },
    diagnosis: [
      { sequence: 1, diagnosisCodeableConcept: { coding: [{ system: ICD, code: 'I10' }] } },
      { sequence: 2, diagnosisCodeableConcept: { coding: [{ system: ICD, code: 'E11.9' }] } },
    ],
    insurance: [{ sequence: 1, focal: true, coverage: { reference: `Coverage/${coverage}` } }],
    item: [line(1, '99213', 120), line(2, '83036', 25.5), line(3, '36415', 10)],
    total: { value: 155.5, currency: 'USD' },
  };
  return dossierOf(claim, [
    CLINIC,
    PAYER,
    {
      resourceType: 'Patient',
      id: patient,
      name: [{ family: `Example${i % 977}`, given: ['Ada'] }],
      gender: 'female',
      birthDate: '1980-02-03',
      address,
    },
    {
      resourceType: 'Coverage',
      id: coverage,
      status: 'active',
      subscriberId: `M${i}`,
      subscriber: { reference: `Patient/${patient}` },
      relationship: { coding: [{ code: 'self' }] },
      beneficiary: { reference: `Patient/${patient}` },
      payor: [{ reference: 'Organization/payer' }],
    },
  ]);
}

export function* dossiers(count: number): Generator<Dossier> {
  for (let i = 0; i < count; i += 1) yield dossier(i);
}
