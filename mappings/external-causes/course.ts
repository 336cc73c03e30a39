/** The external cause bears the 7th character of the injury it explains (guideline I.C.20.a.2). */
import {
  type DiagnosisSuggestion,
  type ModuleContext,
  reportableOn,
  resting,
} from '../../src/suggest/module.ts';

export type Course = 'A' | 'D' | 'S';

const CAUSE = /^[V-Y]\w{2}\.\w{3}([ADS])$/;
const INJURY = /^[ST]\w{2}\.\w{3}([A-S])$/;

const courseOf = (seventh: string): Course => ('ABC'.includes(seventh) ? 'A' : seventh === 'S' ? 'S' : 'D');

/** The courses of all injuries of the claim. */
export const coursesOf = ({ diagnoses }: Pick<ModuleContext, 'diagnoses'>): ReadonlySet<Course> =>
  new Set(diagnoses.flatMap((d) => INJURY.exec(d.code)?.[1] ?? []).map(courseOf));

/** Only where all injuries are in one course: which of several causes belongs to which injury nobody says. */
export function sameCourse(context: ModuleContext): readonly DiagnosisSuggestion[] {
  const courses = coursesOf(context);
  const [course] = courses;
  if (!course || courses.size > 1) return [];
  return context.diagnoses.flatMap((d) => {
    const seventh = CAUSE.exec(d.code)?.[1];
    const code = d.code.slice(0, -1) + course;
    if (!seventh || seventh === course || !reportableOn(code, context)) return [];
    const how = { rule: 'same-course', section: 'I.C.20.a.2', sure: 0.95, replaces: [d] };
    return [resting(code, [], { ...how, placement: 'never-first' as const }, context)];
  });
}
