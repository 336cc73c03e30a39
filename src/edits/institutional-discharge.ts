/** Edit institutional-discharge: the patient's status at the end of the statement span (NUBC FL 17; 837I CL103). */
import { fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

const STATUSES: ReadonlySet<string> = new Set(
  (
    '01 02 03 04 05 06 07 09 20 21 30 40 41 42 43 50 51 61 62 63 64 65 66 69 70 ' +
    '81 82 83 84 85 86 87 88 89 90 91 92 93 94 95'
  ).split(' '),
);
const STILL_A_PATIENT = '30';
/** First and continuing claims of a stay that goes on. */
const INTERIM: readonly string[] = ['2', '3'];

export const institutionalDischarge: Edit = {
  meta: {
    id: 'institutional-discharge',
    title: 'A bill says what became of the patient',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '2013-10-01' },
    authority: { source: 'NUBC UB-04 data specifications', section: 'FL 17' },
    about:
      'Looks at the patient’s status on an institutional claim: there on an inpatient one, in the set, and 30 (still a ' +
      'patient) on an interim bill (frequency 2 or 3) and not on a final one (1 or 4).',
    messages: {
      missing: 'The bill has no patient status; add it (01 is discharged to home).',
      unknown: '{code} is no patient status; correct it.',
      interim:
        'The bill is interim (frequency {frequency}) and the patient status is {code}; it is 30 while the patient stays.',
      final:
        'The bill is final (frequency {frequency}) and the patient status is 30, still a patient; correct one of the two.',
    },
  },
  check(subject) {
    if (subject.kind !== 'institutional') return NOT_APPLICABLE;
    const status = subject.bill?.dischargeStatus;
    if (!status)
      return subject.inpatient ? verdictOf([fail('missing', 'Claim.supportingInfo')]) : NOT_APPLICABLE;
    const code = shown(status.code);
    const at = status.expression;
    if (!STATUSES.has(status.code)) return verdictOf([fail('unknown', at, { params: { code } })]);
    const frequency = subject.bill?.typeOfBill?.code.at(-1) ?? '';
    const params = { code, frequency };
    const stays = status.code === STILL_A_PATIENT;
    if (!subject.inpatient) return verdictOf([]);
    if (INTERIM.includes(frequency) && !stays) return verdictOf([fail('interim', at, { params })]);
    return verdictOf(
      stays && (frequency === '1' || frequency === '4') ? [fail('final', at, { params })] : [],
    );
  },
};
