/** Ports that also keep what is read at our own address, when they are written to. */
import type { Results, Submissions } from '../../clearinghouse/index.ts';
import type { Resource } from '../../fhir/index.ts';
import type { Clock } from '../../kernel/index.ts';
import type { AuditTrail } from '../../review/index.ts';
import { auditEvent } from '../audit/index.ts';
import type { Cases } from '../process.ts';
import { indexed, type OwnResources } from './own-resources.ts';
import { isClaimed, projectCase } from './project-case.ts';
import { projectResult, projectSubmission } from './project-result.ts';

type Named = Resource & { readonly id: string };

const keepAll = (own: OwnResources, clock: Clock, resources: readonly Named[]): Promise<void> =>
  resources.length === 0 ? Promise.resolve() : own.keep(resources.map(indexed), clock.now());

/** For cases in memory; the database keeps both in one transaction. */
export const projectingCases = (cases: Cases, own: OwnResources, clock: Clock): Cases => ({
  ...cases,
  put: async (stored, ...rest) => {
    await cases.put(stored, ...rest);
    await keepAll(own, clock, projectCase(stored));
  },
});

/** A file is read again until all of it is kept, so what a crash left out comes with the next reading. */
export const projectingResults = (results: Results, own: OwnResources, clock: Clock): Results => ({
  ...results,
  put: async (result) => {
    await results.put(result);
    await keepAll(own, clock, await projectResult(result, own));
  },
});

/** Before it is acknowledged; the same submission again keeps what a crash left out. */
export const projectingSubmissions = (
  submissions: Submissions,
  own: OwnResources,
  clock: Clock,
): Submissions => ({
  ...submissions,
  find: async (key) => {
    const known = await submissions.find(key);
    if (known) await keepAll(own, clock, projectSubmission(known));
    return known;
  },
  accept: async (submission) => {
    const kept = await submissions.accept(submission);
    await keepAll(own, clock, projectSubmission(kept));
    return kept;
  },
});

/**
 * Claims of cases that were kept before there was an endpoint: none of them is here, so all are brought in, once. Cases
 * are read one at a time.
 */
export async function catchUpCases(
  cases: Pick<Cases, 'get' | 'counts'> & { summaries(): AsyncIterable<{ readonly id: string }> },
  own: OwnResources,
  clock: Clock,
): Promise<void> {
  const counts = Object.entries(await cases.counts()).filter(([state]) => isClaimed(state));
  if (counts.length === 0 || (await own.count({ type: 'Claim', filters: [] })) > 0) return;
  for await (const { id } of cases.summaries()) {
    const stored = await cases.get(id);
    if (stored) await keepAll(own, clock, projectCase(stored));
  }
}

/** Milliseconds by which the clocks of two processes may differ: events are recorded by each with its own. */
const SKEW = 60_000;
const BATCH = 500;

/** Brings what is kept of the audit trail up to its end; asked for before it is read. */
export async function catchUpAudit(trail: AuditTrail, own: OwnResources, clock: Clock): Promise<void> {
  const sort = [{ by: 'dated', descending: true }] as const;
  const { found } = await own.search({ type: 'AuditEvent', filters: [], sort, count: 1 });
  const last = (found[0]?.resource as { recorded?: string } | undefined)?.recorded;
  const since = last === undefined ? undefined : new Date(Date.parse(last) - SKEW).toISOString();
  let batch: Named[] = [];
  for await (const event of trail.events({ since })) {
    batch.push({ ...auditEvent(event), id: String(event.sequence) });
    if (batch.length < BATCH) continue;
    await keepAll(own, clock, batch);
    batch = [];
  }
  await keepAll(own, clock, batch);
}
