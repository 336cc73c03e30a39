/** The modules of the chapter rules: every rule has three cases that show it and three near misses, told by their file names. */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadModules, loadTerminology } from '../../src/store/index.ts';
import { caseRun } from '../../src/suggest/cases.ts';

const FOLDER = resolve(import.meta.dirname, '../../mappings');
const IDS = [
  ...['covid-19', 'drug-effects', 'external-causes', 'hiv', 'injuries', 'neoplasms', 'newborn'],
  ...['pathological-fractures', 'pregnancy', 'sepsis'],
];
const all = await loadModules(FOLDER, { trustCode: true });
const knowledge = { modules: all.map((m) => m.module), terminology: loadTerminology() };
const loaded = all.filter((m) => IDS.includes(m.module.manifest.id));

interface Row {
  readonly id: string;
  readonly query?: { readonly id: string };
}

const rowsOf = (tables: Readonly<Record<string, unknown>>): readonly Row[] =>
  (tables['combinations.json'] as { readonly rows: readonly Row[] } | undefined)?.rows ?? [];

/** `pneumonia-2.json` shows the rule `pneumonia`, `pneumonia-not-2.json` nearly. */
const nameOf = (file: string): readonly [rule: string, near: boolean] => {
  const [, rule = '', near] = /^(.+?)(-not)?-\d+\.json$/.exec(file) ?? [];
  return [rule, near !== undefined];
};

describe.each(loaded.map((m) => [m.module.manifest.id, m] as const))('%s', (id, { module, cases }) => {
  const rows = rowsOf(module.tables);
  const queryOf = (rule: string): string => rows.find((r) => r.id === rule)?.query?.id ?? rule;

  const ran = cases.map((c) => ({ file: c.file, name: nameOf(c.file), set: caseRun(c.case, knowledge).set }));
  const made = ran.flatMap((r) => r.set.diagnoses.filter((d) => d.rule.module === id).map((d) => d.rule));

  it('has three cases and three near misses for every rule', () => {
    const known = [...rows.map((r) => r.id), ...made.map((r) => r.rule), ...ran.map((r) => r.name[0])];
    const thin = [...new Set(known)].filter((rule) =>
      [true, false].some((near) => ran.filter((r) => r.name[0] === rule && r.name[1] === near).length < 3),
    );
    expect(thin).toEqual([]);
  });

  it('cites the section in every title', () => {
    const silent = cases.filter((c) => !/^(?:I{1,3}|IV|[A-Z]\d\w)\S*(?: Excludes1)?: /.test(c.case.title));
    expect(silent.map((c) => c.file)).toEqual([]);
  });

  it('does not apply a rule to its near misses', () => {
    const fired = ran.filter(({ name: [rule, near], set }) => {
      const used = set.diagnoses.some((d) => d.rule.module === id && d.rule.rule === rule);
      return near && (used || set.queries.some((q) => q.id === queryOf(rule)));
    });
    expect(fired.map((r) => r.file)).toEqual([]);
  });

  it('cites a section of the guidelines or a note of the tabular list', () => {
    const told = made.map((r) => r.citation.section);
    expect(told.filter((section) => !/^(?:I\.[ABC]\.|II|IV|[A-Z]\d\w)/.test(section))).toEqual([]);
  });
});
