/** Edit em-level-support: the level that is billed is not above the level that the record supports (CPT E/M guidelines). */
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject, Hit } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { VISIT_LEVELS, type VisitLevel } from './visit-levels.ts';

export const emLevelSupport: Edit = {
  meta: {
    id: 'em-level-support',
    title: 'No visit is billed above the level that the record supports',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2023-01-01' },
    authority: {
      source: 'CPT E/M guidelines',
      section: 'selecting a level by medical decision making or time',
    },
    about:
      'Holds the level of each visit against what coding the chart gives: the visit code of the same family that decision ' +
      'making or time supports, else the documented minutes. A level below is the coder’s choice. Cannot tell when the ' +
      'claim came without its chart.',
    messages: {
      above:
        '{code} is billed and the record supports {supported}; bill {supported}, or have the record completed by who wrote it.',
      'not-shown':
        'The level of {code} was not checked: neither decision making nor the {minutes} minutes it takes are known of this visit.',
      'no-chart': 'The level of {code} was not checked: the claim came without its chart.',
    },
  },
  check(subject) {
    const visits = procedureLines(subject).lines.flatMap((l) => {
      const level = VISIT_LEVELS.get(l.code);
      return level ? [{ l, level }] : [];
    });
    if (visits.length === 0) return NOT_APPLICABLE;
    return verdictOf(visits.flatMap(({ l, level }) => examine(l, level, subject) ?? []));
  },
};

function examine({ line, code }: ProcedureLine, level: VisitLevel, subject: EditSubject): Hit | undefined {
  const same = (subject.supportedVisits ?? []).filter((c) => VISIT_LEVELS.get(c)?.family === level.family);
  const best = same.toSorted((a, b) => levelOf(b) - levelOf(a))[0];
  if (best !== undefined) {
    if (level.level <= levelOf(best)) return undefined;
    return fail('above', line.expression, { codes: [code, best], params: { code, supported: best } });
  }
  const minutes = subject.facts?.visit.documentedMinutes?.value;
  if (minutes !== undefined && level.minutes !== undefined && minutes >= level.minutes) return undefined;
  // Anything that was documented supports the lowest level.
  if (subject.facts && level.level === 1) return undefined;
  const params = { code, minutes: level.minutes ?? 0 };
  const message = subject.facts && level.minutes !== undefined ? 'not-shown' : 'no-chart';
  return cannotTell(message, line.expression, { codes: [code], params, severity: 'information' });
}

const levelOf = (code: string): number => VISIT_LEVELS.get(code)?.level ?? 0;
