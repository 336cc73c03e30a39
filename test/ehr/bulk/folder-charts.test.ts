/** Charts from NDJSON are the charts of an EHR: the examples, written as an export and read again. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chartsInFolder, type FolderChart, fakeEhr } from '../../../src/ehr/index.ts';
import { type Bundle, type Encounter, keyOf, type Resource } from '../../../src/fhir/index.ts';
import { drained, encounter } from '../support.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples/charts');
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'claimwright-folder-'));
  mkdirSync(join(root, 'in'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (name: string, resources: readonly unknown[], more = ''): void =>
  writeFileSync(join(root, 'in', name), `${resources.map((r) => JSON.stringify(r)).join('\n')}\n${more}`);

async function read(): Promise<{ readonly charts: readonly FolderChart[]; readonly unreadable: number }> {
  const folder = await chartsInFolder(join(root, 'in'), { work: join(root, 'work') });
  const charts = await drained(folder.charts());
  await folder.close();
  return { charts, unreadable: folder.unreadable };
}

/** All resources of the examples whose references are as a server has them. */
function exampleResources(): readonly Resource[] {
  const files = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter((f) =>
    f.endsWith('.json'),
  );
  return files.sort().flatMap((f) => {
    const { entry = [] } = JSON.parse(readFileSync(join(EXAMPLES, f), 'utf8')) as Partial<Bundle>;
    return entry.flatMap((e) => (e.resource?.id ? [e.resource] : []));
  });
}

describe('a folder of NDJSON files', () => {
  it('gives the charts that an EHR with the same records gives', async () => {
    const byKey = new Map(exampleResources().map((r) => [keyOf(r), r]));
    const all = [...byKey.values()];
    expect(all.length).toBeGreaterThan(200);
    for (const [type, some] of Map.groupBy(all, (r) => r.resourceType)) write(`${type}.ndjson`, some);
    const { charts, unreadable } = await read();
    const finished = all.filter(
      (r) => r.resourceType === 'Encounter' && (r as Encounter).status === 'finished',
    );
    expect([charts.length, unreadable]).toEqual([finished.length, 0]);
    const ehr = fakeEhr(all);
    const keys = (resources: readonly Resource[]) => resources.map((r) => keyOf(r) ?? '').sort();
    for (const { encounter: id, chart, fault } of charts) {
      expect(fault, id).toBeUndefined();
      const other = await ehr.readChart(id);
      expect(keys(chart?.resources ?? []), id).toEqual(keys(other.resources));
      expect(chart?.gaps.length, id).toBe(other.gaps.length);
    }
    expect(readdirSync(root)).toEqual(['in']);
  });

  it('may hold packed files, a resource twice, lines that are none, and the files of an export', async () => {
    const at = (lastUpdated: string, status: Encounter['status']): Encounter =>
      encounter('e1', { status, meta: { lastUpdated } });
    writeFileSync(
      join(root, 'in', '00001-output-Encounter.ndjson'),
      gzipSync(JSON.stringify(at('2026-03-05T00:00:00Z', 'finished'))),
    );
    write(
      'later.ndjson.gz',
      [at('2026-03-04T00:00:00Z', 'in-progress'), { resourceType: 'Patient', id: 'p1' }],
      'not json\n[]\n7\n',
    );
    write('00002-deleted-Bundle.ndjson', [{ resourceType: 'Bundle' }]);
    write('notes.txt', [encounter('e9')]);
    const { charts, unreadable } = await read();
    expect([charts.map((c) => c.encounter), unreadable]).toEqual([['e1'], 3]);
    expect(charts[0]?.chart?.patient?.id).toBe('p1');
  });

  it('keeps the patients apart, and finds what they share', async () => {
    const people = ['a', 'b', 'c'];
    const doctor = { resourceType: 'Practitioner', id: 'dr', name: [{ family: 'Who' }] };
    write('all.ndjson', [
      doctor,
      { resourceType: 'PractitionerRole', id: 'role', practitioner: { reference: 'Practitioner/dr' } },
      ...people.flatMap((p) => [
        encounter(`e-${p}`, {
          subject: { reference: `Patient/${p}` },
          participant: [{ individual: { reference: 'Practitioner/dr' } }],
        }),
        {
          resourceType: 'Condition',
          id: `c-${p}`,
          subject: { reference: `Patient/${p}` },
          encounter: { reference: `Encounter/e-${p}` },
        },
        { resourceType: 'Patient', id: p },
      ]),
    ]);
    const { charts } = await read();
    expect(charts.map((c) => c.encounter).sort()).toEqual(people.map((p) => `e-${p}`));
    for (const { chart, encounter: id } of charts) {
      const p = id.slice(2);
      expect(chart?.resources.map((r) => `${r.resourceType}/${r.id}`).sort()).toEqual([
        `Condition/c-${p}`,
        `Encounter/${id}`,
        `Patient/${p}`,
        'Practitioner/dr',
        'PractitionerRole/role',
      ]);
    }
  });

  it('with an encounter whose patient is not there gives its chart as far as it goes, or its fault', async () => {
    write('all.ndjson', [encounter('e1'), { ...encounter('e2'), subject: undefined }]);
    const { charts } = await read();
    expect(charts.map((c) => c.encounter).sort()).toEqual(['e1', 'e2']);
    expect(charts.find((c) => c.encounter === 'e1')?.fault).toMatchObject({ code: 'CW-2003' });
    expect(charts.find((c) => c.encounter === 'e2')?.chart?.gaps.length).toBeGreaterThan(0);
  });

  it('that is empty gives none', async () => {
    expect((await read()).charts).toEqual([]);
  });
});
