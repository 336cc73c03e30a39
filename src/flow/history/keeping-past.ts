/** A case store in memory that adds its claims to the history; a database does so within its own transaction. */
import type { PastLines } from '../../clearinghouse/index.ts';
import type { Cases } from '../process-model.ts';
import { pastOfCase } from './past-of-case.ts';

export const keepingPast = (cases: Cases, past: PastLines): Cases => ({
  ...cases,
  put: async (stored, ...rest) => {
    await cases.put(stored, ...rest);
    const added = pastOfCase(stored);
    if (added) await past.keep({ owner: stored.case.id, ...added }, added.from);
  },
});
