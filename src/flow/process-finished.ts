/** Use case: all finished encounters of a connection, a few at a time. */
import { processEncounter } from './process.ts';
import type { ProcessDeps } from './process-model.ts';

export interface ProcessOptions {
  /** Only encounters updated since this instant. */
  readonly since?: string;
  /** A worklist of `Encounter.id`s: finished encounters that are not on it are history and left alone. */
  readonly only?: ReadonlySet<string>;
  /** Encounters at a time; 4 unless told. */
  readonly concurrency?: number;
}

/**
 * The answer counts cases by state. What is under way is finished and kept even when the list breaks off or a case
 * cannot be kept; the fault is thrown after that.
 */
export async function processFinished(
  deps: ProcessDeps,
  options: ProcessOptions = {},
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const faults: unknown[] = [];
  const running = new Set<Promise<void>>();
  const query = options.since === undefined ? {} : { since: options.since };
  const start = (id: string): void => {
    const task = processEncounter(id, deps)
      .then((c) => {
        counts[c.state] = (counts[c.state] ?? 0) + 1;
      })
      .catch((fault: unknown) => void faults.push(fault))
      .finally(() => running.delete(task));
    running.add(task);
  };
  try {
    for await (const { id } of deps.ehr.finishedEncounters(query)) {
      if (!id || (options.only && !options.only.has(id))) continue;
      start(id);
      if (running.size >= (options.concurrency ?? 4)) await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
  if (faults.length > 0) throw faults[0];
  return counts;
}
