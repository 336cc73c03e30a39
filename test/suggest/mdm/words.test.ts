/** Decision making from the words of a note: what clinicians write, and what looks like it and is not. */
import { describe, expect, it } from 'vitest';
import { courseInNotes, isNamedIn } from '../../../src/suggest/mdm/course-in-notes.ts';
import { rateData } from '../../../src/suggest/mdm/data.ts';
import { rateRisk } from '../../../src/suggest/mdm/risk.ts';
import { saidIn } from '../../../src/suggest/mdm/said.ts';
import { testsInNotes } from '../../../src/suggest/mdm/tests-in-notes.ts';
import { facts, noteText, order, problem } from '../../support/facts.ts';

const noted = (text: string, age = 55) => facts({ person: { age }, notes: [noteText(text)] });
const data = (text: string, age?: number) => rateData(noted(text, age)).level;
const risk = (text: string) => rateRisk(noted(text)).level;

describe('a statement', () => {
  const said = (text: string, done = false) => saidIn(noted(text), /\bseen\b/gi, { done }).length;
  it.each(['seen', 'Not today. Seen', 'not at goal because seen'])('%s', (text) =>
    expect(said(text)).toBe(1),
  );
  it.each(['not seen', 'never seen', 'without being seen', 'seen: none', 'seen - n/a', 'seen: not done'])(
    'denied: %s',
    (text) => expect(said(text)).toBe(0),
  );
  it.each(['will be seen', 'if seen', 'to be seen', 'plan to have seen', 'consider having seen'])(
    'not done: %s',
    (text) => expect([said(text), said(text, true)]).toEqual([1, 0]),
  );
});

describe('a historian', () => {
  it.each([
    'Collateral history obtained from wife.',
    'Daughter provides the history as he is confused.',
    'Hx per EMS.',
    'History given by the caregiver at the facility.',
  ])('%s', (text) => expect(data(text)).toBe('low'));
  it.each([
    'Independent historian: none.',
    'Family history from mother unknown.',
    'Mother reports cough.',
    'Mother died at 60.',
    'Accompanied by wife.',
    'History obtained from the patient.',
  ])('not of a grown-up: %s', (text) => expect(data(text)).toBe('straightforward'));
  it('of a child, the parent who reports', () => {
    expect(data('Mother reports three days of cough.', 4)).toBe('low');
    expect(data('Mother reports three days of cough.', 17)).toBe('low');
    expect(data('Mother reports three days of cough.', 18)).toBe('straightforward');
  });
});

describe('an interpretation', () => {
  it.each([
    'ECG (my interpretation): sinus rhythm.',
    'I personally reviewed the chest x-ray: no infiltrate.',
    'CXR independently viewed by me, clear.',
    'EKG as interpreted by me: normal.',
    'Independent interpretation of the CT: no bleed.',
    'My read of the film: no fracture.',
    'I interpreted the ECG.',
  ])('%s', (text) => expect(data(text)).toBe('moderate'));
  it.each([
    'Chest x-ray read by radiology: no infiltrate.',
    'I reviewed the ECG report.',
    'Independent interpretation: none.',
    'Will have the ECG interpreted by me next week.',
    'An interpreter was used.',
    'I reviewed the imaging report.',
  ])('not: %s', (text) => expect(data(text)).toBe('straightforward'));
});

describe('a discussion', () => {
  it.each([
    'Discussed with Dr. Okonjo, cardiology.',
    'D/w on-call orthopedics who agrees.',
    'Spoke by phone with the patient’s cardiologist.',
    'Case was discussed with the hospitalist.',
    'Consulted neurology, who recommends MRI.',
    'Spoke with the social worker about placement.',
  ])('%s', (text) => expect(data(text)).toBe('moderate'));
  it.each([
    'Discussed with the patient and family.',
    'Discussed referral to cardiology with the patient.',
    'Will discuss with cardiology.',
    'Consider discussing with cardiology.',
    'If worse, discuss with surgery.',
    'Plan discussed with mother, who will call the pediatrician.',
    'Cardiology follow-up.',
  ])('not: %s', (text) => expect(data(text)).toBe('straightforward'));
});

