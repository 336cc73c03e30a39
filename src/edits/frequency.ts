/** Edit frequency: services that are covered once in a period are not billed sooner (42 CFR 410.15, 410.16; Pub. 100-04 ch. 18; NCD 190.23). */
import { addDays, addYears, daysBetween, type ServiceDate } from '../kernel/index.ts';
import { reachesBack } from './history-reach.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject, Hit, Severity } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

interface Rule {
  /** Codes that count as the service having been given. */
  readonly counts: readonly string[];
  readonly period: { readonly months: number } | { readonly days: number } | 'once';
  readonly severity: Severity;
  readonly says: string;
}

const yearly = (counts: readonly string[]): Rule => ({
  counts,
  period: { months: 12 },
  severity: 'error',
  says: '11 full months after the month of the last one',
});

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [
    'G0402',
    {
      counts: ['G0402', 'G0438', 'G0439'],
      period: 'once',
      severity: 'error',
      says: 'once, before any annual wellness visit',
    },
  ],
  [
    'G0438',
    {
      counts: ['G0438', 'G0439'],
      period: 'once',
      severity: 'error',
      says: 'once in a lifetime; G0439 follows it',
    },
  ],
  ['G0439', yearly(['G0402', 'G0438', 'G0439'])],
  ['G0444', yearly(['G0444'])],
  ['G0103', yearly(['G0103'])],
  ['77067', yearly(['77067'])],
  ['82270', yearly(['82270'])],
  [
    'G0101',
    {
      counts: ['G0101'],
      period: { months: 24 },
      severity: 'warning',
      says: '23 full months after the month of the last one, 11 at high risk',
    },
  ],
  [
    'G0121',
    {
      counts: ['G0121', 'G0105'],
      period: { months: 120 },
      severity: 'error',
      says: '119 full months after the month of the last one',
    },
  ],
  [
    '83036',
    {
      counts: ['83036'],
      period: { days: 90 },
      severity: 'warning',
      says: 'every three months for a patient who is stable',
    },
  ],
  ...['99384', '99385', '99386', '99387', '99394', '99395', '99396', '99397'].map(
    (code): readonly [string, Rule] => [
      code,
      {
        counts: ['99384', '99385', '99386', '99387', '99394', '99395', '99396', '99397'],
        period: { months: 12 },
        severity: 'warning',
        says: 'once a year by most payers',
      },
    ],
  ),
]);

export const frequency: Edit = {
  meta: {
    id: 'frequency',
    title: 'Services that are covered once in a period are not billed sooner',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2011-01-01' },
    authority: { source: '42 CFR', section: '410.15, 410.16; Pub. 100-04 ch. 18; NCD 190.23' },
    about:
      'Holds wellness and preventive visits, screenings and haemoglobin A1c against the patient’s earlier claims. Months are ' +
      'counted as Medicare does, from the month after the last service. Payers differ: see the policy. Cannot tell when the ' +
      'history is not known.',
    messages: {
      'too-soon':
        '{code} is covered {says}, and {last} was billed on {date}; see whether the payer covers it on {on}, or give the patient notice.',
      'no-history': 'How often {code} was billed before is not known; it is covered {says}.',
    },
  },
  check(subject) {
    if (isOtherType(subject)) return NOT_APPLICABLE;
    const ruled = procedureLines(subject).lines.flatMap((l) => {
      const rule = RULES.get(l.code);
      return rule ? [{ l, rule }] : [];
    });
    if (ruled.length === 0) return NOT_APPLICABLE;
    return verdictOf(ruled.flatMap(({ l, rule }) => examine(l, rule, subject) ?? []));
  },
};

function examine({ line, code, on }: ProcedureLine, rule: Rule, subject: EditSubject): Hit | undefined {
  const { says, severity } = rule;
  const { history, claimNumbers } = subject;
  const unknown = (): Hit =>
    cannotTell('no-history', line.expression, {
      codes: [code],
      params: { code, says },
      severity: 'information',
    });
  if (history === undefined) return unknown();
  const last = history
    .filter(
      (h) => rule.counts.includes(h.code) && h.date < on && !(h.claim && claimNumbers?.includes(h.claim)),
    )
    .toSorted((a, b) => (a.date < b.date ? 1 : -1))[0];
  if (!last || isOver(rule.period, last.date, on))
    return reachesBack(subject, beginOf(rule.period, on)) ? undefined : unknown();
  return fail('too-soon', line.expression, {
    codes: [code, last.code],
    params: { code, says, last: last.code, date: last.date, on },
    severity,
  });
}

function isOver(period: Rule['period'], last: ServiceDate, on: ServiceDate): boolean {
  if (period === 'once') return false;
  return 'days' in period
    ? daysBetween(last, on) >= period.days
    : monthOf(on) - monthOf(last) >= period.months;
}

/** A day on which, or before which, the service may have been given without being too soon. */
function beginOf(period: Rule['period'], on: ServiceDate): ServiceDate {
  if (period === 'once') return FIRST_DAY;
  return 'days' in period ? addDays(on, -period.days) : addYears(on, -Math.ceil(period.months / 12));
}

/** Of Medicare: before it nothing was covered once. */
const FIRST_DAY = '1966-07-01' as ServiceDate;

const monthOf = (date: ServiceDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
