/** Reliability and its fit, on suggestions counted by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brier,
  calibrationError,
  fitSteps,
  type Judged,
  reliability,
} from '../../bench/accuracy/reliability.ts';
import { calibrated } from '../../src/suggest/calibrate.ts';

/** `kept` of `n` suggestions of one confidence. */
const judged = (confidence: number, kept: number, n: number): readonly Judged[] =>
  Array.from({ length: n }, (_, i) => ({ confidence, kept: i < kept }));

describe('reliability', () => {
  it('sets what was said beside what held', () => {
    const bins = reliability([...judged(0.95, 8, 10), ...judged(1, 10, 10), ...judged(0.15, 0, 5)]);
    expect(bins.map((b) => [b.from, b.n, b.kept])).toEqual([
      [0.1, 5, 0],
      [0.9, 20, 0.9],
    ]);
    expect(bins[1]?.said).toBeCloseTo(0.975);
  });

  it('errs by the distance, weighed by number', () => {
    expect(calibrationError([...judged(0.95, 8, 10), ...judged(0.5, 5, 10)])).toBeCloseTo(0.075);
    expect(calibrationError(judged(0.5, 5, 10))).toBe(0);
    expect(calibrationError([])).toBe(0);
  });

  it('scores 0 for certainty that is right and 1 for certainty that is wrong', () => {
    expect([brier(judged(1, 4, 4)), brier(judged(1, 0, 4)), brier(judged(0.5, 2, 4))]).toEqual([0, 1, 0.25]);
  });
});

describe('the fit', () => {
  it('takes the rate of each confidence, none of them certain', () => {
    expect(fitSteps([...judged(0.6, 9, 18), ...judged(0.9, 18, 18)])).toEqual([
      { from: 0.6, rate: 0.5, n: 18 },
      { from: 0.9, rate: 0.95, n: 18 },
    ]);
  });

  it('pools neighbours that stand the wrong way round', () => {
    expect(fitSteps([...judged(0.6, 18, 18), ...judged(0.9, 9, 18)])).toEqual([
      { from: 0.6, rate: 0.737, n: 36 },
    ]);
  });

  it('pools back through several', () => {
    const steps = fitSteps([...judged(0.5, 10, 20), ...judged(0.7, 16, 20), ...judged(0.9, 2, 20)]);
    expect(steps).toEqual([{ from: 0.5, rate: 0.468, n: 60 }]);
  });

  it('joins what is too few to the step above, and what is left over to the one below', () => {
    const steps = fitSteps([...judged(0.4, 1, 2), ...judged(0.8, 14, 14), ...judged(0.99, 3, 3)]);
    expect(steps.map((s) => [s.from, s.n])).toEqual([[0.4, 19]]);
    expect(fitSteps(judged(0.7, 1, 2))).toEqual([{ from: 0.7, rate: 0.5, n: 2 }]);
    expect(fitSteps([])).toEqual([]);
  });

  it('always rises, counts every suggestion, and does not mind their order', () => {
    const one = fc.record({
      confidence: fc.integer({ min: 0, max: 20 }).map((n) => n / 20),
      kept: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 80 }), (samples) => {
        const steps = fitSteps(samples, 5);
        expect(steps.reduce((n, s) => n + s.n, 0)).toBe(samples.length);
        expect(steps.every((s, i) => i === 0 || s.rate >= (steps[i - 1]?.rate ?? 0))).toBe(true);
        expect(fitSteps([...samples].reverse(), 5)).toEqual(steps);
      }),
    );
  });

  it('lessens the error on what it was fitted on', () => {
    const samples = [...judged(0.6, 19, 20), ...judged(0.95, 19, 20)];
    const table = { edition: 'e', source: 's', n: 40, steps: fitSteps(samples) };
    const after = samples.map((s) => ({ ...s, confidence: calibrated(s.confidence, table) }));
    expect(calibrationError(after)).toBeLessThan(calibrationError(samples));
  });
});
