/** As docs.athenahealth.com describes it: dotted ids, a practice in each search, no class, and here what older servers leave behind of DSTU2. */
import type { Encounter, Resource } from '../../../../src/fhir/index.ts';
import { issue } from '../../stub.ts';
import type { VendorShape } from '../server.ts';
import { around, base64, condition, doctor, document, type Ids, NOTE, visits } from '../visit.ts';

const id: Ids = (name) => `a-1959641.${name.charAt(0).toUpperCase()}-${name.length}${name.charCodeAt(1)}`;

/** A class that says only that there is none, times without a zone, and the clinician inside the encounter. */
const shaped = visits(id).map((encounter): Resource => {
  const { period, ...rest } = encounter;
  const clinician = { ...doctor(id), id: 'clinician' } as NonNullable<Encounter['contained']>[number];
  return {
    ...rest,
    contained: [clinician],
    class: {
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
      ],
    },
    participant: [{ individual: { reference: '#clinician' } }],
    period: { start: period?.start?.replace('Z', ''), end: period?.end?.replace('Z', '') },
  } as Resource;
});

/** DSTU2 had plain codes where R4 has concepts, and one category where R4 has a list. */
const asDstu2 = (c: Resource): Resource =>
  ({
    ...c,
    clinicalStatus: 'active',
    verificationStatus: 'confirmed',
    category: { coding: [{ system: 'http://hl7.org/fhir/condition-category', code: 'diagnosis' }] },
    dateRecorded: '2026-09-15',
  }) as unknown as Resource;

export const athenahealth: VendorShape = {
  name: 'athenahealth',
  encounter: id('visit'),
  resources: [
    ...around(id),
    ...shaped,
    condition(
      id,
      'cold',
      'encounter-diagnosis',
      [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J06.9' }],
      'Acute upper respiratory infection',
    ),
    asDstu2(
      condition(
        id,
        'blood pressure',
        'problem-list-item',
        [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10' }],
        'Essential hypertension',
      ),
    ),
    document(id, 'note', [
      { contentType: 'text/html', data: base64(`<div>${NOTE.replaceAll('\n', '<br/>')}</div>`) },
    ]),
  ],
  searches: Object.fromEntries(
    [
      'Encounter',
      'Condition',
      'Coverage',
      'DocumentReference',
      'Observation',
      'Procedure',
      'Organization',
    ].map((type) => [type, ['_id', 'patient', 'ah-practice', 'category', 'date']]),
  ),
  refuse: (_, params) =>
    params.has('patient') || params.has('_id') || params.has('ah-practice')
      ? undefined
      : issue(403, 'forbidden'),
  pageSize: 10,
  next: (token) => `cursor=${token}`,
};
