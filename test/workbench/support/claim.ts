/** An R4 Claim in the form src/claim makes, for the claim form of the page. */
import type { Diagnosis, Service } from './shapes.ts';

const CHARGE = 125.5;

export function claimOf(diagnoses: readonly Diagnosis[], services: readonly Service[]): object {
  return {
    resourceType: 'Claim',
    identifier: [{ system: 'https://claimwright.dev/fhir/NamingSystem/claim-number', value: 'CW7K2M9Q4T' }],
    status: 'active',
    created: '2025-11-12',
    billablePeriod: { start: '2025-11-12', end: '2025-11-12' },
    patient: { reference: 'Patient/dm-patient' },
    provider: {
      reference: 'Organization/prairie',
      identifier: { value: '2000000008' },
      display: 'Prairie Family Medicine',
    },
    insurer: { reference: 'Organization/payer' },
    insurance: [{ sequence: 1, focal: true, coverage: { reference: 'Coverage/dm-coverage' } }],
    careTeam: [
      {
        sequence: 1,
        provider: { reference: 'Practitioner/solheim', identifier: { value: '2000000016' } },
        role: { coding: [{ code: 'rendering' }] },
      },
    ],
    diagnosis: diagnoses.map((d, i) => ({
      sequence: i + 1,
      diagnosisCodeableConcept: { coding: [{ code: d.code, display: d.title }] },
    })),
    item: services.map((s, i) => ({
      sequence: i + 1,
      diagnosisSequence: diagnoses.slice(0, 4).map((_, at) => at + 1),
      productOrService: { coding: [{ system: s.system, code: s.code, display: s.label }] },
      modifier: s.modifiers.map((m) => ({ coding: [{ code: m.code }] })),
      servicedDate: '2025-11-12',
      locationCodeableConcept: { coding: [{ code: '11' }] },
      quantity: { value: s.units },
      unitPrice: { value: CHARGE, currency: 'USD' },
      net: { value: CHARGE, currency: 'USD' },
    })),
    total: { value: CHARGE * services.length, currency: 'USD' },
  };
}
