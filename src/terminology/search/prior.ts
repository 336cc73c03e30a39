/** What speaks for a code before anything is asked: how usual it is, and that some chapters answer narrower questions. */
import type { SearchTables } from './model.ts';

const HEADING = -1.6;
const PER_WEIGHT = 0.25;
/** A code with a name in everyday speech is met often. */
const NAMED = 0.2;

// External causes, pregnancy, newborns, malformations, factors: who means them says so.
const NARROW: Readonly<Record<string, number>> = {
  V: -0.8,
  W: -0.8,
  X: -0.8,
  Y: -0.8,
  O: -0.6,
  P: -0.6,
  Q: -0.25,
  Z: -0.1,
};
const POISONING = /^T(?:3[6-9]|[45]|6[0-5])/;
const POISONED = -0.4;

export function usualWeights({ usual = [], synonyms = [] }: SearchTables): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { codes } of synonyms) if (codes[0]) weights.set(codes[0].replace('.', ''), NAMED);
  for (const { code, weight } of usual) weights.set(code.replace('.', ''), NAMED + weight * PER_WEIGHT);
  return weights;
}

export function priorOf(plain: string, billable: boolean, usual: ReadonlyMap<string, number>): number {
  return chapterOf(plain) + (billable ? 0 : HEADING) + (usual.get(plain) ?? 0);
}

function chapterOf(plain: string): number {
  const letter = plain.slice(0, 1);
  if (letter === 'T' && POISONING.test(plain)) return POISONED;
  return NARROW[letter] ?? 0;
}
