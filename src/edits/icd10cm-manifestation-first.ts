/** Edit icd10cm-manifestation-first: a code for a manifestation is never the first diagnosis (guidelines I.A.13; MCE). */
import { inOrder } from './diagnoses.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

/** "as the cause of diseases classified elsewhere" (B95–B97) names an organism, not a manifestation. */
const MANIFESTATION = /(?<!as the cause of )\b(?:diseases?|conditions?|disorders) classified elsewhere\b/i;

export const isManifestationTitle = (title: string): boolean => MANIFESTATION.test(title);

export const icd10cmManifestationFirst: Edit = {
  meta: {
    id: 'icd10cm-manifestation-first',
    title: 'The first diagnosis is not a manifestation',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.A.13' },
    about:
      'Looks at the title of the principal or first-listed diagnosis, and at the manifestation list of the Medicare Code ' +
      'Editor where it is loaded: a code "in diseases classified elsewhere" needs its etiology before it. Cannot tell when the code cannot be looked up, which icd10cm-unknown reports.',
    messages: {
      first:
        '{code} is a manifestation "in diseases classified elsewhere" and cannot be the first diagnosis; put its etiology before it.',
    },
  },
  check(subject, { terminology }) {
    const first = inOrder(subject)[0];
    if (!first) return NOT_APPLICABLE;
    if (subject.on === undefined) return CANNOT_TELL;
    const { diagnosis, code } = first;
    const title = terminology.icd10cm.lookup(code, subject.on)?.title;
    const lists = terminology.mce.lists(code, subject.on);
    const listed = lists.kind === 'known' && lists.lists.some((l) => l.id === 'manifestation');
    if (title === undefined && !listed) return CANNOT_TELL;
    return verdictOf(
      listed || isManifestationTitle(title ?? '')
        ? [fail('first', diagnosis.expression, { codes: [code], params: { code } })]
        : [],
    );
  },
};
