/** The chart that speed is measured on: 30 Conditions and a note of 1,000 words. */
import type { Bundle } from '../../src/fhir/index.ts';

const CODES =
  'I10 E11.9 E78.5 J45.909 K21.9 M17.11 F41.1 N39.0 J06.9 L30.9 G43.909 H66.91 I48.91 E03.9 D64.9 M54.50 R07.9 R10.9 Z87.891 N18.31 J44.9 I25.10 F32.A K59.00 R05.9 M81.0 G47.33 E66.9 H40.9 B35.1'.split(
    ' ',
  );
const SENTENCES = [
  'She reports two weeks of productive cough without hemoptysis, denies chest pain and has no shortness of breath at rest.',
  'Her blood pressure log shows readings above goal in the morning, and she takes lisinopril every day as directed.',
  'Exam: lungs clear to auscultation, heart regular without murmur, abdomen soft, no edema of the lower extremities.',
  'Past medical history of breast cancer, status post cholecystectomy; family history of colon cancer in her father.',
  'Knee pain on the right has been worse with stairs, possible meniscal tear was discussed and imaging was ordered.',
];

export function bigChart(): Bundle {
  const note: string[] = [];
  for (let words = 0; words < 1_000; words = note.join(' ').split(' ').length) {
    note.push(SENTENCES[note.length % SENTENCES.length] ?? '');
  }
  const text = `HPI: ${note.join('\n')}\nASSESSMENT:\n1. Acute bronchitis\n2. Hypertension, not at goal\n3. Osteoarthritis of the right knee`;
  const coding = (system: string, code: string) => ({ coding: [{ system, code }] });
  const conditions = CODES.map((code, i) => ({
    resourceType: 'Condition',
    id: `c${i}`,
    subject: { reference: 'Patient/p' },
    encounter: { reference: 'Encounter/e' },
    clinicalStatus: coding('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
    category: [coding('http://terminology.hl7.org/CodeSystem/condition-category', 'encounter-diagnosis')],
    code: coding('http://hl7.org/fhir/sid/icd-10-cm', code),
  }));
  const resources = [
    { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1961-05-04' },
    {
      resourceType: 'Encounter',
      id: 'e',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject: { reference: 'Patient/p' },
      period: { start: '2026-03-10T09:00:00-05:00', end: '2026-03-10T09:20:00-05:00' },
    },
    ...conditions,
    {
      resourceType: 'DocumentReference',
      id: 'd',
      status: 'current',
      context: { encounter: [{ reference: 'Encounter/e' }] },
      content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(text).toString('base64') } }],
    },
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
  } as Bundle;
}
