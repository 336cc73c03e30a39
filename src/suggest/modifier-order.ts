/** The order of a line's modifiers: what changes the price, then what changes whether it is paid, then what informs (CMS Pub. 100-04 ch. 23 §20.3). */
import type { ModifierSuggestion } from './model.ts';

/** In this order; a payer reads the first of four first. */
const RANKS: readonly (readonly string[])[] = [
  // A visit paid beside a procedure, or within its global period.
  ['24', '25', '57'],
  // The part of the service that was done, and how much of it.
  ['26', 'TC'],
  ['22', '52', '53', '73', '74'],
  ['50', '51'],
  ['54', '55', '56'],
  ['62', '66', '80', '81', '82', 'AS'],
  ['AA', 'QK', 'QX', 'QY', 'QZ', 'AD'],
  ['FS', 'GC'],
  ['JW', 'JZ'],
  // Whether it is paid beside another service, within a global period, or a second time.
  ['58', '78', '79'],
  ['59', 'XE', 'XS', 'XP', 'XU'],
  ['76', '77', '91'],
  // How and where it was done.
  ['95', '93', 'GT', 'GQ', 'FQ'],
  ['RT', 'LT'],
];

const RANK: ReadonlyMap<string, number> = new Map(RANKS.flatMap((codes, i) => codes.map((c) => [c, i])));
/** Fingers, toes, lids and vessels stand with the sides. */
const ANATOMIC = /^(?:F[A1-9]|T[A1-9]|E[1-4]|L[CDM]|RC|RI)$/;

const rankOf = (code: string): number =>
  RANK.get(code) ?? (ANATOMIC.test(code) ? RANKS.length - 1 : RANKS.length);

/** Coverage, waiver and other notices come last; of one rank the code decides, so that the order is always the same. */
export const orderModifiers = (all: readonly ModifierSuggestion[]): readonly ModifierSuggestion[] =>
  [...all].sort(
    (a, b) => rankOf(a.code) - rankOf(b.code) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
