import { describe, expect, it } from 'vitest';
import { episodeOf } from '../../../src/suggest/interpreters/episode.ts';
import { conditionOf, situationOf } from '../../../src/suggest/interpreters/situation.ts';
import { facts, problem } from './support.ts';

const CONTEXT = 'https://claimwright.dev/fhir/context/';
const at = (person: Parameters<typeof facts>[0] = {}, p = problem()) => situationOf(p, facts(person));

describe('conditions of a map row', () => {
  it.each([
    ['age-years', '<18', 17, 'yes'],
    ['age-years', '<18', 18, 'no'],
    ['age-years', '>=18', 18, 'yes'],
    ['age-years', '<=5', 5, 'yes'],
    ['age-years', '>64', 64, 'no'],
    ['age-years', '18..64', 64, 'yes'],
    ['age-years', '18-64', 65, 'no'],
    ['age-years', '65..', 90, 'yes'],
    ['age-years', '..17', 18, 'no'],
    ['age-years', '65+', 65, 'yes'],
    ['age-years', '1', 1, 'yes'],
    ['age-years', '1', 2, 'no'],
  ])('%s %s at %i is %s', (property, value, age, expected) => {
    expect(conditionOf(CONTEXT + property, value)?.holds(at({ person: { age } }))).toBe(expected);
  });

  it('an unknown age or sex meets no condition', () => {
    const unknown = at({ person: { age: undefined, sex: undefined } });
    expect(conditionOf(`${CONTEXT}age-years`, '>=0')?.holds(unknown)).toBe('no');
    expect(conditionOf(`${CONTEXT}sex`, 'male')?.holds(unknown)).toBe('no');
  });

  it('a patient not said to be pregnant is not pregnant', () => {
    expect(conditionOf(`${CONTEXT}pregnant`, 'false')?.holds(at())).toBe('yes');
    expect(conditionOf(`${CONTEXT}pregnant`, 'true')?.holds(at())).toBe('no');
    const pregnant = at({ person: { pregnant: { value: true, evidence: [] } } });
    expect(conditionOf(`${CONTEXT}pregnant`, 'true')?.holds(pregnant)).toBe('yes');
  });

  it('an unspecified side is only a fallback beside a stated one', () => {
    const unspecified = conditionOf(`${CONTEXT}side`, 'unspecified');
    expect(unspecified?.holds(at())).toBe('yes');
    expect(unspecified?.holds(at({}, problem({ side: 'left' })))).toBe('fallback');
  });

  it.each([
    ['side', 'up'],
    ['age-years', 'old'],
    ['age-years', '..'],
    ['sex', 'other'],
    ['pregnant', 'maybe'],
    ['episode', 'A'],
    ['weather', 'rain'],
  ])('does not understand %s = %s', (property, value) => {
    expect(conditionOf(CONTEXT + property, value)).toBeUndefined();
  });
});

describe('the episode of care', () => {
  const visit = (words: string) => facts({ visit: { types: [{ words, codings: [] }] } });

  it('is initial, and says that nothing said so', () => {
    expect(episodeOf(problem({ words: 'Ankle sprain' }), facts())).toMatchObject({
      value: 'initial',
      known: false,
    });
  });

  it.each([
    ['Ankle sprain, follow-up', 'subsequent'],
    ['Sequela of ankle sprain', 'sequela'],
    ['Scar, late effect of burn', 'sequela'],
    ['Fracture, initial encounter', 'initial'],
  ])('%s: %s, from the problem', (words, value) => {
    const reading = episodeOf(problem({ words }), facts());
    expect(reading).toMatchObject({ value, known: true });
    expect(reading.evidence[0]?.reference).toBe('Condition/1');
  });

  it('is read from the kind of visit, with that as evidence', () => {
    const reading = episodeOf(problem({ words: 'Ankle sprain' }), visit('Follow-up visit'));
    expect(reading).toMatchObject({ value: 'subsequent', known: true });
    expect(reading.evidence[0]?.reference).toBe('Encounter/1');
  });

  it('the problem speaks before the visit', () => {
    const reading = episodeOf(problem({ words: 'Sprain, initial encounter' }), visit('Follow-up visit'));
    expect(reading.value).toBe('initial');
  });

  it('"no follow-up" is no follow-up', () => {
    expect(episodeOf(problem({ words: 'Sprain', notes: ['No follow-up needed'] }), facts()).value).toBe(
      'initial',
    );
  });
});
