import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseChargeTable } from '../../src/claim/index.ts';
import { type CodesDiffOptions, codesDiffCommand } from '../../src/cli/codes-diff.ts';
import type { CliDeps, KeptCases } from '../../src/cli/deps.ts';
import { program } from '../../src/cli/index.ts';
import { loadTerminology, releaseFolder } from '../../src/store/index.ts';
import type { MappingModule } from '../../src/suggest/index.ts';
import { createTerminology, type Terminology } from '../../src/terminology/index.ts';
import { noteLine, notesEdition } from '../../src/terminology/notes/notes-edition.ts';
import { parseTargets } from '../../src/terminology/notes/parse-targets.ts';
import { moduleWith } from '../flow/terminology/support.ts';
import { describeWithShared } from '../support/shared.ts';
import {
  HCPCS_ROWS,
  hcpcsFile,
  PCS_ROWS,
  pcsAddenda,
  pcsFile,
} from '../terminology/import/procedure-files.ts';
import { type Row, release } from '../terminology/support.ts';

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

/** A database that holds these cases. */
const keptOf = (cases: readonly { readonly id: string; readonly codes: readonly string[] }[]): KeptCases => ({
  count: async () => cases.length,
  codes: async function* () {
    yield* cases;
  },
  verify: async function* () {},
  verifyAudit: async () => ({ events: 0, broken: undefined }),
  auditEvents: async function* () {},
  close: async () => undefined,
});

async function run(
  args: readonly [string, string],
  options: CodesDiffOptions = {},
  more: {
    terminology?: Terminology;
    cases?: readonly { readonly id: string; readonly codes: readonly string[] }[];
    tty?: boolean;
    modules?: readonly MappingModule[];
  } = {},
) {
  const out = new PassThrough();
  const err = Object.assign(new PassThrough(), more.tty ? { isTTY: true, columns: 100 } : {});
  const knowledge = { terminology: more.terminology ?? two(), modules: more.modules ?? MODULES, charges };
  const coding = async () => ({ knowledge, modules: [] });
  const keptCases = async () => more.cases && keptOf(more.cases);
  const exit = await codesDiffCommand(...args, options, { io: { out, err }, coding, keptCases });
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

      Edits that name a changed code: none

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
    const cases = [
      { id: 'case-1', codes: ['I10', 'D71', '99213'] },
      { id: 'case-2', codes: ['I10'] },
    ];
    const { printed } = await run(['2031', '2032'], {}, { cases });
    expect(printed).toContain('Cases of this site (of 2): 1\ncase    codes\ncase-1  D71\n');
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
    const deps = {
      io: { out, err },
      coding: async () => ({ knowledge, modules: [] }),
      keptCases: async () => undefined,
    } as unknown as CliDeps;
    expect(await program(['codes', 'diff', '2031', '2032', '--format', 'json'], deps)).toBe(0);
    expect(JSON.parse(String(out.read())).summary).toContain('6 additions');
    expect(await program(['codes', 'diff', '2031'], deps)).toBe(2);
  });
});

describe('codes diff --cases', () => {
  const file = (text: string): string => {
    const path = join(folder, 'cases.ndjson');
    writeFileSync(path, text);
    return path;
  };

  it('names the cases that carry a changed code, however the file writes it', async () => {
    const cases = file(
      [
        '{"id":"c-1","diagnoses":["D71","I10"],"services":["99213-25"],"patient":{"name":"Canary Bird"}}',
        '{"id":"c-2","codes":["e6681","S301XXA"]}',
        '',
        '{"id":"c-3","diagnoses":["I10"],"services":[]}',
        '{"id":"c-4","services":["Z9900"],"diagnoses":[]}',
      ].join('\r\n'),
    );
    const { printed } = await run(['2031', '2032'], { cases });
    expect(printed).toContain(
      'Cases of this site (of 4): 2\ncase  codes\nc-1   D71\nc-2   E66.81 S30.1XXA\n',
    );
    expect(printed).not.toContain('Canary');
    const { touched } = JSON.parse((await run(['2031', '2032'], { cases, format: 'json' })).printed);
    expect(touched.cases).toEqual([
      { id: 'c-1', codes: ['D71'] },
      { id: 'c-2', codes: ['E66.81', 'S30.1XXA'] },
    ]);
  });

  it.each([
    ['no JSON', '{"id":"a","codes":["D71"]}\nCanary', 'line 2 is not a JSON object'],
    ['a list', '[]', 'line 1 is not a JSON object'],
    ['no id', '{"codes":["D71"]}', 'line 1 has no id'],
    ['an id with words', '{"id":"Canary Bird","codes":[]}', 'line 1 has no id'],
    ['no codes', '{"id":"a"}', 'line 1 has none of codes, diagnoses and services'],
    [
      'codes of another kind',
      '{"id":"a","codes":[{"code":"Canary"}]}',
      'line 1 has codes that are no list of codes',
    ],
  ])('refuses a file with %s, and says nothing of what it holds', async (_, text, detail) => {
    const fault = await run(['2031', '2032'], { cases: file(text) }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'CW-1002', message: expect.stringContaining(detail) });
    expect(String(fault)).not.toContain('Canary');
  });

  it('refuses a file that is not there', async () => {
    await expect(run(['2031', '2032'], { cases: join(folder, 'none') })).rejects.toMatchObject({
      code: 'CW-1007',
    });
  });
});

