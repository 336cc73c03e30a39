/** Wires what is done when an EHR says that an encounter was none, or deletes one; and looks at once at what it said meanwhile. */
import { type Ehr, isKeptFault, noteDeleted, type VoidDeps, voidCancelled, voidCase } from './flow/index.ts';
import { ClaimwrightError, faultFields, type Log, systemClock } from './kernel/index.ts';

export interface VoidsParts {
  readonly ehrs: readonly Ehr[];
  readonly deps: Omit<VoidDeps, 'ehr'>;
  readonly log: Log;
}

export interface Voids {
  /** Throws what is worth telling again: what stopped at its case stands there, and is tried again from here. */
  cancelled(connection: string, encounters: readonly string[]): Promise<void>;
  deleted(connection: string, encounters: readonly string[]): Promise<void>;
  /** Asks each EHR for all it cancelled, and then tries what waits, until it is stopped. */
  start(): void;
  stop(): Promise<void>;
}

/** Milliseconds: a payer's number, which a void waits for, comes with a file of the day. */
const AGAIN = 3_600_000;
/** An EHR that does not answer must not keep the service from stopping: what is left is asked for at the next start. */
const DRAIN = 5_000;

export function composeVoids({ ehrs, deps, log }: VoidsParts): Voids {
  const waiting = new Map<string, readonly [connection: string, encounter: string]>();
  const stopped = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const ehrOf = (connection: string): Ehr => {
    const ehr = ehrs.find(({ id }) => id === connection);
    if (!ehr) throw new ClaimwrightError('CW-8103', { connection });
    return ehr;
  };
  const each = async (ids: readonly string[], run: (id: string) => Promise<unknown>): Promise<void> => {
    const faults: unknown[] = [];
    for (const id of ids) await run(id).catch((fault: unknown) => void faults.push(fault));
    if (faults.length > 0) throw faults[0];
  };
  const one = async (connection: string, encounter: string): Promise<void> => {
    const key = `${connection} ${encounter}`;
    try {
      await voidCase(encounter, undefined, { ...deps, ehr: ehrOf(connection) });
      waiting.delete(key);
    } catch (fault) {
      if (!isKeptFault(fault)) throw fault;
      waiting.set(key, [connection, encounter]);
    }
  };
  const told = (fault: unknown): void => log.warn('voids', faultFields(fault));
  const sweep = async (): Promise<void> => {
    for (const ehr of ehrs)
      await voidCancelled({ ...deps, ehr }, undefined, (id) =>
        waiting.set(`${ehr.id} ${id}`, [ehr.id, id]),
      ).catch(told);
    while (!stopped.signal.aborted) {
      // Waiting is a matter of the machine's time, whatever time the cases are told.
      await systemClock.wait(AGAIN, stopped.signal);
      if (stopped.signal.aborted) return;
      for (const [connection, encounter] of [...waiting.values()])
        await one(connection, encounter).catch(told);
    }
  };
  return {
    cancelled: (connection, ids) => each(ids, (id) => one(connection, id)),
    deleted: (connection, ids) => each(ids, (id) => noteDeleted(id, { ...deps, ehr: ehrOf(connection) })),
    start: () => {
      running = sweep();
    },
    stop: async () => {
      stopped.abort();
      const waited = new AbortController();
      await Promise.race([running, systemClock.wait(DRAIN, waited.signal)]);
      waited.abort();
    },
  };
}
