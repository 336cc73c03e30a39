/** Element 2 (CPT E/M guidelines, data reviewed and analysed): what counts, what does not, and how often. */
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../src/fhir/index.ts';
import { rateData } from '../../../src/suggest/mdm/data.ts';
import { facts, measurement, noteText, order, seen, service, sourced } from '../../support/facts.ts';
import { day } from '../../support/fake-terminology.ts';

type Draft = NonNullable<Parameters<typeof facts>[0]>;
const rate = (draft: Draft, onlyFor?: readonly string[]) => rateData(facts(draft), onlyFor);
const level = (draft: Draft) => rate(draft).level;
const says = (...notes: readonly string[]) => ({
  notes: notes.map((n, i) => noteText(n, `DocumentReference/${i}`)),
});
const orders = (...words: readonly string[]) => ({ services: words.map((w) => order(w)) });
const report = (words: string, over = {}) =>
  service({ id: `DiagnosticReport/${words}`, kind: 'result', status: 'final', words, ...over });

const HISTORY = 'History obtained from the mother.';
const READ = 'ECG interpreted by me: sinus rhythm.';
const TALK = 'Discussed with the cardiologist.';

describe('the level', () => {
  it.each<[string, Draft, string]>([
    ['nothing', {}, 'straightforward'],
    ['one test', orders('CBC'), 'straightforward'],
    ['two tests', orders('CBC', 'Lipid panel'), 'low'],
    ['three tests', orders('CBC', 'Lipid panel', 'TSH'), 'moderate'],
    ['ten tests', orders(...Array.from({ length: 10 }, (_, i) => `test ${i}`)), 'moderate'],
    ['a historian alone', says(HISTORY), 'low'],
    ['a test and a historian', { ...orders('CBC'), ...says(HISTORY) }, 'low'],
    ['two tests and a historian', { ...orders('CBC', 'TSH'), ...says(HISTORY) }, 'moderate'],
    ['an interpretation', says(READ), 'moderate'],
    ['a discussion', says(TALK), 'moderate'],
    ['an interpretation and a discussion', says(READ, TALK), 'high'],
    ['three tests and a discussion', { ...orders('CBC', 'TSH', 'A1c'), ...says(TALK) }, 'high'],
    ['outside records and a test', { ...orders('CBC'), ...says('Reviewed the outside records.') }, 'low'],
  ])('%s', (_name, draft, expected) => expect(level(draft)).toBe(expected));

  it('says how many and what, with the evidence of each', () => {
    const rated = rate({ ...orders('CBC'), ...says(HISTORY, READ, TALK) });
    expect(rated.why).toBe(
      '1 unique test ordered or done, independent historian, independent interpretation, discussion with an external professional',
    );
    expect(rated.evidence.map((e) => e.reference)).toEqual([
      'ServiceRequest/CBC',
      'DocumentReference/0',
      'DocumentReference/1',
      'DocumentReference/2',
    ]);
  });
});

