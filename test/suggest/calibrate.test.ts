/** Calibrated confidence: a rising map, applied without touching anything else, refused where it is none. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalibrationTable,
  calibrated,
  readCalibration,
  withCalibration,
} from '../../src/suggest/calibrate.ts';
import { dx } from '../support/facts.ts';

const TABLE: CalibrationTable = {
  edition: 'test',
  source: 'a test',
  n: 100,
  steps: [
    { from: 0.5, rate: 0.61, n: 40 },
    { from: 0.9, rate: 0.972, n: 60 },
  ],
};

describe('a calibrated confidence', () => {
  it.each<[string, number, number]>([
    ['at a step', 0.5, 0.61],
    ['between steps', 0.899, 0.61],
    ['at the last step', 0.9, 0.97],
    ['above it', 1, 0.97],
    ['below all, where nothing was seen', 0.3, 0.3],
    ['just below all', 0.4999, 0.5],
    ['at nothing', 0, 0],
  ])('%s: %d is %d', (_, raw, expected) => {
    expect(calibrated(raw, TABLE)).toBe(expected);
  });

  it('is never above the first rate below the first step', () => {
    const low = { ...TABLE, steps: [{ from: 0.9, rate: 0.4, n: 20 }] };
    expect([calibrated(0.8, low), calibrated(0.95, low)]).toEqual([0.4, 0.4]);
  });

  it('stays as it is without a step', () => {
    expect(calibrated(0.734, { ...TABLE, steps: [] })).toBe(0.73);
  });

  it('never turns two confidences round', () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        return calibrated(low, TABLE) <= calibrated(high, TABLE);
      }),
    );
  });
});

describe('suggestions with calibration', () => {
  it('keep their order and all else', () => {
    const given = [dx('I10', { confidence: 0.95 }), dx('E11.9', { confidence: 0.6 })];
    const made = withCalibration(given, TABLE);
    expect(made.map((d) => [d.code, d.confidence])).toEqual([
      ['I10', 0.97],
      ['E11.9', 0.61],
    ]);
    expect(made.map((d) => ({ ...d, confidence: 0 }))).toEqual(given.map((d) => ({ ...d, confidence: 0 })));
    expect(given[0]?.confidence).toBe(0.95);
  });
});

describe('a table', () => {
  it('that ships is sound, and never says that a coder always agrees', () => {
    const file = new URL('../../src/suggest/calibration.json', import.meta.url);
    const table = readCalibration(JSON.parse(readFileSync(file, 'utf8')));
    expect(table.steps.length).toBeGreaterThan(0);
    expect(table.steps.every((s) => s.rate > 0 && s.rate < 1)).toBe(true);
    expect(table.steps.reduce((n, s) => n + s.n, 0)).toBe(table.n);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['no steps', { edition: 'e', source: 's', n: 1 }],
    ['no edition', { source: 's', n: 1, steps: [] }],
    ['a rate above 1', { ...TABLE, steps: [{ from: 0, rate: 1.1, n: 1 }] }],
    ['falling rates', { ...TABLE, steps: [...TABLE.steps].map((s, i) => ({ ...s, rate: 1 - i })) }],
    ['a step twice', { ...TABLE, steps: TABLE.steps.map((s) => ({ ...s, from: 0.5 })) }],
    ['half a suggestion', { ...TABLE, n: 0.5 }],
    ['words for numbers', { ...TABLE, steps: [{ from: '0', rate: '1', n: 1 }] }],
  ])('with %s is refused', (_, json) => {
    expect(() => readCalibration(json)).toThrow('calibration table');
  });
});
