/** Edit modifier-conflict: modifiers that contradict each other or the code they stand on (CPT Appendix A; NCCI Policy Manual, ch. I). */
import type { Terminology } from '../terminology/index.ts';
import { isVisitCode } from './em-codes.ts';
import { CANNOT_TELL, fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { X_EPSU } from './ncci-modifiers.ts';
import { modifierAt, type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

/** Pairs that never stand on one line, and why. */
const PAIRS: readonly (readonly [string, string, string])[] = [
  ['LT', 'RT', 'a line for both sides takes 50, or each side has its own line'],
  ['50', 'LT', '50 is both sides already'],
  ['50', 'RT', '50 is both sides already'],
  ['26', 'TC', 'both parts together are the service without a modifier'],
  ['76', '77', 'a repeat is by the same or by another clinician'],
  ['78', '79', 'a return is related or unrelated'],
  ['58', '79', 'a service is staged or unrelated'],
  ['73', '74', 'anaesthesia was given or not'],
  ['80', '82', 'one of the two tells the assistant'],
  ['96', '97', 'a service is habilitative or rehabilitative'],
  ['24', '57', 'a visit is unrelated, or decided the surgery'],
  ['JW', 'JZ', 'some of the drug was discarded, or none'],
  ['GA', 'GZ', 'a notice was given or not'],
  ...X_EPSU.map((x) => ['59', x, 'the more specific of the two is enough'] as const),
];

const VISIT_ONLY: readonly string[] = ['24', '25', '57'];
const NEVER_ON_VISIT: readonly string[] = ['50', '51', '78', '79', '58', '62', '66', '80', '82'];

export const modifierConflict: Edit = {
  meta: {
    id: 'modifier-conflict',
    title: 'Modifiers agree with each other and with their code',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1996-01-01' },
    authority: { source: 'CMS NCCI Policy Manual', section: 'ch. I, E; CPT Appendix A' },
    about:
      'Looks at the modifiers of every line: the same twice, pairs that contradict each other, 24, 25 and 57 on a service ' +
      'that is no visit, surgical modifiers on a visit, and 50, LT or RT on a code to which the fee schedule in force gives ' +
      'no two sides. Without a fee schedule the last is not looked at.',
    messages: {
      repeated: 'Modifier {modifier} stands twice on {code}; remove one.',
      pair: '{code} has modifiers {first} and {second}, and {why}; keep the one that the record supports.',
      'visit-only':
        'Modifier {modifier} belongs to a visit and {code} is none; remove it, or put it on the visit.',
      'not-on-visit': 'Modifier {modifier} belongs to a procedure and {code} is a visit; remove it.',
      bilateral: 'Modifier 50 stands on {code}, which {why} (bilateral indicator {indicator}); remove it.',
    },
  },
  check(subject, { terminology }) {
    if (isOtherType(subject) || !subject.lines.some((l) => l.modifiers.length > 0)) return NOT_APPLICABLE;
    const { lines } = procedureLines(subject);
    const modified = lines.filter((l) => l.line.modifiers.length > 0);
    if (modified.length === 0) return CANNOT_TELL;
    return verdictOf(
      modified.flatMap((l) => [...repeated(l), ...pairs(l), ...ofCode(l), ...bilateral(l, terminology)]),
    );
  },
};

const hit = (message: string, l: ProcedureLine, modifier: string, more: Hit['params'] = {}): Hit =>
  fail(message, modifierAt(l.line, modifier), {
    codes: [l.code, modifier],
    params: { code: l.code, modifier, ...more },
  });

function repeated(l: ProcedureLine): readonly Hit[] {
  const { modifiers } = l.line;
  const twice = new Set(modifiers.filter((m, i) => modifiers.indexOf(m) < i));
  return [...twice].map((m) => hit('repeated', l, m));
}

function pairs(l: ProcedureLine): readonly Hit[] {
  const has = new Set(l.line.modifiers);
  return PAIRS.flatMap(([first, second, why]) =>
    has.has(first) && has.has(second) ? [hit('pair', l, second, { first, second, why })] : [],
  );
}

/** HCPCS Level II has visits of its own, so only CPT numbers are judged. */
function ofCode(l: ProcedureLine): readonly Hit[] {
  if (!/^\d{5}$/.test(l.code)) return [];
  const wrong = isVisitCode(l.code) ? NEVER_ON_VISIT : VISIT_ONLY;
  const message = isVisitCode(l.code) ? 'not-on-visit' : 'visit-only';
  return l.line.modifiers.filter((m) => wrong.includes(m)).map((m) => hit(message, l, m));
}

const NO_SIDES: ReadonlyMap<string, string> = new Map([
  ['0', 'is not done on two sides'],
  ['2', 'is both sides already'],
  ['9', 'has no sides'],
]);

function bilateral(l: ProcedureLine, { procedures }: Terminology): readonly Hit[] {
  if (!l.line.modifiers.includes('50')) return [];
  const answer = procedures.bilateral(l.code, l.on);
  const why = answer.kind === 'known' ? NO_SIDES.get(answer.value) : undefined;
  return why === undefined || answer.kind !== 'known'
    ? []
    : [hit('bilateral', l, '50', { why, indicator: answer.value })];
}
