/** Canned cases: a claimed office visit in full, one held, one nobody could read, an inpatient stay. */

import { claimOf } from './claim.ts';
import { diagnosis, GUIDELINES, idOf, said, service, view } from './made.ts';
import type { View } from './shapes.ts';

export const VISIT = {
  setting: 'office',
  modality: 'in-person',
  patientStatus: 'established',
  documentedMinutes: 34,
  types: ['Office visit, follow-up'],
  reasons: ['Diabetes check', 'Swelling of both ankles'],
  payer: 'Prairie Mutual Health Plan',
  rendering: 'Dr. Ingrid Solheim-Banda',
} as const;

const diagnoses = [
  diagnosis('E11.22', 'Type 2 diabetes mellitus with diabetic chronic kidney disease', {
    section: 'I.A.15, I.C.4.a',
    confidence: 0.97,
    placement: 'first',
    evidence: [
      said('Condition/dm', 'Condition.code.coding[0]', '44054006 Diabetes mellitus type 2'),
      said('Condition/ckd', 'Condition.code.text', 'CKD stage 3b, diabetic nephropathy'),
    ],
    alternatives: [{ code: 'E11.9', why: 'the record names a complication' }],
    replaces: ['E11.9'],
  }),
  diagnosis(
    'I12.9',
    'Hypertensive chronic kidney disease with stage 1 through stage 4 chronic kidney disease, or unspecified chronic kidney disease',
    {
      section: 'I.C.9.a.2',
      confidence: 0.93,
      evidence: [said('Condition/htn', 'Condition.code.coding[0]', '38341003 Hypertensive disorder')],
      replaces: ['I10'],
    },
  ),
  diagnosis('N18.32', 'Chronic kidney disease, stage 3b', {
    confidence: 0.9,
    evidence: [said('Observation/egfr', 'Observation.valueQuantity', '38 mL/min/1.73m2')],
  }),
  diagnosis('Z79.84', 'Long term (current) use of oral hypoglycemic drugs', {
    section: 'I.C.4.a.3',
    confidence: 0.48,
    evidence: [
      said('MedicationRequest/metformin', 'MedicationRequest.medicationCodeableConcept', 'metformin 500 mg'),
    ],
  }),
];

const visitLine = service('99214', 'Office visit, established patient, moderate', {
  confidence: 0.86,
  modifiers: [
    {
      code: '25',
      reason: 'A significant, separate visit on the day of a vaccine administration.',
      evidence: [said('Immunization/flu', 'Immunization.status', 'completed')],
    },
  ],
  alternatives: [{ code: '99215', why: 'the documented 34 minutes do not reach 40' }],
  worksheet: {
    title: 'Medical decision making (two of three) and total time; the higher one counts',
    rows: [
      {
        element: 'Problems addressed',
        rating: 'moderate',
        why: 'Two or more stable chronic illnesses.',
        evidence: [
          said('Condition/dm', 'Condition.code.text', 'Type 2 diabetes'),
          said('Condition/ckd', 'Condition.code.text', 'CKD stage 3b'),
        ],
      },
      {
        element: 'Data reviewed and analysed',
        rating: 'limited',
        why: 'Two tests were reviewed.',
        evidence: [
          said('Observation/egfr', 'Observation.code', 'eGFR'),
          said('Observation/a1c', 'Observation.code', 'Hemoglobin A1c'),
        ],
      },
      {
        element: 'Risk of management',
        rating: 'moderate',
        why: 'Prescription drug management.',
        evidence: [said('MedicationRequest/metformin', 'MedicationRequest.status', 'active')],
      },
      {
        element: 'Total time',
        rating: 'moderate',
        why: '34 minutes meet 30 and not 40.',
        evidence: [said('Encounter/dm-visit', 'Encounter.extension[0].valueDuration', '34 min')],
      },
    ],
    conclusion:
      '99214: moderate by medical decision making. For high, two of three elements would have to reach it; problems, data, risk do not.',
  },
});

const serviceLines = [
  visitLine,
  service('90656', 'Influenza vaccine, trivalent, no preservative', { confidence: 0.99 }),
  service('90471', 'First vaccine given by injection', { confidence: 0.99 }),
];

const event = (sequence: number, kind: View['events'][number]['kind'], why: string) =>
  ({ sequence, at: `2025-11-13T08:00:0${sequence}Z`, who: 'claimwright', kind, why }) as const;

