/** Edit icd10cm-use-additional: the second code that a "use additional code" note asks for (guidelines I.A.13, I.A.17, I.B.7). */
import { companionVerdict } from './companion-check.ts';
import { fail } from './hit.ts';
import type { Edit } from './model.ts';

/** Organisms "as the cause of diseases classified elsewhere" never stand before the disease. */
const ORGANISM = /^B9[567]/;

export const icd10cmUseAdditional: Edit = {
  meta: {
    id: 'icd10cm-use-additional',
    title: 'A code that asks for a second one has it, and has it after itself',
    severity: 'warning',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.17, I.B.7' },
    about:
      'Looks at "use additional code" notes of the code’s category or below that leave no choice. A missing code is told as ' +
      'information, for only the record says whether there is one; an organism (B95–B97) before its disease is a warning and ' +
      'carries the mend. Cannot tell without a tabular list, which icd10cm-code-first reports.',
    messages: {
      missing:
        '{code} asks for an additional code ({targets}; note at {node}, {edition}); add it where the record has it.',
      order:
        '{partner} is reported after {code} (use additional code note at {node}, {edition}); change their order.',
    },
  },
  check: (subject, context) =>
    companionVerdict('useAdditional', subject, context, (bearer, partner, node, edition) =>
      ORGANISM.test(partner.code)
        ? fail('order', partner.diagnosis.expression, {
            codes: [partner.code, bearer.code],
            params: { code: bearer.code, partner: partner.code, node, edition },
            fix: {
              kind: 'move-diagnosis-before',
              expression: bearer.diagnosis.expression,
              value: partner.diagnosis.expression,
            },
          })
        : undefined,
    ),
};
