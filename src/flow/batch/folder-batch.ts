/** Use case: every finished encounter in a folder of NDJSON files, coded and claimed into an output folder; goes on where it ended. */
import { draftClaims } from '../../claim/index.ts';
import { type Ehr, type FolderChart, type FolderCharts, fakeEhr } from '../../ehr/index.ts';
import { type Case, memoryCaseStore } from '../../review/index.ts';
import type { BatchOutput } from '../../store/index.ts';
import { caseCodec } from '../case-codec.ts';
import { caseSummary } from '../case-summary.ts';
import { knowledgeBasis, runEncounter } from '../process.ts';
import { faultOf } from '../process-deliver.ts';
import type { CaseDetails, Cases, ProcessDeps } from '../process-model.ts';
import { type BatchProgress, progressOf } from './progress.ts';

export interface FolderBatchDeps {
  readonly charts: Pick<FolderCharts, 'charts' | 'finished'>;
  readonly output: BatchOutput;
  /** `cases` left out: each case is forgotten once it is written. */
  readonly process: Omit<ProcessDeps, 'ehr' | 'cases'> & { readonly cases?: Cases };
  /** Names the source in the cases. */
  readonly connection: string;
  /** Encounters at a time. */
  readonly concurrency?: number;
  readonly onProgress?: (progress: BatchProgress) => void;
}

type States = Readonly<Record<string, number>>;

/** As many as the database can be asked for at once; without one nothing is waited for. */
const AT_ONCE = 4;

/** Answers all encounters by state, those of earlier runs included. */
export async function runFolderBatch(deps: FolderBatchDeps): Promise<States> {
  const { charts, output, concurrency = AT_ONCE, onProgress } = deps;
  const progress = progressOf(deps.process.clock, output.done);
  const states: Record<string, number> = { ...output.states };
  const one = encounterIn(deps);
  let { done } = output;
  // Written in the order of the files: a later run goes on behind the last that is written.
  const running: Promise<Written>[] = [];
  const write = async (): Promise<void> => {
    const next = await running.shift();
    if (!next) return;
    output.add(next.row, next.claims, next.errors);
    states[next.row.state] = (states[next.row.state] ?? 0) + 1;
    done += 1;
    onProgress?.(progress(done, Math.max(done, charts.finished)));
  };
  try {
    for await (const chart of charts.charts(output.done)) {
      const task = one(chart);
      // It is awaited in its turn; a fault until then is no unhandled one.
      task.catch(() => undefined);
      running.push(task);
      if (running.length >= concurrency) await write();
    }
    while (running.length > 0) await write();
  } finally {
    await Promise.allSettled(running);
  }
  return states;
}

interface Written {
  readonly row: Parameters<BatchOutput['add']>[0];
  readonly claims: readonly unknown[];
  readonly errors: readonly unknown[];
}

function encounterIn({ process, connection }: FolderBatchDeps): (chart: FolderChart) => Promise<Written> {
  const standing = knowledgeBasis(process.knowledge);
  return async (chart) => {
    const cases = process.cases ?? memoryCaseStore(caseCodec);
    const run = await runEncounter(chart.encounter, {
      ...process,
      cases,
      standing,
      ehr: ehrOf(chart, connection),
    });
    const details = (await cases.get(run.case.id))?.details;
    return writtenOf(chart.encounter, run.case, details, run.fault);
  };
}

/** One chart is all it has; its claim is read in the output, or at our own FHIR endpoint. */
function ehrOf({ chart, fault }: FolderChart, id: string): Ehr {
  return {
    ...fakeEhr([], { id, baseUrl: chart?.source ?? NOWHERE, writeBack: 'pull' }),
    readChart: async () => {
      if (!chart) throw fault;
      return chart;
    },
  };
}

const NOWHERE = 'http://files.invalid/fhir';

function writtenOf(
  encounter: string,
  outcome: Case,
  details: CaseDetails | undefined,
  fault: unknown,
): Written {
  const { state } = outcome;
  const { date, diagnoses = [], lines = [] } = details ? caseSummary(details) : {};
  const draft = state === 'claimed' ? details?.coded?.draft : undefined;
  const claims = draft ? draftClaims(draft) : [];
  const numbers = claims.flatMap((claim) => claim.identifier?.[0]?.value ?? []);
  const known = fault === undefined ? undefined : faultOf(fault, encounter);
  const error = batchError(outcome, details, known);
  return {
    row: { encounter, state, date, diagnoses, lines, claims: numbers },
    claims,
    errors: error ? [error] : [],
  };
}

/** What stands against the claim of a case that is held, or failed; undefined where nothing does. */
export function batchError(outcome: Case, details: CaseDetails | undefined, known = details?.fault) {
  const { state, encounter } = outcome;
  if (state !== 'held' && !known) return undefined;
  const reasons = known ? [known.message] : (details?.coded?.disposition.reasons ?? []);
  return { encounter, state, code: known?.code, reasons };
}
