/** Levels and remission of substance use (guidelines I.C.5.b.1, I.C.5.b.2); the rest is in combinations.json. */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { highestLevel } from './highest-level.ts';
import { readSubstances, remission } from './remission.ts';

export const prepare: PrepareFunction = (tables) => {
  const table = readSubstances(tables['substances.json']);
  return (facts, context) => {
    const levels = highestLevel(context, table.categories);
    const quiet = remission(facts, context, table);
    return {
      diagnoses: [...levels, ...(quiet.diagnoses ?? [])],
      queries: quiet.queries ?? [],
    };
  };
};
