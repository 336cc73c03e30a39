/** The Visit: setting, modality, place and documented time, and where each was read (R4 encounter.html; CMS place-of-service set). */
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/chart/index.ts';
import { type Encounter, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import {
  by,
  chart,
  coded,
  DAY,
  encounter,
  facts,
  location,
  made,
  note,
  observation,
  practitioner,
  text,
} from '../support/chart.ts';

const visit = (over: Partial<Encounter>, ...more: readonly Resource[]) =>
  facts(encounter(over), ...more).visit;
const setting = (over: Partial<Encounter>, ...more: readonly Resource[]) =>
  visit(over, ...more).setting.value;
const NONE = { class: {} } as Partial<Encounter>;
const AT = { location: [{ location: { reference: 'Location/loc' } }] };

describe('setting by class', () => {
  it.each([
    ['AMB', 'office'],
    ['EMER', 'emergency'],
    ['IMP', 'inpatient'],
    ['ACUTE', 'inpatient'],
    ['NONAC', 'inpatient'],
    ['OBSENC', 'observation'],
    ['VR', 'telehealth'],
    ['HH', 'home'],
    ['amb', 'office'],
    [' IMP ', 'inpatient'],
  ])('v3 %s is %s', (code, expected) =>
    expect(setting({ class: { system: SYSTEM.actCode, code } })).toBe(expected),
  );

  it.each([
    ['O', 'office'],
    ['E', 'emergency'],
    ['I', 'inpatient'],
  ])('v2 %s is %s', (code, expected) =>
    expect(setting({ class: { system: 'http://terminology.hl7.org/CodeSystem/v2-0004', code } })).toBe(
      expected,
    ),
  );

  it('outweighs words, save those that say more than "ambulatory"', () => {
    expect(setting({ class: { code: 'EMER' }, type: [text('Office visit')] })).toBe('emergency');
    expect(setting({ class: { code: 'IMP' }, type: [text('Telehealth round')] })).toBe('inpatient');
  });

  it('is its own evidence, and words are theirs', () => {
    expect(visit({}).setting.evidence).toEqual([
      { reference: 'Encounter/e', path: 'Encounter.class', words: 'AMB' },
    ]);
    expect(visit({ type: [text('x'), text('Urgent care')] }).setting.evidence).toEqual([
      { reference: 'Encounter/e', path: 'Encounter.type[1].text', words: 'Urgent care' },
    ]);
  });
});

describe('setting by words', () => {
  it.each([
    ['Urgent care visit', 'urgent-care'],
    ['Video visit', 'telehealth'],
    ['Telephone visit (audio only)', 'telehealth'],
    ['Virtual urgent care', 'telehealth'],
    ['Home visit', 'home'],
  ])('%s refines AMB to %s', (words, expected) => expect(setting({ type: [text(words)] })).toBe(expected));

  it.each([
    ['Emergency department visit', 'emergency'],
    ['Placed in observation', 'observation'],
    ['Hospital admission', 'inpatient'],
    ['Skilled nursing visit', 'nursing-facility'],
    ['House call', 'home'],
    ['Well child check', 'office'],
    ['Follow-up', 'office'],
    ['Something else', 'unknown'],
  ])('%s without a class is %s', (words, expected) =>
    expect(setting({ ...NONE, type: [text(words)] })).toBe(expected),
  );

  it('come from a vendor class, the service type and the places, too', () => {
    expect(setting({ class: { system: 'urn:oid:1.2.3', code: '77', display: 'Emergency Room' } })).toBe(
      'emergency',
    );
    expect(setting({ ...NONE, serviceType: text('Urgent care') })).toBe('urgent-care');
    expect(setting({ ...NONE, ...AT }, location({ name: 'Main Street Clinic' }))).toBe('office');
    expect(setting({ ...NONE, ...AT }, location({ type: [coded('x', 'y', 'Inpatient ward')] }))).toBe(
      'inpatient',
    );
    expect(setting({ ...NONE, location: [{ location: { display: 'Urgent Care West' } }] })).toBe(
      'urgent-care',
    );
  });

  it('a missing class with no word at all is unknown, without evidence', () => {
    const bare = encounter({ type: [] });
    const { class: _none, ...without } = bare;
    expect(facts(without as Encounter).visit.setting).toEqual({ value: 'unknown', evidence: [] });
  });
});

describe('modality', () => {
  const remote = (type: string, ...notes: readonly string[]) =>
    visit({ class: { code: 'VR' }, type: [text(type)] }, ...notes.map((n, i) => note(n, { id: `n${i}` })))
      .modality;

  it.each([
    ['Video follow-up', [], 'video'],
    ['Telephone visit', [], 'audio'],
    ['Virtual', ['Synchronous audio and video visit.'], 'video'],
    ['Virtual', ['Audio-only visit, the patient has no video device.'], 'audio'],
    ['Virtual', ['Seen by phone.'], 'audio'],
    ['Virtual', ['Telephone number confirmed. Video visit as planned.'], 'video'],
    ['Video visit', ['Emergency telephone number confirmed.'], 'video'],
    ['Video visit', ['Video failed after a minute; converted to telephone.'], 'audio'],
    ['Video visit', ['Patient declined video.'], 'audio'],
    ['Virtual', [], 'unknown'],
  ] as const)('%s, noted %j: %s', (type, notes, expected) =>
    expect(remote(type, ...notes).value).toBe(expected),
  );

  it('names the words, and of a note no more than those', () => {
    expect(remote('Virtual', 'She was seen by video today.').evidence).toEqual([
      { reference: 'DocumentReference/n0', path: 'text', words: 'video' },
    ]);
  });

  it('is told by the visit before a note', () => {
    expect(remote('Video visit', 'Seen by video.').evidence[0]?.reference).toBe('Encounter/e');
  });

  it('is in person where the setting is not telehealth, whatever a note says', () => {
    expect(visit({}, note('He saw a video at home.')).modality.value).toBe('in-person');
    expect(visit({}, note('Patient at home.')).patientAt).toBeUndefined();
  });
});

describe('where the patient was', () => {
  const where = (...resources: readonly Resource[]) =>
    visit({ class: { code: 'VR' }, ...AT }, ...resources).patientAt;

  it.each([
    ['Patient at home.', 'home'],
    ['Patient at his home in Salem', 'home'],
    ["In the patient's home", 'home'],
    ['The patient was located in her own home.', 'home'],
    ['POS 10', 'home'],
    ['Originating site: clinic', 'elsewhere'],
    ['POS 02', 'elsewhere'],
    ['Takes her pressure at home.', undefined],
    ['Oxygen at home, stable.', undefined],
    ['Nursing home resident', undefined],
    ['Nothing said', undefined],
  ])('%s: %s', (words, expected) => expect(where(note(words))).toBe(expected));

  it('is told by the place itself', () => {
    expect(where(location({ name: "Patient's home" }))).toBe('home');
    expect(where(location({ name: 'At home' }))).toBe('home');
  });
});

describe('documented time', () => {
  const total = (over = {}) =>
    observation({
      code: text('Total time'),
      valueQuantity: { value: 32, unit: 'min', code: 'min' },
      ...over,
    });
  const minutes = (...resources: readonly Resource[]) => visit({}, ...resources).documentedMinutes?.value;

  it('is an observation of total time in minutes, before the words of a note', () => {
    expect(minutes(total(), note('Total time 45 minutes'))).toBe(32);
    expect(visit({}, total()).documentedMinutes?.evidence).toEqual([
      { reference: 'Observation/o', path: 'Observation.valueQuantity', words: '32 min' },
    ]);
  });

  it.each([
    ['of another encounter', { encounter: { reference: 'Encounter/other' } }],
    ['entered in error', { status: 'entered-in-error' }],
    ['in hours', { valueQuantity: { value: 2, code: 'h' } }],
    ['of something else', { code: text('Anaesthesia time') }],
    ['without a number', { valueQuantity: { code: 'min' } }],
  ])('is not one %s', (_name, over) => expect(minutes(total(over))).toBeUndefined());

  it('is taken from an unattached observation only of the day', () => {
    const loose = (date: string) => {
      const { encounter: _none, ...rest } = total({ effectiveDateTime: date });
      return rest as ReturnType<typeof total>;
    };
    expect(minutes(loose(DAY))).toBe(32);
    expect(minutes(loose('2026-03-09'))).toBeUndefined();
  });

  it('is never the length of the visit', () => {
    const long = visit({
      period: { start: `${DAY}T09:00:00Z`, end: `${DAY}T10:00:00Z` },
      length: { value: 60 },
    });
    expect(long.documentedMinutes).toBeUndefined();
    expect(long.periodMinutes).toBe(60);
  });
});

describe('the rest of the visit', () => {
  it('has its days as written at the place of service', () => {
    const late = visit({ period: { start: '2026-09-30T23:30:00-10:00', end: '2026-10-01T00:10:00-10:00' } });
    expect([late.date, late.endDate]).toEqual(['2026-09-30', '2026-10-01']);
    expect(visit({ period: { start: '2026-09' } }).date).toBeUndefined();
  });

  it('has a recorded place of service where one is coded', () => {
    const pos = (code: string) => coded(SYSTEM.placeOfService, code);
    const here = visit({ type: [text('x'), pos('11')] }).recordedPlaceOfService;
    expect(here).toMatchObject({ value: '11', evidence: [{ path: 'Encounter.type[1]' }] });
    expect(visit(AT, location({ type: [pos('20')] })).recordedPlaceOfService?.value).toBe('20');
    const none = [pos('office'), coded('urn:x', '11')];
    expect(visit({ type: none }).recordedPlaceOfService).toBeUndefined();
  });

  it('names an informant, but never the patient as one', () => {
    const mother = made({ resourceType: 'RelatedPerson', id: 'mother' });
    const told = (reference: string) =>
      visit({ participant: [by(reference, 'INF')] }, mother).historian?.value;
    expect(told('RelatedPerson/mother')).toBe('RelatedPerson/mother');
    expect(told('Patient/p')).toBeUndefined();
    expect(told('https://ehr.example.org/fhir/Patient/p')).toBeUndefined();
    const urn = { fullUrl: 'urn:uuid:1', resource: { resourceType: 'Patient', id: 'p' } as Resource };
    const e = encounter({ participant: [by('urn:uuid:1', 'INF')], subject: { reference: 'urn:uuid:1' } });
    expect(factsOf(chart([e, practitioner()], { entries: [urn] })).visit.historian).toBeUndefined();
  });

  it('keeps reasons with their places', () => {
    const { reasons } = visit({ reasonCode: [text('Cough'), coded('x', 'y', 'Fever')] });
    expect(reasons.map((r) => [r.words, r.evidence.path])).toEqual([
      ['Cough', 'Encounter.reasonCode[0]'],
      ['Fever', 'Encounter.reasonCode[1]'],
    ]);
  });
});