export const claimed: View = view({
  id: idOf(1),
  encounter: 'Encounter/dm-visit',
  state: 'claimed',
  patient: { name: 'Wilhelmina Okonkwo-Hart', age: 61, sex: 'female', birthDate: '1964-03-11' },
  date: '2025-11-12',
  setting: 'office',
  visit: VISIT,
  diagnosesInOrder: diagnoses,
  serviceLines,
  claim: 'Claim/771',
  writeBack: 'created',
  claimResource: claimOf(diagnoses, serviceLines),
  provenance: { resourceType: 'Provenance', recorded: '2025-11-12T16:30:00-06:00' },
  uncoded: [
    {
      about: 'Condition/old-ankle',
      reason: 'not-current',
      explanation: 'Sprain of the left ankle, resolved in 2019, was not treated in this encounter.',
      citation: { source: GUIDELINES, section: 'IV.J' },
      evidence: [said('Condition/old-ankle', 'Condition.clinicalStatus', 'resolved')],
    },
  ],
  findings: [
    {
      edit: 'claim-pointer-assumed',
      answer: 'fail',
      severity: 'warning',
      issueType: 'business-rule',
      message: '90656 was for a problem that has no diagnosis here; it points at 1, 2: check it.',
      expression: 'Claim.item[1].diagnosisSequence',
      codes: ['90656'],
      authority: { source: 'ASC X12N 005010X222A1', section: '2400 SV107' },
      snip: 2,
    },
    {
      edit: 'procedure-unknown',
      answer: 'cannot-tell',
      severity: 'information',
      issueType: 'code-invalid',
      message: '99214 is not verified: no CPT release is loaded.',
      expression: 'Claim.item[0].productOrService',
      codes: ['99214'],
      authority: { source: '45 CFR 162.1002', section: '(a)(5)' },
      snip: 5,
    },
  ],
  modules: ['diabetes-kidney@1.0.0', 'office@1.2.0', 'recorded@1.0.0'],
  events: [
    event(1, 'read', 'The chart is read from the EHR.'),
    event(2, 'coded', '4 diagnoses, 3 services.'),
    event(3, 'found-ready', 'No edit stands against the claim.'),
    event(4, 'claimed', 'The claim was written to the EHR.'),
  ],
});

const unbillable = 'E11.6 is not billable: a code with more characters is needed, for example E11.65.';

export const held: View = view({
  id: idOf(2),
  encounter: 'Encounter/wrong-code',
  state: 'held',
  patient: { name: 'Teodoro Peña', age: 44, sex: 'male', birthDate: '1981-01-30' },
  date: '2025-11-10',
  setting: 'office',
  visit: { ...VISIT, documentedMinutes: undefined, patientStatus: 'unknown', payer: undefined },
  serviceLines: [service('99213', 'Office visit, established patient, low', { placeOfService: undefined })],
  queriesOpen: [
    {
      id: 'visit-history',
      about: 'Encounter/wrong-code',
      question: 'Was the patient seen by this group within the three years before this visit?',
      options: [
        { answer: 'Yes', code: '99213' },
        { answer: 'No', code: '99203' },
        { answer: 'It cannot be told' },
      ],
      citation: { source: 'CPT E/M guidelines', section: 'new and established patient' },
      evidence: [],
    },
  ],
  findings: [
    {
      edit: 'icd10cm-not-billable',
      answer: 'fail',
      severity: 'error',
      issueType: 'code-invalid',
      message: unbillable,
      expression: 'Condition/x: Condition.code',
      codes: ['E11.6', 'E11.65'],
      authority: { source: GUIDELINES, section: 'I.B.2' },
      snip: 5,
    },
  ],
  uncoded: [
    {
      about: 'Condition/x',
      reason: 'unbillable',
      explanation: 'E11.6 cannot be billed.',
      citation: { source: GUIDELINES, section: 'I.B.2' },
      evidence: [said('Condition/x', 'Condition.code.coding[0].code', 'E11.6')],
    },
  ],
  reasons: [unbillable],
  modules: ['office@1.2.0', 'recorded@1.0.0'],
  events: [
    event(1, 'read', 'The chart is read from the EHR.'),
    event(2, 'coded', '0 diagnoses, 1 services.'),
    event(3, 'held', unbillable),
  ],
});

/** The chart could not be read: nothing is known but the encounter and the fault. */
export const unread: View = view({
  id: idOf(3),
  encounter: 'Encounter/unread',
  state: 'held',
  source: undefined,
  fault: { code: 'CW-2002', message: 'The EHR did not answer (timeout).' },
  events: [
    event(1, 'read', 'The chart is read from the EHR.'),
    event(2, 'held', 'The EHR did not answer (timeout).'),
  ],
});

export const inpatient: View = view({
  id: idOf(4),
  encounter: 'Encounter/sepsis',
  state: 'review',
  patient: { name: 'Baby Girl Oyelaran', age: 0, sex: 'female', birthDate: '2025-11-01' },
  date: '2025-11-09',
  setting: 'inpatient',
  visit: { ...VISIT, setting: 'inpatient', types: [], reasons: [] },
  diagnosesInOrder: [
    diagnosis('A41.9', 'Sepsis, unspecified organism', { release: undefined, section: 'I.C.1.d' }),
  ],
  reasons: ['No service could be coded: no module covers it and the record carries no code.'],
});
