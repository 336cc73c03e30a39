/** The pace of a check: an EHR serves its clinicians first, so each attempt waits for its turn and is counted. */
import type { Clock } from '../../kernel/index.ts';

export interface Paced {
  /** Asked before every attempt, as a transport does. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  requests(): number;
}

/** Milliseconds from one attempt to the next: ten in a second are less than one clinician's screen asks for. */
const APART = 100;

export function paced(headers: () => Promise<Readonly<Record<string, string>>>, clock: Clock): Paced {
  let next = 0;
  let count = 0;
  return {
    requests: () => count,
    headers: async () => {
      count += 1;
      const now = Date.parse(clock.now());
      const turn = Math.max(now, next);
      next = turn + APART;
      if (turn > now) await clock.wait(turn - now);
      return headers();
    },
  };
}
