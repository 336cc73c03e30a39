/** Edit dates-timely: the claim is filed in time (42 CFR 424.44; the payer's own limit by policy). */
import { addDays, addYears, type ServiceDate } from '../kernel/index.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditParameters, EditSubject } from './model.ts';
import { payerOf } from './payer.ts';
import { isMade } from './professional.ts';

/** Days before the last one from which it is told. */
const SOON = 14;

export const datesTimely: Edit = {
  meta: {
    id: 'dates-timely',
    title: 'The claim is filed within the payer’s limit',
    severity: 'error',
    issueType: 'business-rule',
    snip: 7,
    effective: { from: '2010-01-01' },
    authority: { source: '42 CFR', section: '424.44' },
    about:
      'Looks at the day on which it is asked and the last day of service: Medicare takes a claim for one calendar year, any ' +
      'payer as many days as the policy’s parameter `days` says. Two weeks before the end it is a warning. A replacement or ' +
      'void is not looked at. Cannot tell when the day is not handed in, or the payer’s limit is not known.',
    messages: {
      late: 'The last day to file was {last}; send it only with the reason for the delay that the payer accepts.',
      soon: 'The last day to file is {last}; send it before then.',
    },
  },
  check(subject, { parameters }) {
    if (!isMade(subject) || subject.replaces) return NOT_APPLICABLE;
    const { today } = subject;
    const last = lastDay(subject, parameters);
    if (today === undefined || last === undefined) return CANNOT_TELL;
    if (today > last) return verdictOf([fail('late', 'Claim', { params: { last } })]);
    const soon = addDays(today, SOON) >= last;
    return verdictOf(soon ? [fail('soon', 'Claim', { params: { last }, severity: 'warning' })] : []);
  },
};

function lastDay(subject: EditSubject, parameters: EditParameters | undefined): ServiceDate | undefined {
  const served = subject.kind === 'institutional' ? (subject.period?.to ?? subject.on) : subject.on;
  if (!served) return undefined;
  const days = parameters?.days;
  if (typeof days === 'number' && Number.isSafeInteger(days) && days > 0) return addDays(served, days);
  return payerOf(subject)?.kind === 'medicare' ? addYears(served, 1) : undefined;
}
