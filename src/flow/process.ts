/** Use cases: one encounter, and all finished encounters of a connection. Every encounter ends as a kept case. */
import { type Chart, factsOf, type NoteReader, type NoteReading, type ReadMention } from '../chart/index.ts';
import { draftClaims } from '../claim/index.ts';
import type { Ehr, WriteBack } from '../ehr/index.ts';
import type { Bundle, FhirValidator } from '../fhir/index.ts';
import { ClaimwrightError, type Clock, type ErrorCode } from '../kernel/index.ts';
import {
  advance,
  type Case,
  type CaseEventKind,
  type CaseStore,
  canHappen,
  caseId,
  newCase,
} from '../review/index.ts';
import { codingDate } from '../suggest/index.ts';
import { claimStructure } from './check-claim.ts';
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
  /** Checks each claim against base R4 and our profile before it leaves; without one the edits alone decide. */
  readonly validator?: FhirValidator;
  /** Reads notes outside this process; off unless configured. */
  readonly reader?: NoteReader;
  /** Told what a reading left out and where it failed, in counts. */
  readonly onReading?: (reading: NoteReading) => void;
  /** Told of each finished case, and of a fault of ours with its error. */
  readonly report?: (outcome: Case, details: CaseDetails, fault?: unknown) => void;
}

/**
 * Reads, codes and, when nothing stands against it, claims one encounter. Safe to repeat and to run twice at once: the
 * Claim is conditional, and the case that was kept first stands. A case that has gone past its claim is left as it is.
 */
export async function processEncounter(encounterId: string, deps: ProcessDeps): Promise<Case> {
  const encounter = `Encounter/${encounterId}`;
  const kept = await deps.cases.get(caseId(deps.ehr.id, encounter));
  const before = kept?.case ?? newCase(deps.ehr.id, encounter);
  if (!canHappen(before, 'read')) return before;
  const run = runOf(deps, kept?.details);
  const received = run.step(before, 'read', 'The chart is read from the EHR.');
  const concluded = await attempt(received, encounterId, run);
  return keep(concluded, before.events.length, deps);
}

/** Keeps what a run came to; when another run was faster, the case is as that one left it. */
async function keep({ outcome, details, fault }: Concluded, seen: number, deps: ProcessDeps): Promise<Case> {
  try {
    await deps.cases.put({ case: outcome, details }, seen);
  } catch (cause) {
    const other = await deps.cases.get(outcome.id);
    if (!other || !(cause instanceof ClaimwrightError) || cause.code !== 'CW-4002') throw cause;
    return other.case;
  }
  deps.report?.(outcome, details, fault);
  return outcome;
}

/** What one run of an encounter carries along. */
interface Run {
  readonly deps: ProcessDeps;
  /** A claim that an earlier run wrote stays known, whatever stops this one. */
  readonly written: Omit<CaseDetails, 'coded'>;
  step(c: Case, kind: CaseEventKind, why: string): Case;
}

const runOf = (deps: ProcessDeps, earlier: CaseDetails | undefined): Run => ({
  deps,
  written: { claim: earlier?.claim, writeBack: earlier?.writeBack, fault: undefined },
  step: (c, kind, why) => advance(c, { at: deps.clock.now(), who: AUTHOR.name.toLowerCase(), kind, why }),
});

/** What a run of one encounter comes to. `fault`: the error behind a held case, for the log. */
interface Concluded {
  readonly outcome: Case;
  readonly details: CaseDetails;
  readonly fault?: unknown;
}

async function attempt(received: Case, id: string, run: Run): Promise<Concluded> {
  try {
    const chart = await run.deps.ehr.readChart(id);
    const mentions = await readNotesOutside(chart, run.deps);
    return await conclude(received, codeChart(chart, run.deps.knowledge, mentions), run);
  } catch (fault) {
    return stopped(received, undefined, fault, run);
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

/** A fault of one encounter must not stop the others; it is kept, with what was coded, where a person will see it. */
function stopped(at: Case, coded: CodedEncounter | undefined, fault: unknown, run: Run): Concluded {
  const known = fault instanceof ClaimwrightError ? fault : new ClaimwrightError('CW-5003', { id: at.id });
  const details = { ...run.written, coded, fault: { code: known.code, message: known.message } };
  return { outcome: run.step(at, 'held', known.message), details, fault };
}

async function conclude(received: Case, read: CodedEncounter, run: Run): Promise<Concluded> {
  const coded = conforming(read, run.deps.validator);
  const { set, disposition, draft } = coded;
  const counted = `${set.diagnoses.length} diagnoses, ${set.services.length} services.`;
  const made = run.step(received, 'coded', counted);
  const why = against(coded);
  const details = { ...run.written, coded };
  if (disposition.to === 'held') return { outcome: run.step(made, 'held', why), details };
  if (disposition.to === 'review') return { outcome: run.step(made, 'asked-for-review', why), details };
  if (!draft) throw new ClaimwrightError('CW-5002', { detail: 'a ready case without a claim draft' });
  const ready = run.step(made, 'found-ready', 'No edit stands against the claim.');
  return write(ready, coded, draft.transaction, run);
}

/** A claim that base R4 or our profile refuses is held with what they say: no EHR is sent what it would have to refuse. */
function conforming(coded: CodedEncounter, validator: FhirValidator | undefined): CodedEncounter {
  const claims = coded.draft ? draftClaims(coded.draft) : [];
  const found = validator ? claims.flatMap((claim) => claimStructure(claim, validator)) : [];
  const reasons = found.filter((f) => f.severity === 'error').map((f) => f.message);
  if (reasons.length === 0) return coded;
  return {
    ...coded,
    findings: [...coded.findings, ...found],
    disposition: { to: 'held', reasons },
    draft: undefined,
  };
}

/** Names and numbers only: a reason may quote the record, and stands with the codes; an event is kept beyond them. */
function against({ disposition, findings }: CodedEncounter): string {
  const { length } = disposition.reasons;
  const stopping = findings.filter((f) => disposition.reasons.includes(f.message)).map((f) => f.edit);
  const edits = stopping.length > 0 ? `: ${[...new Set(stopping)].join(', ')}` : '';
  return `${length} ${length === 1 ? 'reason' : 'reasons'} against a claim${edits}.`;
}

async function write(ready: Case, coded: CodedEncounter, transaction: Bundle, run: Run): Promise<Concluded> {
  let written: WriteBack;
  try {
    written = await run.deps.ehr.writeClaim(transaction);
  } catch (fault) {
    return stopped(ready, coded, fault, run);
  }
  const created = written.outcome === 'created';
  const why = created ? 'The claim was written to the EHR.' : 'The EHR already holds this claim.';
  const details = { coded, claim: written.claim, writeBack: written.outcome, fault: undefined };
  return { outcome: run.step(ready, 'claimed', why), details };
}

export interface ProcessOptions {
  /** Only encounters updated since this instant. */
  readonly since?: string;
  /** A worklist of `Encounter.id`s: finished encounters that are not on it are history and left alone. */
  readonly only?: ReadonlySet<string>;
  /** Encounters at a time; 4 unless told. */
  readonly concurrency?: number;
}

/**
 * All finished encounters of the connection, a few at a time; the answer counts cases by state. What is under way is
 * finished and kept even when the list breaks off or a case cannot be kept; the fault is thrown after that.
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
