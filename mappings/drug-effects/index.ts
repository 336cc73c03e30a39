/** Adverse effects, poisonings and underdosing of drugs (guideline I.C.19.e). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { adverseEffects } from './adverse.ts';
import { natureAsked, underdosingAsked } from './asked.ts';
import { bothOfOne, poisonings } from './poisoning.ts';
import { readDrugs } from './tables.ts';
import { overdoses, underdosings } from './underdosed.ts';

export const prepare: PrepareFunction = (tables) => {
  const table = readDrugs(tables['drugs.json']);
  return (facts, context) => ({
    diagnoses: [
      ...adverseEffects(table, facts, context),
      ...poisonings(table, facts, context),
      ...underdosings(table, facts, context),
      ...overdoses(table, facts, context),
    ],
    queries: [...natureAsked(context), ...underdosingAsked(context), ...bothOfOne(context)],
  });
};
