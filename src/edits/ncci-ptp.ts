/** Edit ncci-ptp: procedure-to-procedure edits between services of one provider on one day (NCCI Policy Manual, ch. I, §A, §E). */
import type { PtpAnswer, PtpEdit, PtpSetting, Terminology } from '../terminology/index.ts';
import { isVisitCode } from './em-codes.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { legalModifiers, NCCI_MODIFIERS } from './ncci-modifiers.ts';
import { byDayAndProvider, type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

export const ncciPtp: Edit = {
  meta: {
    id: 'ncci-ptp',
    title: 'No two services of one provider on one day are a column 1/column 2 pair of the NCCI',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1996-01-01' },
    authority: { source: 'CMS NCCI Policy Manual', section: 'ch. I, A and E' },
    about:
      'Looks at every pair of lines of one rendering provider on one day: practitioner edits for a professional claim, ' +
      'hospital edits for an outpatient institutional one; not applicable to an inpatient bill. Indicator 0 is never ' +
      'bypassed; indicator 1 is by a modifier on either line: 24 25 27 57 58 59 78 79 91 XE XP XS XU E1–E4 FA F1–F9 TA ' +
      'T1–T9 LT RT LC LD LM RC RI; 9 is no edit. Cannot tell, once, when no edition serves the day.',
    messages: {
      never:
        '{column2} is not paid beside {column1} on {on} ({edition}, in force since {since}, indicator 0: no modifier bypasses it); remove {column2}, or correct the two codes.',
      'needs-modifier':
        '{column2} is not paid beside {column1} on {on} ({edition}, in force since {since}, indicator 1); remove {column2}, or where the record shows that they were separate give it the modifier that says how: {legal}.',
      'no-table':
        'Pairs of procedures were not checked: {reason}; import the NCCI edits to have them checked.',
    },
  },
  check(subject, { terminology }) {
    if (isOtherType(subject) || subject.inpatient) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    const groups = byDayAndProvider(lines).filter((group) => group.length > 1);
    if (groups.length === 0) return NOT_APPLICABLE;
    const setting = subject.kind === 'professional' ? 'practitioner' : 'hospital';
    const { hits, reason } = examineAll(groups, setting, terminology);
    return verdictOf(reason === undefined ? hits : [...hits, noTable(reason)], partly);
  },
};

const noTable = (reason: string): Hit =>
  cannotTell('no-table', 'Claim.item', { params: { reason }, severity: 'information' });

interface Found {
  readonly hits: readonly Hit[];
  /** Why a pair could not be told: said once. */
  readonly reason: string | undefined;
}

function examineAll(
  groups: readonly (readonly ProcedureLine[])[],
  setting: PtpSetting,
  { ncci }: Terminology,
): Found {
  const hits: Hit[] = [];
  let reason: string | undefined;
  for (const group of groups) {
    for (const [i, a] of group.entries()) {
      for (const b of group.slice(i + 1)) {
        if (a.code === b.code) continue;
        const answer = ncci.ptp(a.code, b.code, a.on, setting);
        if (answer.kind === 'cannot-tell') reason ??= answer.reason;
        else hits.push(...hitOf(answer, a, b));
      }
    }
  }
  return { hits, reason };
}

function hitOf(answer: PtpAnswer, a: ProcedureLine, b: ProcedureLine): readonly Hit[] {
  if (answer.kind !== 'edit' || answer.edit.indicator === 9) return [];
  const { edit } = answer;
  const bypassed = [a, b].some(({ line }) => line.modifiers.some((m) => NCCI_MODIFIERS.has(m)));
  if (edit.indicator === 1 && bypassed) return [];
  const second = edit.column2 === a.code ? a : b;
  return [pairHit(edit, second)];
}

function pairHit(edit: PtpEdit, { line, on }: ProcedureLine): Hit {
  const { column1, column2, edition, effective: since } = edit;
  return fail(edit.indicator === 0 ? 'never' : 'needs-modifier', line.expression, {
    codes: [column2, column1],
    params: { column1, column2, on, edition, since, legal: legalModifiers(isVisitCode(column2)) },
  });
}
