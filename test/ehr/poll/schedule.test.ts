/** Repeating: pace, jitter, backoff, nudges and the end, on a clock that only moves by waiting. */
import { describe, expect, it } from 'vitest';
import { repeat } from '../../../src/ehr/index.ts';
import type { Clock } from '../../../src/kernel/index.ts';

/** A clock whose waits end when the test says so, or when they are aborted. */
function heldClock(): Clock & { readonly waits: number[]; tick(): Promise<void> } {
  const waits: number[] = [];
  let end: (() => void) | undefined;
  return {
    waits,
    now: () => '2026-06-01T00:00:00Z',
    wait: (ms, signal) =>
      new Promise((resolve) => {
        waits.push(ms);
        end = resolve;
        signal?.addEventListener('abort', () => resolve());
        if (signal?.aborted) resolve();
      }),
    async tick() {
      end?.();
      await settled();
    },
  };
}
const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
};

describe('what is repeated', () => {
  it('begins at once and goes on at a pace that varies by a tenth', async () => {
    for (const [random, wait] of [
      [0, 900],
      [0.5, 1000],
      [0.999, 1100],
    ] as const) {
      const clock = heldClock();
      let runs = 0;
      const failed = () => undefined;
      const going = repeat({ clock, random: () => random, every: 1000, failed }, async () => {
        runs += 1;
      });
      await settled();
      await clock.tick();
      expect([runs, clock.waits[0]]).toEqual([2, wait]);
      await going.stop();
    }
  });

  it('comes later after each fault, up to eight times, and at its pace after a success', async () => {
    const clock = heldClock();
    const faults: unknown[] = [];
    let broken = true;
    const going = repeat(
      { clock, random: () => 0.5, every: 1000, failed: (f) => faults.push(f) },
      async () => {
        if (broken) throw new Error('down');
      },
    );
    await settled();
    for (let i = 0; i < 4; i += 1) await clock.tick();
    broken = false;
    await clock.tick();
    expect(clock.waits).toEqual([2000, 4000, 8000, 8000, 8000, 1000]);
    expect(faults).toHaveLength(5);
    await going.stop();
  });

  it('never waits longer than an hour after faults, and never less than its pace', async () => {
    for (const [every, wait] of [
      [1_800_000, 3_600_000],
      [86_400_000, 86_400_000],
    ] as const) {
      const clock = heldClock();
      const going = repeat({ clock, random: () => 0.5, every, failed: () => undefined }, async () => {
        throw new Error('down');
      });
      await settled();
      expect(clock.waits).toEqual([wait]);
      await going.stop();
    }
  });

  it('is done soon when asked, and once more for all who ask while it is under way', async () => {
    const clock = heldClock();
    let runs = 0;
    let release: (() => void) | undefined;
    const going = repeat({ clock, random: () => 0.5, every: 60_000, failed: () => undefined }, () => {
      runs += 1;
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    });
    for (let i = 0; i < 100; i += 1) going.nudge();
    release?.();
    await settled();
    expect([runs, clock.waits]).toEqual([1, [1000]]);
    await clock.tick();
    release?.();
    await settled();
    expect([runs, clock.waits]).toEqual([2, [1000, 60_000]]);
    going.nudge();
    await settled();
    await clock.tick();
    expect([runs, clock.waits]).toEqual([3, [1000, 60_000, 1000]]);
    const stopped = going.stop();
    release?.();
    await stopped;
  });

  it('ends without another run, waits for the one under way, and tells of no fault then', async () => {
    const clock = heldClock();
    const faults: unknown[] = [];
    const going = repeat(
      { clock, random: () => 0.5, every: 1000, failed: (f) => faults.push(f) },
      (signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    );
    await settled();
    await going.stop();
    expect([clock.waits, faults]).toEqual([[], []]);
  });
});
