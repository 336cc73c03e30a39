/** Use case: the finished encounters of every connection, one connection after the other. */
import type { Ehr } from '../ehr/index.ts';
import { type ProcessOptions, processFinished } from './process-finished.ts';
import type { ProcessDeps } from './process-model.ts';
import { voidCancelled } from './void-case.ts';

/** An EHR that cannot be reached takes nothing from the others: its fault is thrown when they are done. */
export async function processConnections(
  ehrs: readonly Ehr[],
  deps: Omit<ProcessDeps, 'ehr'>,
  options: ProcessOptions = {},
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const faults: unknown[] = [];
  for (const ehr of ehrs) {
    try {
      const done = await processFinished({ ...deps, ehr }, options);
      for (const [state, n] of Object.entries(done)) counts[state] = (counts[state] ?? 0) + n;
      const voided = await voidCancelled({ ...deps, ehr }, options.since);
      if (voided > 0) counts.voided = (counts.voided ?? 0) + voided;
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 0) throw faults[0];
  return counts;
}
