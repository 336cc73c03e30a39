/** Robust timing: warm until the compiler has settled, interleave what is compared, take medians. */

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const percentile = (values: readonly number[], p: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
};

/** Median milliseconds of one call of each, measured in turns so that a busy machine slows both alike. */
export function compare(
  runs: Readonly<Record<'ours' | 'theirs', () => unknown>>,
  rounds: number,
): { readonly ours: number; readonly theirs: number } {
  const times = { ours: [] as number[], theirs: [] as number[] };
  for (let i = -Math.ceil(rounds / 2); i < rounds; i += 1) {
    for (const who of ['ours', 'theirs'] as const) {
      const start = performance.now();
      runs[who]();
      if (i >= 0) times[who].push(performance.now() - start);
    }
  }
  return { ours: median(times.ours), theirs: median(times.theirs) };
}
