/** Edit institutional-codes: condition, occurrence, occurrence span and value codes (NUBC FL 18–41; 837I HI*BG, BH, BI, BE). */
import { fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { BillCode, Edit, EditBill, Hit } from './model.ts';

const CODE = /^[0-9A-Z]{2}$/;

export const institutionalCodes: Edit = {
  meta: {
    id: 'institutional-codes',
    title: 'Condition, occurrence and value codes are whole',
    severity: 'error',
    issueType: 'value',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: 'NUBC UB-04 data specifications', section: 'FL 18–41' },
    about:
      'Looks at the shape of the codes (two characters), the date of every occurrence, both days of every span in their ' +
      'order, and the amount of every value. Whether the NUBC defines a code is not looked up: its list is licensed.',
    messages: {
      shape: 'The {kind} code {code} is not two letters or digits; correct it.',
      'no-date': 'Occurrence code {code} has no date; add it.',
      'no-span': 'Occurrence span code {code} does not have both its days; add them.',
      reversed: 'Occurrence span code {code} ends before it begins; correct one of its days.',
      'no-amount': 'Value code {code} has no amount; add it.',
    },
  },
  check({ kind, bill }) {
    if (kind !== 'institutional' || !bill) return NOT_APPLICABLE;
    const all = [...bill.conditions, ...bill.occurrences, ...bill.spans, ...bill.values];
    if (all.length === 0) return NOT_APPLICABLE;
    return verdictOf([
      ...shapes('condition', bill.conditions),
      ...shapes('occurrence', bill.occurrences),
      ...shapes('occurrence span', bill.spans),
      ...shapes('value', bill.values),
      ...missing(bill),
    ]);
  },
};

const shapes = (kind: string, codes: readonly BillCode[]): readonly Hit[] =>
  codes
    .filter((c) => !CODE.test(c.code.toUpperCase()))
    .map((c) => fail('shape', c.expression, { params: { kind, code: shown(c.code) } }));

const hit = (message: string, c: BillCode): Hit =>
  fail(message, c.expression, { params: { code: shown(c.code) } });

const missing = ({ occurrences, spans, values }: EditBill): readonly Hit[] => [
  ...occurrences.filter((o) => !o.date).map((o) => hit('no-date', o)),
  ...spans.filter((s) => !s.date || !s.to).map((s) => hit('no-span', s)),
  ...spans.filter((s) => s.date && s.to && s.to < s.date).map((s) => hit('reversed', s)),
  ...values.filter((v) => v.amount === undefined).map((v) => hit('no-amount', v)),
];
