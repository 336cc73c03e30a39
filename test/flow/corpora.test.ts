/** Openly licensed records that nobody here wrote: they go through without a crash and without a lost diagnosis. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Chart, chartsFromBundle } from '../../src/chart/index.ts';
import { parseChargeTable } from '../../src/claim/index.ts';
import type { Bundle, Resource } from '../../src/fhir/index.ts';
import { codeChart } from '../../src/flow/index.ts';
import { loadModules, loadTerminology } from '../../src/store/index.ts';
import { describeWithShared, sharedFile } from '../support/shared.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const modules = await loadModules(join(ROOT, 'mappings'), { trustCode: true });
const knowledge = {
  modules: modules.map((m) => m.module),
  terminology: loadTerminology(),
  charges: parseChargeTable(readFileSync(join(ROOT, 'examples/charge-table.csv'), 'utf8')),
};

/** Each Condition of the chart ends as a code or with a reason that names a rule. */
function settled(chart: Chart): { readonly coded: number; readonly lost: readonly string[] } {
  const { set } = codeChart(chart, knowledge);
  const coded = new Set(set.diagnoses.flatMap((d) => d.problems));
  const said = new Map(set.uncoded.map((u) => [u.about, u]));
  const ids = chart.of('Condition').map((c) => `Condition/${c.id}`);
  const lost = ids.filter((id) => !coded.has(id) && !said.get(id)?.explanation);
  return { coded: ids.filter((id) => coded.has(id)).length, lost };
}

const files = (folder: string): readonly string[] => {
  const path = sharedFile(`corpora/${folder}`);
  return path === undefined
    ? []
    : readdirSync(path)
        .filter((f) => /\.json(\.gz)?$/.test(f))
        .map((f) => join(path, f));
};

const read = (path: string): Resource => {
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as Resource;
};

describeWithShared('Synthea bundles', ['corpora/synthea-2018'], () => {
  it.each(files('synthea-2018').map((f) => [f.split('/').at(-1)?.split('_')[0], f] as const))(
    '%s',
    (_name, file) => {
      for (const chart of chartsFromBundle(read(file) as Bundle, 'synthea'))
        expect(settled(chart).lost).toEqual([]);
    },
  );

  it('are coded when their visits lie in a year whose release is loaded', () => {
    let conditions = 0;
    let coded = 0;
    for (const file of files('synthea-2018')) {
      for (const chart of chartsFromBundle(read(file) as Bundle, 'synthea')) {
        const moved = thisYear(chart);
        const { lost, coded: n } = settled(moved);
        expect(lost).toEqual([]);
        conditions += moved.of('Condition').length;
        coded += n;
      }
    }
    expect(conditions).toBeGreaterThan(90);
    // Every concept is a diagnosis (the module's own test says which); stays of an inpatient kind included.
    expect(coded / conditions).toBeGreaterThan(0.95);
  });
});

/** The visit of a chart with its own conditions, moved to March 2026. */
function thisYear(chart: Chart): Chart {
  const day = chart.encounter.period?.start?.slice(0, 10) ?? '';
  const own = chart
    .of('Condition')
    .filter((c) => chart.resolve(c.encounter, c) === chart.encounter)
    .map((c) => ({ ...c, abatementDateTime: undefined, clinicalStatus: { coding: [{ code: 'active' }] } }));
  const keep = [chart.encounter, ...own, ...(chart.patient ? [chart.patient] : [])];
  const text = JSON.stringify(keep).replaceAll(day, '2026-03-10').replaceAll('"urn:uuid:', '"Encounter/');
  const resources = (JSON.parse(text) as Resource[]).map((r) =>
    r.resourceType === 'Patient' ? { ...r, birthDate: r.birthDate?.replace('2026-03-10', day) } : r,
  );
  const entry = resources.map((resource) => ({ resource }));
  const [moved] = chartsFromBundle({ resourceType: 'Bundle', type: 'collection', entry } as Bundle, 'moved');
  return moved as Chart;
}

describeWithShared(
  'the examples of US Core and of the R4 specification',
  ['corpora/us-core-6.1.0', 'corpora/r4-spec-examples'],
  () => {
    it.each(['us-core-6.1.0', 'r4-spec-examples'])(
      '%s: every Condition settles, with its Encounter or one made for it',
      (folder) => {
        const all = files(folder).map(read);
        const conditions = all.filter((r) => r.resourceType === 'Condition');
        expect(conditions.length).toBeGreaterThanOrEqual(5);
        for (const condition of conditions) {
          const encounter = {
            resourceType: 'Encounter',
            id: 'made',
            status: 'finished',
            class: { code: 'AMB' },
            subject: condition.subject,
            period: { start: '2026-02-03T10:00:00Z' },
          };
          const entry = [
            encounter,
            { ...condition, encounter: { reference: 'Encounter/made' } },
            ...all.filter((r) => r.resourceType !== 'Encounter' && r !== condition),
          ].map((resource) => ({ resource }));
          for (const chart of chartsFromBundle(
            { resourceType: 'Bundle', type: 'collection', entry } as Bundle,
            folder,
          )) {
            expect(settled(chart).lost).toEqual([]);
          }
        }
      },
    );

    it.each(['us-core-6.1.0', 'r4-spec-examples'])(
      '%s: every Encounter and every Bundle goes through',
      (folder) => {
        const all = files(folder).map(read);
        const whole = {
          resourceType: 'Bundle',
          type: 'collection',
          entry: all.map((resource) => ({ resource })),
        } as Bundle;
        const bundles = all.filter((r): r is Bundle => r.resourceType === 'Bundle');
        const withVisits = [whole, ...bundles].filter((b) =>
          b.entry?.some((e) => e.resource?.resourceType === 'Encounter'),
        );
        expect(withVisits.length).toBeGreaterThan(0);
        for (const bundle of withVisits) {
          for (const chart of chartsFromBundle(bundle, folder)) expect(settled(chart).lost).toEqual([]);
        }
      },
    );
  },
);

describe('the reader of a corpus', () => {
  it('is skipped, saying so, where the shared material is absent', () => {
    expect(files('no-such-folder-there')).toEqual([]);
  });
});
