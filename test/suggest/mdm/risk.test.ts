/** Element 3 (CPT E/M guidelines, risk of management): the highest rule with evidence decides; what was not done is no evidence. */
import { describe, expect, it } from 'vitest';
import { rateRisk } from '../../../src/suggest/mdm/risk.ts';
import { concept, drug, facts, noteText, order, service } from '../../support/facts.ts';

type Draft = NonNullable<Parameters<typeof facts>[0]>;
const rate = (draft: Draft, onlyFor?: readonly string[]) => rateRisk(facts(draft), onlyFor);
const level = (draft: Draft) => rate(draft).level;
const says = (text: string) => ({ notes: [noteText(text)] });
const given = (words: string, status = 'completed') =>
  service({ id: 'MedicationAdministration/x', kind: 'administration', words, status });

describe('the level', () => {
  it.each<[string, Draft, string]>([
    ['nothing', {}, 'straightforward'],
    ['a test ordered', { services: [order('CBC')] }, 'low'],
    ['an over-the-counter drug', says('Rest and fluids, ibuprofen as needed.'), 'low'],
    ['a prescription', { services: [drug('lisinopril')] }, 'moderate'],
    ['a prescription stopped', { services: [drug('lisinopril', { status: 'stopped' })] }, 'moderate'],
    ['a drug given', { services: [given('ketorolac')] }, 'moderate'],
    ['social determinants', says('She cannot afford the inhaler.'), 'moderate'],
    ['morphine given', { services: [given('Morphine 4 mg')] }, 'high'],
    ['an infusion that needs monitoring', { services: [given('Paclitaxel')] }, 'high'],
    ['a decision not to resuscitate', says('DNR order signed today.'), 'high'],
    ['a decision to admit', says('Decision made to admit.'), 'high'],
    ['the highest of several', { services: [order('CBC'), drug('x'), given('Fentanyl')] }, 'high'],
  ])('%s', (_name, draft, expected) => expect(level(draft)).toBe(expected));

  it('says why, with the evidence', () => {
    expect(rate({ services: [order('CBC'), drug('lisinopril')] })).toMatchObject({
      level: 'moderate',
      why: 'prescription drug management',
      evidence: [{ reference: 'MedicationRequest/lisinopril' }],
    });
  });
});

describe('what was not done', () => {
  it.each(['entered-in-error', 'cancelled', 'draft'])('a prescription that is %s', (status) =>
    expect(level({ services: [drug('lisinopril', { status })] })).toBe('straightforward'),
  );

  it.each(['entered-in-error', 'not-done'])('a drug %s', (status) =>
    expect(level({ services: [given('Morphine', status)] })).toBe('straightforward'),
  );

  it.each(['entered-in-error', 'revoked', 'draft'])('an order that is %s', (status) =>
    expect(level({ services: [order('CBC', { status })] })).toBe('straightforward'),
  );

  it('a result or a procedure is no management risk by itself', () => {
    expect(level({ services: [service({ code: '36415' }), service({ kind: 'result' })] })).toBe(
      'straightforward',
    );
  });

  it('nor an order for another problem, beside the separate one', () => {
    const services = [drug('lisinopril', { reasons: ['Condition/htn'] })];
    expect(rate({ services }, ['Condition/htn']).level).toBe('moderate');
    expect(rate({ services }, ['Condition/other']).level).toBe('straightforward');
  });
});

describe('a decision about the hospital', () => {
  const left = (words: string, setting: 'emergency' | 'office' = 'emergency', code?: string) =>
    level({
      visit: {
        setting,
        dischargeDisposition: code
          ? { ...concept(words), codings: [{ system: 'x', code, display: undefined }] }
          : concept(words),
      },
    });

  it.each([
    'Placed in hospital observation',
    'Admitted as inpatient',
    'Admit to ICU',
    'Transfer to another hospital',
  ])('by disposition of the emergency department: %s', (words) => expect(left(words)).toBe('high'));

  it.each([
    'Home',
    'Discharged from hospital to home',
    'Not admitted',
    'Left against advice',
    'Hospice',
    'Expired',
  ])('not by %s', (words) => expect(left(words)).toBe('straightforward'));

  it('not by the code of a hospice, nor by a disposition outside the emergency department', () => {
    expect(left('Hospice', 'emergency', 'hosp')).toBe('straightforward');
    expect(left('Admitted as inpatient', 'office')).toBe('straightforward');
  });

  it.each([
    'Plan: admit to telemetry.',
    'Admitted to observation.',
    'Decision to admit',
    'He will be admitted.',
    'Hospitalization considered; he prefers to go home.',
    'Hospitalisation was discussed and declined',
  ])('by the words of the plan: %s', (text) => expect(level(says(text))).toBe('high'));

  it.each([
    'He was admitted to the hospital in 2019 for heart failure.',
    'Previously admitted to ICU.',
    'Patient admits to drinking; does admit to smoking.',
    'She will admit to feeling low.',
    'No need to admit to hospital.',
    'Not admitted to observation.',
    'Last hospitalization in 2020.',
  ])('not by history or denial: %s', (text) => expect(level(says(text))).toBe('straightforward'));
});

describe('other words', () => {
  it.each(['DNR status: full code', 'No DNR order', 'Code status discussed', 'Full code'])(
    'no decision: %s',
    (text) => expect(level(says(text))).toBe('straightforward'),
  );
  it.each(['Can afford the copay', 'No supportive care needed', 'Denies ibuprofen use'])(
    'no risk: %s',
    (text) => expect(level(says(text))).toBe('straightforward'),
  );
});
