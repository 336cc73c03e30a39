/** A folder of NDJSON files into an output folder: every encounter once, whenever the run before it ended. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manyCharts } from '../../../bench/support/ehr/many-charts.ts';
import { knowledge } from '../../../bench/support/examples.ts';
import { chartsInFolder } from '../../../src/ehr/index.ts';
import { type BatchProgress, type PipelineKnowledge, runFolderBatch } from '../../../src/flow/index.ts';
import { frozenClock } from '../../../src/kernel/index.ts';
import { batchOutput } from '../../../src/store/index.ts';

const CHARTS = 14;
/** With the earlier visits that the charts hold. */
const COUNT = 25;
const ALL = { claimed: 13, held: 10, review: 2 };
const clock = frozenClock('2026-10-01T08:00:00.000Z');
let known: PipelineKnowledge;
let folder: string;
let out: string;

beforeAll(async () => {
  known = await knowledge();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ndjson-'));
  out = mkdtempSync(join(tmpdir(), 'out-'));
  const charts = manyCharts();
  for (let n = 0; n < CHARTS; n += 1)
    for (const resource of charts.resources(n))
      appendFileSync(join(folder, `${resource.resourceType}.ndjson`), `${JSON.stringify(resource)}\n`);
});
afterEach(() => {
  for (const path of [folder, out]) rmSync(path, { recursive: true, force: true });
});

/** `fail`: throws before so many more encounters are written. */
async function batch({
  fail = Number.POSITIVE_INFINITY,
  about = {},
}: {
  fail?: number;
  about?: object;
} = {}) {
  const output = await batchOutput(out, about);
  const charts = await chartsInFolder(folder, { work: join(out, 'work') });
  const seen: BatchProgress[] = [];
  const add: typeof output.add = (...written) => {
    if (seen.length >= fail) throw new Error('killed');
    output.add(...written);
  };
  try {
    const states = await runFolderBatch({
      charts,
      output: { ...output, add },
      process: { clock, knowledge: known },
      connection: 'folder',
      onProgress: (p) => seen.push(p),
    });
    return { states, seen };
  } finally {
    await charts.close();
    output.close();
  }
}

const lines = (name: string): readonly Record<string, unknown>[] =>
  readFileSync(join(out, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const texts = () => ['cases', 'claims', 'errors'].map((n) => readFileSync(join(out, `${n}.ndjson`), 'utf8'));

describe('a folder of NDJSON files', () => {
  it('is written as rows, claims and errors, with how far it is', async () => {
    const { states, seen } = await batch();
    expect(states).toEqual(ALL);
    expect(seen.map((p) => p.done)).toEqual(Array.from({ length: COUNT }, (_, i) => i + 1));
    expect(seen.at(-1)?.total).toBe(COUNT);
    const rows = lines('cases.ndjson');
    expect(new Set(rows.map((r) => r.encounter)).size).toBe(COUNT);
    const numbers = rows.flatMap((r) => r.claims as string[]);
    expect(lines('claims.ndjson').map((c) => (c.identifier as { value: string }[])[0]?.value)).toEqual(
      numbers,
    );
    expect(numbers).toHaveLength(ALL.claimed);
    expect(lines('errors.ndjson')).toHaveLength(ALL.held);
    for (const error of lines('errors.ndjson')) expect(error.reasons).not.toEqual([]);
    expect(readdirSync(out).sort()).toEqual(['batch.json', 'cases.ndjson', 'claims.ndjson', 'errors.ndjson']);
  });

  it('comes to the same bytes wherever it was interrupted', async () => {
    await batch();
    const whole = texts();
    for (const fail of [0, 1, 7, 13]) {
      rmSync(out, { recursive: true });
      await expect(batch({ fail })).rejects.toThrow('killed');
      // What a process that is killed leaves behind: a claim without its row, and half a row.
      appendFileSync(join(out, 'claims.ndjson'), '{"resourceType":"Claim"}\n{"resou');
      appendFileSync(join(out, 'cases.ndjson'), '{"encounter":"e1","sta');
      const { states } = await batch();
      expect(states).toEqual(ALL);
      expect(texts()).toEqual(whole);
    }
    truncateSync(join(out, 'cases.ndjson'), (whole[0] ?? '').length - 1);
    expect((await batch()).states).toEqual(ALL);
    expect(texts()).toEqual(whole);
  });

  it('has nothing to do the second time', async () => {
    await batch();
    const whole = texts();
    expect(await batch()).toEqual({ states: ALL, seen: [] });
    expect(texts()).toEqual(whole);
  });

  it('is not mixed with another one', async () => {
    await batch({ about: { files: 'a' } });
    await expect(batch({ about: { files: 'b' } })).rejects.toThrow(/--out holds an unexpected value/);
  });

  it('passes over lines that hold no resource', async () => {
    writeFileSync(join(folder, 'Zzz.ndjson'), 'no json\n\n[1]\n{"resourceType":"Encounter"}\n');
    expect((await batch()).states).toEqual(ALL);
  });
});
