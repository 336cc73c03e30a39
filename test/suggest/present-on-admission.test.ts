/** Present-on-admission indicators (Official Guidelines, Appendix I): words, dates, principal, lasting diseases, exempt codes. */
import { describe, expect, it } from 'vitest';
import { presentOnAdmission } from '../../src/suggest/present-on-admission.ts';
import { exemptFromPresentOnAdmission } from '../../src/suggest/present-on-admission-exempt.ts';
import { coded, type FactsDraft, facts, ON, type ProblemDraft, problem } from './interpreters/support.ts';

type VisitDraft = NonNullable<FactsDraft['visit']>;

const STAY: VisitDraft = { setting: { value: 'inpatient', evidence: [] }, date: ON };

function judged(code: string, draft: ProblemDraft = {}, visit: VisitDraft = STAY) {
  const id = `Condition/${code}`;
  return presentOnAdmission(coded(code), facts({ problems: [problem({ ...draft, id })], visit }), ON);
}

const date = (text: string) => text as NonNullable<ProblemDraft['onset']>;

describe('the indicator', () => {
  it.each<readonly [string, string, ProblemDraft, string]>([
    ['words: present', 'L89.153', { words: 'Stage 3 pressure ulcer, present on admission' }, 'Y'],
    ['words: POA in a note', 'N39.0', { words: 'UTI', notes: ['POA'] }, 'Y'],
    ['words: hospital-acquired', 'J18.9', { words: 'Hospital-acquired pneumonia' }, 'N'],
    ['words: not present', 'L89.152', { words: 'Pressure ulcer, not present on admission' }, 'N'],
    ['words outweigh the date', 'N39.0', { words: 'UTI, nosocomial', onset: date('2026-03-01') }, 'N'],
    ['words: clinically undetermined', 'I26.99', { words: 'PE, clinically undetermined onset' }, 'W'],
    ['principal', 'A41.9', { rank: 1, onset: date('2026-03-11') }, 'Y'],
    ['admitting diagnosis', 'R55', { uses: ['AD'] }, 'Y'],
    ['the day before', 'J18.9', { onset: date('2026-03-09') }, 'Y'],
    ['the day of admission', 'J18.9', { onset: date('2026-03-10') }, 'Y'],
    ['the day after', 'J18.9', { onset: date('2026-03-11') }, 'U'],
    ['no date', 'N17.9', {}, 'U'],
    ['a lasting disease found later', 'E11.9', { onset: date('2026-03-12') }, 'Y'],
    ['an acute state of a lasting disease', 'J44.1', { onset: date('2026-03-12') }, 'U'],
    ['acute on chronic failure', 'I50.23', {}, 'U'],
    ['chronic failure', 'I50.22', {}, 'Y'],
  ])('%s', (_name, code, draft, indicator) => {
    const found = judged(code, draft);
    expect([found?.indicator, found?.exempt]).toEqual([indicator, false]);
    expect(found?.query?.id).toBe(indicator === 'U' ? 'present-on-admission' : undefined);
    expect(found?.citation).toEqual({
      source: 'ICD-10-CM Official Guidelines FY 2026',
      section: 'Appendix I',
    });
  });

  it('asks without promising a code', () => {
    expect(judged('N17.9')?.query?.options.every((o) => o.code === undefined)).toBe(true);
  });

  it.each(['office', 'emergency', 'observation'] as const)('is not reported for a visit: %s', (value) => {
    expect(judged('J18.9', {}, { setting: { value, evidence: [] }, date: ON })).toBeUndefined();
  });

  it('cannot be told without a day of admission', () => {
    expect(judged('J18.9', {}, { ...STAY, date: undefined })).toBeUndefined();
  });
});

describe('exempt codes', () => {
  it.each([
    ...[
      'Z79.4',
      'Z87.891',
      'I25.2',
      'I69.351',
      'O80',
      'O09.511',
      'Q21.0',
      'B94.2',
      'Z37.0',
      'Z38.00',
      'Z68.41',
    ],
    ...['S52.531D', 'T84.51XS', 'M80.051G', 'M97.01XD', 'Z91.148', 'Z98.890', 'P29.30', 'Z51.11'],
  ])('%s takes none', (code) => {
    expect(exemptFromPresentOnAdmission(code)).toBe(true);
    expect(judged(code)).toMatchObject({ indicator: undefined, exempt: true, query: undefined });
  });

  it.each([
    ...[
      'J18.9',
      'S52.531A',
      'S52.531B',
      'M80.051A',
      'M84.451D',
      'Z66',
      'Z96.651',
      'Z60.2',
      'Z16.12',
      'Z20.822',
      'O99.013',
    ],
    ...['P22.0', 'R65.21', 'D62', 'F10.231', 'E11.65'],
  ])('%s takes one', (code) => {
    expect(exemptFromPresentOnAdmission(code)).toBe(false);
    expect(judged(code)?.indicator).toBeDefined();
  });

  it('of an external cause the table cannot tell', () => {
    expect(exemptFromPresentOnAdmission('W01.0XXA')).toBeUndefined();
    expect(judged('W01.0XXA')).toMatchObject({ indicator: undefined, exempt: false, query: undefined });
  });
});
