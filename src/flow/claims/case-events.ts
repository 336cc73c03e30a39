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

/** True when the case took the step; false when it is not where the step begins: it was taken before, or the case went another way. */
export async function stepCase(
  cases: Cases,
  clock: Clock,
  find: () => Promise<StoredCase<CaseDetails> | undefined>,
  stepOf: (c: Case) => CaseStep | undefined,
): Promise<boolean> {
  for (let round = 1; ; round += 1) {
    const kept = await find();
    const step = kept && stepOf(kept.case);
    if (!kept || !step || !canHappen(kept.case, step.kind)) return false;
    const moved = advance(kept.case, { at: clock.now(), ...step });
    try {
      await cases.put({ case: moved, details: kept.details }, kept.case.events.length);
      return true;
    } catch (fault) {
      const again = fault instanceof ClaimwrightError && fault.code === 'CW-4002';
      if (!again || round >= MOST_ROUNDS) throw fault;
    }
  }
}
