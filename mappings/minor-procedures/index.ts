/** Minor procedures that the record describes and nobody has coded: by size, depth, count and site (CPT, surgery). */
import { type PrepareFunction, uncodedProcedures } from '../../src/suggest/module.ts';
import { chosenProcedures } from './chosen.ts';
import { countedProcedures } from './counted.ts';
import { excisions } from './excision.ts';
import { together } from './line.ts';
import { repairs } from './repair.ts';
import { sizedRemovals } from './sized.ts';
import { compile } from './tables.ts';

export const prepare: PrepareFunction = (raw) => {
  const tables = compile(raw);
  return (facts, context) => {
    const done = uncodedProcedures(facts);
    const room = { facts, context };
    return together([
      repairs(done, room, tables),
      excisions(done, room, tables),
      sizedRemovals(done, room, tables),
      countedProcedures(done, room, tables),
      chosenProcedures(done, room, tables),
    ]);
  };
};
