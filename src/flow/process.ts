/** Use case: one encounter, from its chart to its claim. Every encounter ends as a kept case. */
import { type Chart, factsOf, type ReadMention } from '../chart/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { type Case, canHappen, caseId, newCase, type StoredCase } from '../review/index.ts';
import { codingDate } from '../suggest/index.ts';
import { codeChart } from './pipeline.ts';
import { type Basis, changedSince, chartBasis, knowledgeBasis } from './process-basis.ts';
import { type Concluded, conclude, written } from './process-conclude.ts';
import { claimDelivery, deliver, faultOf, isTransient, step } from './process-deliver.ts';
import type { CaseDetails, ProcessDeps, Processed } from './process-model.ts';
import { voidAsRead } from './void-case.ts';
import { isCancelled } from './void-plan.ts';

/**
 * Reads, codes and, when nothing stands against it, claims one encounter. Safe to repeat and to run twice at once: the
 * Claim is conditional, and the case that was kept first stands. Where nothing changed since, nothing is added; a case
 * that has gone past its claim is left as it is.
 */
export const processEncounter = async (encounterId: string, deps: ProcessDeps): Promise<Case> =>
  (await runEncounter(encounterId, deps)).case;

/** Another run was faster: what it kept may be older than what is in the EHR now, so it is looked at again. */
const MOST_RUNS = 3;

/** As `processEncounter`, with the fault that a later run may not meet again. */
export async function runEncounter(encounterId: string, deps: ProcessDeps): Promise<Processed> {
  for (let run = 1; ; run += 1) {
    try {
      return await runOnce(encounterId, deps);
    } catch (fault) {
      const moved = fault instanceof ClaimwrightError && fault.code === 'CW-4002';
      if (!moved || run >= MOST_RUNS) throw fault;
    }
  }
}

async function runOnce(encounterId: string, deps: ProcessDeps): Promise<Processed> {
  const encounter = `Encounter/${encounterId}`;
  const kept = await deps.cases.get(caseId(deps.ehr.id, encounter));
  const before = kept?.case ?? newCase(deps.ehr.id, encounter);
  if (!canHappen(before, 'read')) return { case: before };
  const run: Run = { before, earlier: kept?.details, deps };
  const read = await readChart(encounterId, run);
  if ('concluded' in read) return keep(read.concluded, run);
  if ('left' in read) return { case: before, fault: read.left, again: true };
  const { chart, basis } = read;
  const { status } = chart.encounter;
  if (isCancelled(status)) return voidAsRead(encounterId, status, deps);
  if (status !== 'finished') return unfinished(status, run);
  if (kept && isUnchanged(kept.details, basis)) return resumed(kept, deps);
  return keep(await coded(chart, basis, run), run);
}

interface Run {
  readonly before: Case;
  readonly earlier: CaseDetails | undefined;
  readonly deps: ProcessDeps;
}

type Read =
  | { readonly chart: Chart; readonly basis: Basis }
  | { readonly concluded: Concluded }
  /** The fault adds nothing to what is known of the case. */
  | { readonly left: unknown };

const received = ({ before, deps }: Run): Case =>
  step(before, 'read', 'The chart is read from the EHR.', deps.clock.now());

async function readChart(id: string, run: Run): Promise<Read> {
  const { deps, earlier } = run;
  try {
    const chart = await deps.ehr.readChart(id);
    const standing = deps.standing ?? knowledgeBasis(deps.knowledge);
    return { chart, basis: { chart: chartBasis(chart), ...standing } };
  } catch (fault) {
    // An EHR that is away for a while takes nothing from what was coded, and says nothing new the second time.
    const same = earlier?.fault?.code === faultOf(fault, run.before.id).code;
    if (isTransient(fault) && (earlier?.coded || same)) {
      if (earlier) deps.report?.(run.before, { ...earlier, fault: faultOf(fault, run.before.id) }, fault);
      return { left: fault };
    }
    return { concluded: stopped(fault, run) };
  }
}

/** A fault of one encounter must not stop the others; it is kept where a person will see it. */
function stopped(fault: unknown, run: Run): Concluded {
  const known = faultOf(fault, run.before.id);
  const details = { ...written(run.earlier), coded: undefined, fault: known };
  const at = run.deps.clock.now();
  return { outcome: step(received(run), 'held', known.message, at), details, fault };
}

/** A record that is still being written: a claim of it would be another one tomorrow. It comes again when it is finished. */
async function unfinished(status: unknown, run: Run): Promise<Processed> {
  const said = /^[a-z-]{1,32}$/.test(String(status)) ? String(status) : 'none of FHIR R4';
  const fault = new ClaimwrightError('CW-8601', { status: said });
  return run.earlier?.fault?.message === fault.message
    ? { case: run.before }
    : keep(stopped(fault, run), run);
}

/** A case that a fault stopped is always tried again. */
const isUnchanged = ({ basis, fault, coded }: CaseDetails, now: Basis): boolean =>
  basis !== undefined && !fault && coded !== undefined && changedSince(basis, now) === undefined;

/** A claim that is ready and was not delivered: its process may have ended in between. */
async function resumed({ case: c }: StoredCase<CaseDetails>, deps: ProcessDeps): Promise<Processed> {
  const delivery = c.state === 'ready' ? await deps.cases.outbox.get(claimDelivery(c)) : undefined;
  const due = delivery?.state === 'open' && delivery.nextAt <= deps.clock.now();
  return due ? deliver(delivery, deps) : { case: c };
}

async function coded(chart: Chart, basis: Basis, run: Run): Promise<Concluded> {
  const { deps, earlier } = run;
  try {
    const mentions = await readNotesOutside(chart, deps);
    const inputs = await deps.inputs?.(chart, run.before.id, earlier?.coded?.inputs);
    const read = codeChart(chart, deps.knowledge, mentions, inputs);
    return conclude({ received: received(run), read, basis, earlier, deps });
  } catch (fault) {
    return stopped(fault, run);
  }
}

/** What the configured reader finds in the notes; nothing is asked where there is none, or no note, or no date. */
async function readNotesOutside(
  chart: Chart,
  { reader, onReading }: ProcessDeps,
): Promise<readonly ReadMention[] | undefined> {
  if (!reader) return undefined;
  const { notes, visit } = factsOf(chart);
  const on = codingDate(visit);
  if (!on || notes.length === 0) return undefined;
  const reading = await reader.read(notes, on);
  onReading?.(reading);
  return reading.mentions;
}

/** Keeps the case and its delivery in one transaction; then the delivery is attempted. */
async function keep({ outcome, details, delivery, fault }: Concluded, run: Run): Promise<Processed> {
  const { deps, before } = run;
  // A claim that was ready and has not left does not leave once the case goes another way.
  const withdrawn = before.state === 'ready' && !delivery ? [claimDelivery(outcome)] : [];
  await deps.cases.put(
    { case: outcome, details },
    before.events.length,
    delivery ? [delivery] : [],
    withdrawn,
  );
  if (delivery) {
    const { notBefore: nextAt, ...rest } = delivery;
    const open = { ...rest, state: 'open', attempts: 0, nextAt, fault: undefined } as const;
    return deliver(open, deps, { case: outcome, details });
  }
  deps.report?.(outcome, details, fault);
  return { case: outcome, ...(fault === undefined ? {} : { fault, again: isTransient(fault) }) };
}

export { type Basis, type KnowledgeBasis, knowledgeBasis } from './process-basis.ts';
export type * from './process-model.ts';
