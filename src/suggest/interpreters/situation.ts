/** What a row may depend on, read from the facts once per problem, and the conditions a row states about it. */
import type { Facts, Person, Problem, Side } from '../../chart/index.ts';
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { type EpisodeReading, episodeOf } from './episode.ts';

export interface Situation {
  readonly side: Side | undefined;
  readonly age: number | undefined;
  readonly sex: Person['sex'];
  readonly pregnant: boolean | undefined;
  readonly episode: EpisodeReading;
}

/** The episode is read only for the few concepts whose code has a 7th character: it means reading all the words. */
export function situationOf(problem: Problem, facts: Facts): Situation {
  let episode: EpisodeReading | undefined;
  return {
    side: problem.side?.value,
    age: facts.person.age,
    sex: facts.person.sex,
    pregnant: facts.person.pregnant?.value,
    get episode() {
      episode ??= episodeOf(problem, facts);
      return episode;
    },
  };
}

/** `fallback`: not what the record says, but good for want of a better row (an unspecified side beside a stated one). */
export type Answer = 'yes' | 'no' | 'fallback';

export type ContextProperty = 'side' | 'age-years' | 'sex' | 'pregnant' | 'episode';

export interface Condition {
  readonly property: ContextProperty;
  readonly value: string;
  holds(situation: Situation): Answer;
}

const CONTEXT = `${CLAIMWRIGHT_BASE}/context/`;
const yes = (test: boolean): Answer => (test ? 'yes' : 'no');

/** A ConceptMap `dependsOn` as a condition; undefined when its property or value is not one we know. */
export function conditionOf(property: string, value: string): Condition | undefined {
  const name = property.startsWith(CONTEXT) ? property.slice(CONTEXT.length) : property;
  const holds = READERS[name as ContextProperty]?.(value.trim().toLowerCase());
  return holds && { property: name as ContextProperty, value: value.trim().toLowerCase(), holds };
}

type Test = Condition['holds'];

const READERS: Readonly<Record<ContextProperty, (value: string) => Test | undefined>> = {
  side: sideTest,
  'age-years': ageTest,
  sex: (value) => (['male', 'female'].includes(value) ? (s) => yes(s.sex === value) : undefined),
  // Not stated to be pregnant counts as not pregnant; the other way round would code a pregnancy nobody recorded.
  pregnant: (value) =>
    ['true', 'false'].includes(value) ? (s) => yes((s.pregnant === true) === (value === 'true')) : undefined,
  episode: (value) =>
    ['initial', 'subsequent', 'sequela'].includes(value) ? (s) => yes(s.episode.value === value) : undefined,
};

function sideTest(value: string): Test | undefined {
  if (value === 'unspecified') return (s) => (s.side === undefined ? 'yes' : 'fallback');
  return ['left', 'right', 'bilateral'].includes(value) ? (s) => yes(s.side === value) : undefined;
}

// `<18`, `>=65`, `18..64`, `18-64`, `65..`, `..17`, `65+`, `5`: completed years.
const AGE = /^(?:(<=|>=|<|>)\s*(\d{1,3})|(\d{1,3})?\s*(?:\.\.|-)\s*(\d{1,3})?|(\d{1,3})(\+)?)$/;

function ageTest(value: string): Test | undefined {
  const match = AGE.exec(value);
  if (!match) return undefined;
  const [, operator, bound, from, to, exact, plus] = match;
  if (operator) return (s) => yes(s.age !== undefined && compare(s.age, operator, Number(bound)));
  if (exact)
    return (s) => yes(s.age !== undefined && (plus ? s.age >= Number(exact) : s.age === Number(exact)));
  if (!from && !to) return undefined;
  return (s) => yes(s.age !== undefined && s.age >= Number(from ?? 0) && s.age <= Number(to ?? 999));
}

function compare(age: number, operator: string, bound: number): boolean {
  if (operator === '<') return age < bound;
  if (operator === '<=') return age <= bound;
  return operator === '>' ? age > bound : age >= bound;
}
