/** New or established (CPT E/M guidelines; CMS Pub. 100-04 ch. 12 §30.6.7): the same physician, or the group's same specialty, in three years. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/chart/index.ts';
import type { Encounter, Resource } from '../../src/fhir/index.ts';
import {
  BASE,
  by,
  chart,
  coded,
  earlier,
  encounter,
  facts,
  location,
  patient,
  practitioner,
  role,
  taxonomy,
  text,
  typed,
} from '../support/chart.ts';
import { day } from '../support/fake-terminology.ts';

const FAMILY = '207Q00000X';
const HEART = '207RC0000X';

const statusOf = (...resources: readonly Resource[]) => facts(...resources).visit.patientStatus;
const status = (...resources: readonly Resource[]) => statusOf(...resources).value;

/** Status where the organisation's whole history since a day is in the chart. */
const since = (historyFrom: string, ...resources: readonly Resource[]) =>
  factsOf(chart(resources, { historyFrom: day(historyFrom) })).visit.patientStatus.value;

const colleague = (over = {}) => practitioner({ id: 'colleague', ...over });
const withColleague = (date: string, over: Partial<Encounter> = {}) =>
  earlier(date, { participant: [by('Practitioner/colleague', 'PPRF')], ...over });

describe('the same physician', () => {
  it.each([
    ['yesterday', '2026-03-09', 'established'],
    ['a day less than three years ago', '2023-03-11', 'established'],
    ['three years ago to the day', '2023-03-10', 'unknown'],
    ['a day more than three years ago', '2023-03-09', 'unknown'],
    ['later', '2026-03-11', 'unknown'],
  ])('%s', (_name, date, expected) => expect(status(earlier(date))).toBe(expected));

  it('is cited with the latest visit, not the first one read', () => {
    expect(statusOf(earlier('2024-01-02'), earlier('2025-06-01')).evidence).toEqual([
      {
        reference: 'Encounter/at-2025-06-01',
        path: 'Encounter.period.start',
        words: '2025-06-01T10:00:00-05:00',
      },
    ]);
  });

  it('is known under any form of the reference', () => {
    const contained = earlier('2025-06-01', { participant: [by(`${BASE}/Practitioner/dr/_history/3`)] });
    expect(status(contained)).toBe('established');
    expect(status(role(), earlier('2025-06-01', { participant: [by('PractitionerRole/role')] }))).toBe(
      'established',
    );
    const npi = 'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|2174003121';
    expect(status(earlier('2025-06-01', { participant: [by(npi)] }))).toBe('established');
  });

  it('counts in any organisation and any setting', () => {
    const elsewhere = { serviceProvider: { reference: 'Organization/else' }, class: { code: 'IMP' } };
    expect(status(earlier('2025-06-01', elsewhere))).toBe('established');
  });

  it('is not known from another encounter of the same day, which may be this very visit', () => {
    expect(status(earlier('2026-03-10', { id: 'same-day' }))).toBe('unknown');
    expect(since('2020-01-01', earlier('2026-03-10', { id: 'same-day' }))).toBe('new');
  });

  it('may be the referrer, too, when he also saw the patient', () => {
    const both = { ...by('Practitioner/dr'), type: [...typed('REF'), ...typed('PPRF')] };
    expect(status(earlier('2025-06-01', { participant: [both] }))).toBe('established');
  });

  it('is not the one who referred both times, nor the relative who came along', () => {
    const referrer = by('Practitioner/pcp', 'REF');
    const daughter = by('RelatedPerson/daughter', 'INF');
    const bystanders = [referrer, daughter];
    const today = encounter({ participant: [by('Practitioner/dr', 'PPRF'), ...bystanders] });
    const before = withColleague('2025-06-01', {
      participant: [by('Practitioner/colleague', 'PPRF'), ...bystanders],
      serviceProvider: { reference: 'Organization/else' },
    });
    expect(since('2020-01-01', today, before)).toBe('new');
  });
});

