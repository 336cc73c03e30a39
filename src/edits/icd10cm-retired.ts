/** Edit icd10cm-retired: the code is still valid on the date of service (CMS Pub. 100-04 ch. 23 §10.6). */
import { type DatedStatus, icdStatuses } from './diagnoses.ts';
import { fail, listed, NOT_APPLICABLE } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { statusVerdict } from './status-verdict.ts';

export const icd10cmRetired: Edit = {
  meta: {
    id: 'icd10cm-retired',
    title: 'The diagnosis code is still in force on the date of service',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '2015-10-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 23',
      section: '10.6',
    },
    about:
      'Looks at every ICD-10-CM code for the last day on which it was valid, and names the codes that took its place ' +
      'where the official files name any.',
    messages: {
      replaced:
        '{code} was valid until {lastDay}; for service on {on} choose from what replaced it: {successors}.',
      gone: '{code} was valid until {lastDay} and no single code replaced it; code the condition anew for {on}.',
    },
  },
  check(subject, context) {
    if (subject.diagnoses.length === 0) return NOT_APPLICABLE;
    return statusVerdict(subject, icdStatuses(subject, context), examine);
  },
};

function examine({ diagnosis, code, status, on }: DatedStatus): Hit | undefined {
  if (status.kind !== 'retired') return undefined;
  const { lastDay, successors } = status;
  const dated = { code, lastDay, on };
  if (successors.length === 0) return fail('gone', diagnosis.expression, { codes: [code], params: dated });
  return fail('replaced', diagnosis.expression, {
    codes: [code, ...successors],
    params: { ...dated, successors: listed(successors) },
  });
}
