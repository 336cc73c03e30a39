/** The sample charts through the whole way: files → sandbox → HTTP → Chart. Nothing of them may be lost. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectEhr } from '../../src/ehr/index.ts';
import { keyOf, type Resource } from '../../src/fhir/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { readCharts, type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { drained } from './support.ts';

const folder = join(import.meta.dirname, '../../examples/charts');
const charts = existsSync(folder) ? await readCharts(folder) : [];
const held = (slugs: readonly Resource[], type: string): readonly (string | undefined)[] =>
  slugs.filter((r) => r.resourceType === type).map(keyOf);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ charts: charts.map((c) => c.bundle) });
});
afterAll(() => sandbox.close());

const ehr = () => connectEhr({ id: 'sandbox', baseUrl: sandbox.url, clock: systemClock });

describe('the sample charts', () => {
  it('are at least 24', () => {
    expect(charts.length).toBeGreaterThanOrEqual(24);
  });

  it('have their encounters among the finished ones', async () => {
    const finished = new Set((await drained(ehr().finishedEncounters())).map(keyOf));
    const named = charts.map((c) => (c.expected as { encounter?: string } | undefined)?.encounter);
    expect(named.filter((e) => e !== undefined && !finished.has(e))).toEqual([]);
  });

  it.each(charts.map((c) => [c.slug, c] as const))(
    '%s is read with every Condition',
    async (_, { bundle, expected }) => {
      const resources = (bundle.entry ?? []).flatMap((e) => e.resource ?? []);
      const encounter =
        (expected as { encounter?: string } | undefined)?.encounter ?? held(resources, 'Encounter').at(-1);
      const chart = await ehr().readChart(encounter?.split('/')[1] ?? '');
      expect(chart.gaps).toEqual([]);
      expect(chart.patient).toBeDefined();
      for (const type of [
        'Condition',
        'Coverage',
        'Immunization',
        'Procedure',
        'ChargeItem',
        'DocumentReference',
      ]) {
        const read = chart.of(type as 'Condition').map(keyOf);
        expect([...read].sort()).toEqual([...held(resources, type)].sort());
      }
    },
  );
});
