/** mappings/coverage.json kept honest: every rule is implemented by something that exists and shown by cases, or is named here as missing. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EDITS } from '../../src/edits/index.ts';
import { coverageReport, runGuidelineCase } from '../../src/flow/index.ts';
import { loadModules, loadTerminology, readCoverage } from '../../src/store/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const files = readCoverage();
const modules = await loadModules(resolve(ROOT, 'mappings'), { trustCode: true });
const knowledge = { modules: modules.map((m) => m.module), terminology: loadTerminology() };
const report = coverageReport(files, modules, knowledge);

/** Rules nothing shows yet. Only ever shorten this list. */
const MISSING: readonly string[] = [];

describe('the rows', () => {
  it('are each of one table, with a section and a sentence, no id twice', () => {
    const ids = files.rows.map((r) => r.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const row of files.rows) {
      expect(row.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(['A', 'B', 'C', 'P']).toContain(row.table);
      expect(row.section.length > 0 && row.says.endsWith('.'), row.id).toBe(true);
    }
  });

  it('hold every row of the reference', () => {
    const count = (table: string) => files.rows.filter((r) => r.table === table).length;
    expect([count('A'), count('B'), count('C')]).toEqual([15, 11, 21]);
    expect(count('P')).toBeGreaterThanOrEqual(53);
  });
});

describe.each(files.parts.map((p) => [p.by, p] as const))('%s', (by, part) => {
  it('exists', () => {
    const edit = /^edit (.+)$/.exec(by)?.[1];
    if (edit) expect(EDITS.map((e) => e.meta.id)).toContain(edit);
    else
      expect(existsSync(resolve(ROOT, 'src', by)) || existsSync(resolve(ROOT, 'src', `${by}.ts`))).toBe(true);
  });

  it.each(part.cases.map((c) => [c.row, c.title, c] as const))('%s: %s', (row, _title, short) => {
    expect(files.rows.map((r) => r.id)).toContain(row);
    expect(runGuidelineCase(by, short, knowledge).result.failures).toEqual([]);
  });
});

describe('coverage', () => {
  it('counts only cases that name rows that exist', () => {
    const ids = new Set(files.rows.map((r) => r.id));
    const named = modules.flatMap((m) =>
      m.cases.flatMap(({ file, case: c }) =>
        [...(c.covers ?? []), ...(c.nearMiss ?? [])].map((row) => ({
          row,
          at: `${m.module.manifest.id}/${file}`,
        })),
      ),
    );
    expect(named.filter((n) => !ids.has(n.row))).toEqual([]);
  });

  it('is missing for no rule but those named here', () => {
    expect(report.missing.filter((id) => !MISSING.includes(id))).toEqual([]);
    expect(MISSING.filter((id) => !files.rows.some((r) => r.id === id))).toEqual([]);
  });

  it('shows every other rule at work and kept away from where it does not apply', () => {
    for (const row of report.rows.filter((r) => !report.missing.includes(r.id))) {
      expect(row.by.some((i) => i.passing > 0) && row.by.some((i) => i.nearMisses > 0), row.id).toBe(true);
    }
  });

  it('is taken away with the module that gave it', () => {
    const without = coverageReport({ rows: files.rows, parts: [] }, [], knowledge);
    expect(without.missing).toHaveLength(files.rows.length);
  });
});
