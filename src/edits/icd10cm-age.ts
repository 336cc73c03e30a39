/** Edit icd10cm-age: the diagnosis occurs at the patient's age (Medicare Code Editor, age conflict). */
import { CANNOT_TELL, cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import { ageOn, type Listed, listedDiagnoses } from './mce-lists.ts';
import type { Edit, Hit } from './model.ts';

export const icd10cmAge: Edit = {
  meta: {
    id: 'icd10cm-age',
    title: 'Every diagnosis occurs at the patient’s age',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2015-10-01' },
    authority: { source: 'Medicare Code Editor', section: 'age conflict' },
    about:
      'Looks at diagnoses on the lists of newborn (age 0), paediatric (0–17), maternity (9–64) and adult (15–124) diagnoses, ' +
      'and the age on the first day of the stay or service. Says for all edits that read the code editor’s lists, once, that none are loaded for the date.',
    messages: {
      conflict:
        '{code} is a {kind} diagnosis (age {from} to {to}) and the patient is {age}; correct the code or the date of birth.',
      'no-age':
        '{code} is a {kind} diagnosis (age {from} to {to}) and the patient’s age is not known; state the date of birth.',
      'no-lists':
        'Age, sex and principal diagnosis were not held against the Medicare Code Editor: {reason}; import its lists to have them checked.',
    },
  },
  check(subject, context) {
    if (subject.diagnoses.length === 0) return NOT_APPLICABLE;
    if (subject.on === undefined) return CANNOT_TELL;
    const found = listedDiagnoses(subject, subject.on, context);
    if (found.kind === 'none') return CANNOT_TELL;
    if (found.kind === 'cannot-tell') {
      const { reason } = found;
      return verdictOf([
        cannotTell('no-lists', 'Claim.diagnosis', { params: { reason }, severity: 'information' }),
      ]);
    }
    const age = ageOn(subject);
    return verdictOf(
      found.listed.flatMap((d) => examine(d, age)),
      found.listed.length < subject.diagnoses.length,
    );
  },
};

const KIND: ReadonlyMap<string, string> = new Map([
  ['newborn', 'newborn'],
  ['pediatric', 'paediatric'],
  ['maternity', 'maternity'],
  ['adult', 'adult'],
]);

function examine({ diagnosis, code, lists }: Listed, age: number | undefined): readonly Hit[] {
  return lists.flatMap(({ id, ages }) => {
    const kind = KIND.get(id);
    if (!ages || kind === undefined) return [];
    const params = { code, kind, from: ages.from, to: ages.to };
    if (age === undefined)
      return [cannotTell('no-age', diagnosis.expression, { codes: [code], params, severity: 'information' })];
    if (age >= ages.from && age <= ages.to) return [];
    return [fail('conflict', diagnosis.expression, { codes: [code], params: { ...params, age } })];
  });
}
