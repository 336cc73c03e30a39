/** Stage of pressure ulcers and depth of other chronic ulcers, whoever wrote them (guidelines I.B.14, I.C.12). */
import type { DiagnosisSuggestion, PrepareFunction, Query } from '../../src/suggest/module.ts';
import { healed } from './healed.ts';
import { staged } from './staged.ts';
import { readStages } from './stages.ts';

export const prepare: PrepareFunction = (tables) => {
  const stages = readStages(tables['stages.json']);
  return (facts, context) => {
    const past = healed(facts, context, stages);
    const gone = new Set(past.flatMap((d) => d.replaces));
    const outputs = context.diagnoses
      .filter((d) => !gone.has(d.code))
      .map((d) => staged(d, facts, context, stages));
    const diagnoses: readonly DiagnosisSuggestion[] = [...past, ...outputs.flatMap((o) => o.diagnoses ?? [])];
    const queries: readonly Query[] = outputs.flatMap((o) => o.queries ?? []);
    return { diagnoses, queries };
  };
};
