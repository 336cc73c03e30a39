/** Reliability: how often suggestions of a confidence were right, and the expected calibration error over bins. Pure. */
import type { CalibrationStep } from '../../src/suggest/calibrate.ts';

/** A suggestion, and whether the label keeps it. */
export interface Judged {
  readonly confidence: number;
  readonly kept: boolean;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Mean of the confidences in the bin. */
  readonly said: number;
  /** Share kept. */
  readonly kept: number;
}

export const BINS = 10;

/** Equal widths of confidence; empty bins are left out. 1.0 belongs to the last. */
export function reliability(all: readonly Judged[], bins = BINS): readonly Bin[] {
  const groups = Map.groupBy(all, (s) => Math.min(bins - 1, Math.floor(s.confidence * bins)));
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([at, group]) => ({
      from: at / bins,
      to: (at + 1) / bins,
      n: group.length,
      said: mean(group.map((s) => s.confidence)),
      kept: mean(group.map((s) => Number(s.kept))),
    }));
}

/** The mean distance of what was said from what held, weighed by the number in the bin. */
export function calibrationError(all: readonly Judged[], bins = BINS): number {
  const distances = reliability(all, bins).map((b) => b.n * Math.abs(b.said - b.kept));
  return all.length === 0 ? 0 : distances.reduce((a, b) => a + b, 0) / all.length;
}

/** The mean squared distance from 0 or 1 (Brier): calibration and discrimination in one figure. */
export const brier = (all: readonly Judged[]): number =>
  mean(all.map((s) => (s.confidence - Number(s.kept)) ** 2));

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;

/** Suggestions a step needs: fewer tell a rate no closer than ± 0.15. */
export const SMALLEST = 15;

interface Pool {
  readonly from: number;
  readonly n: number;
  readonly kept: number;
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny and Elkan 2002), after equal raw
 * confidences are pooled and small pools joined to the one above. Rates lean on a prior, Laplace's unless told, so that none is 0 or 1.
 */
export function fitSteps(
  all: readonly Judged[],
  smallest = SMALLEST,
  prior: Prior = LAPLACE,
): readonly CalibrationStep[] {
  const rate = ({ kept, n }: Pool): number => (kept + prior.weight * prior.rate) / (n + prior.weight);
  const groups = [...Map.groupBy(all, (s) => s.confidence)].sort(([a], [b]) => a - b);
  const raw = groups.map(([from, g]) => ({ from, n: g.length, kept: g.filter((s) => s.kept).length }));
  const pools: Pool[] = [];
  for (const next of joined(raw, smallest)) {
    pools.push(next);
    for (let top = pools.at(-1), below = pools.at(-2); top && below && rate(below) > rate(top); ) {
      pools.splice(-2, 2, merged(below, top));
      top = pools.at(-1);
      below = pools.at(-2);
    }
  }
  return pools.map((p) => ({ from: p.from, rate: Math.round(rate(p) * 1000) / 1000, n: p.n }));
}

/** What is believed before any suggestion is seen, and how many suggestions that belief weighs. */
export interface Prior {
  readonly rate: number;
  readonly weight: number;
}

const LAPLACE: Prior = { rate: 0.5, weight: 2 };

const merged = (a: Pool, b: Pool): Pool => ({ from: a.from, n: a.n + b.n, kept: a.kept + b.kept });

function joined(raw: readonly Pool[], smallest: number): readonly Pool[] {
  const out: Pool[] = [];
  let open: Pool | undefined;
  for (const next of raw) {
    open = open ? merged(open, next) : next;
    if (open.n < smallest) continue;
    out.push(open);
    open = undefined;
  }
  const last = out.pop();
  // What is left over at the top belongs to the pool below it.
  return open ? [...out, last ? merged(last, open) : open] : last ? [...out, last] : out;
}
