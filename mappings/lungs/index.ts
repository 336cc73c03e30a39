/** What the table of combinations cannot say: smoking status, and what is principal (guidelines I.C.5.b, I.C.10.b.3). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { principal } from './principal.ts';
import { readTobacco, tobacco } from './tobacco.ts';

export const prepare: PrepareFunction = (tables) => {
  const table = readTobacco(tables['tobacco.json']);
  return (facts, context) => {
    const smoking = tobacco(facts, context, table);
    return { ...smoking, queries: [...(smoking.queries ?? []), ...principal(facts, context)] };
  };
};