describe('tests', () => {
  const tests = (text: string) => testsInNotes(noted(text)).length;
  it.each([
    ['Ordered CBC, BMP and TSH.', 3],
    ['CBC ordered. Complete blood count repeated.', 1],
    ['Will check A1c and lipids.', 2],
    ['BMP, CBC and chest film ordered and reviewed.', 3],
    ['Reviewed outside CT from the hospital.', 1],
    ['Rapid strep performed today.', 1],
  ])('%s: %i', (text, count) => expect(tests(text)).toBe(count));
  it.each([
    'A1c reviewed, 7.2.',
    'No CBC ordered.',
    'If fever, check CBC.',
    'CBC ordered last year.',
    'MRI in 2019 performed elsewhere.',
    'TSH was not indicated.',
    'Order of the day.',
    'Checked the incision.',
  ])('none: %s', (text) => expect(tests(text)).toBe(0));
  it('in words and as orders are counted from the longer list, never both', () => {
    const both = (services: readonly string[]) =>
      rateData(facts({ services: services.map((s) => order(s)), notes: [noteText('Ordered CBC and TSH.')] }))
        .why;
    expect(both(['CBC'])).toContain('2 unique tests');
    expect(both(['CBC', 'TSH', 'Lipid panel'])).toContain('3 unique tests');
  });
});

describe('risk', () => {
  it.each([
    ['Start amoxicillin 500 mg three times daily.', 'moderate'],
    ['Continue lisinopril 20 mg daily.', 'moderate'],
    ['Increase metformin to 1000 mg.', 'moderate'],
    ['Refilled sertraline 50 mg.', 'moderate'],
    ['Start ibuprofen 400 mg as needed.', 'low'],
    ['Start vitamin D 1000 units.', 'straightforward'],
    ['Do not start amoxicillin 500 mg.', 'straightforward'],
    ['Declined to start sertraline 50 mg.', 'straightforward'],
    ['Gained 5 mg of weight.', 'straightforward'],
    ['Elects to proceed with total knee arthroplasty.', 'moderate'],
    ['Decision for cholecystectomy; elevated surgical risk due to COPD.', 'high'],
    ['Status post cholecystectomy.', 'straightforward'],
    ['Emergent appendectomy tonight.', 'high'],
    ['Decision to proceed with incision and drainage.', 'low'],
    ['Decision to proceed with incision and drainage; increased bleeding risk.', 'moderate'],
    ['Morphine 4 mg IV given.', 'high'],
    ['Dilaudid allergy.', 'straightforward'],
    ['Code status changed to DNR after a talk with the family.', 'high'],
    ['He agrees to hospice.', 'high'],
    ['Requires intensive monitoring for toxicity of amiodarone.', 'high'],
    ['Amiodarone, routine monitoring.', 'straightforward'],
    ['Drug therapy requiring intensive monitoring for toxicity.', 'high'],
    ['Cannot afford insulin.', 'moderate'],
    ['Lacks transportation.', 'moderate'],
  ])('%s %s', (text, level) => expect(risk(text)).toBe(level));

  it('moving to intensive care is a decision only in hospital', () => {
    const at = (setting: 'inpatient' | 'office') =>
      rateRisk(facts({ visit: { setting }, notes: [noteText('Transferred to the ICU.')] })).level;
    expect([at('inpatient'), at('office')]).toEqual(['high', 'straightforward']);
  });
});

describe('the course of a problem', () => {
  const course = (text: string, words = 'Hypertension', code = 'I10') =>
    courseInNotes(problem({ words, code }), code, noted(text))?.value;
  it.each([
    ['HTN: not at goal', 'worsening'],
    ['BP above goal today', 'worsening'],
    ['Hypertension, well controlled', 'stable'],
    ['HTN uncontrolled last month.\nHTN: now at goal', 'stable'],
    ['Diabetes uncontrolled. HTN at goal', 'stable'],
  ])('%s: %s', (text, expected) => expect(course(text)).toBe(expected));
  it.each([
    'Diabetes uncontrolled',
    'Father with uncontrolled hypertension',
    'HTN',
    'Return if BP is worse',
    'HTN uncontrolled in 2019',
  ])('none in: %s', (text) => expect(course(text)).toBeUndefined());
  it('is found by a word of the problem itself', () => {
    expect(course('Eczema flaring on both arms', 'Plaque psoriasis', 'L40.0')).toBeUndefined();
    expect(course('Psoriasis flaring on both arms', 'Plaque psoriasis', 'L40.0')).toBe('worsening');
    expect(course('Cataract worsening', 'Age-related nuclear cataract, right eye', 'H25.11')).toBe(
      'worsening',
    );
    expect(
      course('Right hip worsening', 'Age-related nuclear cataract, right eye', 'H25.11'),
    ).toBeUndefined();
    expect(course('Plaque on both arms worse', 'Plaque psoriasis', 'L40.0')).toBe('worsening');
    expect(isNamedIn(problem({ words: 'COPD', code: 'J44.9' }), 'J44.9', noted('Emphysema.'))).toBe(true);
    expect(isNamedIn(problem({ words: 'COPD', code: 'J44.9' }), 'J44.9', noted('Asthma.'))).toBe(false);
  });
});
