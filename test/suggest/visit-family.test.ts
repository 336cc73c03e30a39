/** One family of codes for each visit: no two modules level the same one. */
import { describe, expect, it } from 'vitest';
import type { Clinician, Setting } from '../../src/chart/index.ts';
import {
  consultationNamed,
  isVisitCode,
  managesDrugs,
  payerKindOf,
  psychotherapyMinutes,
  staffAlone,
  visitFamily,
  visitRecorded,
} from '../../src/suggest/visit-kind.ts';
import { concept, drug, facts, noteText, service, sourced } from '../support/facts.ts';
import { day } from '../support/fake-terminology.ts';

type Visit = NonNullable<NonNullable<Parameters<typeof facts>[0]>['visit']>;
const family = (visit: Visit) => visitFamily(facts({ visit })).family;
const asked = sourced('Dr. Referring');
const typed = (words: string, setting: Setting = 'office') => ({ setting, types: [concept(words)] });
const clinician = (kind: Clinician['kind'], ...roles: readonly string[]): Clinician => ({
  reference: `Practitioner/${kind}`,
  kind,
  roles,
  evidence: [],
});

describe('the family', () => {
  it.each<[Setting, string]>([
    ['office', 'office'],
    ['urgent-care', 'office'],
    ['telehealth', 'office'],
    ['emergency', 'emergency'],
    ['inpatient', 'hospital'],
    ['observation', 'hospital'],
    ['home', 'home'],
    ['nursing-facility', 'nursing-facility'],
    ['unknown', 'none'],
  ])('of a visit in setting %s: %s', (setting, expected) => expect(family({ setting })).toBe(expected));

  it.each<[Setting, string]>([
    ['office', 'office-consultation'],
    ['telehealth', 'office-consultation'],
    ['emergency', 'office-consultation'],
    ['inpatient', 'inpatient-consultation'],
    ['observation', 'inpatient-consultation'],
    ['nursing-facility', 'inpatient-consultation'],
  ])('of a consultation that was asked for, in setting %s: %s', (setting, expected) =>
    expect(family({ ...typed('Cardiology consultation', setting), requestedBy: asked })).toBe(expected),
  );

  it.each([
    ['Cardiology consultation', undefined, 'office'],
    ['Follow-up consultation', asked, 'office'],
    ['Nutrition consultation', asked, 'office'],
    ['Consultation for treatment', asked, 'office'],
    ['Office visit', asked, 'office'],
    ['Psychiatric diagnostic evaluation', undefined, 'psychiatric-evaluation'],
    ['Behavioral health intake', undefined, 'psychiatric-evaluation'],
    ['Individual psychotherapy', undefined, 'psychotherapy'],
    ['Chronic care management', undefined, 'care-management'],
    ['Remote patient monitoring', undefined, 'care-management'],
    ['Transitional care management visit', undefined, 'office'],
    ['Telehealth originating site visit', undefined, 'none'],
    ['Pain management visit', undefined, 'office'],
    ['Physical therapy session', undefined, 'office'],
  ])('of a visit called %s', (words, requestedBy, expected) =>
    expect(family({ ...typed(words), ...(requestedBy ? { requestedBy } : {}) })).toBe(expected),
  );

  it('shows what says so', () => {
    const { evidence } = visitFamily(facts({ visit: { ...typed('Consultation'), requestedBy: asked } }));
    expect(evidence.map((e) => e.words)).toEqual(['Consultation', 'words']);
  });

  it('a consultant alone makes a consultation, an attending beside him none', () => {
    const con = clinician('physician', 'CON');
    expect(consultationNamed(facts({ visit: { clinicians: [con] } }).visit)).toEqual([]);
    const seen = { ...con, evidence: [{ reference: 'Encounter/e', path: 'x', words: 'CON' }] };
    expect(consultationNamed(facts({ visit: { clinicians: [seen] } }).visit)).toHaveLength(1);
    const both = [seen, clinician('physician', 'ATND')];
    expect(consultationNamed(facts({ visit: { clinicians: both } }).visit)).toEqual([]);
  });
});

describe('a visit code on record', () => {
  it.each(['99213', '99223', '98006', '90791', '90834', '99460', '99396', '99291'])('%s', (code) => {
    expect(isVisitCode(code)).toBe(true);
    expect(visitRecorded(facts({ services: [service({ code })] }))).toBe(true);
  });

  it.each(['20610', '90471', '96372', '99024', '90833', '99406', '99497', '36415'])('not %s', (code) =>
    expect(isVisitCode(code)).toBe(false),
  );

  it('counts on its own day, and not when it was not done', () => {
    const other = facts({ services: [service({ code: '99232', date: day('2026-03-11') })] });
    expect(visitRecorded(other, '2026-03-10')).toBe(false);
    expect(visitRecorded(other, '2026-03-11')).toBe(true);
    expect(visitRecorded(facts({ services: [service({ code: '99232', status: 'not-done' })] }))).toBe(false);
  });
});

describe('psychotherapy minutes', () => {
  const minutes = (text: string, visit: Visit = {}) =>
    psychotherapyMinutes(facts({ visit, notes: [noteText(text)] }))?.value;

  it('stand beside the word in a visit’s note', () => {
    expect(minutes('Psychotherapy 30 minutes.')).toBe(30);
    expect(minutes('Session start 10:05, stop 10:51.')).toBeUndefined();
  });

  it('are the session’s own start and end in a session’s note', () => {
    expect(minutes('Session start 10:05, stop 10:51.', typed('Individual psychotherapy'))).toBe(46);
  });

  it.each(['No psychotherapy in these 30 minutes', 'Refer for psychotherapy, 50 minutes weekly'])(
    'not: %s',
    (text) => expect(minutes(text)).toBeUndefined(),
  );
});

it('drugs are managed by a prescriber who has some to manage', () => {
  expect(managesDrugs(facts({ services: [drug('sertraline')] }))).toBe(true);
  expect(managesDrugs(facts())).toBe(false);
  expect(managesDrugs(facts({ services: [drug('sertraline', { status: 'cancelled' })] }))).toBe(false);
  const psychologist = { clinicians: [clinician('psychologist')] };
  expect(managesDrugs(facts({ visit: psychologist, services: [drug('sertraline')] }))).toBe(false);
});

it('staff alone means that somebody is named, and nobody else', () => {
  expect(staffAlone(facts())).toBe(false);
  expect(staffAlone(facts({ visit: { clinicians: [clinician('staff')] } }))).toBe(true);
  expect(staffAlone(facts({ visit: { clinicians: [clinician('staff'), clinician('unknown')] } }))).toBe(
    false,
  );
});

it('the payer is unknown without a coverage in force', () => expect(payerKindOf(facts())).toBe('unknown'));
