/** What the table of combinations cannot say: codes that rest on drugs and measurements (guidelines I.B.14, I.C.4.a.3, I.C.21.c.3). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { bodyMassIndex } from './body-mass-index.ts';
import { longTermDrugs, readDrugs } from './long-term-drugs.ts';

export const prepare: PrepareFunction = (tables) => {
  const drugs = readDrugs(tables['drugs.json']);
  return (facts, context) => {
    const medication = longTermDrugs(facts, context, drugs);
    const weight = bodyMassIndex(facts, context);
    return {
      diagnoses: [...weight.diagnoses, ...medication.diagnoses],
      queries: [...weight.queries, ...medication.queries],
    };
  };
};
