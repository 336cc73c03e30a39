/** Where on the body a service was done, as modifiers: RT, LT, 50 by the bilateral indicator; lids, fingers, toes (CMS Pub. 100-04 ch. 12 §40.7, ch. 23). */
import type { Concept, Side } from '../chart/index.ts';
import type { ServiceDate } from '../kernel/index.ts';
import { procedureCode, type Terminology } from '../terminology/index.ts';

const FINGERS: readonly (readonly [RegExp, number])[] = [
  [/\bthumb\b/i, 0],
  [/\b(?:index|second|2nd|pointer) (?:finger|digit of (?:the )?hand)\b|\bindex finger\b/i, 1],
  [/\b(?:middle|long|third|3rd) (?:finger|digit of (?:the )?hand)\b/i, 2],
  [/\b(?:ring|fourth|4th) (?:finger|digit of (?:the )?hand)\b/i, 3],
  [/\b(?:little|small|pinky|fifth|5th) (?:finger|digit of (?:the )?hand)\b|\bpinky\b/i, 4],
];

const TOES: readonly (readonly [RegExp, number])[] = [
  [/\b(?:great|big|first|1st) toe\b|\bhallux\b/i, 0],
  [/\b(?:second|2nd) (?:toe|digit of (?:the )?foot)\b/i, 1],
  [/\b(?:third|3rd|middle) toe\b/i, 2],
  [/\b(?:fourth|4th) toe\b/i, 3],
  [/\b(?:fifth|5th|little|small|pinky) toe\b/i, 4],
];

const LIDS: readonly (readonly [RegExp, number])[] = [
  [/\bupper (?:eye ?)?lid\b|\bupper (?:left|right) (?:eye ?)?lid\b/i, 0],
  [/\blower (?:eye ?)?lid\b|\blower (?:left|right) (?:eye ?)?lid\b/i, 1],
];

/** "Second and third toe": two of them, though one alone stands beside the noun. */
const SEVERAL =
  /\b(?:thumb|index|middle|long|ring|little|small|great|big|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th) ?(?:,|and|&|\/|to|through) ?(?:the )?(?:thumb|index|middle|long|ring|little|small|great|big|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\b/i;

const LEFT = {
  finger: ['FA', 'F1', 'F2', 'F3', 'F4'],
  toe: ['TA', 'T1', 'T2', 'T3', 'T4'],
  lid: ['E1', 'E2'],
};
const RIGHT = {
  finger: ['F5', 'F6', 'F7', 'F8', 'F9'],
  toe: ['T5', 'T6', 'T7', 'T8', 'T9'],
  lid: ['E3', 'E4'],
};

/** The modifier of one finger, toe or lid; undefined unless the words name exactly one, and its side. */
export function digitModifier(sites: readonly Concept[], words: string, side: Side | undefined) {
  if (side !== 'left' && side !== 'right') return undefined;
  const codes = side === 'left' ? LEFT : RIGHT;
  // Some write "second right toe", others "right second toe".
  const text = [...sites.map((s) => `${s.words} ${s.codings.map((c) => c.display ?? '').join(' ')}`), words]
    .join('; ')
    .slice(0, 2_000)
    .replace(/\b(?:left|right)\s+/gi, '');
  if (SEVERAL.test(text)) return undefined;
  const named = [
    ...FINGERS.flatMap(([p, i]) => (p.test(text) ? [codes.finger[i]] : [])),
    ...TOES.flatMap(([p, i]) => (p.test(text) ? [codes.toe[i]] : [])),
    ...LIDS.flatMap(([p, i]) => (p.test(text) ? [codes.lid[i]] : [])),
  ];
  return named.length === 1 ? named[0] : undefined;
}

/** Whether a modifier names one place among several like it. */
export const isAnatomic = (modifier: string): boolean =>
  /^(?:RT|LT|50|F[A1-9]|T[A1-9]|E[1-4]|L[CDM]|RC|RI)$/.test(modifier);

const SIDED = { right: 'RT', left: 'LT', bilateral: '50' } as const;

/** What a fee schedule says of the sides of a code: `0` none is told by 50, `2` both are in the code, `9` no sides at all. */
export function sideRule(
  code: string,
  { terminology, on }: { readonly terminology: Terminology; readonly on: ServiceDate },
): 'each' | 'one-at-a-time' | 'both-included' | 'none' | 'cannot-tell' {
  const normal = procedureCode(code);
  const indicator = normal ? terminology.procedures.bilateral(normal, on) : undefined;
  if (indicator?.kind !== 'known') return 'cannot-tell';
  if (indicator.value === '1' || indicator.value === '3') return 'each';
  if (indicator.value === '0') return 'one-at-a-time';
  return indicator.value === '2' ? 'both-included' : 'none';
}

/** RT, LT or 50 for a side that is known: 50 only where the fee schedule, or the caller's own table, allows it. */
export function sideModifier(side: Side, rule: ReturnType<typeof sideRule>, sided: boolean) {
  if (rule === 'none' || rule === 'both-included') return undefined;
  if (rule === 'cannot-tell' && !sided) return undefined;
  if (rule === 'one-at-a-time' && side === 'bilateral') return undefined;
  return SIDED[side];
}
