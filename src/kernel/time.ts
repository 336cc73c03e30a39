/** The only reader of the clock. Everything else is handed a Clock, or a date. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Clock {
  /** Now, as an ISO 8601 instant in UTC. */
  now(): string;
  /** Resolves after `ms` milliseconds, or when `signal` says that nobody needs to wait any more. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  wait: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};

/** The fake: time stands still and moves only by waiting, which takes no time. */
export function frozenClock(at: string): Clock & { readonly waits: number[] } {
  let time = Date.parse(at);
  const waits: number[] = [];
  return {
    waits,
    now: () => new Date(time).toISOString(),
    wait: async (ms) => {
      waits.push(ms);
      time += ms;
    },
  };
}
