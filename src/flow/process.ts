/** Use cases: one encounter, and all finished encounters of a connection. Every encounter ends as a kept case. */
import type { Ehr, WriteBack } from '../ehr/index.ts';
import type { Bundle } from '../fhir/index.ts';
import { ClaimwrightError, type Clock, type ErrorCode } from '../kernel/index.ts';
import { advance, type Case, type CaseEventKind, type CaseStore, caseId, newCase } from '../review/index.ts';
import { AUTHOR, type CodedEncounter, codeChart, type PipelineKnowledge } from './pipeline.ts';

/** What is kept of a case besides its events. */
export interface CaseDetails {
  /** Undefined when the chart could not be read. */
  readonly coded: CodedEncounter | undefined;
  /** `Claim/id` in the EHR, once written. */
  readonly claim: string | undefined;
  readonly writeBack: 'created' | 'existing' | undefined;
  /** The fault that stopped the case: catalogue code and sentence. */
  readonly fault: { readonly code: ErrorCode; readonly message: string } | undefined;
}

export type Cases = CaseStore<CaseDetails>;

export interface ProcessDeps {
  readonly ehr: Ehr;
  readonly cases: Cases;
  readonly clock: Clock;
  readonly knowledge: PipelineKnowledge;
  /** Told of each finished case, and of a fault of ours with its error. */
  readonly report?: (outcome: Case, details: CaseDetails, fault?: unknown) => void;
}

/** Reads, codes and, when nothing stands against it, claims one encounter. Safe to repeat: the Claim is conditional. */
export async function processEncounter(encounterId: string, deps: ProcessDeps): Promise<Case> {
  const encounter = `Encounter/${encounterId}`;
  const kept = await deps.cases.get(caseId(deps.ehr.id, encounter));
  const before = kept?.case ?? newCase(deps.ehr.id, encounter);
  const step = (c: Case, kind: CaseEventKind, why: string): Case =>
    advance(c, { at: deps.clock.now(), who: AUTHOR.name.toLowerCase(), kind, why });
  const received = step(before, 'read', 'The chart is read from the EHR.');
  const { outcome, details, fault } = await attempt(received, encounterId, deps, step);
  await deps.cases.put({ case: outcome, details }, before.events.length);
  deps.report?.(outcome, details, fault);
  return outcome;
}

type Step = (c: Case, kind: CaseEventKind, why: string) => Case;

async function attempt(received: Case, id: string, deps: ProcessDeps, step: Step) {
  try {
    const coded = codeChart(await deps.ehr.readChart(id), deps.knowledge);
    return { ...(await conclude(received, coded, deps, step)), fault: undefined };
  } catch (fault) {
    // A fault of one encounter must not stop the others; it is kept where a person will see it.
    const known =
      fault instanceof ClaimwrightError ? fault : new ClaimwrightError('CW-5003', { id: received.id });
    const details: CaseDetails = {
      coded: undefined,
      claim: undefined,
      writeBack: undefined,
      fault: { code: known.code, message: known.message },
    };
    return { outcome: step(received, 'held', known.message), details, fault };
  }
}

async function conclude(received: Case, coded: CodedEncounter, deps: ProcessDeps, step: Step) {
  const made = step(
    received,
    'coded',
    `${coded.set.diagnoses.length} diagnoses, ${coded.set.services.length} services.`,
  );
  const nothing = { coded, claim: undefined, writeBack: undefined, fault: undefined } as const;
  const { to, reasons } = coded.disposition;
  if (to === 'held')
    return { outcome: step(made, 'held', reasons.join(' ')), details: nothing, fault: undefined };
  if (to === 'review')
    return { outcome: step(made, 'asked-for-review', reasons.join(' ')), details: nothing, fault: undefined };
  if (!coded.draft) throw new ClaimwrightError('CW-5002', { detail: 'a ready case without a claim draft' });
  const ready = step(made, 'found-ready', 'No edit stands against the claim.');
  return write(ready, coded, coded.draft.transaction, deps, step);
}

async function write(ready: Case, coded: CodedEncounter, transaction: Bundle, deps: ProcessDeps, step: Step) {
  let written: WriteBack;
  try {
    written = await deps.ehr.writeClaim(transaction);
  } catch (fault) {
    return stopped(ready, coded, fault, step);
  }
  const why =
    written.outcome === 'created' ? 'The claim was written to the EHR.' : 'The EHR already holds this claim.';
  return {
    outcome: step(ready, 'claimed', why),
    details: {
      coded,
      claim: written.claim,
      writeBack: written.outcome,
      fault: undefined,
    } satisfies CaseDetails,
  };
}

/** All finished encounters of the connection, a few at a time; the answer counts cases by state. */
export async function processFinished(
  deps: ProcessDeps,
  options: { readonly since?: string; readonly concurrency?: number } = {},
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const running = new Set<Promise<void>>();
  const query = options.since === undefined ? {} : { since: options.since };
  for await (const encounter of deps.ehr.finishedEncounters(query)) {
    if (!encounter.id) continue;
    const task = processEncounter(encounter.id, deps).then((c) => {
      counts[c.state] = (counts[c.state] ?? 0) + 1;
      running.delete(task);
    });
    running.add(task);
    if (running.size >= (options.concurrency ?? 4)) await Promise.race(running);
  }
  await Promise.all(running);
  return counts;
}
