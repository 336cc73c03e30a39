/** Edit procedure-sex: services on organs that only one sex has (CPT sections of male and female genital systems, maternity care). */
import { isBetween } from './em-codes.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import { isKnownConflict } from './icd10cm-sex.ts';
import type { Edit, Hit } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';

/** Male genital system. */
const MALE: readonly (readonly [string, string])[] = [
  ['54000', '55899'],
  ['G0102', 'G0103'],
];
/** Female genital system, maternity care, obstetric ultrasound, cervical cytology. */
const FEMALE: readonly (readonly [string, string])[] = [
  ['56405', '58999'],
  ['59000', '59899'],
  ['76801', '76828'],
  ['88141', '88175'],
  ['G0101', 'G0101'],
  ['Q0091', 'Q0091'],
];

export const procedureSex: Edit = {
  meta: {
    id: 'procedure-sex',
    title: 'Services on organs of one sex fit the patient’s sex',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1900-01-01' },
    authority: { source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 32', section: '240' },
    about:
      'Looks at surgery of the male and female genital systems, maternity care, obstetric ultrasound, cervical cytology and ' +
      'the screening examinations of one sex. Modifier KX, or condition code 45 on a bill, tells that the conflict is ' +
      'known. Cannot tell when the sex is not recorded as male or female.',
    messages: {
      conflict:
        '{code} is a service for {expected} patients and the record says {sex}; correct the code or the record, or add modifier KX (condition code 45 on a bill) where both are right.',
      'no-sex': '{code} is a service for {expected} patients and the patient’s sex is not known; state it.',
    },
  },
  check(subject) {
    const bound = procedureLines(subject).lines.flatMap((l) => {
      const expected = sexOf(l.code);
      return expected ? [{ l, expected }] : [];
    });
    if (bound.length === 0) return NOT_APPLICABLE;
    if (isKnownConflict(subject)) return verdictOf([]);
    return verdictOf(bound.flatMap(({ l, expected }) => examine(l, expected, subject.patient.sex) ?? []));
  },
};

const inAny = (code: string, ranges: readonly (readonly [string, string])[]): boolean =>
  ranges.some(([from, to]) => isBetween(code, from, to));

function sexOf(code: string): 'male' | 'female' | undefined {
  if (inAny(code, MALE)) return 'male';
  return inAny(code, FEMALE) ? 'female' : undefined;
}

function examine({ line, code }: ProcedureLine, expected: string, sex: string | undefined): Hit | undefined {
  if (sex === expected) return undefined;
  const params = { code, expected };
  if (sex !== 'male' && sex !== 'female') {
    return cannotTell('no-sex', line.expression, { codes: [code], params, severity: 'information' });
  }
  return fail('conflict', line.expression, { codes: [code], params: { ...params, sex } });
}
