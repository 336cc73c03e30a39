/** Patients of Synthea, as a server that kept the addresses of their bundles would have them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { connectEhr } from '../../src/ehr/index.ts';
import type { Bundle } from '../../src/fhir/index.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { drained } from './support.ts';

const folder = join(import.meta.dirname, '../../../shared/corpora/synthea-2018');
const files = existsSync(folder) ? readdirSync(folder).sort().slice(0, 2) : [];
const bundleOf = (file: string): Bundle =>
  JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8')) as Bundle;

// Skipped where ../shared is absent: the corpus is read there and never copied.
describe.skipIf(files.length === 0)('Synthea bundles with urn:uuid references', () => {
  it.each(files)('%s: every Condition of every finished encounter is read', async (file) => {
    const bundle = bundleOf(file);
    const all = (bundle.entry ?? []).flatMap((e) => e.resource ?? []);
    const sandbox = await startSandbox({ charts: [bundle] });
    const ehr = connectEhr({ id: 'synthea', baseUrl: sandbox.url, clock: systemClock });
    const encounters = await drained(ehr.finishedEncounters());
    expect(encounters.length).toBeGreaterThan(0);
    for (const { id } of encounters.slice(-3)) {
      const chart = await ehr.readChart(id ?? '');
      expect(chart.patient).toBeDefined();
      expect(chart.of('Condition')).toHaveLength(all.filter((r) => r.resourceType === 'Condition').length);
      expect(chart.resolve(chart.encounter.participant?.[0]?.individual)?.resourceType).toBe('Practitioner');
      expect(chart.gaps).toEqual([]);
    }
    await sandbox.close();
  });
});
