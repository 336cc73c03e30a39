/** Edit icd10cm-dot: an ICD-10-CM code in FHIR is written with its dot (HL7 Using ICD-10 with FHIR; 837 leaves it out). */
import { icdDiagnoses } from './diagnoses.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

export const icd10cmDot: Edit = {
  meta: {
    id: 'icd10cm-dot',
    title: 'Every diagnosis code is written with its dot',
    severity: 'information',
    issueType: 'value',
    snip: 1,
    effective: { from: '2015-10-01' },
    authority: { source: 'HL7 Terminology', section: 'ICD-10-CM in FHIR' },
    about:
      'Looks at the form of ICD-10-CM codes: a dot after the third character where more follow, and upper case. The code is ' +
      'understood either way; the finding carries the mend.',
    messages: { form: '{code} is written without its dot or in lower case; in FHIR it is {mended}.' },
  },
  check(subject) {
    const read = icdDiagnoses(subject);
    if (read.length === 0) return NOT_APPLICABLE;
    return verdictOf(
      read
        .filter(({ diagnosis, code }) => diagnosis.code !== code)
        .map(({ diagnosis: { code: given, expression }, code }) =>
          fail('form', expression, {
            codes: [code],
            params: { code: given, mended: code },
            fix: { kind: 'replace-diagnosis-code', expression, value: code },
          }),
        ),
    );
  },
};
