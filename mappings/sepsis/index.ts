/** What the table of sepsis cannot say: organisms by name, newborns, pregnancy, urosepsis (guidelines I.C.1.d, I.C.15.j, I.C.16.f). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { newbornSepsis } from './newborn.ts';
import { obstetricSepsis } from './obstetric.ts';
import { organismAsked, organismByName } from './organism.ts';
import { readOrganisms } from './tables.ts';
import { urosepsis } from './urosepsis.ts';

export const prepare: PrepareFunction = (tables) => {
  const table = readOrganisms(tables['organisms.json']);
  return (facts, context) => {
    const newborn = newbornSepsis(table, facts, context);
    const named = newborn.length > 0 ? [] : organismByName(table, facts, context);
    return {
      diagnoses: [...newborn, ...named],
      queries: [
        ...(named.length > 0 || newborn.length > 0 ? [] : organismAsked(table, context)),
        ...obstetricSepsis(facts, context),
        ...urosepsis(context),
      ],
    };
  };
};
