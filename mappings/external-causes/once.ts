/** Place, activity and status: once, at the first encounter, and never unspecified (guidelines I.C.20.b, I.C.20.c, I.C.20.k). */
import {
  asking,
  type DiagnosisSuggestion,
  type ModuleContext,
  type Query,
  resting,
} from '../../src/suggest/module.ts';
import { coursesOf } from './course.ts';

const KINDS = [
  { category: 'Y92', what: 'place of occurrence', section: 'I.C.20.b' },
  { category: 'Y93', what: 'activity', section: 'I.C.20.c' },
  { category: 'Y99', what: 'status', section: 'I.C.20.k' },
] as const;

type Kind = (typeof KINDS)[number];

const of = (kind: Kind, { diagnoses }: ModuleContext): readonly DiagnosisSuggestion[] =>
  diagnoses.filter((d) => d.code.startsWith(kind.category));

/** What may not stand is taken out by the injury, which speaks for its problems, too. */
export function onlyAtFirst(context: ModuleContext): readonly DiagnosisSuggestion[] {
  const host = hostOf(context);
  const courses = coursesOf(context);
  if (!host) return [];
  const later = courses.size > 0 && !courses.has('A');
  return KINDS.flatMap((kind) => {
    const all = of(kind, context);
    const unspecified = all.filter((d) => d.code === `${kind.category}.9`);
    const gone = later ? all : unspecified;
    const rule = later ? 'first-encounter-only' : 'unspecified-not-coded';
    const how = { rule, section: kind.section, sure: 1, replaces: gone };
    return gone.length > 0 ? [resting(host.code, [host], how, context)] : [];
  });
}

const hostOf = ({ diagnoses }: ModuleContext): DiagnosisSuggestion | undefined =>
  diagnoses.find((d) => /^[ST]/.test(d.code)) ?? diagnoses.find((d) => !/^[V-Y]/.test(d.code));

export function onlyOne(context: ModuleContext): readonly Query[] {
  const courses = coursesOf(context);
  if (courses.size > 0 && !courses.has('A')) return [];
  return KINDS.flatMap((kind) => {
    const all = of(kind, context).filter((d) => d.code !== `${kind.category}.9`);
    const [first] = all;
    if (!first || all.length < 2) return [];
    const question = `Several codes tell the ${kind.what}; one is reported. Which one?`;
    const options = all.map((d) => ({ answer: d.title, code: d.code }));
    return [asking('one-of-each', first, { question, options, section: kind.section }, context)];
  });
}
