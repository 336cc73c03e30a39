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

/** What a run of one encounter comes to. `fault`: the error behind a held case, for the log. */
interface Concluded {
  readonly outcome: Case;
  readonly details: CaseDetails;
  readonly fault?: unknown;
}

const NOTHING_WRITTEN = { claim: undefined, writeBack: undefined, fault: undefined } as const;

async function attempt(received: Case, id: string, deps: ProcessDeps, step: Step): Promise<Concluded> {
  try {
    return await conclude(received, codeChart(await deps.ehr.readChart(id), deps.knowledge), deps, step);
  } catch (fault) {
    return stopped(received, undefined, fault, step);
  }
}

/** A fault of one encounter must not stop the others; it is kept, with what was coded, where a person will see it. */
function stopped(at: Case, coded: CodedEncounter | undefined, fault: unknown, step: Step): Concluded {
  const known = fault instanceof ClaimwrightError ? fault : new ClaimwrightError('CW-5003', { id: at.id });
  const details = { ...NOTHING_WRITTEN, coded, fault: { code: known.code, message: known.message } };
  return { outcome: step(at, 'held', known.message), details, fault };
}

async function conclude(
  received: Case,
  coded: CodedEncounter,
  deps: ProcessDeps,
  step: Step,
): Promise<Concluded> {
  const { set, disposition, draft } = coded;
  const made = step(received, 'coded', `${set.diagnoses.length} diagnoses, ${set.services.length} services.`);
  const why = disposition.reasons.join(' ');
  const details = { ...NOTHING_WRITTEN, coded };
  if (disposition.to === 'held') return { outcome: step(made, 'held', why), details };
  if (disposition.to === 'review') return { outcome: step(made, 'asked-for-review', why), details };
  if (!draft) throw new ClaimwrightError('CW-5002', { detail: 'a ready case without a claim draft' });
  const ready = step(made, 'found-ready', 'No edit stands against the claim.');
  return write(ready, coded, draft.transaction, deps, step);
}

async function write(
  ready: Case,
  coded: CodedEncounter,
  transaction: Bundle,
  deps: ProcessDeps,
  step: Step,
): Promise<Concluded> {
  let written: WriteBack;
  try {
    written = await deps.ehr.writeClaim(transaction);
  } catch (fault) {
    return stopped(ready, coded, fault, step);
  }
  const created = written.outcome === 'created';
  const why = created ? 'The claim was written to the EHR.' : 'The EHR already holds this claim.';
  const details = { coded, claim: written.claim, writeBack: written.outcome, fault: undefined };
  return { outcome: step(ready, 'claimed', why), details };
}

export interface ProcessOptions {
  /** Only encounters updated since this instant. */
  readonly since?: string;
  /** A worklist of `Encounter.id`s: finished encounters that are not on it are history and left alone. */
  readonly only?: ReadonlySet<string>;
  /** Encounters at a time; 4 unless told. */
  readonly concurrency?: number;
}

/** All finished encounters of the connection, a few at a time; the answer counts cases by state. */
export async function processFinished(
  deps: ProcessDeps,
  options: ProcessOptions = {},
): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const running = new Set<Promise<void>>();
  const query = options.since === undefined ? {} : { since: options.since };
  for await (const encounter of deps.ehr.finishedEncounters(query)) {
    if (!encounter.id || (options.only && !options.only.has(encounter.id))) continue;
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
