/** What speaks for a code before anything is asked: how usual it is, and that some chapters answer narrower questions. */
import type { SearchTables } from './model.ts';

const HEADING = -1.6;
const PER_WEIGHT = 0.25;
/** A code with a name in everyday speech is met often. */
const NAMED = 0.2;

// External causes, pregnancy, newborns, poisonings, malformations: who means them says so.
const CHAPTERS: readonly (readonly [RegExp, number])[] = [
  [/^[VWXY]/, -0.8],
  [/^O/, -0.6],
  [/^P/, -0.6],
  [/^T(?:3[6-9]|[45]|6[0-5])/, -0.4],
  [/^Q/, -0.25],
  [/^Z/, -0.1],
];

export function usualWeights({ usual = [], synonyms = [] }: SearchTables): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { codes } of synonyms) if (codes[0]) weights.set(codes[0].replace('.', ''), NAMED);
  for (const { code, weight } of usual) weights.set(code.replace('.', ''), NAMED + weight * PER_WEIGHT);
  return weights;
}

export function priorOf(plain: string, billable: boolean, usual: ReadonlyMap<string, number>): number {
  const chapter = CHAPTERS.find(([pattern]) => pattern.test(plain))?.[1] ?? 0;
  return chapter + (billable ? 0 : HEADING) + (usual.get(plain) ?? 0);
}
