/** The port by which the services that were claimed for a patient are remembered, for the edits that look back; with a fake. */
import type { PastLine } from '../../edits/index.ts';
import type { ServiceDate } from '../../kernel/index.ts';

/** What one claim or case adds to the history of its patient. */
export interface Past {
  /** Hashes by which the patient is found again: in the EHR, and as a member of a payer. */
  readonly patients: readonly string[];
  readonly lines: readonly PastLine[];
}

export interface KeptPast extends Past {
  /** A UUID: the case, whose lines are made anew with each change of it, or the submission. */
  readonly owner: string;
}

/** Since when all claims of an EHR, by its address, are kept. */
export interface PastFrom {
  readonly source: string;
  readonly day: ServiceDate;
}

/** What a case adds, and since when the cases of its EHR are kept. */
export interface CasePast extends Past {
  readonly from: PastFrom;
}

export interface PastLines {
  /** Keeps what the owner adds now, and nothing of what it added before. The first `from` of a source stands. */
  keep(past: KeptPast, from?: PastFrom): Promise<void>;
  /** Of any of these patients, by date; but what `except` added. */
  of(patients: readonly string[], except?: string): Promise<readonly PastLine[]>;
  /** The day from which everything of the EHR is kept; undefined: nothing yet. */
  keptFrom(source: string): Promise<ServiceDate | undefined>;
}

export function memoryPastLines(): PastLines {
  const kept = new Map<string, Past>();
  const from = new Map<string, ServiceDate>();
  return {
    keep: async ({ owner, patients, lines }, begun) => {
      kept.set(owner, { patients, lines });
      if (begun && !from.has(begun.source)) from.set(begun.source, begun.day);
    },
    of: async (patients, except) =>
      [...kept]
        .filter(([owner, past]) => owner !== except && past.patients.some((p) => patients.includes(p)))
        .flatMap(([, past]) => past.lines)
        .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    keptFrom: async (source) => from.get(source),
  };
}
