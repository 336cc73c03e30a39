/** The hash chain over the events of a case: each hash covers the event and the hash before it. */
import { canonicalJson, sha256 } from '../../kernel/index.ts';
import type { CaseEvent } from '../../review/index.ts';

/** The hash before the first event is the case's own id, so that no event can be moved to another case. */
export const eventHash = (before: string, { sequence, at, who, kind, why }: CaseEvent): string =>
  sha256(canonicalJson([before, sequence, at, who, kind, why]));

export interface KeptEvent extends CaseEvent {
  readonly hash: string;
}

/** The first event at which the chain is broken; undefined when it holds. */
export function brokenAt(caseId: string, events: readonly KeptEvent[]): number | undefined {
  let before = caseId;
  for (const [i, event] of events.entries()) {
    if (event.sequence !== i + 1 || event.hash !== eventHash(before, event)) return i + 1;
    before = event.hash;
  }
  return undefined;
}
