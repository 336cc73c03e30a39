/** What the words around a mention say of it: the ConText algorithm with the cues of the note-text module. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileCues, contextIn, type RawCues } from '../../../src/chart/index.ts';

const FILE = new URL('../../../mappings/note-text/cues.json', import.meta.url);
const cues = compileCues(JSON.parse(readFileSync(FILE, 'utf8')) as RawCues);

/** What is said of the word in brackets. */
function said(marked: string): readonly string[] {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const sentence = marked.replace(/[[\]]/g, '');
  return [
    ...new Set(
      contextIn(sentence, cues)
        .of(start, end)
        .map((c) => c.assertion),
    ),
  ].sort();
}

describe('a mention', () => {
  it.each([
    ['No fever, cough or [rash].', 'negated'],
    ['She denies [chest pain].', 'negated'],
    ['[Pneumonia] was ruled out.', 'negated'],
    ['[Influenza] excluded', 'negated'],
    ['without evidence of [metastasis]', 'negated'],
    ['Rule out [PE].', 'uncertain'],
    ['r/o [PE]', 'uncertain'],
    ['? [gout]', 'uncertain'],
    ['[gout] ?', 'uncertain'],
    ['[Arrhythmia] remains possible', 'uncertain'],
    ['findings consistent with [pneumonia]', 'uncertain'],
    ['h/o [stroke]', 'past'],
    ['s/p [hysterectomy]', 'past'],
    ['[Pneumonia] in the past', 'past'],
    ['mother with [colon cancer]', 'family'],
    ['Return if [fever].', 'hypothetical'],
    ['at risk of [falls]', 'hypothetical'],
    ['counselled on tetanus, [diphtheria] and pertussis', 'hypothetical'],
    ['counselled on each component: tetanus, [diphtheria]', 'hypothetical'],
    ['Tdap (tetanus, diphtheria, [pertussis]) given', 'hypothetical'],
    ['[measles], mumps and rubella vaccines given', 'hypothetical'],
    ['immunized against hepatitis B and [influenza]', 'hypothetical'],
    ['education on diabetes and [hypertension]', 'hypothetical'],
    ['[hepatitis C] screen ordered', 'hypothetical'],
  ])('in "%s" is %s', (sentence, assertion) => expect(said(sentence)).toEqual([assertion]));

  it.each([
    'No fever but [cough] for two days',
    'denies dyspnea, however [edema] is present',
    'Mother is present; [otitis media] on the left',
    '[Hypertension] not at goal',
    'no change in [edema]',
    '56 years old with [gout]',
    'Gram negative [sepsis]',
    'previously healthy, presents with [fever]',
    '[cough], no fever',
    '[Pneumonia], likely due to aspiration',
    '[COPD], influenza vaccination today',
    '[Hypertension], education provided',
    '[asthma], vaccines up to date',
    '[Depression], positive screen',
    'Vaccine given; [cough] since Monday',
    'Counselled at length, has [anxiety]',
  ])('in "%s" is affirmed', (sentence) => expect(said(sentence)).toEqual([]));

  it('may be denied and of the past at once', () =>
    expect(said('No history of [stroke].')).toContain('negated'));
});

describe('cues', () => {
  it('reach only so far', () => {
    expect(said(`No fever ${'word '.repeat(20)}[rash]`)).toEqual([]);
  });
  it('name the words that were the cue', () => {
    expect(contextIn('Denies any cough', cues).of(11, 16)[0]?.cue).toBe('Denies');
  });
});
