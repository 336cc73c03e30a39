/** Edit pos-mismatch: the place of service exists and fits the visit (CMS place-of-service set; CPT visit categories). */
import type { PlaceAnswer } from '../terminology/index.ts';
import { type VisitClass, visitClass } from './em-codes.ts';
import { cannotTell, fail, NOT_APPLICABLE, shown, verdictOf } from './hit.ts';
import type { Edit, Hit } from './model.ts';
import { type ProcedureLine, procedureLines } from './procedure-lines.ts';
import { isMade, isProfessional } from './professional.ts';

const places = (text: string): readonly string[] => text.split(' ');

/** Places where a visit of the class is held; telehealth (02, 10) is any of them at a distance. */
const HELD_AT: ReadonlyMap<VisitClass, readonly string[]> = new Map([
  ['emergency', places('23 02 10')],
  ['hospital', places('19 21 22 23 24 25 26 51 52 61 02 10')],
  ['discharge', places('19 21 22 23 25 26 51 52 61 02 10')],
  ['nursing', places('31 32 54 56 02 10')],
  ['nursing-initial', places('31 32 54 56 02 10')],
  ['home', places('04 12 13 14 16 33 55 02 10')],
]);
/** Where a patient is admitted, and office visit codes are not used. */
const ADMITTED = places('21 31 51 61');

export const posMismatch: Edit = {
  meta: {
    id: 'pos-mismatch',
    title: 'The place of service exists and fits the visit',
    severity: 'error',
    issueType: 'business-rule',
    snip: 6,
    effective: { from: '2000-01-01' },
    authority: { source: 'CMS place-of-service code set', section: 'Pub. 100-04 ch. 26, 10.5' },
    about:
      'Looks at professional lines: a place is stated once the claim is made, it is in the CMS set on the day, and emergency, ' +
      'hospital, nursing-facility and home visits are held where such visits are. An office visit at a place of admitted ' +
      'patients is a warning. Cannot tell, once, when no place-of-service set is at hand.',
    messages: {
      none: '{code} has no place of service; state it.',
      unassigned: '{pos} is no place of service of the CMS set ({edition}); correct it.',
      'not-yet':
        'Place of service {pos} was not assigned before {from}, after the date of service {on}; correct it.',
      mismatch:
        '{code} is a visit held at {expected} and the place of service is {pos}; correct one of the two.',
      admitted:
        '{code} is an office visit and {pos} is a place of admitted patients; see which of the two is right.',
      'no-set': 'Places of service were not looked up: {reason}.',
    },
  },
  check(subject, { terminology }) {
    if (!isProfessional(subject)) return NOT_APPLICABLE;
    const { lines, partly } = procedureLines(subject);
    if (lines.length === 0) return NOT_APPLICABLE;
    let reason: string | undefined;
    const hits = lines.flatMap((l): readonly Hit[] => {
      const pos = l.line.placeOfService;
      // A place that no rule decided may still come before the claim is made; telehealth has its own message.
      if (pos === undefined) return isMade(subject) && !isTelehealth(l) ? [hit('none', l)] : [];
      const answer = terminology.ncci.placeOfService(pos, l.on);
      if (answer.kind === 'cannot-tell') reason ??= answer.reason;
      const wrong = placeHit(l, answer, pos);
      return wrong ? [wrong] : fitHits(l, pos);
    });
    if (reason === undefined) return verdictOf(hits, partly);
    return verdictOf(
      [...hits, cannotTell('no-set', 'Claim.item', { params: { reason }, severity: 'information' })],
      partly,
    );
  },
};

const TELEHEALTH: readonly string[] = ['95', '93', 'GT', 'FQ', 'GQ', 'G0'];
const isTelehealth = ({ line, code }: ProcedureLine): boolean =>
  visitClass(code) === 'telemedicine' || line.modifiers.some((m) => TELEHEALTH.includes(m));

const hit = (message: string, l: ProcedureLine, more: Hit['params'] = {}): Hit =>
  fail(message, l.line.expression, {
    codes: [l.code],
    params: { code: l.code, on: l.on, ...more },
    ...(message === 'admitted' ? { severity: 'warning' } : {}),
  });

function placeHit(l: ProcedureLine, answer: PlaceAnswer, pos: string): Hit | undefined {
  if (answer.kind === 'unassigned') return hit('unassigned', l, { pos: shown(pos), edition: answer.edition });
  if (answer.kind === 'not-yet') return hit('not-yet', l, { pos, from: answer.from });
  return undefined;
}

function fitHits(l: ProcedureLine, pos: string): readonly Hit[] {
  const kind = visitClass(l.code);
  if (kind === 'office') return ADMITTED.includes(pos) ? [hit('admitted', l, { pos })] : [];
  const held = kind && HELD_AT.get(kind);
  if (!held || held.includes(pos)) return [];
  return [hit('mismatch', l, { pos: shown(pos), expected: held.slice(0, -2).join(', ') })];
}
