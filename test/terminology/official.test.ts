/** The official FY2026 files and the 2021 tabular list, read whole. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import {
  createTerminology,
  type Icd10Cm,
  type Icd10CmRelease,
  icd10CmRelease,
  inRange,
  inRanges,
  type NoteKind,
  printedRanges,
  readCodeSet,
  readOfficial,
} from '../../src/terminology/index.ts';
import type { NotesEdition } from '../../src/terminology/notes/notes-edition.ts';
import { describeWithShared } from '../support/shared.ts';
import { bytes, code, day } from './support.ts';

const ON = day('2025-10-15');

describeWithShared(
  'the official files',
  ['data/icd10cm/icd10cm-order-files-2026.zip', 'data/icd10cm/icd10cm_tabular_2021.xml.gz'],
  (...paths) => {
    let icd10cm: Icd10Cm;
    let release: Icd10CmRelease;
    let edition: NotesEdition;
    beforeAll(() => {
      const files = paths.map((path) => ({
        name: path.split('/').at(-1) ?? path,
        bytes: readFileSync(path),
      }));
      for (const table of readOfficial(files, { kept: () => undefined })) {
        const set = readCodeSet(bytes(table.text), table.info.id);
        if (set.kind === 'icd10cm-codes') release = icd10CmRelease(set.info, set.table);
        if (set.kind === 'icd10cm-notes') edition = set.edition;
      }
      icd10cm = createTerminology([release], [edition], []).icd10cm;
    });
    const targetsOf = (kind: NoteKind, text: string) =>
      icd10cm
        .notes(code(text), ON)
        .filter((note) => note.kind === kind)
        .flatMap((note) => note.targets);
    const names = (kind: NoteKind, text: string, other: string): boolean =>
      inRanges(other, targetsOf(kind, text));

    it('have 98,186 rows of which 74,719 are billable', () => {
      expect(release.info.counts).toEqual({ rows: 98_186, billable: 74_719 });
      expect(release.billableUnder('E11')).toHaveLength(87);
      expect(release.children(code('S52.50')).map((entry) => entry.code)).toEqual([
        'S52.501',
        'S52.502',
        'S52.509',
      ]);
    });

    it.each<[NoteKind, string, string, boolean]>([
      ['excludes1', 'E10.9', 'E11.22', true],
      ['excludes1', 'E10.9', 'E10.65', false],
      ['excludes1', 'E11.9', 'E10.9', true],
      ['excludes1', 'R73.03', 'E11.9', true],
      ['excludes1', 'R73.03', 'E66.9', false],
      // The list has no Excludes1 between I10 and I11–I13: that I10 never stands with them is a guideline (I.C.9.a).
      ['excludes1', 'I10', 'I11.0', false],
      ['excludes1', 'I10', 'O10.011', true],
      ['excludes1', 'I10', 'O12.01', false],
      ['excludes2', 'I10', 'H35.031', true],
      ['excludes1', 'J44.9', 'J42', true],
      ['codeAlso', 'J44.1', 'J45.901', true],
      ['useAdditional', 'J44.9', 'F17.210', true],
      ['useAdditional', 'J18.9', 'Z87.891', true],
      ['useAdditional', 'I12.9', 'N18.32', true],
      ['useAdditional', 'I12.9', 'N18.6', false],
      ['codeFirst', 'F02.80', 'G30.9', true],
      ['codeFirst', 'F02.80', 'I10', false],
      ['useAdditional', 'O24.410', 'Z3A.28', true],
      ['useAdditional', 'E66.9', 'Z68.36', true],
      // Rules on characters: an adverse effect, not a poisoning.
      ['useAdditional', 'K52.1', 'T45.1X5A', true],
      ['useAdditional', 'K52.1', 'T45.1X1A', false],
      ['codeFirst', 'K52.1', 'T45.1X1A', false],
      ['excludes1', 'R47.01', 'I69.320', true],
      ['excludes1', 'R47.01', 'I69.321', false],
      ['excludes1', 'S51.011A', 'S52.501B', true],
      ['excludes1', 'S51.011A', 'S52.501A', false],
    ])('%s of %s names %s: %s', (kind, own, other, expected) =>
      expect(names(kind, own, other)).toBe(expected),
    );

    it('bind notes of block and chapter', () => {
      const nodes = new Set(icd10cm.notes(code('I10'), ON).map((note) => note.node));
      expect([...nodes]).toEqual(['I10', 'I10-I16', 'I00-I99']);
    });

    it('define 7th characters', () => {
      expect(edition.seventhCharacters('S52.501A')?.characters.B).toContain('open fracture type I or II');
      expect(edition.seventhCharacters('T36.0X5A')).toMatchObject({
        node: 'T36',
        characters: { D: 'subsequent encounter' },
      });
      expect(edition.seventhCharacters('E11.9')).toBeUndefined();
    });

    it('print their ranges as printedRanges has them', () => {
      // Nodes of up to four characters, in the order of the file.
      const nodes = [...release.rows()].map((row) => row.code).filter((plain) => plain.length <= 4);
      const place = new Map(nodes.map((plain, i) => [plain, i]));
      const borne = new Set([...release.rows()].flatMap((row) => edition.nodesFor(code(row.code))));
      const ranges = new Map(
        [...borne]
          .flatMap((node) => edition.notesAt(node).flatMap((note) => note.targets))
          .map((target) => [`${target.from}-${target.to}`, target]),
      );
      const wrong = [...ranges].filter(([, range]) => {
        const plainTo = range.to.replace('.', '');
        const from = place.get(range.from.replace('.', ''));
        let to = place.get(plainTo);
        if (range.from === range.to || from === undefined || to === undefined) return false;
        while (nodes[to + 1]?.startsWith(plainTo)) to += 1;
        const printed = printedRanges(range);
        return nodes.some((plain, i) => inRanges(plain, printed) !== (i >= from && i <= (to ?? 0)));
      });
      // Within a category a few subcategories with a letter are printed out of turn; two ranges meet them.
      expect(wrong.map(([text]) => text).sort()).toEqual(['C96.0-C96.9', 'Y93.0-Y93.A']);
    });

    it('leave hardly a target that FY2026 no longer has', () => {
      const nodes = new Set([...release.rows()].flatMap((row) => edition.nodesFor(code(row.code))));
      const all = [...nodes].flatMap((node) => edition.notesAt(node).flatMap((note) => note.targets));
      const gone = all.filter((target) => !release.holds(target));
      expect(all.length).toBeGreaterThan(10_000);
      expect(gone.length).toBeLessThan(100);
      // E12 has been empty since the first edition, but "E08-E13 with .41" counts through it.
      expect(gone.some((target) => inRange(target.from, { from: 'E12', to: 'E12' }))).toBe(true);
    });
  },
);
