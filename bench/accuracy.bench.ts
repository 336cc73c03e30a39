/** Diagnosis coding on the labelled charts, each half apart, and how far its confidence can be trusted before and after calibration. */
import { readFileSync } from 'node:fs';
import { calibrated, readCalibration } from '../src/suggest/calibrate.ts';
import { type Coded, codeHalf, samplesOf } from './accuracy/code.ts';
import { accuracyKnowledge } from './accuracy/knowledge.ts';
import type { Half } from './accuracy/labels.ts';
import { brier, calibrationError, type Judged, reliability } from './accuracy/reliability.ts';
import { totals } from './accuracy/score.ts';
import type { Figure } from './support/figure.ts';

export const name = 'Accuracy of diagnosis coding on labelled charts';

const TABLE = new URL('../src/suggest/calibration.json', import.meta.url);
const AIM = { first: 95, microF1: 0.93, error: 0.05 };

export async function run(): Promise<readonly Figure[]> {
  const { pipeline, codes } = await accuracyKnowledge();
  return (['dev', 'test'] as const).flatMap((half) => {
    const coded = codeHalf(half, pipeline);
    return [...accuracy(half, coded, codes), ...confidence(half, coded)];
  });
}

function accuracy(half: Half, coded: readonly Coded[], codes: string): readonly Figure[] {
  const t = totals(coded.map((c) => c.score));
  // The aims are of the half that nobody looks at.
  const aims = half === 'test' ? AIM : undefined;
  const figure = (label: string, value: number, unit: string, aim?: number): Figure => ({
    label: `${half}: ${label}`,
    value,
    unit,
    ...(aim === undefined ? {} : { aim }),
  });
  return [
    figure(`charts (${codes})`, t.charts, 'charts'),
    figure('first-listed exact', 100 * t.first, '%', aims?.first),
    figure('micro-F1', t.microF1, 'F1', aims?.microF1),
    figure('macro-F1 over specialties', t.macroF1, 'F1'),
    figure('precision', 100 * t.precision, '%'),
    figure('recall', 100 * t.recall, '%'),
    figure('whole set exact', 100 * t.exact, '%'),
    figure('expected queries asked', 100 * t.queryRecall, '%'),
  ];
}

function confidence(half: Half, coded: readonly Coded[]): readonly Figure[] {
  const raw = samplesOf(coded);
  const table = readCalibration(JSON.parse(readFileSync(TABLE, 'utf8')));
  const after = raw.map((s) => ({ ...s, confidence: calibrated(s.confidence, table) }));
  return [...trust(`${half}, raw`, raw), ...trust(`${half}, calibrated`, after)];
}

function trust(what: string, samples: readonly Judged[]): readonly Figure[] {
  const curve = reliability(samples).map(({ from, to, n, said, kept }) => ({
    label: `${what}: kept at ${from.toFixed(1)}–${to.toFixed(1)} (${n}, said ${said.toFixed(2)})`,
    value: kept,
    unit: 'kept',
  }));
  return [
    {
      label: `${what}: expected calibration error`,
      value: calibrationError(samples),
      unit: '',
      aim: AIM.error,
    },
    { label: `${what}: Brier score`, value: brier(samples), unit: '' },
    ...curve,
  ];
}
