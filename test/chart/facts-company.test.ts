/** What surrounds a visit: its documents, who took part, who asked for it, the stay before it, and the clinician's time. */
import { describe, expect, it } from 'vitest';
import type { Encounter, Resource } from '../../src/fhir/index.ts';
import {
  by,
  coded,
  encounter,
  facts,
  location,
  made,
  note,
  observation,
  practitioner,
  role,
  taxonomy,
  text,
} from '../support/chart.ts';

const visitOf = (...resources: readonly Resource[]) => facts(...resources).visit;
const LOINC = 'http://loinc.org';

describe('documents', () => {
  it('have a kind by LOINC, else by title, a day and an author, in order of time', () => {
    const progress = note('b', { id: 'b', date: '2026-03-10T15:00:00-05:00', type: coded(LOINC, '11506-3') });
    const history = note('a', {
      id: 'a',
      date: '2026-03-10T10:00:00-05:00',
      type: text('History & Physical'),
      author: [{ reference: 'Practitioner/dr' }],
    });
    const letter = note('c', { id: 'c', date: '2026-03-10T16:00:00-05:00', type: text('Letter') });
    expect(visitOf(progress, history, letter).documents).toEqual([
      { id: 'DocumentReference/a', kind: 'admission', date: '2026-03-10', author: 'Practitioner/dr' },
      { id: 'DocumentReference/b', kind: 'progress', date: '2026-03-10', author: undefined },
      { id: 'DocumentReference/c', kind: 'other', date: '2026-03-10', author: undefined },
    ]);
  });

  it('of another encounter, superseded or entered in error are none', () => {
    const elsewhere = note('x', { context: { encounter: [{ reference: 'Encounter/other' }] } });
    expect(visitOf(elsewhere).documents).toBeUndefined();
    expect(visitOf(note('x', { status: 'superseded' })).documents).toBeUndefined();
    expect(visitOf(note('x', { docStatus: 'entered-in-error' } as never)).documents).toBeUndefined();
  });
});

describe('who took part', () => {
  const kindOf = (over: Parameters<typeof practitioner>[0], ...more: readonly Resource[]) =>
    visitOf(practitioner(over), ...more).clinicians?.map((c) => c.kind);
  const qualified = (code: string) => ({ qualification: [{ code: taxonomy(code) }] });

  it.each([
    ['207Q00000X', 'physician'],
    ['208D00000X', 'physician'],
    ['363LF0000X', 'advanced'],
    ['363A00000X', 'advanced'],
    ['364S00000X', 'advanced'],
    ['103T00000X', 'psychologist'],
    ['1041C0700X', 'psychologist'],
    ['163W00000X', 'staff'],
    ['164W00000X', 'staff'],
    ['225100000X', 'other'],
  ])('by taxonomy %s: %s', (code, kind) => expect(kindOf(qualified(code))).toEqual([kind]));

  it.each([
    ['MD', 'physician'],
    ['DO', 'physician'],
    ['NP', 'advanced'],
    ['PA-C', 'advanced'],
    ['PsyD', 'psychologist'],
    ['LCSW', 'psychologist'],
    ['RN', 'staff'],
    ['CMA', 'staff'],
    ['JD', 'unknown'],
  ])('by title %s: %s', (suffix, kind) =>
    expect(kindOf({ name: [{ family: 'Example', suffix: [suffix] }] })).toEqual([kind]),
  );

  it('by the specialty of a role, which goes before a title', () => {
    const held = role({ specialty: [taxonomy('163W00000X')] });
    expect(kindOf({ name: [{ family: 'Example', suffix: ['MD'] }] }, held)).toEqual(['staff']);
  });

  it('is neither the referrer nor the patient’s relative', () => {
    const visit = visitOf(
      encounter({
        participant: [
          by('Practitioner/dr', 'ATND'),
          by('Practitioner/other', 'REF'),
          by('RelatedPerson/mother', 'INF'),
        ],
      }),
    );
    expect(visit.clinicians?.map((c) => [c.reference, c.roles])).toEqual([['Practitioner/dr', ['ATND']]]);
  });
});

