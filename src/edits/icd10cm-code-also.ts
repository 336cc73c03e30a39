/** Edit icd10cm-code-also: the second code that a "code also" note asks for, in either order (guidelines I.A.17). */
import { companionVerdict } from './companion-check.ts';
import type { Edit } from './model.ts';

export const icd10cmCodeAlso: Edit = {
  meta: {
    id: 'icd10cm-code-also',
    title: 'A code that says "code also" stands beside the other code',
    severity: 'information',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.17' },
    about:
      'Looks at "code also" notes of the code’s category or below that leave no choice. Only the record says whether there is ' +
      'a second code, so it is told as information. Cannot tell without a tabular list, which icd10cm-code-first reports.',
    messages: {
      missing:
        '{code} says to code also {targets} (note at {node}, {edition}); add it where the record has it.',
    },
  },
  check: (subject, context) => companionVerdict('codeAlso', subject, context),
};
