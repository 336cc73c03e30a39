import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseChargeTable } from '../../src/claim/index.ts';
import { type CodesDiffOptions, codesDiffCommand } from '../../src/cli/codes-diff.ts';
import type { CliDeps } from '../../src/cli/deps.ts';
import { program } from '../../src/cli/index.ts';
import type { SiteCases } from '../../src/flow/index.ts';
import { loadTerminology, releaseFolder } from '../../src/store/index.ts';
import { createTerminology, type Terminology } from '../../src/terminology/index.ts';
import { moduleWith } from '../flow/terminology/support.ts';
import { describeWithShared } from '../support/shared.ts';
import { code, type Row, release } from '../terminology/support.ts';

const BEFORE: readonly Row[] = [
  ['A00', 0, 'Cholera'],
  ['A000', 1, 'Cholera due to one'],
  ['A009', 1, 'Cholera, unspecified'],
  ['D71', 1, 'Disorders <of> neutrophils'],
  ['E66', 0, 'Overweight & obesity'],
  ['E668', 0, 'Other obesity'],
  ['E6681', 1, 'Obesity class'],
  ['S30', 0, 'Superficial injury'],
  ['S301XXA', 1, 'Contusion of abdominal wall, initial encounter'],
  ['Z99', 0, 'Dependence'],
  ['Z990', 1, 'Dependence on aspirator'],
];
const AFTER: readonly Row[] = [
  ['A00', 0, 'Cholera'],
  ['A009', 1, 'Cholera of unspecified cause'],
  ['D71', 0, 'Disorders <of> neutrophils'],
  ['D711', 1, '<script>alert(1)</script>'],
  ['D719', 1, 'Disorder \u001b[31mred\u202e, unspecified'],
  ['E66', 0, 'Overweight & obesity'],
  ['E668', 0, 'Other obesity'],
  ['E6681', 0, 'Obesity class'],
  ['E66811', 1, 'Obesity, class 1'],
  ['E66812', 1, 'Obesity, class 2'],
  ['S30', 0, 'Superficial injury'],
  ['S3011XA', 1, 'Contusion of right wall, initial encounter'],
  ['Z99', 1, 'Dependence'],
];
const two = (): Terminology => createTerminology([release(2031, BEFORE), release(2032, AFTER)], [], []);

const MODULES = [
  moduleWith(
    { D71: ['E66.81', 'A00.9, A00.0'], note: 'D71 in words', dotless: 'E6681', nodes: 'S30.1XXA' },
    { from: '2030-10-01' },
    'b.json',
  ),
  moduleWith({ codes: ['D71.1', 'Z99.-'] }, { from: '2030-10-01' }, 'a.json'),
];
const charges = parseChargeTable('code,modifier,price,effectiveFrom,effectiveTo\n99213,,100,2020-01-01,\n');

