/** How many notifications a connection may send: a bucket that fills at a steady pace, so that bursts pass and floods do not. */

export interface Rate {
  /** Whether one more may come; `now` in milliseconds. */
  take(now: number): boolean;
}

/** A hospital finishes some thousand encounters an hour; a batch at midnight is a burst. */
const BURST = 200;
const PER_SECOND = 20;

export function rate(burst = BURST, perSecond = PER_SECOND): Rate {
  let held = burst;
  let at: number | undefined;
  return {
    take(now) {
      const passed = Math.max(0, now - (at ?? now));
      held = Math.min(burst, held + (passed / 1000) * perSecond);
      at = now;
      if (held < 1) return false;
      held -= 1;
      return true;
    },
  };
}
