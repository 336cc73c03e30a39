/** What the table of pregnancy cannot say: weeks, trimesters, conditions in pregnancy, the fetus (guideline I.C.15). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { complicating } from './complicating.ts';
import { singleFetus } from './fetus.ts';
import { gestationCode } from './gestation-code.ts';
import { timeOf } from './state.ts';
import { readTables } from './tables.ts';
import { trimesters } from './trimester.ts';
import { gestationOf } from './weeks.ts';

export const prepare: PrepareFunction = (source) => {
  const tables = readTables(source['conditions.json']);
  return (facts, context) => {
    const time = timeOf(facts, context, tables);
    if (!time) return {};
    const gestation = gestationOf(facts, context, tables.gestationalAge);
    const conditions = complicating(time, gestation, tables, context);
    const known = gestation && time !== 'puerperium' ? gestation : undefined;
    const filled = known ? trimesters(known, context) : {};
    const weeks = known ? gestationCode(known, conditions.diagnoses ?? [], context) : {};
    const parts = [conditions, filled, weeks];
    return {
      diagnoses: [...parts.flatMap((p) => p.diagnoses ?? []), ...singleFetus(context)],
      queries: parts.flatMap((p) => p.queries ?? []),
    };
  };
};
