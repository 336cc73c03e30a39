/** Edit icd10cm-external-cause-first: an external cause of morbidity is never the first diagnosis (I.C.20.a.6; MCE). */
import { inOrder } from './diagnoses.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

/** Chapter 20, V00–Y99, is the letters V, W, X and Y. */
export const isExternalCause = (code: string): boolean => /^[VWXY]\d/i.test(code);

export const icd10cmExternalCauseFirst: Edit = {
  meta: {
    id: 'icd10cm-external-cause-first',
    title: 'The first diagnosis is not an external cause',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.C.20.a.6' },
    about:
      'Looks at the principal or first-listed diagnosis: V00–Y99 say how it happened, never what is treated.',
    messages: {
      first:
        '{code} is an external cause (V00–Y99) and cannot be the first diagnosis; put the injury or condition before it.',
    },
  },
  check(subject) {
    const first = inOrder(subject)[0];
    if (!first) return NOT_APPLICABLE;
    const { diagnosis, code } = first;
    return verdictOf(
      isExternalCause(code) ? [fail('first', diagnosis.expression, { codes: [code], params: { code } })] : [],
    );
  },
};
