/** Edit add-on-without-primary: an add-on code stands beside its primary (CMS add-on code edits; NCCI Policy Manual, ch. I, §R). */
import type { AddOnAnswer, Terminology } from '../terminology/index.ts';
import { cannotTell, fail, listed, NOT_APPLICABLE, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { byDayAndProvider, type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isOtherType } from './professional.ts';

type AddOn = Extract<AddOnAnswer, { kind: 'add-on' }>;

export const addOnWithoutPrimary: Edit = {
  meta: {
    id: 'add-on-without-primary',
    title: 'Every add-on code stands beside its primary service',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2013-01-01' },
    authority: { source: 'CMS add-on code edits', section: 'types 1 to 3; NCCI Policy Manual ch. I, R' },
    about:
      'Looks at every add-on code for one of its primaries by the same provider on the same day. Type 1 lists all of them; ' +
      'type 2 leaves them to the contractor and type 3 names some, so that any other service that is no add-on may be it ' +
      '(a warning where there is none). Where no add-on edits are loaded, a code that the fee schedule in force calls an ' +
      'add-on (ZZZ) and that stands alone is a warning. Cannot tell, once, otherwise.',
    messages: {
      'no-primary':
        '{code} is an add-on and none of its primaries ({primaries}) is billed on {on} by the same provider ({edition}); add the primary, or remove {code}.',
      alone:
        '{code} is an add-on and no other service that could be its primary is billed on {on} by the same provider; add the primary, or remove {code}.',
      'no-table':
        'Add-on codes were not checked: {reason}; import the add-on code edits to have them checked.',
    },
  },
  check(subject, { terminology }) {
    if (isOtherType(subject) || subject.inpatient) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    if (lines.length === 0) return partly ? verdictOf([], true) : NOT_APPLICABLE;
    const hits: Hit[] = [];
    let reason: string | undefined;
    for (const day of byDayAndProvider(lines)) {
      for (const l of day) {
        const answer = terminology.ncci.addOn(l.code, l.on);
        if (answer.kind === 'add-on') hits.push(...addOnHits(l, answer, day, terminology));
        if (answer.kind !== 'cannot-tell') continue;
        reason ??= answer.reason;
        if (isZzz(l, terminology) && !hasOther(l, day, terminology)) hits.push(alone(l));
      }
    }
    return verdictOf(reason === undefined ? hits : [...hits, noTable(reason)], partly);
  },
};

const noTable = (reason: string): Hit =>
  cannotTell('no-table', 'Claim.item', { params: { reason }, severity: 'information' });

const alone = ({ line, code, on }: ProcedureLine): Hit =>
  fail('alone', line.expression, { codes: [code], params: { code, on }, severity: 'warning' });

function isZzz({ code, on }: ProcedureLine, { procedures }: Terminology): boolean {
  const global = procedures.globalDays(code, on);
  return global.kind === 'known' && global.value === 'ZZZ';
}

const hasOther = (l: ProcedureLine, day: readonly ProcedureLine[], terminology: Terminology): boolean =>
  day.some((o) => o.code !== l.code && !isZzz(o, terminology));

function addOnHits(
  l: ProcedureLine,
  { type, primaries, edition }: AddOn,
  day: readonly ProcedureLine[],
  { ncci }: Terminology,
): readonly Hit[] {
  const present = new Set(day.map((o) => o.code));
  if (primaries.some((p) => present.has(p))) return [];
  const { line, code, on } = l;
  if (type === 1) {
    return [
      fail('no-primary', line.expression, {
        codes: [code, ...primaries.slice(0, 5)],
        params: { code, on, edition, primaries: listed(primaries) },
      }),
    ];
  }
  const other = day.some((o) => o.code !== code && ncci.addOn(o.code, o.on).kind !== 'add-on');
  return other ? [] : [alone(l)];
}
