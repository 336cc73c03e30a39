/** Edit dates: every service is dated, within its encounter and statement (837P 2400 DTP*472, 837I 2300 DTP*434). */
import type { Visit } from '../chart/index.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditLine, EditSubject, Hit } from './model.ts';
import { isOtherType, isProfessional } from './professional.ts';

export const dates: Edit = {
  meta: {
    id: 'dates',
    title: 'Every service is dated, and its date fits the encounter',
    severity: 'error',
    issueType: 'invariant',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: '837P TR3 005010X222A1', section: '2400 DTP*472' },
    about:
      'Looks at the date of every line: there on a professional claim, not after its own end, within the statement span, ' +
      'not before the patient was born, within the encounter when the chart is at hand (a warning), and not in the future ' +
      'where the asker says what day it is.',
    messages: {
      'no-date': 'The claim has no date of service; state it, for codes and coverage are decided by it.',
      'no-line-date': 'The line has no date of service; state the day, or the first day, of the service.',
      reversed: 'The period ends on {to}, before it begins on {from}; correct one of the two.',
      'outside-statement':
        'The service is dated {on}, outside the statement period {from} to {to}; correct one of them.',
      'outside-encounter':
        'The service is dated {on}, outside the encounter ({from} to {to}); see which of the two is right.',
      future:
        'The service is dated {on}, after {today}; correct the date, or send the claim when it is done.',
      'before-birth':
        'The service is dated {on}, before the patient’s date of birth; correct one of the two.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    return verdictOf([...claimHits(subject), ...subject.lines.flatMap((line) => lineHits(line, subject))]);
  },
};

function claimHits({ on, period }: EditSubject): readonly Hit[] {
  const undated = on === undefined ? [fail('no-date', 'Claim')] : [];
  return [...undated, ...reversed(period?.from, period?.to, 'Claim.billablePeriod')];
}

function reversed(from: string | undefined, to: string | undefined, expression: string): readonly Hit[] {
  return from && to && to < from ? [fail('reversed', expression, { params: { from, to } })] : [];
}

function lineHits(line: EditLine, subject: EditSubject): readonly Hit[] {
  const { date: on, endDate, expression } = line;
  if (on === undefined) {
    // Without any date the claim's own hit says it once; an inpatient line need not be dated.
    const needed = isProfessional(subject) && subject.on !== undefined;
    return needed ? [fail('no-line-date', expression)] : [];
  }
  const { birthDate } = subject.patient;
  const unborn = birthDate && on < birthDate ? [fail('before-birth', expression, { params: { on } })] : [];
  return [
    ...reversed(on, endDate, expression),
    ...unborn,
    ...future(endDate ?? on, expression, subject),
    ...outside(on, line, subject),
  ];
}

const future = (on: string, expression: string, { today }: EditSubject): readonly Hit[] =>
  today !== undefined && on > today ? [fail('future', expression, { params: { on, today } })] : [];

function outside(on: string, { expression }: EditLine, { period, facts }: EditSubject): readonly Hit[] {
  const statement = isOutside(on, period?.from, period?.to);
  if (statement) return [fail('outside-statement', expression, { params: { on, ...statement } })];
  const visit = facts && isOutside(on, ...daysOf(facts.visit));
  return visit
    ? [fail('outside-encounter', expression, { params: { on, ...visit }, severity: 'warning' })]
    : [];
}

/** An encounter that states no end is open: nothing after its beginning is outside it. */
const daysOf = (visit: Visit): readonly [string | undefined, string | undefined] => [
  visit.date,
  visit.endDate,
];

function isOutside(
  on: string,
  from: string | undefined,
  to: string | undefined,
): { readonly from: string; readonly to: string } | undefined {
  const early = from !== undefined && on < from;
  const late = to !== undefined && on > to;
  return early || late ? { from: from ?? '(not stated)', to: to ?? '(not stated)' } : undefined;
}
