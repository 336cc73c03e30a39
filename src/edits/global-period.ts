/** Edit global-period: what is done in the global period of an earlier procedure says why it is paid (Pub. 100-04 ch. 12 §40.1). */
import { addDays } from '../kernel/index.ts';
import { type FeeIndicator, procedureCode, type Terminology } from '../terminology/index.ts';
import { isBetween, isVisitCode } from './em-codes.ts';
import { reachesBack } from './history-reach.ts';
import { CANNOT_TELL, cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit, PastLine } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isProfessional } from './professional.ts';

export const globalPeriod: Edit = {
  meta: {
    id: 'global-period',
    title: 'What is done in a global period says that it is not part of it',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1996-01-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 12',
      section: '40.1, 40.2',
    },
    about:
      'Holds visits and surgery against the same provider’s earlier procedures with a global period of 10 or 90 days: a visit ' +
      'needs 24, a procedure 58, 78 or 79. Cannot tell when the history is not known, or no fee schedule is loaded (once).',
    messages: {
      visit:
        '{code} is a visit on {on}, within {days} days of {procedure} on {date} by the same provider; add modifier 24 where it was unrelated, or remove it.',
      procedure:
        '{code} is done on {on}, within {days} days of {procedure} on {date} by the same provider; add 58 (staged), 78 (return for a complication) or 79 (unrelated) as the record says.',
      'no-fees': 'Global periods were not checked: {reason}; import a fee schedule to have them checked.',
    },
  },
  check(subject, { terminology }) {
    if (!isProfessional(subject)) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    const judged = lines.filter((l) => isVisitCode(l.code) || isSurgery(l.code));
    if (judged.length === 0) return NOT_APPLICABLE;
    if (subject.history === undefined) return CANNOT_TELL;
    const surgery = subject.history.filter((h) => isSurgery(h.code));
    const open = partly || judged.some(({ on }) => !reachesBack(subject, addDays(on, -LONGEST)));
    if (surgery.length === 0) return verdictOf([], open);
    return verdictOf(examineAll(judged, surgery, terminology), open);
  },
};

const isSurgery = (code: string): boolean => isBetween(code, '10004', '69990');

const REASONS = { visit: ['24', '25', '57'], procedure: ['58', '78', '79'] } as const;

function examineAll(
  judged: readonly ProcedureLine[],
  surgery: readonly PastLine[],
  terminology: Terminology,
): readonly Hit[] {
  let open: string | undefined;
  const hits = judged.flatMap((l) => {
    const kind = isVisitCode(l.code) ? 'visit' : 'procedure';
    if (l.line.modifiers.some((m) => REASONS[kind].some((r) => r === m))) return [];
    for (const past of surgery) {
      if (past.provider !== l.by || past.date >= l.on) continue;
      const global = globalOf(past, terminology);
      if (global?.kind === 'cannot-tell') open ??= global.reason.replace(/\.$/, '');
      const days = global?.kind === 'known' ? DAYS.get(global.value) : undefined;
      if (days !== undefined && l.on <= addDays(past.date, days)) return [hitOf(kind, l, past, days)];
    }
    return [];
  });
  if (open === undefined) return hits;
  return [
    ...hits,
    cannotTell('no-fees', 'Claim.item', { params: { reason: open }, severity: 'information' }),
  ];
}

/** Days of a major procedure's global period. */
const LONGEST = 90;

const DAYS: ReadonlyMap<string, number> = new Map([
  ['010', 10],
  ['090', 90],
]);

function globalOf({ code, date }: PastLine, { procedures }: Terminology): FeeIndicator | undefined {
  const normal = procedureCode(code);
  return normal && procedures.globalDays(normal, date);
}

const hitOf = (kind: string, { line, code, on }: ProcedureLine, past: PastLine, days: number): Hit =>
  fail(kind, line.expression, {
    codes: [code, past.code],
    params: { code, on, days, procedure: past.code, date: past.date },
  });
