/** Edit ncci-mue: units of service within the medically unlikely edit (NCCI Policy Manual, ch. I, §V; MAI 1, 2, 3). */
import type { MueAnswer, MueSetting, Terminology } from '../terminology/index.ts';
import { cannotTell, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

type Limit = Extract<MueAnswer, { kind: 'limit' }>;

export const ncciMue: Edit = {
  meta: {
    id: 'ncci-mue',
    title: 'No service is billed in more units than its medically unlikely edit',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2007-01-01' },
    authority: { source: 'CMS NCCI Policy Manual', section: 'ch. I, V' },
    about:
      'Looks at the units of each code: of each line (MAI 1), or of all lines of one provider on one day (MAI 2 an absolute ' +
      'limit, MAI 3 a clinical one, which is a warning). Practitioner values for a professional claim, outpatient hospital ' +
      'values for an institutional one; not applicable to an inpatient bill. CMS keeps some values confidential, which is ' +
      'no limit here. Cannot tell, once, when no table serves the day.',
    messages: {
      line: '{code} is billed with {units} units and the limit of a line is {value} ({edition}, MAI 1); correct the units, or report what exceeds them on lines of their own with the modifier that the record supports.',
      day: '{code} is billed with {units} units on {on} and {value} is the absolute limit of a day ({edition}, MAI 2); correct the units.',
      clinical:
        '{code} is billed with {units} units on {on}, more than the {value} that are likely in a day ({edition}, MAI 3); see that the record shows the need for them.',
      'no-table': 'Units were not checked: {reason}; import the MUE values to have them checked.',
    },
  },
  check(subject, { terminology }) {
    if (isOtherType(subject) || subject.inpatient) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    if (lines.length === 0) return partly ? verdictOf([], true) : NOT_APPLICABLE;
    const setting = subject.kind === 'professional' ? 'practitioner' : 'outpatient-hospital';
    return verdictOf(examineAll(lines, setting, terminology), partly);
  },
};

function examineAll(
  lines: readonly ProcedureLine[],
  setting: MueSetting,
  { ncci }: Terminology,
): readonly Hit[] {
  const hits: Hit[] = [];
  let reason: string | undefined;
  for (const same of Map.groupBy(lines, ({ code, on, by }) => `${code} ${on} ${by}`).values()) {
    const [first] = same;
    if (!first) continue;
    const answer = ncci.mue(first.code, first.on, setting);
    if (answer.kind === 'cannot-tell') reason ??= answer.reason;
    if (answer.kind === 'limit')
      hits.push(...(answer.adjudication === 1 ? perLine(same, answer) : perDay(same, answer)));
  }
  if (reason === undefined) return hits;
  return [...hits, cannotTell('no-table', 'Claim.item', { params: { reason }, severity: 'information' })];
}

const unitsOf = ({ line }: ProcedureLine): number => line.units ?? 1;

const perLine = (same: readonly ProcedureLine[], limit: Limit): readonly Hit[] =>
  same.filter((l) => unitsOf(l) > limit.value).map((l) => over('line', l, unitsOf(l), limit));

/** The hit stands on the line that goes beyond the limit. */
function perDay(same: readonly ProcedureLine[], limit: Limit): readonly Hit[] {
  let sum = 0;
  let beyond: ProcedureLine | undefined;
  for (const l of same) {
    sum += unitsOf(l);
    if (sum > limit.value) beyond ??= l;
  }
  if (!beyond) return [];
  return [over(limit.adjudication === 2 ? 'day' : 'clinical', beyond, sum, limit)];
}

function over(message: string, { line, code, on }: ProcedureLine, units: number, limit: Limit): Hit {
  return fail(message, line.expression, {
    codes: [code],
    params: { code, units, on, value: limit.value, edition: limit.edition },
    ...(message === 'clinical' ? { severity: 'warning' } : {}),
  });
}
