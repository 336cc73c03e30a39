/** Fixed orders within chapters: burns by degree (guideline I.C.19.d.1), severe sepsis before the organs that fail of it (I.C.1.d.1.b). */
import type { CodeRange } from '../../terminology/index.ts';

const node = (code: string): CodeRange => ({ from: code, to: code });

/** T20–T25: the 4th character tells the degree of a burn (1–3) and of a corrosion (5–7). */
const BURN = /^T2[0-5]\.([1-3567])/;
const SITES = ['T20', 'T21', 'T22', 'T23', 'T24', 'T25'];
const degreeOf = (character: number): number => character % 4;

/** Burns of a higher degree, wherever they are; what a burn has left is none. */
export function worseBurns(code: string): readonly CodeRange[] {
  const character = BURN.exec(code)?.[1];
  if (character === undefined || code.endsWith('S')) return [];
  const worse = [1, 2, 3, 5, 6, 7].filter((c) => degreeOf(c) > degreeOf(Number(character)));
  return SITES.flatMap((site) => worse.map((c) => node(`${site}.${c}`)));
}

/** "Use additional code to identify specific acute organ dysfunction" (R65.2-). */
const FAILING = /^(?:D65|G62\.81|G72\.81|G93\.41|J96\.0|K72\.0|N17)/;
const SEVERE_SEPSIS = [node('R65.2')];

export const sepsisBefore = (code: string): readonly CodeRange[] => (FAILING.test(code) ? SEVERE_SEPSIS : []);
