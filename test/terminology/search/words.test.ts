import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areKin } from '../../../src/terminology/search/kin.ts';
import { soundOf } from '../../../src/terminology/search/sound.ts';
import { fold, MAX_INPUT, stem, typedWords, wordsOf } from '../../../src/terminology/search/words.ts';

describe('folding', () => {
  it.each([
    ["Crohn's disease", 'crohn disease'],
    ['Guillain-Barré syndrome', 'guillain-barre syndrome'],
    ['Laceration of finger(s)', 'laceration of finger'],
    ['nausea & vomiting', 'nausea  and  vomiting'],
    ['can’t sleep', 'cant sleep'],
  ])('%s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each([
    ['fractures', 'fracture'],
    ['biopsies', 'biopsy'],
    ['stenosis', 'stenosis'],
    ['abscess', 'abscess'],
    ['anaemia', 'anemia'],
    ['oedema', 'edema'],
    ['diarrhoea', 'diarrhea'],
    ['oesophagus', 'esophagus'],
    ['tumours', 'tumor'],
    ['toe', 'toe'],
    ['hour', 'hour'],
  ])('%s is %s', (word, normal) => {
    expect(stem(word)).toBe(normal);
  });

  it('leaves words alone that only look British', () => {
    expect(stem('gastroenteritis')).toBe('gastroenteritis');
    expect(stem('thromboembolism')).toBe('thromboembolism');
  });
});

describe('typed words', () => {
  it.each([
    ['s/p CABG', ['sp', 'cabg']],
    ['T2DM w/ CKD 3b', ['t2dm', 'w', 'ckd', '3b']],
    ['GERD w/o esophagitis', ['gerd', 'wo', 'esophagitis']],
    ['N/V', ['nv']],
    ['COVID-19', ['covid', '19']],
    ['', []],
    ['  …  ', []],
  ])('%s', (text, words) => {
    expect(typedWords(text)).toEqual(words);
  });

  it('are cut from the first 200 characters', () => {
    expect(typedWords('a'.repeat(10_000)).join('')).toHaveLength(MAX_INPUT);
  });

  it('are letters and digits of any text, and the same whenever they are read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const words = typedWords(text);
        expect(words.every((word) => /^[a-z0-9]+$/.test(word))).toBe(true);
        expect(wordsOf(words.join(' '))).toEqual(words.map(stem));
      }),
    );
  });
});

describe('forms of one word', () => {
  it.each([
    ['fractured', 'fracture'],
    ['humeral', 'humerus'],
    ['hypertensive', 'hypertension'],
    ['dislocated', 'dislocation'],
    ['infectious', 'infection'],
  ])('%s and %s', (one, other) => {
    expect(areKin(one, other)).toBe(true);
    expect(areKin(other, one)).toBe(true);
  });

  it.each([
    ['hemorrhoid', 'hemorrhage'],
    ['hypothyroidism', 'hypothermia'],
    ['cervical', 'cervicalgia'],
    ['skin', 'skink'],
  ])('not %s and %s', (one, other) => {
    expect(areKin(one, other)).toBe(false);
  });
});

describe('sound', () => {
  it.each([
    ['sifilis', 'syphilis'],
    ['naseau', 'nausea'],
    ['diareha', 'diarrhea'],
    ['sikosis', 'psychosis'],
    ['rumatic', 'rheumatic'],
  ])('%s sounds like %s', (typed, word) => {
    expect(soundOf(typed)).toBe(soundOf(word));
  });

  it('tells words apart that do not', () => {
    expect(soundOf('asthma')).not.toBe(soundOf('eczema'));
  });
});
