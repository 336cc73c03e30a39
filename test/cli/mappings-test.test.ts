/** `claimwright mappings test`: 0 when every case passes, 1 when one fails, and the caller's fault for no such module. */
import { describe, expect, it } from 'vitest';
import type { LoadedModule } from '../../src/flow/index.ts';
import { standing } from '../support/service.ts';
import { run } from './support.ts';

const { knowledge, modules } = await standing();
const deps = { coding: async () => ({ knowledge, modules }) };
const count = (all: readonly LoadedModule[]): number => all.reduce((n, m) => n + m.cases.length, 0);

/** A module whose case asks for a code that nothing suggests. */
function failing(): LoadedModule {
  const from = modules.find((m) => m.cases.length > 0);
  const [first] = from?.cases ?? [];
  if (!from || !first) throw new Error('no module has a case');
  const wrong = {
    ...first.case,
    title: 'expects the impossible',
    expect: { ...first.case.expect, present: ['Z99.89'] },
  };
  return { module: from.module, cases: [{ file: 'wrong.json', case: wrong }, first] };
}

describe('mappings test', () => {
  it('runs the cases of every module, and passes', async () => {
    const { code, out, err } = await run(['mappings', 'test'], deps);
    expect(err).toBe('');
    expect(out.split('\n').filter((l) => l.startsWith('✗'))).toEqual([]);
    expect(code).toBe(0);
    for (const { module, cases } of modules)
      expect(out).toContain(`${module.manifest.id} ${module.manifest.version}: ${cases.length} cases`);
    expect(out.trimEnd().split('\n').at(-1)).toBe(`${count(modules)} passed, 0 failed`);
  }, 120_000);

  it.each(modules.map((m) => m.module.manifest.id))('%s alone', async (id) => {
    const { code, out } = await run(['mappings', 'test', id], deps);
    const only = modules.filter((m) => m.module.manifest.id === id);
    expect([code, out.trimEnd().split('\n').at(-1)]).toEqual([0, `${count(only)} passed, 0 failed`]);
  });

  it('says which case fails and what it missed, and answers 1', async () => {
    const broken = failing();
    const { code, out } = await run(['mappings', 'test'], {
      coding: async () => ({ knowledge, modules: [broken] }),
    });
    expect(code).toBe(1);
    expect(out).toContain(`✗ ${broken.module.manifest.id}/cases/wrong.json: expects the impossible`);
    expect(out).toMatch(/\n {4}.*Z99\.89/);
    expect(out).toContain('1 passed, 1 failed');
  });

  it.each([
    [
      'no Encounter in its chart',
      { title: 'broken', chart: { resourceType: 'Bundle' }, expect: {} },
      'holds no Encounter',
    ],
    ['no chart', { title: 'broken', expect: {} }, 'cannot be run'],
    ['nothing', null, 'cannot be run'],
  ])('names a case with %s, and goes on', async (_name, broken, says) => {
    const { module, cases } = failing();
    const all = [{ file: 'broken.json', case: broken as never }, ...cases.slice(1)];
    const coding = async () => ({ knowledge, modules: [{ module, cases: all }] });
    const { code, out } = await run(['mappings', 'test'], { coding });
    expect(code).toBe(1);
    expect(out).toContain(`✗ ${module.manifest.id}/cases/broken.json`);
    expect(out).toContain(says);
    expect(out).toContain('1 passed, 1 failed');
  });

  it.each(['none', '', 'office', '__proto__'])('has no module %j', async (id) => {
    await expect(run(['mappings', 'test', id], deps)).rejects.toMatchObject({
      code: 'CW-1007',
      message: `There is no mapping module ${id} here.`,
    });
  });
});
