/** Diagnosis coding must not fall below what it has reached on the labelled charts; the floors rise with it. */
import { describe, expect, it } from 'vitest';
import { missedByPlace, wrongByRule } from '../../bench/accuracy/causes.ts';
import { codeHalf, codeOne, samplesOf } from '../../bench/accuracy/code.ts';
import { type LabelledChart, labelledCharts } from '../../bench/accuracy/labels.ts';
import { calibrationError } from '../../bench/accuracy/reliability.ts';
import { totals } from '../../bench/accuracy/score.ts';
import { knowledge } from '../../bench/support/examples.ts';
import { loadCalibration } from '../../src/store/index.ts';
import { withCalibration } from '../../src/suggest/index.ts';

const known = await knowledge();
const calibration = loadCalibration();

const FLOOR = { first: 0.82, microF1: 0.85, macroF1: 0.83 };
/** Above it the table must be fitted anew (`bench/accuracy/calibrate.ts`). */
const MOST_ERROR = 0.08;

describe.each(['dev', 'test'] as const)('the %s half, with the codes that ship', (half) => {
  const coded = codeHalf(half, known);
  const t = totals(coded.map((c) => c.score));

  it.each(['first', 'microF1', 'macroF1'] as const)('keeps its %s', (figure) => {
    expect(t[figure]).toBeGreaterThanOrEqual(FLOOR[figure]);
  });

  it('means its calibrated confidence', () => {
    expect(calibrationError(withCalibration(samplesOf(coded), calibration))).toBeLessThan(MOST_ERROR);
  });
});

const CHART: LabelledChart = {
  id: 'made',
  half: 'dev',
  title: 'Hypertension, and a pain nobody names',
  specialty: 'made',
  chart: {
    patient: 'F 1961-07-14',
    date: '2026-01-14',
    setting: 'office',
    conditions: ['Essential hypertension | icd=I10', 'Gibberish of the left zorb'],
  },
  expected: { diagnoses: ['I10', 'M54.2'], acceptable: ['E66.9'], queries: ['side'], why: 'IV.G' },
};

describe('a chart coded', () => {
  const right = codeOne(CHART, known);
  const wrong = codeOne({ ...CHART, expected: { ...CHART.expected, diagnoses: ['I11.9'] } }, known);

  it('is scored beside its label', () => {
    expect([right.score.found, right.score.missed, right.score.wrong]).toEqual([['I10'], ['M54.2'], []]);
    expect(right.score.queries).toEqual({ wanted: 1, asked: 0 });
  });

  it('teaches what was kept and what was not', () => {
    expect(samplesOf([right]).map((s) => s.kept)).toEqual([true]);
    expect(samplesOf([wrong]).map((s) => s.kept)).toEqual([false]);
  });

  it('teaches nothing by codes that count neither way', () => {
    const excused = { ...CHART, expected: { ...CHART.expected, diagnoses: ['M54.2'], acceptable: ['I10'] } };
    expect(samplesOf([codeOne(excused, known)])).toEqual([]);
  });

  it('tells where a code was lost and which rule gave a wrong one', () => {
    expect(missedByPlace([right])).toEqual([
      { what: 'a condition left uncoded: unmapped', n: 1, charts: ['made M54.2'] },
    ]);
    expect(wrongByRule([wrong]).map((c) => [c.n, c.charts])).toEqual([[1, ['made']]]);
    expect(wrongByRule([right])).toEqual([]);
  });
});

it('reads every labelled chart of a half and no other', () => {
  const ids = labelledCharts().flatMap((c) => (c.half === 'test' ? [c.id] : []));
  expect(codeHalf('test', known).map((c) => c.chart.id)).toEqual(ids);
});
