/** The pure pipeline, Chart → Claim, beside JSON.parse of the same chart: what thinking costs over reading. */
import { type Chart, chartFromBundle, factsOf } from '../src/chart/index.ts';
import type { Bundle } from '../src/fhir/index.ts';
import { codeChart, type PipelineKnowledge } from '../src/flow/index.ts';
import { suggest } from '../src/suggest/index.ts';
import { bigChart } from './support/big-chart.ts';
import { type Example, examples, knowledge } from './support/examples.ts';
import type { Figure } from './support/figure.ts';
import { median, percentile } from './support/timing.ts';

export const name = 'Chart → Claim beside JSON.parse';

const ROUNDS = 300;
const LARGE_ROUNDS = 100;

/** Median milliseconds of each step on one chart; every round starts from the text. What is kept of codes and short words by then is what a service keeps, too. */
interface Steps {
  readonly parse: number;
  /** The Bundle's resources to an immutable Chart: shapes checked, references indexed, frozen. */
  readonly build: number;
  /** Chart → Facts → Suggestions → Findings → Claim. */
  readonly code: number;
}

export async function run(): Promise<readonly Figure[]> {
  const known = await knowledge();
  const rows = examples().map((e) => ({ slug: e.slug, ...measure(e, known) }));
  const unit = '× JSON.parse';
  const total = (of: (s: Steps) => number): number => rows.reduce((sum, r) => sum + of(r), 0);
  return [
    {
      label: `median of ${rows.length} charts`,
      value: median(rows.map((r) => r.code / r.parse)),
      unit,
      aim: 10,
    },
    { label: 'all charts together', value: total((r) => r.code) / total((r) => r.parse), unit, aim: 10 },
    {
      label: 'with the building of the Chart',
      value: total((r) => r.build + r.code) / total((r) => r.parse),
      unit,
    },
    ...rows.map((r) => ({ label: r.slug, value: r.code / r.parse, unit })),
    {
      label: 'charts a second from their text, one core',
      value: (1000 * rows.length) / total((r) => r.parse + r.build + r.code),
      unit: 'charts/s',
    },
    ...speed(known),
  ];
}

/** Milliseconds of facts and suggestions of a large chart. The tenth percentile is what a busy machine would do when quiet. */
function speed(known: PipelineKnowledge): readonly Figure[] {
  const text = JSON.stringify(bigChart());
  const times = { parse: [] as number[], think: [] as number[] };
  for (let i = -LARGE_ROUNDS / 2; i < LARGE_ROUNDS; i += 1) {
    const start = performance.now();
    const bundle = JSON.parse(text) as Bundle;
    const parsed = performance.now();
    const chart = chartFromBundle(bundle, 'bench', 'Encounter/e');
    const built = performance.now();
    suggest(factsOf(chart), known);
    if (i < 0) continue;
    times.parse.push(parsed - start);
    times.think.push(performance.now() - built);
  }
  const label = 'speed: 30 Conditions and 1,000 words, facts and codes';
  return [
    { label, value: median(times.think), unit: 'ms', aim: 5 },
    { label: `${label}, tenth percentile`, value: percentile(times.think, 0.1), unit: 'ms' },
    { label, value: median(times.think) / median(times.parse), unit: '× JSON.parse' },
  ];
}

function measure(e: Example, known: PipelineKnowledge): Steps {
  const times = { parse: [] as number[], build: [] as number[], code: [] as number[] };
  for (let i = -ROUNDS / 2; i < ROUNDS; i += 1) {
    const start = performance.now();
    const bundle = JSON.parse(e.text) as Bundle;
    const parsed = performance.now();
    const chart: Chart = chartFromBundle(bundle, 'bench', e.encounter);
    const built = performance.now();
    codeChart(chart, known);
    const coded = performance.now();
    if (i < 0) continue;
    times.parse.push(parsed - start);
    times.build.push(built - parsed);
    times.code.push(coded - built);
  }
  return { parse: median(times.parse), build: median(times.build), code: median(times.code) };
}
