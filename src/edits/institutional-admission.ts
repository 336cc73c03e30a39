/** Edit institutional-admission: priority, point of origin and dates of an admission (NUBC FL 06, FL 12, FL 14, FL 15). */
import { fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { BillCode, Edit, EditSubject, Hit } from './model.ts';

const TYPES: readonly string[] = ['1', '2', '3', '4', '5', '9'];
const ORIGINS: readonly string[] = ['1', '2', '4', '5', '6', '8', '9', 'D', 'E', 'F', 'G'];
/** Of a newborn (type 4): born inside, born outside this hospital. */
const NEWBORN = '4';
const NEWBORN_ORIGINS: readonly string[] = ['5', '6'];

export const institutionalAdmission: Edit = {
  meta: {
    id: 'institutional-admission',
    title: 'An inpatient bill says when, how and from where the patient was admitted',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '2010-07-01' },
    authority: { source: 'NUBC UB-04 data specifications', section: 'FL 06, FL 12, FL 14, FL 15' },
    about:
      'Looks at an inpatient institutional claim: priority (1–5, 9) and point of origin (1, 2, 4, 5, 6, 8, 9, D–G; of a ' +
      'newborn 5 or 6), the admission date, and that the admission is not after the discharge or the end of the statement ' +
      'span. A statement span is asked of every institutional claim.',
    messages: {
      'no-span': 'The bill has no statement span; add its first and last day.',
      'no-type':
        'The bill has no priority of admission; add it (1 emergency, 2 urgent, 3 elective, 4 newborn, 5 trauma).',
      type: '{code} is no priority of admission; use 1 to 5, or 9.',
      'no-origin': 'The bill has no point of origin; add it (1 is not a health-care facility).',
      origin: '{code} is no point of origin of such an admission; correct it.',
      'no-date': 'The bill has no admission date; add it.',
      reversed: 'The admission on {from} is after {to}, the end of the stay; correct one of the two.',
    },
  },
  check(subject) {
    if (subject.kind !== 'institutional') return NOT_APPLICABLE;
    const { period } = subject;
    const span = period?.from && period.to ? [] : [fail('no-span', 'Claim.billablePeriod')];
    return verdictOf(subject.inpatient ? [...span, ...codes(subject), ...dates(subject)] : span);
  },
};

function codes({ bill }: EditSubject): readonly Hit[] {
  const { admissionType: type, pointOfOrigin: origin } = bill ?? {};
  const allowed = type?.code === NEWBORN ? NEWBORN_ORIGINS : ORIGINS;
  return [...coded(type, TYPES, 'no-type', 'type'), ...coded(origin, allowed, 'no-origin', 'origin')];
}

function coded(
  given: BillCode | undefined,
  legal: readonly string[],
  none: string,
  wrong: string,
): readonly Hit[] {
  if (!given) return [fail(none, 'Claim.supportingInfo')];
  return legal.includes(given.code.toUpperCase())
    ? []
    : [fail(wrong, given.expression, { params: { code: shown(given.code) } })];
}

function dates({ bill, period }: EditSubject): readonly Hit[] {
  const from = bill?.admission;
  if (!from) return [fail('no-date', 'Claim.supportingInfo')];
  const to = bill.discharge ?? period?.to;
  return to && from > to ? [fail('reversed', 'Claim.supportingInfo', { params: { from, to } })] : [];
}
