/** Edit icd10cm-not-billable: a category that has subdivisions is not reported (guidelines I.B.2). */
import type { Icd10Cm } from '../terminology/index.ts';
import { type DatedStatus, icdStatuses } from './diagnoses.ts';
import { fail, listed, NOT_APPLICABLE } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { statusVerdict } from './status-verdict.ts';

export const icd10cmNotBillable: Edit = {
  meta: {
    id: 'icd10cm-not-billable',
    title: 'The diagnosis is coded to its highest number of characters',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.B.2' },
    about:
      'Looks at every ICD-10-CM code for whether it is valid for reporting, and names up to five codes below it that ' +
      'are. Cannot tell when the code cannot be looked up, which icd10cm-unknown reports.',
    messages: {
      header:
        '{code} is a category with subdivisions and is not valid for reporting; choose one of the {count} below it: {below}.',
      bare: '{code} is a category and is not valid for reporting; choose a code with all its characters.',
    },
  },
  check(subject, context) {
    if (subject.diagnoses.length === 0) return NOT_APPLICABLE;
    const statuses = icdStatuses(subject, context);
    return statusVerdict(subject, statuses, (d) => examine(d, context.terminology.icd10cm));
  },
};

function examine(d: DatedStatus, icd10cm: Icd10Cm): Hit | undefined {
  if (d.status.kind !== 'header') return undefined;
  const below = icd10cm.billableUnder(d.code, d.on).map((entry) => entry.code);
  const { expression } = d.diagnosis;
  if (below.length === 0) return fail('bare', expression, { codes: [d.code], params: { code: d.code } });
  return fail('header', expression, {
    codes: [d.code, ...below.slice(0, 5)],
    params: { code: d.code, count: below.length, below: listed(below) },
  });
}
