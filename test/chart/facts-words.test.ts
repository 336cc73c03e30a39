/** Cues in the clinician's words: doubt (guidelines IV.H, II.H), denial, side (I.B.13), course, total time. */
import { describe, expect, it } from 'vitest';
import { asserted, courseIn, doubtIn, isDenial, minutesIn, sideIn } from '../../src/chart/read/words.ts';

const rows = (table: Readonly<Record<string, string | undefined>>) => Object.entries(table);

describe('doubt', () => {
  it.each(
    rows({
      'Suspected pneumonia': 'Suspected',
      'pneumonia, suspected': 'suspected',
      'r/o MI': 'r/o',
      'Rule out pulmonary embolism': 'Rule out',
      'rule-out appendicitis': 'rule-out',
      'Probable viral gastroenteritis': 'Probable',
      'Possible fracture of the wrist': 'Possible',
      'most likely viral': 'likely',
      'questionable cellulitis': 'questionable',
      'Working diagnosis: gout': 'Working diagnosis',
      'findings compatible with sarcoidosis': 'compatible with',
      'consistent with asthma': 'consistent with',
      'concern for abuse': 'concern for',
      'presumptive strep': 'presumptive',
      'lesion suspicious for melanoma': 'suspicious for',
      '?pneumonia': '?',
      '? UTI': '?',
      'cough, ?pneumonia': '?',
      'cough (?pneumonia)': '?',
      'Pneumonia?': '?',
    }),
  )('%s', (text, word) => expect(doubtIn(text)).toBe(word));

  it.each([
    'Pneumonia',
    'Contact with and (suspected) exposure to COVID-19',
    'Newborn (suspected to be) affected by maternal hypertension',
    'Encounter for observation for suspected exposure to toxin, ruled out',
    'Observation of newborn for suspected infectious condition ruled out',
    'Pneumonia ruled out',
    'Appendicitis unlikely',
    'Type 2 diabetes mellitus',
    'Impossible to examine',
    'Pneumonia with 2+ edema',
    '',
    undefined,
  ])('none in %s', (text) => expect(doubtIn(text)).toBeUndefined());

  it('of one finding is not undone by the ruling out of another', () => {
    expect(doubtIn('Suspected pneumonia, PE ruled out')).toBe('Suspected');
    expect(doubtIn('PE ruled out; probable pneumonia')).toBe('probable');
  });

  it('is looked for in the first 4,000 characters', () => {
    expect(doubtIn(`${'x '.repeat(1990)}suspected`)).toBe('suspected');
    expect(doubtIn(`${'x '.repeat(2001)}suspected`)).toBeUndefined();
  });
});

describe('a denial', () => {
  it.each([
    'Pneumonia ruled out',
    'Ruled out: pulmonary embolism',
    'Myocardial infarction has been ruled out.',
    'PE ruled out by CT',
    'Appendicitis unlikely',
    'Unlikely pneumonia',
  ])('%s', (text) => expect(isDenial(text)).toBe(true));

  it.each([
    'Chest pain, MI ruled out',
    'Chest pain - MI ruled out',
    'Chest pain with MI ruled out',
    'Fever; sepsis ruled out',
    'Rule out pneumonia',
    'Encounter for suspected problem with fetal growth ruled out',
    'Observation of newborn for suspected infectious condition ruled out',
    'Pneumonia',
    undefined,
  ])('not %s', (text) => expect(isDenial(text)).toBe(false));
});

describe('side', () => {
  it.each(
    rows({
      'left knee pain': 'left',
      'Pain, knee, RIGHT': 'right',
      'L knee': 'left',
      'R   shoulder': 'right',
      'lt ankle': 'left',
      'rt. hip': 'right',
      'bilateral cataract': 'bilateral',
      'Bilat. otitis': 'bilateral',
      'both knees': 'bilateral',
      'both breasts': 'bilateral',
      'left hand and right foot': undefined,
      'right then left': undefined,
      'bilateral, left worse than right': 'bilateral',
      'Vitamin L deficiency': undefined,
      'upright posture, leftover pain': undefined,
      'knee pain': undefined,
      '': undefined,
    }),
  )('%s', (text, side) => expect(sideIn(text)).toBe(side));
});

describe('course', () => {
  it.each(
    rows({
      'not at goal': 'worsening',
      'Not at treatment goal': 'worsening',
      'no longer at goal': 'worsening',
      'not yet at goal': 'worsening',
      'above goal': 'worsening',
      uncontrolled: 'worsening',
      'poorly controlled': 'worsening',
      'not well controlled': 'worsening',
      'not well-controlled': 'worsening',
      'not stable': 'worsening',
      'not improving': 'worsening',
      'not improved': 'worsening',
      'Worsening, start gabapentin': 'worsening',
      'worse since spring': 'worsening',
      'disease progression on CT': 'worsening',
      'acute exacerbation': 'worsening',
      'Severe exacerbation': 'severe-exacerbation',
      'severely worsening': 'severe-exacerbation',
      'potentially life-threatening': 'severe-exacerbation',
      improving: 'improving',
      'progressing well': 'improving',
      'well controlled': 'stable',
      'at goal': 'stable',
      'in remission': 'stable',
      'Stable.': 'stable',
      unstable: 'unstated',
      'seen today': 'unstated',
      '': 'unstated',
    }),
  )('%s', (text, course) => expect(courseIn(text)).toBe(course));

  it.each(
    rows({
      'no longer worsening': 'unstated',
      'no worse than before': 'unstated',
      'denies worsening': 'unstated',
      'no exacerbation': 'unstated',
      'without acute exacerbation': 'unstated',
      'no severe exacerbation': 'unstated',
      'not life-threatening': 'unstated',
      'no evidence of progression': 'unstated',
      'Stable, no exacerbation': 'stable',
      'Stable. Return if worsening': 'stable',
      'Improving; call if symptoms worsen': 'improving',
      'Monitor for worsening': 'unstated',
      'last exacerbation in 2023, well controlled': 'stable',
      'history of decompensated disease, now at goal': 'stable',
    }),
  )('a level is not raised by what is denied, past or only a warning: %s', (text, course) =>
    expect(courseIn(text)).toBe(course),
  );

  it('is seen beside a denial and before a warning', () => {
    expect(courseIn('no severe exacerbation, but not at goal')).toBe('worsening');
    expect(courseIn('Worsening if he misses a dose')).toBe('worsening');
    expect(asserted('Increase. If dizzy, stop it. Continue.')).toBe('Increase.  . Continue.');
  });
});

describe('total time', () => {
  it.each([
    ['Total time today 22 minutes (call 18, review and note 4).', 22],
    ['Total time: 45 min', 45],
    ['total provider time on the date of the encounter was 61 minutes', 61],
    ['I spent 35 minutes with the chart and the patient', 35],
    ['I spent a total of 9 mins', 9],
  ])('%s', (text, minutes) => expect(minutesIn(text)?.minutes).toBe(minutes));

  it.each([
    'Visit from 9:00 to 9:25',
    'Nebuliser for 15 minutes',
    'Total time was short.\nThe film took 30 minutes.',
    'Total time in hours 2',
    'Total time 3245 minutes',
    'The patient waited 40 minutes',
  ])('none in: %s', (text) => expect(minutesIn(text)).toBeUndefined());

  it('keeps the words as evidence', () => {
    expect(minutesIn('A. Total time 30 minutes.')?.words).toBe('Total time 30 minutes');
  });
});
