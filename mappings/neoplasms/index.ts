/** What the table of neoplasms cannot say: encounters for treatment, current or history, remission (guideline I.C.2). */
import type { PrepareFunction } from '../../src/suggest/module.ts';
import { followUp, treatmentEncounter } from './encounter.ts';
import { currentOrHistory } from './history.ts';
import { remission } from './remission.ts';
import { readTables } from './tables.ts';

export const prepare: PrepareFunction = (source) => {
  const tables = readTables(source);
  return (facts, context) => {
    const encounter = treatmentEncounter(facts, context, tables.words);
    const past = currentOrHistory(facts, context, tables);
    return {
      diagnoses: [
        ...(encounter.diagnoses ?? []),
        ...(past.diagnoses ?? []),
        ...(followUp(facts, context).diagnoses ?? []),
        ...remission(facts, context, tables.words),
      ],
      queries: [...(encounter.queries ?? []), ...(past.queries ?? [])],
    };
  };
};
