/** The starter release: its own facts, and every row against the official files where they are at hand. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadStarter, loadTerminology } from '../../src/store/release-folder.ts';
import {
  type CodeSet,
  type Icd10CmRelease,
  icd10CmRelease,
  isHcpcsShape,
  procedureCode,
  readCodeSet,
  readOfficial,
} from '../../src/terminology/index.ts';
import { describeWithShared } from '../support/shared.ts';
import { bytes, code, day } from './support.ts';

const sets = loadStarter();
const { icd10cm, procedures } = loadTerminology();
const ON = day('2025-10-15');

function releasesOf(all: readonly CodeSet[]): ReadonlyMap<string, Icd10CmRelease> {
  return new Map(
    all.flatMap((set) =>
      set.kind === 'icd10cm-codes' ? [[set.info.version, icd10CmRelease(set.info, set.table)] as const] : [],
    ),
  );
}
const starters = releasesOf(sets);

describe('the starter release', () => {
  it.each(['2025', '2026'])(
    'of %s holds at least 1,500 billable codes and every ancestor of each',
    (version) => {
      const starter = starters.get(version);
      expect(starter?.info.complete).toBe(false);
      expect(starter?.info.counts.billable).toBeGreaterThanOrEqual(1_500);
      let category = '';
      for (const row of starter?.rows() ?? []) {
        if (row.code.length === 3) category = row.code;
        expect(row.code.startsWith(category), row.code).toBe(true);
      }
    },
  );

  it.each([
    'E11.22',
    'E11.9',
    'E10.9',
    'I10',
    'I11.0',
    'I13.0',
    'I50.23',
    'I21.4',
    'I48.91',
    'J18.9',
    'J44.1',
    'J45.41',
    'K21.9',
    'N18.32',
    'N39.0',
    'M17.11',
    'M54.50',
    'R05.9',
    'R07.9',
    'R50.9',
    'S52.501A',
    'S82.841A',
    'S72.001A',
    'T36.0X5A',
    'W19.XXXA',
    'Y92.009',
    'O80',
    'O24.410',
    'Z3A.39',
    'P59.9',
    'Z38.00',
    'Z00.00',
    'Z00.129',
    'Z23',
    'Z79.4',
    'Z79.84',
    'Z68.36',
    'Z51.11',
    'F32.A',
    'F33.1',
    'F10.20',
    'C50.911',
    'C34.90',
    'C61',
    'C18.9',
    'C44.91',
    'C91.00',
    'G43.909',
    'H10.9',
    'H66.91',
    'H25.9',
    'L03.115',
    'B20',
    'A41.9',
    'U07.1',
    'U09.9',
    'E66.811',
    'Q21.10',
    'D64.9',
    'R65.21',
  ])('has %s', (text) => expect(icd10cm.status(code(text), ON).kind).toBe('active'));

  it('knows what 1 October 2025 changed', () => {
    expect(icd10cm.status(code('E11.A'), day('2025-09-30'))).toMatchObject({
      kind: 'not-yet',
      from: '2025-10-01',
    });
    expect(icd10cm.status(code('E11.A'), ON).kind).toBe('active');
    expect(icd10cm.status(code('G35'), day('2025-09-30')).kind).toBe('active');
    expect(icd10cm.status(code('G35'), ON).kind).toBe('header');
    expect(icd10cm.billableUnder(code('G35'), ON).map((entry) => entry.code)).toContain('G35.D');
    expect(icd10cm.status(code('S30.1XXA'), day('2025-09-30')).kind).toBe('active');
    expect(icd10cm.status(code('S30.1XXA'), ON)).toMatchObject({
      kind: 'retired',
      lastDay: '2025-09-30',
      successors: ['S30.11XA', 'S30.12XA', 'S30.13XA'],
    });
  });

  it('says what it cannot tell', () => {
    expect(icd10cm.status(code('V95.41XA'), ON)).toMatchObject({
      kind: 'cannot-tell',
      reason: expect.stringContaining('codes import'),
    });
    expect(icd10cm.status(code('E11.9'), day('2026-10-01')).kind).toBe('cannot-tell');
  });

  it('brings the notes of the tabular list, and names their edition', () => {
    expect(icd10cm.notesEdition(ON)).toBe('ICD-10-CM Tabular List 2021');
    expect(icd10cm.notes(code('E10.9'), ON)).toContainEqual({
      kind: 'excludes1',
      node: 'E10',
      text: 'type 2 diabetes mellitus (E11.-)',
      targets: [{ from: 'E11', to: 'E11' }],
    });
  });
});

describe('the list of procedures', () => {
  const list = sets.flatMap((set) => (set.kind === 'procedures' ? set.list : []));

  it('has no number twice, and a short label for each', () => {
    expect(new Set(list.map((row) => row.code)).size).toBe(list.length);
    for (const { code: number, label } of list) {
      expect(label.length, number).toBeLessThan(80);
      expect(label, number).toMatch(/^\S.*\S$/);
    }
  });

  it.each<[string, string, string]>([
    ['99213', '2025-10-15', 'listed'],
    ['98005', '2024-12-31', 'not-yet'],
    ['98005', '2025-01-01', 'listed'],
    ['99442', '2024-12-31', 'listed'],
    ['99442', '2025-01-01', 'retired'],
    ['G2012', '2025-01-01', 'retired'],
    ['99343', '2023-01-01', 'retired'],
    ['99417', '2020-12-31', 'not-yet'],
    ['90480', '2023-09-10', 'not-yet'],
    ['12345', '2025-10-15', 'cannot-tell'],
  ])('%s on %s is %s', (number, on, kind) => {
    const normal = procedureCode(number);
    expect(normal && procedures.status(normal, day(on)).kind).toBe(kind);
  });

  it('covers the visits of the reference: office, hospital, emergency, home, facility, telehealth, preventive', () => {
    const spans: readonly [number, number][] = [
      [99202, 99205],
      [99211, 99215],
      [99221, 99223],
      [99231, 99236],
      [99238, 99239],
      [99242, 99245],
      [99252, 99255],
      [99281, 99285],
      [99304, 99310],
      [99315, 99316],
      [99341, 99345],
      [99347, 99350],
      [98000, 98016],
      [99381, 99387],
      [99391, 99397],
    ];
    const numbers = spans.flatMap(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) => String(from + i)),
    );
    const missing = numbers.filter((number) => !list.some((row) => row.code === number));
    expect(missing).toEqual([]);
  });

  it('says that it holds no AMA descriptor', () => {
    const path = new URL('../../src/terminology/starter/procedures.tsv', import.meta.url);
    expect(readFileSync(path, 'utf8')).toMatch(
      /^# notice: CPT is owned and licensed by the American Medical Association/m,
    );
  });
});

describeWithShared(
  'the starter beside the official files',
  [
    'data/icd10cm/ICD10-CM-Code-Descriptions-2025.zip',
    'data/icd10cm/icd10cm-order-files-2026.zip',
    'data/icd10cm/icd10cm_tabular_2021.xml.gz',
  ],
  (...paths) => {
    let all: readonly CodeSet[];
    beforeAll(() => {
      const files = paths.map((path) => ({
        name: path.split('/').at(-1) ?? path,
        bytes: readFileSync(path),
      }));
      all = readOfficial(files, { kept: () => undefined }).map((table) =>
        readCodeSet(bytes(table.text), table.info.id),
      );
    });

    it('equals them row by row, in their order', () => {
      const releases = releasesOf(all);
      expect(releases.size).toBe(2);
      for (const [version, whole] of releases) {
        const rows = [...(starters.get(version)?.rows() ?? [])];
        const wanted = new Set(rows.map((row) => row.code));
        const official = [...whole.rows()].filter((row) => wanted.has(row.code));
        // As texts: comparing forty thousand objects one by one takes half a minute.
        const line = (row: (typeof rows)[number]): string => Object.values(row).join('|');
        expect(rows.map(line).join('\n') === official.map(line).join('\n')).toBe(true);
        expect(rows.length).toBe(starters.get(version)?.info.counts.rows);
      }
      const addenda = (from: readonly CodeSet[]) =>
        from
          .flatMap((set) => (set.kind === 'icd10cm-addenda' ? set.changes : []))
          .map((c) => JSON.stringify(c));
      expect(addenda(sets).join('\n')).toBe(addenda(all).join('\n'));
    });

    it('has no note target that FY2026 lacks, and no note that the tabular list lacks', () => {
      const whole = releasesOf(all).get('2026');
      const edition = (from: readonly CodeSet[]) => from.find((set) => set.kind === 'icd10cm-notes')?.edition;
      const [own, theirs] = [edition(sets), edition(all)];
      const nodes = new Set([...(whole?.rows() ?? [])].flatMap((row) => own?.nodesFor(code(row.code)) ?? []));
      expect(nodes.size).toBeGreaterThan(2_000);
      for (const node of nodes) {
        const words = (notes = own) => notes?.notesAt(node).map(({ kind, text }) => `${kind} ${text}`);
        if (String(words()) !== String(words(theirs))) expect(words(), node).toEqual(words(theirs));
        const targets = own?.notesAt(node).flatMap((note) => note.targets) ?? [];
        expect(targets.filter((target) => !whole?.holds(target))).toEqual([]);
      }
    });
  },
);

describeWithShared('the HCPCS numbers', ['data/hcpcs/2020-Alpha-Numeric-HCPCS-File.zip'], (zip) => {
  it('stand in CMS’s file of 2020, or began later', async () => {
    const { unzipSync } = await import('fflate');
    const files = unzipSync(readFileSync(zip), {
      filter: ({ name }) => name.endsWith('ANWEB_w_disclaimer.txt'),
    });
    const text = Buffer.from(Object.values(files)[0] ?? []).toString('latin1');
    const known = new Set([...text.matchAll(/^([A-V]\d{4})00100/gm)].map((match) => match[1]));
    expect(known.size).toBeGreaterThan(6_000);
    const list = sets.flatMap((set) => (set.kind === 'procedures' ? set.list : []));
    // G2025 began on 27 January 2020, after that file was made.
    const unknown = list.filter(
      (row) => isHcpcsShape(row.code) && !known.has(row.code) && row.from === undefined,
    );
    expect(unknown.map((row) => row.code)).toEqual(['G2025']);
  });
});