describe('codes diff and the edits', () => {
  it('names an edit by the codes of its own rule, and by notes that stand at the code', async () => {
    const rows: readonly Row[] = [
      ['Z00', 0, 'Examination'],
      ['Z000', 0, 'General'],
      ['Z0000', 1, 'General, without findings'],
      ['Z008', 1, 'Other'],
      ['Z999', 1, 'Last'],
    ];
    const note = noteLine({
      kind: 'excludes1',
      node: 'Z00.8',
      text: 'last (Z99.9)',
      targets: parseTargets('last (Z99.9)'),
    });
    const notes = notesEdition({ ...release(2031, rows).info, title: 'Made up' }, note, expect.fail);
    const terminology = createTerminology(
      [
        release(2031, rows),
        release(
          2032,
          rows.filter(([dx]) => dx !== 'Z0000' && dx !== 'Z008'),
        ),
      ],
      [notes],
      [],
    );
    const { printed } = await run(['2031', '2032'], { format: 'json' }, { terminology });
    expect(JSON.parse(printed).touched.edits).toEqual([
      { edit: 'preventive-dx', by: 'its own rule', codes: ['Z00.00', 'Z00.8'] },
      { edit: 'icd10cm-excludes1', by: 'Made up', codes: ['Z00.8'] },
    ]);
  });
});

describe('codes diff --system', () => {
  const loaded = () => {
    const releases = releaseFolder(join(folder, 'codes'));
    const later = HCPCS_ROWS.filter(({ code: one }) => one !== 'J0001').map((row) =>
      row.code === 'V9999' ? { ...row, short: 'made up anew', long: 'Made up anew' } : row,
    );
    const added = { code: 'J0009', added: '20310401', action: 'A', acted: '20310401' };
    releases.importOfficial([
      hcpcsFile(),
      hcpcsFile([...later.slice(0, -1), added, ...later.slice(-1)], 'HCPC2031_APR_ANWEB.txt'),
    ]);
    releases.importOfficial([pcsFile(), pcsAddenda()]);
    releases.importOfficial([
      pcsFile([...PCS_ROWS.slice(1), 'XW0DXT8 Introduction of something newer'], 'icd10pcs_codes_2032.txt'),
    ]);
    return loadTerminology(join(folder, 'codes'));
  };

  it('compares HCPCS quarters by the codes in force, with what they touch', async () => {
    const cases = join(folder, 'cases.ndjson');
    writeFileSync(cases, '{"id":"c-1","services":["J0001-RT","99213"],"diagnoses":["J00.01"]}\n');
    const { printed } = await run(
      ['2031', '2031-04'],
      { system: 'hcpcs', cases },
      {
        terminology: loaded(),
        modules: [moduleWith({ G1: 'J0001' }, { from: '2030-10-01' }, 'supplies.json')],
      },
    );
    expect(printed).toMatchInlineSnapshot(`
      "HCPCS Level II 2031 → HCPCS Level II 2031, April update: codes 2 additions, 3 deletions, 1 revisions

      Deleted: 3
      code   kind      successors  title
      J0001  code      none named  A description that is long enough to need a second line and then a third one, because a coder has to read all of what it says before one is chosen; each session of it
      J0003  code      none named  Made up for a test
      ZA     modifier  none named  Made up for a test

      Revised titles: 1
      code   before → after
      V9999  Made up for a test → Made up anew

      Added: 2
      code   kind  title
      J0002  code  Made up for a test
      J0009  code  Made up for a test

      Mapping modules that name a changed code: 1
      module   table          codes
      made-up  supplies.json  J0001

      Edits that name a changed code: none

      Charges of a changed code: none

      Cases of this site (of 1): 1
      case  codes
      c-1   J0001
      "
    `);
  });

  it('compares years of ICD-10-PCS', async () => {
    const { printed } = await run(
      ['FY2031', '2032'],
      { system: 'icd10pcs', format: 'json' },
      { terminology: loaded() },
    );
    const { summary, diff } = JSON.parse(printed);
    expect(summary).toBe(
      'ICD-10-PCS FY2031 → ICD-10-PCS FY2032: codes 1 additions, 1 deletions, 0 revisions',
    );
    expect(diff.deleted).toEqual([
      { entry: { code: '0016070', title: 'Bypass of one place to another' }, successors: [] },
    ]);
    expect(
      (await run(['2031', '2032'], { system: 'icd10pcs', format: 'html' }, { terminology: loaded() }))
        .printed,
    ).toContain('XW0DXT8');
  });

  it.each<[string, string, [string, string], string]>([
    ['a system it does not know', 'cpt', ['1', '2'], 'give one of icd10cm, icd10pcs, hcpcs'],
    [
      'a version that is not loaded',
      'hcpcs',
      ['2031', '2033'],
      'HCPCS Level II release 2033 (loaded: 2031, 2031-04)',
    ],
    ['the later one first', 'hcpcs', ['2031-04', '2031'], 'name the earlier one first'],
  ])('refuses %s', async (_, system, args, sentence) => {
    await expect(run(args, { system }, { terminology: loaded() })).rejects.toThrow(sentence);
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
