/** Edit duplicate-claim: no service is claimed that was claimed before (Pub. 100-04 ch. 1 §120). */
import { reachesBack } from './history-reach.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, PastLine } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

export const duplicateClaim: Edit = {
  meta: {
    id: 'duplicate-claim',
    title: 'No service is claimed that was claimed before',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1900-01-01' },
    authority: { source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 1', section: '120' },
    about:
      'Holds every line against the patient’s earlier claims: the same day, code, modifiers and provider. A replacement or a ' +
      'void, and a line that says it repeats the service (76, 77, 91), pass. Cannot tell when the history of that day is not known.',
    messages: {
      claimed:
        '{code} on {on} was claimed before with the same modifiers and provider; send a replacement, or say that it was repeated (76, 77, 91).',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const { lines, partly: unread } = procedureLines(subject);
    if (lines.length === 0 || subject.replaces) return NOT_APPLICABLE;
    if (subject.history === undefined) return CANNOT_TELL;
    const partly = unread || lines.some(({ on }) => !reachesBack(subject, on));
    const past = new Set(subject.history.map(keyOfPast));
    const again = lines.filter((l) => !isRepeat(l) && past.has(keyOf(l)));
    return verdictOf(
      again.map(({ line, code, on }) =>
        fail('claimed', line.expression, { codes: [code], params: { code, on } }),
      ),
      partly,
    );
  },
};

const REPEATS: readonly string[] = ['76', '77', '91'];
const isRepeat = ({ line }: ProcedureLine): boolean => line.modifiers.some((m) => REPEATS.includes(m));

const keyOf = ({ line, code, on, by }: ProcedureLine): string => key(on, code, line.modifiers, by);
const keyOfPast = ({ date, code, modifiers, provider }: PastLine): string =>
  key(date, code, modifiers, provider ?? '');
const key = (on: string, code: string, modifiers: readonly string[], by: string): string =>
  `${on} ${code} ${[...modifiers].sort().join()} ${by}`;
