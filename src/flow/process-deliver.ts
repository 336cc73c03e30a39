/** Delivers a claim that is kept in the outbox: once in the EHR, however often it is tried and by how many. */
import type { WriteBack } from '../ehr/index.ts';
import type { Bundle, Claim } from '../fhir/index.ts';
import { ClaimwrightError, canonicalJson } from '../kernel/index.ts';
import {
  advance,
  type Case,
  type CaseEventKind,
  canHappen,
  deliveryId,
  type KeptDelivery,
  type StoredCase,
} from '../review/index.ts';
import { readClaimBody } from './claim-body.ts';
import { AUTHOR } from './pipeline.ts';
import { codesOf, madeOf } from './process-changes.ts';
import type { CaseDetails, CaseFault, DeliverDeps, Processed } from './process-model.ts';

type Kept = StoredCase<CaseDetails>;

/** Longer than an attempt with all its retries: nobody else begins one meanwhile. */
const LEASE = 10 * 60_000;
/** Half a minute doubles to an hour: an EHR may be away for most of a day before a person is asked. */
const FIRST = 30_000;
const LONGEST = 60 * 60_000;
const MOST_ATTEMPTS = 24;

export const claimDelivery = (c: Case): string => deliveryId('claim', c.id);

/** The instant `ms` after now. */
export const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString();

export const leaseUntil = (now: string): string => later(now, LEASE);

export const step = (c: Case, kind: CaseEventKind, why: string, at: string): Case =>
  advance(c, { at, who: AUTHOR.name.toLowerCase(), kind, why });

/** What is kept of an error: its code and sentence; of one that is not ours to tell, only where it is logged. */
export function faultOf(fault: unknown, id: string): CaseFault {
  const known = fault instanceof ClaimwrightError ? fault : new ClaimwrightError('CW-5003', { id });
  return { code: known.code, message: known.message };
}

/** Whether it may be gone the next time. */
export const isTransient = (fault: unknown): boolean =>
  fault instanceof ClaimwrightError && fault.definition.retryable;

/**
 * One attempt. What became of it is kept; a fault of the store is thrown, and the delivery is due again later.
 * `fresh`: the case that was kept with the delivery just now; it need not be read again to be moved on.
 */
export async function deliver(delivery: KeptDelivery, deps: DeliverDeps, fresh?: Kept): Promise<Processed> {
  let written: WriteBack;
  try {
    const { transaction, replaces } = readClaimBody(delivery);
    written = replaces
      ? await deps.ehr.replaceClaim(replaces, transaction)
      : await deps.ehr.writeClaim(transaction);
  } catch (fault) {
    return failed(delivery, fault, deps);
  }
  return concluded(delivery, written, deps, fresh);
}

/** The attempts of one case may meet those of a newer coding; a case that moves on each time is somebody else's matter. */
const MOST_ROUNDS = 5;

/** Keeps what `change` makes of the case as it is now; undefined changes nothing. */
async function change(
  id: string,
  deps: DeliverDeps,
  make: (kept: Kept) => Promise<{ readonly to: Kept; readonly settled?: readonly string[] } | undefined>,
  fresh?: Kept,
): Promise<{ readonly kept: Kept; readonly changed: boolean }> {
  for (let round = 1; ; round += 1) {
    const kept = (round === 1 && fresh) || (await deps.cases.get(id));
    if (!kept) throw new ClaimwrightError('CW-5002', { detail: 'a delivery without its case' });
    const made = await make(kept);
    if (!made) return { kept, changed: false };
    try {
      await deps.cases.put(made.to, kept.case.events.length, [], made.settled);
      return { kept: made.to, changed: true };
    } catch (fault) {
      const moved = fault instanceof ClaimwrightError && fault.code === 'CW-4002';
      if (!moved || round >= MOST_ROUNDS) throw fault;
    }
  }
}

