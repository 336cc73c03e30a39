/** Every case of every mapping module, with all modules loaded as the service loads them; and the listing of modules. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModules, loadTerminology } from '../../src/store/index.ts';
import { runCase } from '../../src/suggest/index.ts';

const FOLDER = resolve(import.meta.dirname, '../../mappings');
const loaded = await loadModules(FOLDER, { trustCode: true });
const knowledge = { modules: loaded.map((m) => m.module), terminology: loadTerminology() };

describe.each(loaded.map((m) => [m.module.manifest.id, m] as const))('%s', (id, { module, cases }) => {
  it.each(cases.map((c) => [c.file, c.case] as const))('%s', (_file, mappingCase) => {
    expect(runCase(mappingCase, knowledge).failures).toEqual([]);
  });

  it('has cases that pass and near misses, no two of one title', () => {
    expect(cases.length).toBeGreaterThanOrEqual(5);
    expect(cases.some((c) => (c.case.expect.absent ?? []).length > 0)).toBe(true);
    const titles = cases.map((c) => c.case.title);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it('does not change the facts it is given, and says the same twice', () => {
    for (const { case: mappingCase } of cases) {
      expect(runCase(mappingCase, knowledge)).toEqual(runCase(mappingCase, knowledge));
    }
  });

  it('says who it is: README, sources, dates', () => {
    const readme = join(FOLDER, id, 'README.md');
    expect(existsSync(readme)).toBe(true);
    expect(readFileSync(readme, 'utf8').length).toBeGreaterThan(300);
    expect(module.manifest.sources.length).toBeGreaterThan(0);
    expect(module.manifest.effective.from <= (module.manifest.effective.to ?? '9999')).toBe(true);
  });
});

describe('a folder of modules', () => {
  it('with code is refused where code is not trusted, and says which module', async () => {
    await expect(loadModules(FOLDER, { trustCode: false })).rejects.toThrow(/mapping module .* brings code/);
  });
});
