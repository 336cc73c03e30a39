/** The pure pipeline, Chart → Claim, beside JSON.parse of the same chart: what thinking costs over reading. */
import { chartFromBundle } from '../src/chart/index.ts';
import type { Bundle } from '../src/fhir/index.ts';
import { codeChart } from '../src/flow/index.ts';
import { examples, knowledge } from './support/examples.ts';
import type { Figure } from './support/figure.ts';
import { compare, median } from './support/timing.ts';

export const name = 'Chart → Claim beside JSON.parse';

const ROUNDS = 300;

export async function run(): Promise<readonly Figure[]> {
  const known = await knowledge();
  const rows = examples().map((e) => {
    const times = compare(
      {
        ours: () => codeChart(chartFromBundle(JSON.parse(e.text) as Bundle, 'bench', e.encounter), known),
        theirs: () => JSON.parse(e.text),
      },
      ROUNDS,
    );
    // The pipeline's time is what it adds to the parsing it is compared with.
    return { ...e, added: times.ours - times.theirs, parse: times.theirs };
  });
  const ratios = rows.map((r) => r.added / r.parse);
  return [
    { label: `median of ${rows.length} charts`, value: median(ratios), unit: '× JSON.parse', aim: 10 },
    {
      label: 'all charts together',
      value: sum(rows.map((r) => r.added)) / sum(rows.map((r) => r.parse)),
      unit: '× JSON.parse',
      aim: 10,
    },
    ...rows.map((r) => ({ label: r.slug, value: r.added / r.parse, unit: '× JSON.parse' })),
    {
      label: 'charts a second, one core',
      value: 1000 / (sum(rows.map((r) => r.added + r.parse)) / rows.length),
      unit: 'charts/s',
    },
  ];
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