async function concluded(
  delivery: KeptDelivery,
  written: WriteBack,
  deps: DeliverDeps,
  fresh: Kept | undefined,
): Promise<Processed> {
  const make = async (now: Kept) => {
    // Whatever else had been done about it would have moved the case on, and it could not be kept.
    if (now === fresh) return { to: claimed(now, delivery, written, deps), settled: [delivery.id] };
    const current = await deps.cases.outbox.get(delivery.id);
    // Another attempt was faster.
    if (current?.state === 'done') return undefined;
    // What replaced this delivery meanwhile is not delivered by it: its own attempt finds the Claim there.
    const settled = current && sameBody(current, delivery) ? [delivery.id] : [];
    return { to: claimed(now, delivery, written, deps), settled };
  };
  const { kept, changed } = await change(delivery.case, deps, make, fresh);
  if (changed) deps.report?.(kept.case, kept.details);
  return { case: kept.case };
}

const sameBody = (a: KeptDelivery, b: KeptDelivery): boolean =>
  canonicalJson(a.body) === canonicalJson(b.body);

const WRITTEN: Readonly<Record<WriteBack['outcome'], string>> = {
  created: 'The claim was written to the EHR.',
  existing: 'The EHR already holds this claim.',
  offered: 'The claim is offered for the EHR to read.',
};
const REPLACED = 'The claim in the EHR was replaced.';

/** A claim that is in the EHR stays known also to a case that has gone another way meanwhile. */
function claimed(
  { case: c, details }: Kept,
  delivery: KeptDelivery,
  written: WriteBack,
  deps: DeliverDeps,
): Kept {
  const at = deps.clock.now();
  const { transaction, replaces } = readClaimBody(delivery);
  const known = {
    ...details,
    claim: written.claim,
    writeBack: written.outcome,
    made: {
      ...madeOf(claimsOf(transaction), details.coded ? codesOf(details.coded) : []),
      transaction,
    },
  };
  if (c.state !== 'ready' && c.state !== 'held') return { case: c, details: known };
  const ready = c.state === 'held' ? step(c, 'found-ready', 'Its delivery was tried again.', at) : c;
  const why = replaces && written.outcome !== 'offered' ? REPLACED : WRITTEN[written.outcome];
  return { case: step(ready, 'claimed', why, at), details: { ...known, fault: undefined } };
}

const claimsOf = ({ entry = [] }: Bundle): readonly Claim[] =>
  entry.flatMap(({ resource }) => (resource?.resourceType === 'Claim' ? [resource] : []));

async function failed(delivery: KeptDelivery, fault: unknown, deps: DeliverDeps): Promise<Processed> {
  const known = faultOf(fault, delivery.case);
  const attempts = delivery.attempts + 1;
  if (isTransient(fault) && attempts < MOST_ATTEMPTS) {
    const nextAt = later(deps.clock.now(), pause(attempts, deps.random ?? Math.random));
    await deps.cases.outbox.failed(delivery.id, delivery.attempts, known, nextAt);
    const kept = await deps.cases.get(delivery.case);
    if (!kept) throw new ClaimwrightError('CW-5002', { detail: 'a delivery without its case' });
    deps.report?.(kept.case, { ...kept.details, fault: known }, fault);
    return { case: kept.case, fault };
  }
  return givenUp(delivery, known, fault, deps);
}

function pause(attempts: number, random: () => number): number {
  const whole = Math.min(LONGEST, FIRST * 2 ** (attempts - 1));
  return Math.round(whole / 2 + (random() * whole) / 2);
}

/** The case is held first: a crash before the delivery is dead has it tried once more, and nothing is hidden. */
async function givenUp(
  delivery: KeptDelivery,
  known: CaseFault,
  fault: unknown,
  deps: DeliverDeps,
): Promise<Processed> {
  const { kept, changed } = await change(delivery.case, deps, async ({ case: c, details }) =>
    canHappen(c, 'held') && c.state === 'ready'
      ? {
          to: {
            case: step(c, 'held', known.message, deps.clock.now()),
            details: { ...details, fault: known },
          },
        }
      : undefined,
  );
  await deps.cases.outbox.failed(delivery.id, delivery.attempts, known, undefined);
  if (changed) deps.report?.(kept.case, kept.details, fault);
  return { case: kept.case, fault };
}
