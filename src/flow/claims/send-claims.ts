/**
 * Use case: the claims of claimed cases go to their clearinghouses. A batch is kept before its cases are `sent`, and they
 * before it is delivered: a crash at any instant leaves what the next run finishes, and no claim is in two batches.
 */
import {
  type Channel,
  type ControlNumbers,
  deliverBatch,
  fhirBatch,
  type SentBatch,
  type SentClaims,
  sentContent,
  x12Batch,
} from '../../clearinghouse/index.ts';
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';
import type { Terminology } from '../../terminology/index.ts';
import { AUTHOR } from '../pipeline.ts';
import type { Cases } from '../process-model.ts';
import { type CaseStep, stepCase } from './case-events.ts';
import { claimFaults } from './claim-faults.ts';
import { holdFaulty } from './hold-faulty.ts';
import { type ClaimRoute, routeOf } from './route.ts';
import { type WaitingCase, waitingCases } from './waiting-claims.ts';

export interface SendClaimsDeps {
  readonly cases: Cases;
  readonly sent: SentClaims;
  readonly numbers: ControlNumbers;
  readonly routes: readonly ClaimRoute[];
  readonly clock: Clock;
  /** For the codes of the 837 (SNIP 5), which are not looked at without it. */
  readonly terminology?: (() => Promise<Terminology>) | undefined;
}

export interface SendOptions {
  /** Only claims that go by this channel. */
  readonly channel?: string | undefined;
  /** Only these cases. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Tell what would be sent, and send nothing. */
  readonly dryRun?: boolean | undefined;
  /** Claims to a batch; 1,000 unless told. */
  readonly most?: number | undefined;
}

export interface SentReport {
  readonly channel: string;
  readonly kind: WaitingCase['kind'];
  /** Undefined in a dry run. */
  readonly batch: string | undefined;
  readonly numbers: readonly string[];
  /** Kept, and not delivered yet: why. It is tried again at the next run. */
  readonly fault: unknown;
}

/** What a batch holds in memory at a time; a channel gets as many batches as it takes. */
const MOST = 1_000;

export interface SentCounts {
  /** Claims that no channel takes. */
  readonly without: number;
  /** Claims whose 837 would be refused: their cases are held with what is wrong. */
  readonly faulty: number;
}

/** Told of each batch as it is done. A claim that would be refused takes nothing from the others. */
export async function sendClaims(
  deps: SendClaimsDeps,
  options: SendOptions,
  told: (report: SentReport) => void,
): Promise<SentCounts> {
  const groups = new Map<string, Group>();
  let without = 0;
  let faulty = 0;
  for await (const waiting of waitingCases(deps.cases, options.only)) {
    const route = routeOf(waiting.payer, deps.routes);
    if (!route) without += waiting.dossiers.length;
    if (!route || (options.channel !== undefined && route.channel.id !== options.channel)) continue;
    if (!options.dryRun && (await wasSent(waiting, deps))) continue;
    if (await isFaulty(waiting, route, deps, options)) {
      faulty += waiting.dossiers.length;
      continue;
    }
    const key = `${route.channel.id} ${waiting.kind}`;
    const group = groups.get(key) ?? { route, kind: waiting.kind, cases: [] };
    groups.set(key, group);
    group.cases.push(waiting);
    if (claimsOf(group).length < (options.most ?? MOST)) continue;
    groups.delete(key);
    told(await send(group, deps, options));
  }
  for (const group of groups.values()) told(await send(group, deps, options));
  return { without, faulty };
}

/** The claims of a case go together, or none of them. */
async function isFaulty(
  { id, kind, dossiers }: WaitingCase,
  { x12 }: ClaimRoute,
  deps: SendClaimsDeps,
  { dryRun }: SendOptions,
): Promise<boolean> {
  if (!x12) return false;
  const given = { at: deps.clock.now(), terminology: await deps.terminology?.() };
  const faults = dossiers.flatMap((dossier) => claimFaults(dossier, x12, kind, given));
  if (faults.length > 0 && !dryRun) await holdFaulty(id, faults, deps);
  return faults.length > 0;
}

interface Group {
  readonly route: ClaimRoute;
  readonly kind: WaitingCase['kind'];
  readonly cases: WaitingCase[];
}

const claimsOf = ({ cases }: Group) => cases.flatMap(({ dossiers }) => dossiers);

async function send(group: Group, deps: SendClaimsDeps, { dryRun }: SendOptions): Promise<SentReport> {
  const { route, kind } = group;
  const numbers = claimsOf(group).map(({ claim }) => claim.identifier?.[0]?.value ?? '');
  const report = { channel: route.channel.id, kind, numbers, fault: undefined };
  if (dryRun) return { ...report, batch: undefined };
  const batch = await batchOf(group, deps);
  try {
    await deps.sent.prepare(batch);
  } catch (fault) {
    // Another process was faster with one of them: the next run sends the others.
    if (fault instanceof ClaimwrightError && fault.code === 'CW-8701')
      return { ...report, batch: undefined, numbers: [], fault };
    throw fault;
  }
  for (const { id } of group.cases) await noteSent(id, batch, deps);
  return { ...report, batch: batch.id, fault: await deliveryFault(batch, route.channel, deps) };
}

async function batchOf(group: Group, { numbers, clock }: SendClaimsDeps): Promise<SentBatch> {
  const { route, kind } = group;
  const channel = route.channel.id;
  if (!route.x12) return fhirBatch(claimsOf(group), channel);
  return x12Batch(claimsOf(group), { ...route.x12, kind }, { at: clock.now(), numbers, channel });
}

/** The batch is kept: a receiver that does not take it now is no reason to lose sight of the others. */
async function deliveryFault(batch: SentBatch, channel: Channel, { sent }: SendClaimsDeps): Promise<unknown> {
  try {
    await deliverBatch(batch, { sent, channel });
    return undefined;
  } catch (fault) {
    return fault;
  }
}

const noteSent = (
  id: string,
  batch: Pick<SentBatch, 'id' | 'channel'>,
  deps: SendClaimsDeps,
): Promise<boolean> => {
  const { cases } = deps;
  return stepCase(
    deps,
    () => cases.get(id),
    () => [sentStep(batch)],
  );
};

export const sentStep = ({ id, channel }: Pick<SentBatch, 'id' | 'channel'>): CaseStep => ({
  kind: 'sent',
  who: AUTHOR.name.toLowerCase(),
  why: `The claim goes by ${channel} in batch ${id}.`,
});

/** A crash came after its batch was kept: the case is told what became of it, and the claim is not sent again. */
async function wasSent({ id, dossiers }: WaitingCase, deps: SendClaimsDeps): Promise<boolean> {
  for (const { claim } of dossiers) {
    const content = sentContent(claim);
    const before = await deps.sent.byNumber(claim.identifier?.[0]?.value ?? '');
    const same = before.find((s) => sentContent(s.claim) === content);
    const batch = same && (await deps.sent.batch(same.batch));
    if (!batch) continue;
    await noteSent(id, batch, deps);
    return true;
  }
  return false;
}
