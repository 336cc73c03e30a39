/** Edit institutional-revenue: every line has a revenue code, and a procedure code where the revenue code needs one (NUBC FL 42, FL 44). */
import { fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { Edit, EditLine, Hit } from './model.ts';

/** Revenue categories whose outpatient lines carry a HCPCS code (Pub. 100-04 ch. 4 §20.1; ch. 25 §75.5). */
const NEEDS_CODE: ReadonlySet<string> = new Set(
  '030 031 032 034 035 036 040 042 043 044 045 048 051 061 073 074'.split(' '),
);
const DRUGS_THAT_NEED_CODES = '0636';

export const institutionalRevenue: Edit = {
  meta: {
    id: 'institutional-revenue',
    title: 'Every line of a bill has a revenue code, with a procedure code where it needs one',
    severity: 'error',
    issueType: 'required',
    snip: 4,
    effective: { from: '1900-01-01' },
    authority: { source: 'NUBC UB-04 data specifications', section: 'FL 42, FL 44; Pub. 100-04 ch. 4, 20.1' },
    about:
      'Looks at the lines of an institutional claim: a revenue code of four digits, and on an outpatient bill a procedure ' +
      'code beside laboratory, imaging, surgery, therapy, emergency, clinic and other categories that need one.',
    messages: {
      missing: 'The line has no revenue code; add the four digits of its category.',
      shape: 'Revenue code {revenue} is not four digits; correct it.',
      'needs-code':
        'Revenue code {revenue} needs a procedure code on an outpatient bill; add the CPT or HCPCS code.',
    },
  },
  check(subject) {
    if (subject.kind !== 'institutional' || subject.lines.length === 0) return NOT_APPLICABLE;
    return verdictOf(subject.lines.flatMap((l) => examine(l, subject.inpatient) ?? []));
  },
};

function examine({ revenue, code, expression }: EditLine, inpatient: boolean): Hit | undefined {
  if (revenue === undefined) return fail('missing', expression);
  const params = { revenue: shown(revenue) };
  if (!/^\d{4}$/.test(revenue)) return fail('shape', `${expression}.revenue`, { params });
  const needs = NEEDS_CODE.has(revenue.slice(0, 3)) || revenue === DRUGS_THAT_NEED_CODES;
  return needs && !inpatient && code === undefined ? fail('needs-code', expression, { params }) : undefined;
}
