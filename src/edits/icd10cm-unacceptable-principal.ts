/** Edit icd10cm-unacceptable-principal: what an inpatient stay may be for (Medicare Code Editor, unacceptable principal diagnosis). */
import { inOrder } from './diagnoses.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

export const icd10cmUnacceptablePrincipal: Edit = {
  meta: {
    id: 'icd10cm-unacceptable-principal',
    title: 'The principal diagnosis of an inpatient stay may be one',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'Medicare Code Editor', section: 'unacceptable principal diagnosis' },
    about:
      'Looks at the principal diagnosis of an inpatient bill. Codes that describe a circumstance and not an illness are never ' +
      'principal; some are with a secondary diagnosis. Cannot tell without lists, which icd10cm-age says.',
    messages: {
      never:
        '{code} cannot be the principal diagnosis of an inpatient stay; put the condition that occasioned the admission first.',
      alone:
        '{code} may be principal only with a secondary diagnosis; add it, or put the condition that occasioned the admission first.',
      questionable:
        '{code} is rarely enough to justify an admission (questionable admission); see that the record does.',
    },
  },
  check(subject, { terminology }) {
    if (!subject.inpatient || subject.kind !== 'institutional') return NOT_APPLICABLE;
    const [first, second] = inOrder(subject);
    if (!first) return NOT_APPLICABLE;
    if (subject.on === undefined) return CANNOT_TELL;
    const answer = terminology.mce.lists(first.code, subject.on);
    if (answer.kind === 'cannot-tell') return CANNOT_TELL;
    const on = (id: string): boolean => answer.lists.some((l) => l.id === id);
    const message = on('unacceptable-principal')
      ? 'never'
      : on('unacceptable-principal-alone') && !second
        ? 'alone'
        : on('questionable-admission')
          ? 'questionable'
          : undefined;
    if (message === undefined) return verdictOf([]);
    const { code } = first;
    const severity = message === 'questionable' ? 'warning' : undefined;
    return verdictOf([
      fail(message, first.diagnosis.expression, {
        codes: [code],
        params: { code },
        ...(severity ? { severity } : {}),
      }),
    ]);
  },
};
