/** As fhir.epic.com describes it: encounters only of a patient, own systems for class and type, notes as HTML and RTF, warnings in every list. */
import type { Resource } from '../../../../src/fhir/index.ts';
import { issue } from '../../stub.ts';
import type { VendorShape } from '../server.ts';
import { around, base64, condition, doctor, document, type Ids, NOTE, role, visits } from '../visit.ts';

const id: Ids = (name) => `e${Buffer.from(name).toString('base64url')}3`;
const OWN = 'urn:oid:1.2.840.114350.1.13.0.1.7';
const MESSAGES = `${OWN}.2.657369`;

const [visit, earlier] = visits(id).map(
  (encounter): Resource => ({
    ...encounter,
    class: {
      system: 'urn:oid:1.2.840.114350.1.72.1.7.7.10.696784.13260',
      code: '13',
      display: 'Support OP Encounter',
    },
    type: [
      {
        coding: [{ system: `${OWN}.10.698084.30`, code: '101', display: 'Office Visit' }],
        text: 'Office Visit',
      },
    ],
  }),
);

const inVisit = (c: Resource): Resource =>
  ({ ...c, encounter: { reference: `Encounter/${id('visit')}` } }) as Resource;

const html = `<html><body>${NOTE.split('\n')
  .map((line) => `<p>${line}</p>`)
  .join('')}</body></html>`;
const rtf = `{\\rtf1\\ansi ${NOTE.replaceAll('\n', '\\par ')}}`;
const binary = (name: string, contentType: string, text: string): Resource => ({
  resourceType: 'Binary',
  id: id(name),
  contentType,
  data: base64(text),
});

const message = (code: string, display: string): Resource =>
  ({
    resourceType: 'OperationOutcome',
    issue: [
      { severity: 'warning', code: 'processing', details: { coding: [{ system: MESSAGES, code, display }] } },
    ],
  }) as Resource;

const SEARCHED = [
  '_id',
  'patient',
  'subject',
  'date',
  'status',
  'category',
  'encounter',
  'code',
  '_lastUpdated',
];

export const epic: VendorShape = {
  name: 'Epic',
  encounter: id('visit'),
  resources: [
    ...around(id),
    doctor(id),
    role(id),
    ...[visit, earlier].flatMap((r) => r ?? []),
    inVisit(
      condition(
        id,
        'cold',
        'encounter-diagnosis',
        [
          {
            system: 'urn:oid:2.16.840.1.113883.6.90',
            code: 'J06.9',
            display: 'Acute upper respiratory infection',
          },
          { system: 'http://snomed.info/sct', code: '54150009' },
        ],
        'Acute upper respiratory infection',
      ),
    ),
    condition(
      id,
      'listed',
      'problem-list-item',
      [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'H25.9' }],
      'Age-related cataract',
    ),
    document(id, 'note', [
      { contentType: 'text/html', url: `Binary/${id('html')}` },
      { contentType: 'text/rtf', url: `Binary/${id('rtf')}` },
    ]),
    binary('html', 'text/html', html),
    binary('rtf', 'text/rtf', rtf),
  ],
  searches: {
    ...Object.fromEntries(
      ['Encounter', 'Condition', 'Observation', 'DiagnosticReport', 'Procedure', 'DocumentReference'].map(
        (t) => [t, SEARCHED],
      ),
    ),
    Coverage: ['patient', 'beneficiary'],
    Immunization: ['patient', 'date'],
    MedicationRequest: ['patient', 'status', 'date'],
    ServiceRequest: ['patient', 'category'],
    Patient: ['_id', 'identifier'],
    Practitioner: ['_id'],
    PractitionerRole: ['practitioner'],
  },
  creates: ['DocumentReference'],
  refuse: (type, params) =>
    ['patient', 'subject', '_id', 'practitioner'].some((p) => params.has(p)) || type === 'Patient'
      ? undefined
      : issue(400, 'required'),
  beside: (found) => [
    ...(found === 0 ? [message('4101', 'Resource request returns no results.')] : []),
    message('4119', 'It may not contain the entire record available in the system.'),
  ],
  pageSize: 100,
  next: (token) => `sessionID=${token}`,
};