async function run(
  args: readonly [string, string],
  options: CodesDiffOptions = {},
  more: { terminology?: Terminology; cases?: SiteCases; tty?: boolean } = {},
) {
  const out = new PassThrough();
  const err = Object.assign(new PassThrough(), more.tty ? { isTTY: true, columns: 100 } : {});
  const knowledge = { terminology: more.terminology ?? two(), modules: MODULES, charges };
  const coding = async () => ({ knowledge, modules: [] });
  const exit = await codesDiffCommand(...args, options, { io: { out, err }, coding }, more.cases);
  return { exit, printed: String(out.read() ?? ''), progress: String(err.read() ?? '') };
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('codes diff', () => {
  it('says what changed, the counts first, and what it touches', async () => {
    const { exit, printed, progress } = await run(['2031', '2032']);
    expect(exit).toBe(0);
    expect(progress).toBe('');
    expect(printed).toMatchInlineSnapshot(`
      "ICD-10-CM FY2031 → ICD-10-CM FY2032: codes 6 additions, 5 deletions, 1 revisions; headers 2 additions, 1 deletions, 0 revisions

      Split: no longer billable: 2
      code    successors       title
      D71     D71.1 D71.9      Disorders <of> neutrophils
      E66.81  E66.811 E66.812  Obesity class

      Deleted: 3
      code      kind  successors  title
      A00.0     code  none named  Cholera due to one
      S30.1XXA  code  S30.11XA    Contusion of abdominal wall, initial encounter
      Z99.0     code  none named  Dependence on aspirator

      Newly billable: 1
      code  title
      Z99   Dependence

      Revised titles: 1
      code   before → after
      A00.9  Cholera, unspecified → Cholera of unspecified cause

      Added: 5
      code      kind  title
      D71.1     code  <script>alert(1)</script>
      D71.9     code  Disorder  [31mred , unspecified
      E66.811   code  Obesity, class 1
      E66.812   code  Obesity, class 2
      S30.11XA  code  Contusion of right wall, initial encounter

      Mapping modules that name a changed code: 2
      module   table   codes
      made-up  b.json  A00.0 A00.9 D71 E66.81 S30.1XXA
      made-up  a.json  Z99

      Charges of a changed code: none

      Cases of this site (no cases kept): none
      "
    `);
  });

  it('is the same each time, in any of its forms', async () => {
    for (const format of ['text', 'json', 'html'])
      expect((await run(['2031', '2032'], { format })).printed).toBe(
        (await run(['2031', '2032'], { format })).printed,
      );
  });

  it('takes FY before the year, and an edition against itself', async () => {
    const { printed } = await run(['FY2031', 'fy2031']);
    expect(printed).toContain('codes 0 additions, 0 deletions, 0 revisions; headers 0 additions');
  });

  it('is JSON for a program', async () => {
    const { printed } = await run(['2031', '2032'], { format: 'json' });
    const report = JSON.parse(printed);
    expect(
      report.diff.split.map((s: { entry: { code: string }; into: { code: string }[] }) => [
        s.entry.code,
        s.into.map((e) => e.code),
      ]),
    ).toEqual([
      ['D71', ['D71.1', 'D71.9']],
      ['E66.81', ['E66.811', 'E66.812']],
    ]);
    expect(
      report.diff.deleted.map((d: { entry: { code: string }; successors: string[] }) => [
        d.entry.code,
        d.successors,
      ]),
    ).toEqual([
      ['A00.0', []],
      ['S30.1XXA', ['S30.11XA']],
      ['Z99.0', []],
    ]);
    expect(report.diff.newlyBillable.map((e: { code: string }) => e.code)).toEqual(['Z99']);
    expect(report.touched.casesKept).toBe(0);
  });

  it('is HTML that a hostile title cannot break', async () => {
    const { printed } = await run(['2031', '2032'], { format: 'html' });
    expect(printed).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(printed).toContain('Disorders &lt;of&gt; neutrophils');
    expect(printed).not.toContain('<script');
    expect(printed).not.toContain('\u001b');
    expect(printed).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });

  it('steers no terminal', async () => {
    const { printed } = await run(['2031', '2032']);
    for (const mark of ['\u001b', '\u202e']) expect(printed).not.toContain(mark);
  });

  it('names the site’s own cases', async () => {
    const asked: number[] = [];
    const cases: SiteCases = {
      kept: 1_234,
      carrying: (codes) => {
        asked.push(codes.size);
        return [{ id: 'case-1', codes: [code('D71')] }];
      },
    };
    const { printed } = await run(['2031', '2032'], {}, { cases });
    expect(printed).toContain('Cases of this site (of 1,234): 1\ncase    codes\ncase-1  D71\n');
    expect(asked).toEqual([7]);
  });

  it('writes a file, and says the counts', async () => {
    const out = join(folder, 'diff.html');
    const { printed } = await run(['2031', '2032'], { format: 'html', out });
    expect(printed).toMatch(/^ICD-10-CM FY2031 → .*\n$/);
    expect(readFileSync(out, 'utf8')).toContain('<h1>');
  });

  it('draws a bar on a terminal, and not into the answer', async () => {
    const { progress, printed } = await run(['2031', '2032'], {}, { tty: true });
    expect(progress).toContain('compared');
    expect(printed).toMatch(/^ICD-10-CM FY2031/);
  });

  it('decides nothing from what a starter lacks', async () => {
    const terminology = createTerminology(
      [release(2031, BEFORE.slice(0, 3), { complete: false }), release(2032, AFTER)],
      [],
      [],
    );
    const { printed } = await run(['2031', '2032'], { format: 'json' }, { terminology });
    const { diff } = JSON.parse(printed);
    expect(diff.added).toEqual([]);
    expect(diff.deleted.map((d: { entry: { code: string } }) => d.entry.code)).toEqual(['A00.0']);
    expect(diff.undecided).toBe(11);
    expect((await run(['2031', '2032'], {}, { terminology })).printed).toContain(
      '11 rows stand in one edition only',
    );
  });

  it.each<[string, [string, string], CodesDiffOptions, string]>([
    [
      'a version that is not loaded',
      ['2031', '2040'],
      {},
      'There is no ICD-10-CM release 2040 (loaded: 2031, 2032) here.',
    ],
    ['no version at all', ['', '2032'], {}, '(loaded: 2031, 2032)'],
    ['a hostile version', ['\u001b[31m2031', '2032'], {}, 'release  [31m2031'],
    ['the later one first', ['2032', '2031'], {}, 'name the earlier one first'],
    ['an unknown format', ['2031', '2032'], { format: 'toString' }, 'give one of text, json, html'],
    [
      'a folder that is not there',
      ['2031', '2032'],
      { out: '/no/such/folder/x' },
      'cannot be written (ENOENT)',
    ],
  ])('refuses %s in one sentence', async (_, args, options, sentence) => {
    const fault = await run(args, options).catch((error: unknown) => error);
    expect(fault).toMatchObject({
      message: expect.stringContaining(sentence),
      definition: { status: expect.any(Number) },
    });
    expect((fault as { definition: { status: number } }).definition.status).toBeLessThan(500);
  });

  it('is a command of the program', async () => {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const knowledge = { terminology: two(), modules: MODULES, charges };
    const deps = { io: { out, err }, coding: async () => ({ knowledge, modules: [] }) } as unknown as CliDeps;
    expect(await program(['codes', 'diff', '2031', '2032', '--format', 'json'], deps)).toBe(0);
    expect(JSON.parse(String(out.read())).summary).toContain('6 additions');
    expect(await program(['codes', 'diff', '2031'], deps)).toBe(2);
  });
});

describe('codes diff of the starters', () => {
  it('knows the splits and retirements of FY2026', async () => {
    const { printed } = await run(['2025', '2026'], { format: 'json' }, { terminology: loadTerminology() });
    const { diff } = JSON.parse(printed);
    const split = new Map(
      diff.split.map((s: { entry: { code: string }; into: { code: string }[] }) => [
        s.entry.code,
        s.into.map((e) => e.code),
      ]),
    );
    expect(split.get('G35')).toEqual([
      'G35.A',
      'G35.B0',
      'G35.B1',
      'G35.B2',
      'G35.C0',
      'G35.C1',
      'G35.C2',
      'G35.D',
    ]);
    const gone = new Map(
      diff.deleted.map((d: { entry: { code: string }; successors: string[] }) => [
        d.entry.code,
        d.successors,
      ]),
    );
    expect(gone.get('S30.1XXA')).toEqual(['S30.11XA', 'S30.12XA', 'S30.13XA']);
  });
});

describeWithShared(
  'codes diff of the official files',
  ['data/icd10cm/ICD10-CM-Code-Descriptions-2025.zip', 'data/icd10cm/icd10cm-order-files-2026.zip'],
  (older = '', newer = '') => {
    it('counts what the official addenda count', { timeout: 120_000 }, async () => {
      const codes = releaseFolder(join(folder, 'codes'));
      codes.importOfficial([older, newer].map((name) => ({ name, bytes: readFileSync(name) })));
      const { printed } = await run(
        ['2025', '2026'],
        { format: 'json' },
        { terminology: loadTerminology(join(folder, 'codes')) },
      );
      const { diff } = JSON.parse(printed);
      // The summary at the end of icd10cm_order_addenda_2026.txt.
      expect(diff.codes).toEqual({ additions: 487, deletions: 28, revisions: 38 });
      expect(diff.headers).toEqual({ additions: 143, deletions: 0, revisions: 7 });
      expect(diff.undecided).toBe(0);
      expect(diff.split.length + diff.deleted.length).toBe(28);
    });
  },
);
