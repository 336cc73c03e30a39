/** Heart attack and stroke: what rests on dates, sides and scores (guidelines I.C.6.a, I.C.9.d, I.C.9.e, I.C.18.i). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { dominantSides } from './dominance.ts';
import { infarctions } from './infarction.ts';
import { readDeficits, sequelae } from './sequelae.ts';
import { strokeScale } from './stroke-scale.ts';

export const prepare: PrepareFunction = (tables) => {
  const deficits = readDeficits(tables['deficits.json']);
  return (facts, context) => {
    const parts = [
      infarctions(facts, context),
      sequelae(facts, context, deficits),
      dominantSides(facts, context),
      strokeScale(facts, context),
    ];
    return {
      diagnoses: parts.flatMap((p) => p.diagnoses ?? []),
      queries: parts.flatMap((p) => p.queries ?? []),
    };
  };
};