describe('the same group', () => {
  it.each([
    ['the same specialty by qualification', FAMILY, 'established'],
    ['another specialty of physicians', HEART, 'new'],
    // An assistant counts as of the specialty of the physician he works with, which the code does not say.
    ['a physician assistant', '363A00000X', 'unknown'],
    ['a nurse practitioner', '363LF0000X', 'unknown'],
    ['a specialty that is not recorded', undefined, 'unknown'],
  ])('%s', (_name, code, expected) => {
    const qualified = (c: string) => ({ qualification: [{ code: taxonomy(c) }] });
    const mine = practitioner(qualified(FAMILY));
    const theirs = colleague(code ? qualified(code) : {});
    expect(since('2020-01-01', mine, theirs, withColleague('2025-06-01'))).toBe(expected);
  });

  it('knows specialties from roles', () => {
    const roleOf = (id: string) =>
      role({
        id: `r-${id}`,
        practitioner: { reference: `Practitioner/${id}` },
        specialty: [taxonomy(FAMILY)],
      });
    expect(status(roleOf('dr'), colleague(), roleOf('colleague'), withColleague('2025-06-01'))).toBe(
      'established',
    );
  });

  it('under another form of its reference is the same', () => {
    const absolute = { serviceProvider: { reference: `${BASE}/Organization/org` } };
    expect(since('2020-01-01', withColleague('2025-06-01', absolute))).toBe('unknown');
  });

  it('that is another organisation does not count', () => {
    const elsewhere = { serviceProvider: { reference: 'Organization/else' } };
    expect(since('2020-01-01', withColleague('2025-06-01', elsewhere))).toBe('new');
  });

  it('that is not named might be the same', () => {
    const { serviceProvider: _none, ...nameless } = withColleague('2025-06-01');
    expect(since('2020-01-01', nameless as Encounter)).toBe('unknown');
  });
});

describe('an earlier encounter counts only when it was a service to this patient', () => {
  it.each(['planned', 'cancelled', 'entered-in-error'] as const)('not when it is %s', (state) =>
    expect(since('2020-01-01', earlier('2025-06-01', { status: state }))).toBe('new'),
  );

  it.each(['in-progress', 'unknown', 'arrived'] as const)('perhaps when it is %s', (state) =>
    expect(since('2020-01-01', earlier('2025-06-01', { status: state }))).toBe('unknown'),
  );

  it('never when it was another patient, in whatever form', () => {
    const other = patient({ id: 'other' });
    for (const reference of ['Patient/other', `${BASE}/Patient/other`, 'Patient/absent', '#p']) {
      expect(since('2020-01-01', other, earlier('2025-06-01', { subject: { reference } }))).toBe('new');
    }
  });

  it('never when it is this encounter itself', () => {
    expect(since('2020-01-01', encounter())).toBe('new');
  });
});

describe('words and history', () => {
  const saying = (words: string) => encounter({ type: [text(words)] });

  it('the words of the visit decide where no visit does', () => {
    expect(status(saying('Office visit, new patient'))).toBe('new');
    expect(status(saying('Established patient'))).toBe('established');
    expect(status(encounter({ type: [coded('urn:x', 'np', 'New patient visit')] }))).toBe('new');
    expect(status(encounter({ location: [{ location: { reference: 'Location/loc' } }] }), location())).toBe(
      'unknown',
    );
  });

  it('a visit to the same physician contradicts them', () => {
    expect(status(saying('New patient'), earlier('2025-06-01'))).toBe('established');
  });

  it.each([
    ['2023-03-10', 'new'],
    ['2020-01-01', 'new'],
    ['2023-03-11', 'unknown'],
  ])('a history read in full since %s, without a visit: %s', (from, expected) => {
    expect(since(from)).toBe(expected);
  });

  it('no visit found proves nothing where the history may be incomplete', () => {
    expect(statusOf()).toEqual({ value: 'unknown', evidence: [] });
  });

  it('an encounter without a date of service is not decided', () => {
    const { period: _none, ...undated } = encounter();
    expect(since('2020-01-01', undated as Encounter, earlier('2025-06-01'))).toBe('unknown');
  });
});
