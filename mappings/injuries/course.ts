/** The course of care from the record: the problem's own words decide, the visit's words only ask (guideline I.C.19.a). */
import {
  asking,
  type DiagnosisSuggestion,
  type Facts,
  type ModuleContext,
  type ModuleOutput,
  reportableOn,
  resting,
  stated,
  statedOf,
} from '../../src/suggest/module.ts';
import { type Course, inCourse, isFracture, seventhOf } from './character.ts';
import type { Words } from './tables.ts';

export function courseOfCare(facts: Facts, context: ModuleContext, words: Words): ModuleOutput {
  const outputs = context.diagnoses
    .filter((d) => seventhOf(d.code) !== undefined)
    .map((d) => judged(d, facts, context, words));
  return {
    diagnoses: outputs.flatMap((o) => o.diagnoses ?? []),
    queries: outputs.flatMap((o) => o.queries ?? []),
  };
}

function judged(d: DiagnosisSuggestion, facts: Facts, context: ModuleContext, words: Words): ModuleOutput {
  const course = saidCourse(d, facts, words);
  const code = course && inCourse(d.code, course);
  if (code && code !== d.code && reportableOn(code, context)) {
    const how = { rule: 'course-of-care', section: 'I.C.19.a', sure: 0.92, replaces: [d] };
    return { diagnoses: [resting(code, [], how, context)] };
  }
  const later = visitIsLater(facts, words) || statedOf(d, facts, words.later) !== undefined;
  const asks = course === undefined && /[ABC]$/.test(d.code) && later;
  return asks ? { queries: [courseQuery(d, context)] } : {};
}

/** Own words, strongest first: what is left of an injury, how a fracture heals, later care, active treatment. */
export function saidCourse(d: DiagnosisSuggestion, facts: Facts, words: Words): Course | undefined {
  const said = (list: keyof Words): boolean => statedOf(d, facts, words[list]) !== undefined;
  if (said('sequela')) return 'sequela';
  const healing = (['nonunion', 'malunion', 'delayed'] as const).find((c) => isFracture(d.code) && said(c));
  if (healing) return healing;
  // "Follow-up after surgery" says both, and is asked about.
  if (said('active') === said('later')) return undefined;
  return said('active') ? 'active' : 'later';
}

export const visitIsLater = ({ visit }: Facts, words: Words): boolean =>
  [...visit.types, ...visit.reasons].some(
    (c) => stated(c.words, words.later) !== undefined && stated(c.words, words.active) === undefined,
  );

/** Another clinician's first look at a fracture is still active treatment: the visit's name alone does not tell. */
function courseQuery(d: DiagnosisSuggestion, context: ModuleContext) {
  const answers: readonly (readonly [string, Course])[] = [
    ['routine healing or recovery', 'later'],
    ['delayed healing', 'delayed'],
    ['nonunion', 'nonunion'],
    ['malunion', 'malunion'],
    ['a condition that the injury left', 'sequela'],
  ];
  const options = answers.flatMap(([answer, course]) => {
    const code = inCourse(d.code, course);
    return code ? [{ answer, code }] : [];
  });
  const question = 'Is the injury still under active treatment, or is this later care?';
  return asking(
    'course-of-care',
    d,
    { question, options: [{ answer: 'active treatment', code: d.code }, ...options], section: 'I.C.19.a' },
    context,
  );
}
