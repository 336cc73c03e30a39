/** How far a batch is, how fast it goes, and when it will be done. */
import type { Clock } from '../../kernel/index.ts';

export interface BatchProgress {
  readonly done: number;
  readonly total: number;
  /** Encounters a second, of this run; undefined before there is anything to measure. */
  readonly perSecond: number | undefined;
  /** Seconds. */
  readonly left: number | undefined;
}

/** `before`: done by an earlier run, and no work of this one. */
export function progressOf(clock: Clock, before: number): (done: number, total: number) => BatchProgress {
  const began = Date.parse(clock.now());
  return (done, total) => {
    const seconds = (Date.parse(clock.now()) - began) / 1000;
    const perSecond = done > before && seconds > 0 ? (done - before) / seconds : undefined;
    return { done, total, perSecond, left: perSecond && Math.max(0, total - done) / perSecond };
  };
}
