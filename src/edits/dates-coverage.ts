/** Edit dates-coverage: a coverage is in force on the date of service (Coverage.period). */
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditCoverage } from './model.ts';
import { isOtherType } from './professional.ts';

export const datesCoverage: Edit = {
  meta: {
    id: 'dates-coverage',
    title: 'A coverage is in force on the date of service',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1900-01-01' },
    authority: { source: 'HL7 FHIR R4 Coverage', section: 'Coverage.period, Coverage.status' },
    about:
      'Looks at the periods of the coverages: the first one holds the date of service. Where another of them does, the order ' +
      'is a warning. Cannot tell when no coverage states its period.',
    messages: {
      ended: 'The coverage ended on {to}, before the date of service {on}; use the one in force on that day.',
      'not-yet':
        'The coverage begins on {from}, after the date of service {on}; use the one in force on that day.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const all = (subject.coverages ?? []).filter((c) => c.payerKind !== 'self-pay');
    const [first] = all;
    const { on } = subject;
    if (!first) return NOT_APPLICABLE;
    if (on === undefined || all.every(isOpen)) return CANNOT_TELL;
    const wrong = problemOf(first, on);
    if (!wrong) return verdictOf([]);
    const other = all.some((c) => c !== first && c.active && !problemOf(c, on));
    return verdictOf([
      fail(wrong, first.expression, {
        params: { on, from: first.from ?? '', to: first.to ?? '' },
        ...(other ? { severity: 'warning' } : {}),
      }),
    ]);
  },
};

const isOpen = ({ from, to }: EditCoverage): boolean => from === undefined && to === undefined;

function problemOf({ from, to }: EditCoverage, on: string): 'ended' | 'not-yet' | undefined {
  if (to !== undefined && on > to) return 'ended';
  return from !== undefined && on < from ? 'not-yet' : undefined;
}
