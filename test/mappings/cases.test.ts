/** Every mapping module through MappingTester, with all modules loaded as the service loads them; and their listing. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModules, loadTerminology } from '../../src/store/index.ts';
import { testMappingModule, weaknesses } from '../support/mapping-tester.ts';

const FOLDER = resolve(import.meta.dirname, '../../mappings');
const loaded = await loadModules(FOLDER, { trustCode: true });
const knowledge = { modules: loaded.map((m) => m.module), terminology: loadTerminology() };

for (const module of loaded) testMappingModule(module, knowledge, { describe, it });

describe.each(loaded.map((m) => [m.module.manifest.id, m.module.manifest] as const))('%s', (id, manifest) => {
  it('has a README, a test, sources and dates', () => {
    const readme = join(FOLDER, id, 'README.md');
    expect(existsSync(readme) && readFileSync(readme, 'utf8').length > 300).toBe(true);
    expect(manifest.sources.length).toBeGreaterThan(0);
    expect(manifest.effective.from <= (manifest.effective.to ?? '9999')).toBe(true);
  });
});

describe('MappingTester', () => {
  const [first] = loaded;
  const one = first?.cases[0];
  it('refuses a module with few, equal or empty cases', () => {
    if (!first || !one) throw new Error('no module is loaded');
    const empty = { file: 'empty.json', case: { ...one.case, expect: {} } };
    const complaints = weaknesses({ module: first.module, cases: [one, one, empty] });
    expect(complaints.join('\n')).toContain('only 3 cases');
    expect(complaints.join('\n')).toContain('the same title');
    expect(complaints.join('\n')).toContain('the same chart');
    expect(complaints.join('\n')).toContain('expects nothing');
  });
});

describe('a folder of modules', () => {
  it('with code is refused where code is not trusted, and says which module', async () => {
    await expect(loadModules(FOLDER, { trustCode: false })).rejects.toThrow(/mapping module .* brings code/);
  });
});
