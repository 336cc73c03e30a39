/** The CDS services (CDS Hooks 2.0, Discovery): what each asks the EHR to send along, so that no call back is needed. */
import type { CdsService } from './model.ts';

const PATIENT = { patient: 'Patient/{{context.patientId}}' };
const COVERAGE = { coverages: 'Coverage?patient={{context.patientId}}' };
const CONDITIONS = { conditions: 'Condition?patient={{context.patientId}}' };

/** Type → prefetch key of what was recorded at one encounter. */
const OF_ENCOUNTER = {
  observations: 'Observation?encounter=Encounter/{{context.encounterId}}',
  procedures: 'Procedure?encounter=Encounter/{{context.encounterId}}',
  medications: 'MedicationRequest?encounter=Encounter/{{context.encounterId}}',
  orders: 'ServiceRequest?encounter=Encounter/{{context.encounterId}}',
  reports: 'DiagnosticReport?encounter=Encounter/{{context.encounterId}}',
  notes: 'DocumentReference?encounter=Encounter/{{context.encounterId}}',
};

export const CDS_SERVICES: readonly CdsService[] = [
  {
    id: 'coding-at-discharge',
    hook: 'encounter-discharge',
    title: 'Coding before the encounter ends',
    description:
      'Suggests ICD-10-CM and procedure codes with their evidence, asks for what the record leaves open, and warns of what a payer would deny.',
    prefetch: {
      ...PATIENT,
      encounter: 'Encounter/{{context.encounterId}}',
      ...{ ...CONDITIONS, ...COVERAGE, ...OF_ENCOUNTER },
    },
    usageRequirements: 'Without prefetch a bearer token for the FHIR server of a configured connection.',
  },
  {
    id: 'order-necessity',
    hook: 'order-sign',
    title: 'Reasons and coverage of orders',
    description:
      'Asks for the reason of an order that has none, checks the codes of reasons on the day, and warns where a coverage article does not list them.',
    prefetch: { ...PATIENT, ...CONDITIONS, ...COVERAGE },
  },
  {
    id: 'appointment-eligibility',
    hook: 'appointment-book',
    title: 'Coverage on the day of an appointment',
    description:
      'Warns where no coverage is in force on the day of the appointment, and where the code of its reason is not valid then.',
    prefetch: { ...PATIENT, ...COVERAGE },
  },
];

/** The document of `GET /cds-services`. */
export const cdsDiscovery = (): { readonly services: readonly CdsService[] } => ({ services: CDS_SERVICES });

export const cdsService = (id: string): CdsService | undefined => CDS_SERVICES.find((s) => s.id === id);
