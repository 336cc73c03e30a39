/** `claimwright mappings coverage`: the table, its JSON, and what is missing. */
import { describe, expect, it } from 'vitest';
import type { CoverageReport } from '../../src/flow/index.ts';
import { standing } from '../support/service.ts';
import { run } from './support.ts';

const { knowledge, modules: all } = await standing();
const modules = all.filter((m) => m.module.manifest.id === 'diabetes-hypertension-kidney');
const deps = { coding: async () => ({ knowledge, modules }) };

describe('mappings coverage', () => {
  it('prints section, rule, cases and what implements it, and says what is missing', async () => {
    const { code, out } = await run(['mappings', 'coverage'], deps);
    expect(code).toBe(0);
    expect(out).toMatch(/I\.C\.4\.a\s+diabetes\s+[1-9]\d*\s+[1-9]\d*\s+diabetes-hypertension-kidney/);
    expect(out).toMatch(/IV\.A\s+first-listed\s+[1-9]\d*\s+[1-9]\d*\s+suggest\/sequence/);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^\d+ of \d+ rules covered, \d+ missing$/);
  });

  it('gives the same as JSON', async () => {
    const { code, out } = await run(['mappings', 'coverage', '--json'], deps);
    const report = JSON.parse(out) as CoverageReport;
    expect(code).toBe(0);
    expect(report.failing).toEqual([]);
    expect(report.rows.filter((r) => !r.covered).map((r) => r.id)).toEqual(report.missing);
  });

  it('counts nothing of a module that is not there, and answers 1 where a case fails', async () => {
    const found = modules.find((m) => m.module.manifest.id === 'diabetes-hypertension-kidney');
    const [first] = found?.cases ?? [];
    if (!found || !first) throw new Error('the module has no case');
    const wrong = { ...first.case, expect: { present: ['Z99.89'] } };
    const broken = [{ module: found.module, cases: [{ file: 'wrong.json', case: wrong }] }];
    const { code, out } = await run(['mappings', 'coverage'], {
      coding: async () => ({ knowledge, modules: broken }),
    });
    expect(code).toBe(1);
    expect(out).toContain('✗ diabetes-hypertension-kidney wrong.json');
    expect(out).toMatch(/I\.C\.4\.a\s+diabetes\s+0\s+0\s+–\s+missing/);
  });
});