describe('a test', () => {
  const tests = (draft: Draft, onlyFor?: readonly string[]) => Number(rate(draft, onlyFor).why.split(' ')[0]);

  it('is known by LOINC, by a CPT number of laboratory or imaging, or by its words', () => {
    const loinc = {
      codings: [{ system: SYSTEM.loinc, code: '4548-4', display: undefined }],
      words: 'glycated',
    };
    expect(tests({ services: [order('x', { concept: loinc })] })).toBe(1);
    expect(tests({ services: [order('x', { words: 'chest', code: '71046' })] })).toBe(1);
    expect(tests({ services: [order('x', { words: 'panel of the house' })] })).toBe(1);
    expect(tests(orders('Physical therapy', 'Referral to cardiology'))).toBe(0);
  });

  it('is counted once, by any of its names', () => {
    expect(tests(orders('CBC', 'cbc'))).toBe(1);
    const bmp = order('BMP', { words: 'Basic metabolic panel', code: '80048' });
    const again = report('Metabolic profile', { code: '80048' });
    expect(tests({ services: [bmp, again] })).toBe(1);
    expect(tests({ services: [bmp, report('Basic metabolic panel')] })).toBe(1);
    expect(tests({ services: [bmp, report('Chest film')] })).toBe(2);
  });

  it.each(['entered-in-error', 'revoked', 'cancelled', 'draft'])(
    'is not counted when the order is %s',
    (status) => expect(tests({ services: [order('CBC', { status })] })).toBe(0),
  );

  it.each(['entered-in-error', 'cancelled', 'registered'])('is not counted when the report is %s', (status) =>
    expect(tests({ services: [report('CBC', { status })] })).toBe(0),
  );

  it('whose report is of another day was counted then', () => {
    expect(tests({ services: [report('CBC', { date: day('2026-03-09') })] })).toBe(0);
    expect(tests({ services: [report('CBC')] })).toBe(1);
  });

  it('seen only in results is one, however many components it has', () => {
    const panel = ['Sodium', 'Potassium', 'Chloride', 'Creatinine'].map((w) => measurement(w));
    expect(tests({ measurements: panel })).toBe(1);
    expect(tests({ measurements: panel, ...orders('Basic metabolic panel') })).toBe(1);
    expect(tests({ measurements: panel, services: [report('Basic metabolic panel')] })).toBe(1);
  });

  it('is no vital sign, no questionnaire, no result of an earlier day', () => {
    const measurements = [
      measurement('Systolic', { category: ['vital-signs'] }),
      measurement('PHQ-9', { category: ['survey'] }),
      measurement('LVEF', { category: ['imaging'] }),
      measurement('A1c', { date: day('2026-03-03') }),
    ];
    expect(tests({ measurements })).toBe(0);
  });

  it('for the separate problem is one ordered for it', () => {
    const services = [
      order('BMP', { words: 'Basic metabolic panel', reasons: ['Condition/htn'] }),
      order('Mammogram screening film'),
      report('CBC'),
    ];
    expect(tests({ services, measurements: [measurement('Sodium')] }, ['Condition/htn'])).toBe(1);
    expect(tests({ measurements: [measurement('Sodium')] }, ['Condition/htn'])).toBe(0);
  });
});

describe('an independent historian', () => {
  it.each([
    'History obtained from the mother.',
    'Information is provided by her daughter',
    'History per EMS',
    'Independent historian: spouse',
  ])('%s', (text) => expect(level(says(text))).toBe('low'));

  it.each([
    'Family history of diabetes per mother',
    'History of asthma.\nMother asthmatic.',
    'No independent historian.',
    'History of travel by train',
  ])('not: %s', (text) => expect(level(says(text))).toBe('straightforward'));

  it('may be named by the encounter, and counts once', () => {
    const historian = { value: 'RelatedPerson/m', evidence: [seen('Encounter/e')] };
    expect(level({ visit: { historian } })).toBe('low');
    const both = rate({ visit: { historian }, ...orders('CBC'), ...says(HISTORY) });
    expect(both.level).toBe('low');
  });
});

describe('an independent interpretation', () => {
  it.each([
    'My interpretation: no fracture.',
    'I reviewed the images personally.',
    'Independently interpreted.',
  ])('%s', (text) => expect(level(says(text))).toBe('moderate'));

  it.each([
    'Not independently interpreted.',
    'ECG was not interpreted by me',
    'Interpreter present',
    'My reading glasses',
    'Film read by radiology',
  ])('not: %s', (text) => expect(level(says(text))).toBe('straightforward'));

  it('after a denial of another is still found', () => {
    expect(level(says('CT not interpreted by me. ECG interpreted by me.'))).toBe('moderate');
    expect(level(says('Not discussed with cardiology. Discussed with the surgeon.'))).toBe('moderate');
  });

  it.each([
    ['93000', 'straightforward'],
    ['93010', 'straightforward'],
    ['71046', 'straightforward'],
    ['94010', 'straightforward'],
    ['93005', 'moderate'],
    ['36415', 'moderate'],
    ['90471', 'moderate'],
  ])('reported as a service of its own (%s) counts there', (code, expected) => {
    expect(level({ ...says(READ), services: [service({ code })] })).toBe(expected);
  });
});

describe('a discussion with an external professional', () => {
  it.each([
    'Discussed with cardiology.',
    'Spoke with the on-call surgeon',
    'Case discussed with the hospitalist',
  ])('%s', (text) => expect(level(says(text))).toBe('moderate'));

  it.each([
    'Discussed with the patient',
    'Not discussed with cardiology',
    'Hernia not discussed.',
    'Spoke with mother',
  ])('not: %s', (text) => expect(level(says(text))).toBe('straightforward'));
});

it('reads a note only once for each kind of data', () => {
  const twice = rate(says(`${READ} ${READ}`, READ));
  expect(twice.level).toBe('moderate');
  expect(twice.evidence).toHaveLength(1);
  expect(rate({ visit: { historian: sourced('x') } }).evidence).toHaveLength(1);
});
