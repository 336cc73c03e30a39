/** Use case: the deliveries that are due, whoever kept them: after a crash, an outage, or a person's word. */
import type { Ehr } from '../ehr/index.ts';
import type { KeptDelivery } from '../review/index.ts';
import { deliver, leaseUntil } from './process-deliver.ts';
import type { DeliverDeps } from './process-model.ts';

export interface ResumeOptions {
  /** Deliveries at a time; 4 unless told. */
  readonly concurrency?: number;
  /** At most so many; all that are due unless told. */
  readonly limit?: number;
  /** This process alone works here: what an earlier one had under way when it ended is due at once. */
  readonly alone?: boolean;
  /** Asked before each batch; no more are taken once it says so. */
  readonly stopped?: () => boolean;
}

export interface DeliveriesResumed {
  readonly delivered: number;
  readonly failed: number;
}

export async function resumeDeliveries(
  ehrs: readonly Ehr[],
  deps: Omit<DeliverDeps, 'ehr'>,
  {
    concurrency = 4,
    limit = Number.POSITIVE_INFINITY,
    alone = false,
    stopped = () => false,
  }: ResumeOptions = {},
): Promise<DeliveriesResumed> {
  const counts = { delivered: 0, failed: 0 };
  // In a case of `alone` the leases of the earlier process are passed over, and those of this one end the loop.
  const seen = new Set<string>();
  for (let left = limit; left > 0 && !stopped(); ) {
    const now = deps.clock.now();
    const until = leaseUntil(now);
    const taken = await deps.cases.outbox.take({
      now: alone ? until : now,
      until,
      limit: Math.min(concurrency, left),
    });
    const fresh = taken.filter((d) => !seen.has(d.id));
    if (fresh.length === 0) break;
    for (const { id } of fresh) seen.add(id);
    for (const ok of await Promise.all(fresh.map((d) => attempt(d, ehrs, deps)))) {
      if (ok) counts.delivered += 1;
      else counts.failed += 1;
    }
    left -= fresh.length;
  }
  return counts;
}

/** One whose connection is no longer configured waits: it is due again when its lease has run out. */
async function attempt(
  delivery: KeptDelivery,
  ehrs: readonly Ehr[],
  deps: Omit<DeliverDeps, 'ehr'>,
): Promise<boolean> {
  const ehr = ehrs.find(({ id }) => id === delivery.connection);
  if (!ehr) return false;
  return (await deliver(delivery, { ...deps, ehr })).fault === undefined;
}
