/** Use case: the encounters of a connection that turned out to be none, and the claims made for them, which are taken back. */
import type { Ehr, Withdrawal } from '../ehr/index.ts';
import type { Claim } from '../fhir/index.ts';
import { ClaimwrightError, type Clock } from '../kernel/index.ts';
import {
  advance,
  type Case,
  type CaseEventKind,
  canHappen,
  caseId,
  deliveryId,
  newCase,
  type StoredCase,
} from '../review/index.ts';
import { keptClaimBody } from './claim-body.ts';
import { AUTHOR } from './pipeline.ts';
import type { CaseDetails, Cases, Processed } from './process-model.ts';
import type { VoidChannel } from './void-channel.ts';
import { claimsIn, voidClaims, voidStep, writtenTransaction } from './void-plan.ts';

export interface VoidDeps {
  readonly ehr: Ehr;
  readonly cases: Cases;
  readonly clock: Clock;
  /** Undefined where claims leave by the EHR alone. */
  readonly payers?: VoidChannel;
  readonly report?: (outcome: Case, details: CaseDetails, fault?: unknown) => void;
}

type Kept = StoredCase<CaseDetails>;

/**
 * One after the other: they are few. What one of them stops at is thrown when all are done, and `stopped` told of it.
 * Answers how many were voided.
 */
export async function voidCancelled(
  deps: VoidDeps,
  since?: string,
  stopped: (encounterId: string) => void = () => undefined,
): Promise<number> {
  const faults: unknown[] = [];
  let count = 0;
  for await (const { id, status } of deps.ehr.cancelledEncounters(since === undefined ? {} : { since })) {
    try {
      const done = id ? await voidCase(id, String(status), deps) : undefined;
      if (done?.changed && done.case.state === 'voided') count += 1;
    } catch (fault) {
      faults.push(fault);
      if (id) stopped(id);
    }
  }
  if (faults.length > 0) throw faults[0];
  return count;
}

export interface Voided {
  readonly case: Case;
  readonly changed: boolean;
}

/**
 * Takes back what was claimed for one encounter. Undefined when there is no case of it. Safe to repeat: what was taken
 * back before is found so. A fault is kept with the case, for a person, and thrown, for whoever tries again. `status`
 * undefined: one of the two, and nobody said which.
 */
export async function voidCase(
  encounterId: string,
  status: string | undefined,
  deps: VoidDeps,
): Promise<Voided | undefined> {
  const kept = await deps.cases.get(caseId(deps.ehr.id, `Encounter/${encounterId}`));
  if (!kept) return undefined;
  const what = voidStep(kept.case, kept.details);
  if (what === 'nothing') return { case: kept.case, changed: false };
  const cause = causeOf(status);
  if (what === 'hold') return keep(kept, 'held', `${cause}: nothing is claimed.`, deps);
  try {
    const why = await takeBack(kept, what === 'withdraw-and-void', deps);
    return await keep(kept, 'voided', `${cause}: ${why}`, deps);
  } catch (fault) {
    if (!isKeptFault(fault)) throw fault;
    await stopped(kept, fault, deps);
    throw fault;
  }
}

/** The same for an encounter that was just read so, also where there is no case of it yet: it is kept, and never claimed. */
export async function voidAsRead(encounterId: string, status: string, deps: VoidDeps): Promise<Processed> {
  const encounter = `Encounter/${encounterId}`;
  try {
    const voided = await voidCase(encounterId, status, deps);
    if (voided) return { case: voided.case };
  } catch (fault) {
    const kept = await deps.cases.get(caseId(deps.ehr.id, encounter));
    if (!kept || !isKeptFault(fault)) throw fault;
    return { case: kept.case, fault, again: fault.definition.retryable };
  }
  const c = newCase(deps.ehr.id, encounter);
  const details: CaseDetails = { coded: undefined, claim: undefined, writeBack: undefined, fault: undefined };
  const read = advance(c, eventOf('read', 'The chart is read from the EHR.', deps));
  const held = advance(read, eventOf('held', `${causeOf(status)}: nothing is claimed.`, deps));
  await deps.cases.put({ case: held, details }, 0);
  deps.report?.(held, details);
  return { case: held };
}

/** A case that moved on meanwhile, and what is no fault of ours, are told to whoever tries again alone. */
export const isKeptFault = (fault: unknown): fault is ClaimwrightError =>
  fault instanceof ClaimwrightError && fault.code !== 'CW-4002';

const causeOf = (status: string | undefined): string => {
  if (status === undefined) return 'The encounter is cancelled or entered in error';
  return `The encounter is ${status === 'cancelled' ? 'cancelled' : 'entered in error'}`;
};

const eventOf = (kind: CaseEventKind, why: string, { clock }: VoidDeps) => ({
  at: clock.now(),
  who: AUTHOR.name.toLowerCase(),
  kind,
  why,
});

const IN_THE_EHR: Readonly<Record<Withdrawal['outcome'], string>> = {
  cancelled: 'what was written for it was cancelled in the EHR',
  existing: 'what was written for it had been cancelled in the EHR',
  absent: 'the EHR holds nothing of its claim any more',
  offered: 'its claim is no longer offered to the EHR',
};

/** The EHR first: its own biller must not go on with it while the payer is waited for. */
async function takeBack({ case: c, details }: Kept, withPayer: boolean, deps: VoidDeps): Promise<string> {
  const { ehr, cases, payers } = deps;
  const delivery = await cases.outbox.get(deliveryId('claim', c.id));
  const delivered = details.made?.transaction ?? (delivery && keptClaimBody(delivery)?.transaction);
  const transaction = writtenTransaction(c, details, delivered, ehr.baseUrl);
  const pulled = details.writeBack === 'offered' || details.claim === undefined;
  const { outcome } = pulled
    ? ({ outcome: 'offered' } as const)
    : await ehr.voidClaim(transaction, details.claim);
  if (!withPayer) return `${IN_THE_EHR[outcome]}.`;
  await voidAtPayer(claimsIn(transaction), payers);
  return `${IN_THE_EHR[outcome]}, and the claim was voided at the payer.`;
}

async function voidAtPayer(sent: readonly Claim[], payers: VoidChannel | undefined): Promise<void> {
  const numbers: (string | undefined)[] = [];
  for (const { identifier } of sent) numbers.push(await payers?.payerNumber(identifier?.[0]?.value ?? ''));
  const voids = voidClaims(sent, numbers);
  if (!voids || !payers) throw new ClaimwrightError('CW-8404');
  await payers.send(voids);
}

/** A claim that is ready and has not left does not leave any more. */
async function keep(kept: Kept, kind: CaseEventKind, why: string, deps: VoidDeps): Promise<Voided> {
  const { case: before, details } = kept;
  const after = advance(before, eventOf(kind, why, deps));
  const stored = { case: after, details: { ...details, fault: undefined } };
  await deps.cases.put(stored, before.events.length, [], [deliveryId('claim', before.id)]);
  deps.report?.(after, stored.details);
  return { case: after, changed: true };
}

/** The claim stands, and a person sees why; a case that cannot be held keeps its state. */
async function stopped({ case: c, details }: Kept, fault: ClaimwrightError, deps: VoidDeps): Promise<void> {
  const same = details.fault?.code === fault.code;
  const known = { ...details, fault: { code: fault.code, message: fault.message } };
  const held = canHappen(c, 'held') && !same;
  const after = held ? advance(c, eventOf('held', fault.message, deps)) : c;
  await deps.cases.put({ case: after, details: known }, c.events.length);
  deps.report?.(after, known, fault);
}
