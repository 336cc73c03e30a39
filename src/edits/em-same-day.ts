/** Edit em-same-day: one visit of a provider a day, unless they were separate (CMS Pub. 100-04 ch. 12 §30.6.5, §30.6.7.B, §30.6.9). */
import { isPreventiveVisit, type VisitClass, visitClass } from './em-codes.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { byDayAndProvider, type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

export const emSameDay: Edit = {
  meta: {
    id: 'em-same-day',
    title: 'A provider bills one visit a day, unless a second one was separate',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1996-01-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 12',
      section: '30.6.5, 30.6.7.B',
    },
    about:
      'Looks at visits of one provider on one day: two of them need modifier 25 on one (27 on a bill), which is still a ' +
      'warning; a hospital discharge and an admission to a nursing facility may share a day. A problem visit beside a ' +
      'preventive one needs 25.',
    messages: {
      two: '{second} and {first} are two visits on {on} by the same provider; bill the one that covers both, or add modifier 25 where they were separate.',
      separate:
        '{second} and {first} are two visits on {on} by the same provider, marked as separate; see that the record shows two.',
      preventive:
        '{second} is billed beside the preventive visit {first} without modifier 25; add it where a significant problem was treated besides, or remove it.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const visits = procedureLines(subject).lines.filter(
      (l) => visitClass(l.code) !== undefined || isPreventiveVisit(l.code),
    );
    if (visits.length === 0) return NOT_APPLICABLE;
    return verdictOf(byDayAndProvider(visits).flatMap(examine));
  },
};

/** A line of the same code and units twice is duplicate-line's. */
function examine(day: readonly ProcedureLine[]): readonly Hit[] {
  const preventive = day.find((l) => isPreventiveVisit(l.code));
  const [first, ...rest] = day.filter((l) => visitClass(l.code) !== undefined);
  if (!first) return [];
  const beside = preventive && !isMarked(first) ? [hit('preventive', preventive, first)] : [];
  const more = rest
    .filter((l) => l.code !== first.code && !mayShareADay(first, l))
    .map((l) => hit(isMarked(first) || isMarked(l) ? 'separate' : 'two', first, l));
  return [...beside, ...more];
}

const isMarked = ({ line }: ProcedureLine): boolean => line.modifiers.some((m) => m === '25' || m === '27');

function mayShareADay(a: ProcedureLine, b: ProcedureLine): boolean {
  const classes: readonly (VisitClass | undefined)[] = [visitClass(a.code), visitClass(b.code)];
  return classes.includes('discharge') && classes.includes('nursing-initial');
}

function hit(message: string, first: ProcedureLine, { line, code, on }: ProcedureLine): Hit {
  return fail(message, line.expression, {
    codes: [code, first.code],
    params: { first: first.code, second: code, on },
    ...(message === 'separate' ? { severity: 'warning' } : {}),
  });
}
