/** Does something again and again: at a pace that varies so that many connections do not ask at once, later after faults, and soon when asked. */
import type { Clock } from '../../kernel/index.ts';

export interface Pace {
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Milliseconds between the end of one and the beginning of the next. */
  readonly every: number;
  /** Told what went wrong; the next time comes all the same. */
  readonly failed: (fault: unknown) => void;
}

export interface Repeating {
  /** Does it soon, or once more when it is under way, so that nothing that was noticed before this call is missed. */
  nudge(): void;
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Milliseconds: many who ask at once are answered by one, and nobody can make an EHR be asked without a pause. */
const BREATH = 1000;
/** A tenth either way. */
const JITTER = 0.1;
/** An EHR that is down is asked at up to eight times the pace, and no less than once in an hour. */
const MOST_BACKOFF = 8;
const LONGEST = 3_600_000;

export function repeat(pace: Pace, work: (signal: AbortSignal) => Promise<unknown>): Repeating {
  const end = new AbortController();
  let asked = false;
  let pause = new AbortController();
  let faults = 0;
  const run = async (): Promise<void> => {
    while (!end.signal.aborted) {
      asked = false;
      pause = new AbortController();
      faults = (await succeeded(pace, work, end.signal)) ? 0 : faults + 1;
      if (!asked && !end.signal.aborted) await pace.clock.wait(pauseOf(pace, faults), pause.signal);
      if (asked && !end.signal.aborted) await pace.clock.wait(BREATH, end.signal);
    }
  };
  const running = run();
  return {
    nudge() {
      asked = true;
      pause.abort();
    },
    async stop() {
      end.abort();
      pause.abort();
      await running;
    },
  };
}

async function succeeded(
  { failed }: Pace,
  work: (signal: AbortSignal) => Promise<unknown>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await work(signal);
    return true;
  } catch (fault) {
    if (!signal.aborted) failed(fault);
    return false;
  }
}

function pauseOf({ every, random }: Pace, faults: number): number {
  const slower = Math.min(2 ** faults, MOST_BACKOFF);
  const longest = Math.max(every, LONGEST);
  return Math.round(Math.min(every * slower, longest) * (1 + JITTER * (2 * random() - 1)));
}