describe('who asked for the visit', () => {
  it('is the referrer', () => {
    const participant = [by('Practitioner/dr'), by('Practitioner/pcp', 'REF')];
    expect(visitOf(encounter({ participant })).requestedBy?.value).toBe('Practitioner/pcp');
  });

  it('is the one who ordered it, unless that is the clinician of the visit', () => {
    const ordered = (requester: string) =>
      visitOf(
        encounter({ basedOn: [{ reference: 'ServiceRequest/r' }] }),
        made({ resourceType: 'ServiceRequest', id: 'r', requester: { reference: requester } }),
      ).requestedBy;
    expect(ordered('Practitioner/pcp')?.value).toBe('Practitioner/pcp');
    expect(ordered('Practitioner/dr')).toBeUndefined();
  });

  it('is nobody where nobody is named', () => expect(visitOf().requestedBy).toBeUndefined());
});

describe('the stay before', () => {
  const stay = (id: string, end: string, over: Partial<Encounter> = {}): Encounter =>
    encounter({
      id,
      class: { code: 'IMP' },
      period: { start: '2026-01-01T10:00:00-05:00', end: `${end}T10:00:00-05:00` },
      ...over,
    });

  it('is the latest that ended by the day of the visit', () => {
    expect(visitOf(stay('a', '2026-02-01'), stay('b', '2026-03-01')).lastDischarge?.value).toBe('2026-03-01');
    expect(visitOf(stay('a', '2026-03-10')).lastDischarge?.value).toBe('2026-03-10');
    expect(visitOf(stay('a', '2026-03-11')).lastDischarge).toBeUndefined();
  });

  it('is a finished hospital stay of this patient', () => {
    expect(visitOf(stay('a', '2026-03-01', { class: { code: 'AMB' } })).lastDischarge).toBeUndefined();
    expect(visitOf(stay('a', '2026-03-01', { status: 'cancelled' })).lastDischarge).toBeUndefined();
    const other = { subject: { reference: 'Patient/other' } };
    expect(visitOf(stay('a', '2026-03-01', other)).lastDischarge).toBeUndefined();
  });
});

describe('the clinician’s time', () => {
  const extended = (value: object, url = 'https://ehr.example.org/fhir/StructureDefinition/total-time') =>
    visitOf(encounter({ extension: [{ url, ...value }] })).documentedMinutes?.value;

  it('is an extension in minutes', () => {
    expect(extended({ valueDuration: { value: 31, code: 'min' } })).toBe(31);
    expect(extended({ valueQuantity: { value: 31, unit: 'minutes' } })).toBe(31);
    expect(extended({ valueInteger: 31 })).toBe(31);
  });

  it('is no other extension, no other unit, and not the length of the visit', () => {
    expect(extended({ valueInteger: 31 }, 'https://ehr.example.org/fhir/arrival-order')).toBeUndefined();
    expect(extended({ valueDuration: { value: 31, code: 'h' } })).toBeUndefined();
    expect(extended({ valueInteger: 0 })).toBeUndefined();
    expect(visitOf(encounter({ length: { value: 31, code: 'min' } })).documentedMinutes).toBeUndefined();
  });

  it('is an observation of the total, not of something else’s', () => {
    const observed = (words: string) =>
      visitOf(observation({ code: { text: words }, valueQuantity: { value: 31, code: 'min' } }))
        .documentedMinutes?.value;
    expect(observed('Total encounter time')).toBe(31);
    expect(observed('Total psychotherapy time')).toBeUndefined();
    expect(observed('Total time of infusion')).toBeUndefined();
    expect(observed('Total sleep time')).toBeUndefined();
  });
});

describe('how the visit was held', () => {
  const held = (value: object) => {
    const { setting, modality } = visitOf(
      encounter({ extension: [{ url: 'https://ehr.example.org/fhir/encounter-modality', ...value }] }),
    );
    return [setting.value, modality.value];
  };
  it.each([
    [{ valueString: 'video' }, ['telehealth', 'video']],
    [{ valueCode: 'phone' }, ['telehealth', 'audio']],
    [{ valueCoding: { code: 'audio', display: 'Audio and video' } }, ['telehealth', 'video']],
    [{ valueCodeableConcept: { text: 'Telephone' } }, ['telehealth', 'audio']],
    [{ valueString: 'in person' }, ['office', 'in-person']],
  ])('by an extension for the modality: %o', (value, expected) => expect(held(value)).toEqual(expected));

  it('by a place that is no room', () => {
    const at = (code: string) =>
      visitOf(
        encounter({ location: [{ location: { reference: 'Location/loc' } }] }),
        location({
          physicalType: coded('http://terminology.hl7.org/CodeSystem/location-physical-type', code),
        }),
      ).setting.value;
    expect([at('vi'), at('ro')]).toEqual(['telehealth', 'office']);
  });
});
