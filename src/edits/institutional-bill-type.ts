/** Edit institutional-bill-type: the type of bill (NUBC FL 04; 837I CLM05-1, CLM05-3). */
import { fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { Edit } from './model.ts';

/** A zero that may be left out, facility 1–8, classification 1–9, frequency. */
const BILL = /^0?[1-8][1-9][0-9A-Z]$/;

export const institutionalBillType: Edit = {
  meta: {
    id: 'institutional-bill-type',
    title: 'An institutional claim has a type of bill that fits it',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: 'NUBC UB-04 data specifications', section: 'FL 04' },
    about:
      'Looks at the type of bill: there, facility, classification and frequency, and a frequency of 7 or 8 when the claim ' +
      'replaces or voids another, and only then.',
    messages: {
      missing: 'The claim has no type of bill; add it (such as 0131, hospital outpatient).',
      shape: 'The type of bill {code} is not facility, classification and frequency; correct it.',
      frequency: 'The type of bill {code} ends in {given} and the claim {does}; correct one of the two.',
    },
  },
  check(subject) {
    if (subject.kind !== 'institutional') return NOT_APPLICABLE;
    const bill = subject.bill?.typeOfBill;
    if (!bill) return verdictOf([fail('missing', 'Claim.supportingInfo')]);
    const code = shown(bill.code);
    if (!BILL.test(bill.code)) return verdictOf([fail('shape', bill.expression, { params: { code } })]);
    const given = bill.code.at(-1) ?? '';
    const wanted = subject.replaces && (subject.replaces.how === 'voids' ? '8' : '7');
    const agrees = wanted === undefined ? given !== '7' && given !== '8' : given === wanted;
    if (agrees) return verdictOf([]);
    const does = subject.replaces ? `${subject.replaces.how} an earlier one` : 'names no earlier one';
    return verdictOf([fail('frequency', bill.expression, { params: { code, given, does } })]);
  },
};
