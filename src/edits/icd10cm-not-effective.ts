/** Edit icd10cm-not-effective: the code is already valid on the date of service (CMS Pub. 100-04 ch. 23 §10.6). */
import { type DatedStatus, icdStatuses } from './diagnoses.ts';
import { fail, NOT_APPLICABLE } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { statusVerdict } from './status-verdict.ts';

export const icd10cmNotEffective: Edit = {
  meta: {
    id: 'icd10cm-not-effective',
    title: 'The diagnosis code is already in force on the date of service',
    severity: 'error',
    issueType: 'code-invalid',
    snip: 5,
    effective: { from: '2015-10-01' },
    authority: {
      source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 23',
      section: '10.6',
    },
    about:
      'Looks at every ICD-10-CM code for the first day on which it is valid. The date is that of discharge for an ' +
      'inpatient stay and the first day of service otherwise.',
    messages: {
      'not-yet':
        '{code} is valid from {from}, after the date of service {on}; use the code that was in force on that day.',
    },
  },
  check(subject, context) {
    if (subject.diagnoses.length === 0) return NOT_APPLICABLE;
    return statusVerdict(subject, icdStatuses(subject, context), examine);
  },
};

function examine({ diagnosis, code, status, on }: DatedStatus): Hit | undefined {
  if (status.kind !== 'not-yet') return undefined;
  return fail('not-yet', diagnosis.expression, { codes: [code], params: { code, from: status.from, on } });
}
