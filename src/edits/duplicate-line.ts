/** Edit duplicate-line: no line of a claim says the same as another (NCCI Policy Manual, ch. I, §V; Pub. 100-04 ch. 1 §120). */
import type { MueAnswer, Terminology } from '../terminology/index.ts';
import { fail, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, EditSubject, Fix, Hit } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

const REPEATS: readonly string[] = ['76', '77', '91', '59', 'XE', 'XS', 'XP', 'XU'];

export const duplicateLine: Edit = {
  meta: {
    id: 'duplicate-line',
    title: 'No line of the claim says the same as another',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '1900-01-01' },
    authority: { source: 'CMS Medicare Claims Processing Manual (Pub. 100-04) ch. 1', section: '120' },
    about:
      'Looks at lines with the same code, modifiers, day, place, provider and revenue code that do not say that the service ' +
      'was repeated. Where the MUE of the day is one unit the second line carries its removal as the mend; where it allows ' +
      'the units of both, and price and pointers are alike, their folding into one line. Without MUE values no mend is safe.',
    messages: {
      duplicate:
        '{code} stands on two lines that say the same ({first} and this one); remove one, bill one line with the units of both, or say that it was repeated (76, 77, 91).',
    },
  },
  check(subject, { terminology }) {
    if (isOtherType(subject) || subject.inpatient) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    if (lines.length < 2) return NOT_APPLICABLE;
    const unrepeated = lines.filter((l) => !l.line.modifiers.some((m) => REPEATS.includes(m)));
    const same = [...Map.groupBy(unrepeated, keyOf).values()].filter((group) => group.length > 1);
    return verdictOf(
      same.flatMap((group) => hitsOf(group, subject, terminology)),
      partly,
    );
  },
};

const keyOf = ({ line, code, on, by }: ProcedureLine): string =>
  [code, on, by, line.placeOfService, line.revenue, [...line.modifiers].sort()].join(' ');

function hitsOf(
  group: readonly ProcedureLine[],
  subject: EditSubject,
  terminology: Terminology,
): readonly Hit[] {
  const [first, ...rest] = group;
  if (!first) return [];
  return rest.map((l) => {
    const fix = rest.length === 1 ? mend(first, l, subject, terminology) : undefined;
    return fail('duplicate', l.line.expression, {
      codes: [l.code],
      params: { code: l.code, first: first.line.expression },
      ...(fix ? { fix } : {}),
    });
  });
}

function mend(
  first: ProcedureLine,
  second: ProcedureLine,
  subject: EditSubject,
  { ncci }: Terminology,
): Fix | undefined {
  const setting = subject.kind === 'professional' ? 'practitioner' : 'outpatient-hospital';
  const limit = ncci.mue(second.code, second.on, setting);
  if (limit.kind !== 'limit' || !isAlike(first, second)) return undefined;
  const { expression } = second.line;
  if (limit.value === 1) return { kind: 'remove-line', expression, value: first.line.expression };
  return fits(first, second, limit)
    ? { kind: 'fold-lines', expression, value: first.line.expression }
    : undefined;
}

/** A mend that changed what a line is billed for would not be safe. */
function isAlike({ line: a }: ProcedureLine, { line: b }: ProcedureLine): boolean {
  return (
    a.unitPriceCents === b.unitPriceCents && a.factor === b.factor && a.pointers.join() === b.pointers.join()
  );
}

const fits = (
  a: ProcedureLine,
  b: ProcedureLine,
  { value }: Extract<MueAnswer, { kind: 'limit' }>,
): boolean => (a.line.units ?? 1) + (b.line.units ?? 1) <= value;
