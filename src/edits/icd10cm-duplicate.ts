/** Edit icd10cm-duplicate: a diagnosis code is reported once per encounter (guidelines I.B.12). */
import { icdDiagnoses, isApart } from './diagnoses.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

export const icd10cmDuplicate: Edit = {
  meta: {
    id: 'icd10cm-duplicate',
    title: 'No diagnosis code is reported twice',
    severity: 'error',
    issueType: 'business-rule',
    snip: 4,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'I.B.12' },
    about:
      'Compares the codes in normal form, so that E119 and E11.9 are the same. An admitting diagnosis or a reason for ' +
      'visit of an institutional claim may repeat the principal diagnosis.',
    messages: {
      twice: '{code} is already diagnosis {first}; remove this one and point its lines at {first}.',
    },
  },
  check(subject) {
    const diagnoses = icdDiagnoses(subject);
    if (diagnoses.length === 0) return NOT_APPLICABLE;
    const first = new Map<string, number>();
    const hits: Hit[] = [];
    for (const { diagnosis, code } of diagnoses) {
      const key = isApart(diagnosis) ? `${diagnosis.type} ${code}` : code;
      const before = first.get(key);
      if (before === undefined) first.set(key, diagnosis.sequence);
      else hits.push(fail('twice', diagnosis.expression, { codes: [code], params: { code, first: before } }));
    }
    return verdictOf(hits);
  },
};
