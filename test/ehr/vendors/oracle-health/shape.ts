/** As docs.oracle.com describes Millennium R4: small pages with an opaque context, contained places, code sets of its own, scans as PDF. */
import type { Resource } from '../../../../src/fhir/index.ts';
import { issue } from '../../stub.ts';
import type { VendorShape } from '../server.ts';
import { around, base64, condition, doctor, document, type Ids, NOTE, visits } from '../visit.ts';

const NUMBERS = [
  'patient',
  'clinic',
  'payer',
  'coverage',
  'room',
  'doctor',
  'visit',
  'earlier',
  'cold',
  'sugar',
  'note',
  'scan',
];
const id: Ids = (name) => String(12_724_066 + NUMBERS.indexOf(name));
const OWN = 'https://fhir.example.com/ec2458f2/codeSet';

/** A place that is in no register of its own: it comes inside the encounter. */
const shaped = visits(id).map(
  (encounter): Resource => ({
    ...encounter,
    contained: [{ resourceType: 'Location', id: 'place', name: 'Family clinic, room 4' }],
    location: [{ location: { reference: '#place' }, status: 'completed' }],
    type: [
      {
        coding: [{ system: `${OWN}/71`, code: '309309', display: 'Outpatient', userSelected: true }],
        text: 'Outpatient',
      },
    ],
    reasonCode: [{ text: 'cold symptoms' }],
  }),
);

/** Which visit it belongs to is said by category and day alone. */
const sugar = condition(
  id,
  'sugar',
  'problem-list-item',
  [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '250.00' }],
  'Diabetes mellitus type 2',
);

const needsPatient = ['_id', 'patient', 'subject', 'identifier', 'account', 'practitioner', 'beneficiary'];

export const oracleHealth: VendorShape = {
  name: 'Oracle Health',
  encounter: id('visit'),
  resources: [
    ...around(id),
    doctor(id),
    ...shaped,
    condition(
      id,
      'cold',
      'encounter-diagnosis',
      [{ system: 'http://snomed.info/sct', code: '54150009', display: 'Upper respiratory infection' }],
      'Upper respiratory infection',
    ),
    { ...sugar, recordedDate: '2015-05-02' } as Resource,
    document(id, 'note', [{ contentType: 'text/plain', data: base64(NOTE) }]),
    document(id, 'scan', [{ contentType: 'application/pdf', url: 'Binary/TR-9931' }]),
  ],
  searches: {
    Encounter: ['_id', 'patient', 'subject', 'account', 'identifier', 'date', 'status', '_lastUpdated'],
    Condition: ['_id', 'patient', 'subject', 'category', 'clinical-status', 'encounter'],
    Observation: ['_id', 'patient', 'subject', 'category', 'code', 'date'],
    DocumentReference: ['_id', 'patient', 'encounter', 'date', 'category'],
    Procedure: ['_id', 'patient', 'date'],
    DiagnosticReport: ['_id', 'patient', 'encounter', 'date'],
    Coverage: ['_id', 'patient'],
    Immunization: ['_id', 'patient', 'date'],
    MedicationRequest: ['_id', 'patient', 'status', 'intent'],
    ServiceRequest: ['_id', 'patient'],
    ChargeItem: ['_id', 'context', 'account'],
    Patient: ['_id', 'identifier'],
    Practitioner: ['_id'],
    Organization: ['_id'],
  },
  creates: ['DocumentReference'],
  refuse: (type, params) => {
    // The encounter goes only with the patient; a charge goes by its encounter.
    if (type === 'ChargeItem') return params.has('context') ? undefined : issue(422, 'required');
    return needsPatient.some((p) => params.has(p)) ? undefined : issue(422, 'required');
  },
  pageSize: 1,
  next: (token, params) => {
    const patient = params.get('patient');
    return `${patient ? `patient=${patient}&` : ''}-pageContext=${token}&-pageDirection=NEXT`;
  },
};
