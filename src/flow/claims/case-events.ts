/** What sending and the answers of payers do to a case: its next events, each once, whoever keeps the case meanwhile. */
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';
import { advance, type Case, type CaseEventKind, canHappen, type StoredCase } from '../../review/index.ts';
import type { CaseDetails, Cases } from '../process-model.ts';

export interface CaseStep {
  readonly kind: CaseEventKind;
  readonly who: string;
  /** Channels, batches and numbers only. */
  readonly why: string;
}

const MOST_ROUNDS = 5;

/**
 * True when the case took all the steps; false, and nothing is kept, when it is not where they begin: they were taken
 * before, or the case went another way. `detail`: what else is known of the case after them.
 */
export async function stepCase(
  { cases, clock }: { readonly cases: Cases; readonly clock: Clock },
  find: () => Promise<StoredCase<CaseDetails> | undefined>,
  stepsOf: (c: Case) => readonly CaseStep[],
  detail: (before: CaseDetails) => CaseDetails = (before) => before,
): Promise<boolean> {
  for (let round = 1; ; round += 1) {
    const kept = await find();
    const moved = kept && taken(kept.case, stepsOf(kept.case), clock.now());
    if (!kept || !moved) return false;
    try {
      await cases.put({ case: moved, details: detail(kept.details) }, kept.case.events.length);
      return true;
    } catch (fault) {
      const again = fault instanceof ClaimwrightError && fault.code === 'CW-4002';
      if (!again || round >= MOST_ROUNDS) throw fault;
    }
  }
}

function taken(c: Case, steps: readonly CaseStep[], at: string): Case | undefined {
  let moved: Case | undefined;
  for (const step of steps) {
    const before: Case = moved ?? c;
    if (!canHappen(before, step.kind)) return undefined;
    moved = advance(before, { at, ...step });
  }
  return moved;
}
