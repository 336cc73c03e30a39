/** Edit icd10cm-sex: the diagnosis and the patient's sex agree (Medicare Code Editor, sex conflict, until 30 September 2024). */
import { CANNOT_TELL, cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import { type Listed, listedDiagnoses } from './mce-lists.ts';
import type { Edit, EditSubject, Hit } from './model.ts';

export const icd10cmSex: Edit = {
  meta: {
    id: 'icd10cm-sex',
    title: 'The diagnosis and the patient’s sex agree',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    // CMS took the sex conflict out of the code editor with version 42.
    effective: { from: '2015-10-01', to: '2024-09-30' },
    authority: { source: 'Medicare Code Editor', section: 'sex conflict (until version 41)' },
    about:
      'Looks at diagnoses on the lists of diagnoses of women and of men. A claim with condition code 45 or modifier KX, ' +
      'which tell that the conflict is known, passes. Cannot tell without lists (icd10cm-age says so), or when the sex is not known.',
    messages: {
      conflict:
        '{code} is a diagnosis of {listed} patients and the record says {sex}; correct the code or the record, or add condition code 45 (modifier KX on a professional claim) where both are right.',
      'no-sex': '{code} is a diagnosis of {listed} patients and the patient’s sex is not known; state it.',
    },
  },
  check(subject, context) {
    if (subject.diagnoses.length === 0) return NOT_APPLICABLE;
    if (subject.on === undefined) return CANNOT_TELL;
    const found = listedDiagnoses(subject, subject.on, context);
    if (found.kind !== 'known') return CANNOT_TELL;
    if (!found.published.includes('female') && !found.published.includes('male')) return NOT_APPLICABLE;
    if (isKnownConflict(subject)) return verdictOf([]);
    return verdictOf(found.listed.flatMap((d) => examine(d, subject.patient.sex)));
  },
};

/** NUBC condition code 45 (formerly "ambiguous gender category") and HCPCS modifier KX. */
export const isKnownConflict = ({ bill, lines }: EditSubject): boolean =>
  (bill?.conditions.some((c) => c.code === '45') ?? false) || lines.some((l) => l.modifiers.includes('KX'));

function examine({ diagnosis, code, lists }: Listed, sex: string | undefined): readonly Hit[] {
  const listed = lists.find((l) => l.id === 'female' || l.id === 'male')?.id;
  if (listed === undefined || listed === sex) return [];
  if (sex !== 'female' && sex !== 'male') {
    return [
      cannotTell('no-sex', diagnosis.expression, {
        codes: [code],
        params: { code, listed },
        severity: 'information',
      }),
    ];
  }
  return [fail('conflict', diagnosis.expression, { codes: [code], params: { code, listed, sex } })];
}
