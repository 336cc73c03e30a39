/** Edit modifier-missing: a visit beside a procedure tells that it is separate, 25 or 57 (CMS Pub. 100-04 ch. 12 §30.6.6, §40.2). */
import { addDays } from '../kernel/index.ts';
import type { Terminology } from '../terminology/index.ts';
import { isBetween, isVisitCode } from './em-codes.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isProfessional } from './professional.ts';

const SEPARATE: readonly string[] = ['24', '25', '57'];

export const modifierMissing: Edit = {
  meta: {
    id: 'modifier-missing',
    title: 'A visit beside a procedure says that it is separate',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1996-01-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 12',
      section: '30.6.6, 40.2',
    },
    about:
      'Looks at visits of one provider beside procedures: on the day of a minor one (global period of 0 or 10 days) the ' +
      'visit needs 25, on the day of or before a major one (90 days) 57. Pairs that the NCCI has an edit for are ncci-ptp’s. ' +
      'Cannot tell, once, when a visit stands beside surgery and no fee schedule is loaded.',
    messages: {
      minor:
        '{visit} is billed on the day of {procedure} (global period {days} days) without modifier 25; add it where the record shows a significant, separate visit, or remove the visit.',
      major:
        '{visit} is billed on the day of or before {procedure} (global period 90 days) without modifier 57; add it where the visit decided the surgery, or remove the visit.',
      'no-fees':
        'Whether {visit} needs modifier 25 or 57 beside {procedure} was not checked: {reason}; import a fee schedule to have it checked.',
    },
  },
  check(subject, { terminology }) {
    if (!isProfessional(subject)) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    const visits = lines.filter((l) => isVisitCode(l.code));
    const others = lines.filter((l) => !isVisitCode(l.code));
    if (visits.length === 0 || others.length === 0) return NOT_APPLICABLE;
    return verdictOf(examineAll(visits, others, terminology), partly);
  },
};

function examineAll(
  visits: readonly ProcedureLine[],
  others: readonly ProcedureLine[],
  terminology: Terminology,
): readonly Hit[] {
  let open: Hit | undefined;
  const hits = visits.flatMap((visit) => {
    if (visit.line.modifiers.some((m) => SEPARATE.includes(m))) return [];
    for (const other of others) {
      if (other.by !== visit.by) continue;
      const answer = pairHit(visit, other, terminology);
      if (answer?.answer === 'fail') return [answer];
      open ??= answer;
    }
    return [];
  });
  return open ? [...hits, open] : hits;
}

function pairHit(visit: ProcedureLine, other: ProcedureLine, terminology: Terminology): Hit | undefined {
  const sameDay = visit.on === other.on;
  const dayBefore = addDays(visit.on, 1) === other.on;
  if (!sameDay && !dayBefore) return undefined;
  const global = terminology.procedures.globalDays(other.code, other.on);
  const params = { visit: visit.code, procedure: other.code };
  const codes = [visit.code, other.code];
  if (global.kind === 'cannot-tell') {
    if (!sameDay || !isBetween(other.code, '10004', '69990')) return undefined;
    const reason = global.reason.replace(/\.$/, '');
    return cannotTell('no-fees', visit.line.expression, {
      codes,
      params: { ...params, reason },
      severity: 'information',
    });
  }
  if (global.value === '090') return fail('major', visit.line.expression, { codes, params });
  if (!sameDay || (global.value !== '000' && global.value !== '010')) return undefined;
  if (terminology.ncci.ptp(visit.code, other.code, visit.on, 'practitioner').kind === 'edit')
    return undefined;
  return fail('minor', visit.line.expression, { codes, params: { ...params, days: Number(global.value) } });
}
