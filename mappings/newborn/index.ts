/** Newborns to the 28th day after birth (guideline I.C.16). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { daysOld, LAST_DAY } from './age.ts';
import { birthRecord } from './birth.ts';
import { examination } from './examination.ts';
import { mothersCodes } from './mother.ts';
import { observations } from './observation.ts';
import { perinatalCodes } from './perinatal.ts';
import { readTables } from './tables.ts';
import { weightAndWeeks } from './weight.ts';

export const prepare: PrepareFunction = (source) => {
  const tables = readTables(source['newborn.json']);
  return (facts, context) => {
    const days = daysOld(facts);
    if (days === undefined || days > LAST_DAY) return {};
    const parts = [
      birthRecord(days, facts, context, tables),
      mothersCodes(context, tables),
      weightAndWeeks(facts, context, tables),
    ];
    return {
      diagnoses: [
        ...parts.flatMap((p) => p.diagnoses ?? []),
        ...perinatalCodes(facts, context, tables),
        ...observations(facts, context, tables),
        ...examination(days, context),
      ],
      queries: parts.flatMap((p) => p.queries ?? []),
    };
  };
};
