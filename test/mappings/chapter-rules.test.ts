/** Tables of the modules of chapter rules: codes against the official file, and what each row's cases show. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chartFromBundle, type Facts, factsOf } from '../../src/chart/index.ts';
import { loadModules, loadTerminology } from '../../src/store/index.ts';
import type { DiagnosisSuggestion, MappingCase, MappingModule } from '../../src/suggest/index.ts';
import { coded, context, ICD, officialBillable } from '../suggest/interpreters/support.ts';

const FOLDER = resolve(import.meta.dirname, '../../mappings');
const IDS = [
  ...[
    'abnormal-findings',
    'acute-and-chronic',
    'aftercare-status',
    'arthritis-back',
    'both-sides',
    'contraception',
  ],
  ...['family-history', 'heart-attack-stroke', 'kidney-transplant-dialysis', 'lungs', 'mood', 'obesity'],
  ...[
    'other-clinicians',
    'pain',
    'preoperative',
    'screening',
    'skin-ulcers',
    'social-circumstances',
    'substance-use',
  ],
];
const loaded = await loadModules(FOLDER, { trustCode: true });
const mine = loaded.filter((m) => IDS.includes(m.module.manifest.id));
const terminology = loadTerminology();
const billable = officialBillable();
const why = billable ? '' : ' (skipped: ../shared is absent)';
const dotless = (code: string): string => code.replace('.', '');
const json = (path: string): unknown => JSON.parse(readFileSync(resolve(FOLDER, path), 'utf8'));

it('holds all of them', () => {
  expect(mine.map((m) => m.module.manifest.id)).toEqual(IDS);
});

describe.skipIf(!billable)(`codes of the tables are billable in the official FY2026 file${why}`, () => {
  const wrong = (codes: readonly string[]): readonly string[] =>
    codes.filter((c) => !billable?.has(dotless(c)));

  it.each(mine.map((m) => [m.module.manifest.id, m.module] as const))('%s', (_id, module) => {
    const codes = Object.values(module.tables).flatMap(codesIn);
    expect(wrong(codes)).toEqual([]);
  });

  it('sides are three different codes', () => {
    const { rows } = json('both-sides/bilateral.json') as { rows: readonly (readonly string[])[] };
    expect(rows.length).toBeGreaterThan(800);
    expect(rows.filter((r) => new Set(r).size !== 3)).toEqual([]);
    expect(wrong(rows.flat())).toEqual([]);
  });

  it('deficits after each kind of stroke, on each side', () => {
    const { rows } = json('heart-attack-stroke/deficits.json') as { rows: readonly { suffix: string }[] };
    const codes = ['0', '1', '2', '3'].flatMap((kind) =>
      rows.flatMap(({ suffix }) =>
        (suffix.endsWith('*') ? ['1', '2', '3', '4', '9'] : ['']).map(
          (side) => `I69.${kind}${suffix.replace('*', side)}`,
        ),
      ),
    );
    expect(wrong(codes)).toEqual([]);
  });

  it('each stage and depth of each ulcer that is left open', () => {
    const { groups } = json('skin-ulcers/stages.json') as {
      groups: readonly { open: readonly string[]; levels: readonly { character: string }[] }[];
    };
    const made = groups.flatMap(({ open, levels }) =>
      [...(billable ?? [])]
        .filter((code) => open.some((o) => isOpen(code, o)))
        .flatMap((code) => levels.map((l) => `${code.slice(0, -1)}${l.character}`)),
    );
    expect(made.length).toBeGreaterThan(300);
    expect(wrong(made)).toEqual([]);
  });
});

function isOpen(code: string, pattern: string): boolean {
  const [start = '', end] = pattern.split('-');
  return end === undefined
    ? code === dotless(start)
    : code.startsWith(dotless(start)) && code.endsWith(end) && code.length === 6;
}

/** Codes a table gives; `code` of deficits.json and patterns are prefixes, which their own tests cover. */
function codesIn(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(codesIn);
  if (node === null || typeof node !== 'object' || 'suffix' in node) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'code') return [value as string];
    if (['byMatch', 'primary', 'traumatic'].includes(key) && !Array.isArray(value))
      return Object.values(value as Record<string, string>).filter((c) => c !== '=');
    return codesIn(value);
  });
}

/** The codes as they are recorded, before anything else reads their words: what a row says must not hang on other parts. */
function recorded(facts: Facts): readonly DiagnosisSuggestion[] {
  const current = facts.problems.filter(
    (p) => p.verification === 'confirmed' && p.uncertainWords === undefined && p.clinical !== 'resolved',
  );
  const codes = [...new Set(current.flatMap(codesOfProblem))];
  return codes.map((code) =>
    coded(
      code,
      current.filter((p) => codesOfProblem(p).includes(code)).map((p) => p.id),
    ),
  );
}

const codesOfProblem = (p: Facts['problems'][number]): readonly string[] =>
  p.concept.codings.filter((c) => c.system === ICD).map((c) => c.code);

/** Rules and queries, by id, that the module alone speaks of in a case. */
function saidBy(module: MappingModule, { chart }: MappingCase): readonly string[] {
  const facts = factsOf(chartFromBundle(chart, 'case'));
  const output = module.suggest(
    facts,
    context(terminology, { diagnoses: recorded(facts), problems: facts.problems }),
  );
  return [...(output.diagnoses ?? []).map((d) => d.rule.rule), ...(output.queries ?? []).map((q) => q.id)];
}

interface Row {
  readonly id: string;
  readonly query?: { readonly id: string };
}

describe('every row has at least three cases where it speaks and three where it is silent', () => {
  const tables = mine.filter((m) => 'combinations.json' in m.module.tables);

  it.each(tables.map((m) => [m.module.manifest.id, m] as const))('%s', (_id, { module, cases }) => {
    const { rows } = module.tables['combinations.json'] as { readonly rows: readonly Row[] };
    const weak = rows.flatMap((row) => {
      const names = [row.id, row.query?.id];
      const own = cases.filter((c) => c.file === `${row.id}.json`);
      const speaking = own.filter((c) => saidBy(module, c.case).some((s) => names.includes(s))).length;
      return speaking >= 3 && own.length - speaking >= 3 ? [] : [`${row.id}: ${speaking} of ${own.length}`];
    });
    expect(weak).toEqual([]);
  });
});

describe('every case', () => {
  it.each(mine.map((m) => [m.module.manifest.id, m] as const))(
    'of %s names the section it shows',
    (_id, { cases }) => {
      const unnamed = cases.filter((c) => !/^(?:[IV]+\.[A-Z]|III|J\d\d|[A-Z]\d\d)/.test(c.case.title));
      expect(unnamed.map((c) => c.case.title)).toEqual([]);
    },
  );
});
