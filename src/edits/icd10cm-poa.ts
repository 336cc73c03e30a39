/** Edit icd10cm-poa: every diagnosis of an inpatient bill says whether it was present on admission (guidelines Appendix I). */
import { dotless } from '../terminology/index.ts';
import { icdDiagnoses, isApart } from './diagnoses.ts';
import { fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';

/** Yes, no, not documented, clinically undetermined; 1 stood for "exempt" on 4010 claims and is still sent. */
const LEGAL: readonly string[] = ['Y', 'N', 'U', 'W', '1'];

/** CMS's exempt list is one of codes; within these categories a code may be on it, so nothing is held against one. */
const MAY_BE_EXEMPT = /^(?:[PQV-Z]|B9[0-4]|E64|G93|I252|I67|I69|M80|M84|O09|O66|O8[0-4]|O94|U09)/;
/** Subsequent encounter and sequela: 7th characters D to S of injuries. */
const LATER_ENCOUNTER = /^[ST].{5}[D-S]$/;

export const icd10cmPoa: Edit = {
  meta: {
    id: 'icd10cm-poa',
    title: 'Every diagnosis of an inpatient bill says whether it was present on admission',
    severity: 'error',
    issueType: 'required',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'ICD-10-CM Official Guidelines', section: 'Appendix I' },
    about:
      'Looks at the indicator of every diagnosis of an inpatient institutional claim but the admitting one: there, and Y, N, U ' +
      'or W. A code of a category in which codes are exempt is not asked for one.',
    messages: {
      missing: '{code} has no present-on-admission indicator; state Y, N, U or W.',
      illegal: '{code} has the present-on-admission indicator {indicator}; it is Y, N, U or W.',
    },
  },
  check(subject) {
    if (!subject.inpatient || subject.kind !== 'institutional') return NOT_APPLICABLE;
    const reported = icdDiagnoses(subject).filter((d) => !isApart(d.diagnosis));
    if (reported.length === 0) return NOT_APPLICABLE;
    return verdictOf(
      reported.flatMap(({ code, diagnosis }): readonly Hit[] => {
        const indicator = diagnosis.onAdmission?.toUpperCase();
        if (indicator === undefined) {
          return mayBeExempt(dotless(code))
            ? []
            : [fail('missing', diagnosis.expression, { codes: [code], params: { code } })];
        }
        if (LEGAL.includes(indicator)) return [];
        return [
          fail('illegal', `${diagnosis.expression}.onAdmission`, {
            codes: [code],
            params: { code, indicator: shown(indicator) },
          }),
        ];
      }),
    );
  },
};

const mayBeExempt = (plain: string): boolean => MAY_BE_EXEMPT.test(plain) || LATER_ENCOUNTER.test(plain);
