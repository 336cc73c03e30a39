import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadStarter, loadTerminology, releaseFolder } from '../../src/store/release-folder.ts';
import { procedureCode, readOfficial, type StoredTable } from '../../src/terminology/index.ts';
import { cptFile, feeFile, hcpcsFile, pcsFile } from '../terminology/import/procedure-files.ts';
import { addendaText, bytes, code, day, orderText, ROWS, type Row } from '../terminology/support.ts';

const official = (year: number, rows: readonly Row[] = ROWS) => ({
  name: `icd10cm_order_${year}.txt`,
  bytes: bytes(orderText(rows)),
});
const table = (year: number, rows?: readonly Row[]): StoredTable => {
  const [first] = readOfficial([official(year, rows)], { kept: () => undefined });
  if (!first) throw new Error('nothing was read');
  return first;
};
const OTHER = ROWS.with(4, ['E119', 1, 'other words']);

let path = '';
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'claimwright-')), 'codes');
});
afterEach(() => rmSync(join(path, '..'), { recursive: true, force: true }));

describe('the release folder', () => {
  it('keeps releases side by side, and reads them again', () => {
    const folder = releaseFolder(path);
    expect(folder.list()).toEqual([]);
    expect(folder.add([table(2032), table(2031)])).toEqual(['icd10cm-2032', 'icd10cm-2031']);
    expect(releaseFolder(path).list()).toEqual(['icd10cm-2031', 'icd10cm-2032']);
    expect(readdirSync(path)).toEqual(['icd10cm-2031.tsv', 'icd10cm-2032.tsv']);
    expect(folder.load().map((set) => set.kind)).toEqual(['icd10cm-codes', 'icd10cm-codes']);
    expect(folder.find('icd10cm-2031')?.lookup(code('E11.9'))?.billable).toBe(true);
    expect(folder.find('icd10cm-2030')).toBeUndefined();
  });

  it('adds nothing twice', () => {
    const folder = releaseFolder(path);
    folder.add([table(2031)]);
    expect([...folder.present([table(2031)])]).toEqual(['icd10cm-2031']);
    expect(folder.add([table(2031), table(2032)])).toEqual(['icd10cm-2032']);
  });

  it('never changes a release that it keeps', () => {
    const folder = releaseFolder(path);
    folder.add([table(2031)]);
    expect(() => folder.add([table(2032), table(2031, OTHER)])).toThrow(
      expect.objectContaining({ code: 'CW-3003' }),
    );
    expect(folder.list()).toEqual(['icd10cm-2031']);
    expect(folder.find('icd10cm-2031')?.lookup(code('E11.9'))?.title).not.toBe('other words');
  });

  it('tells damage on disk', () => {
    const folder = releaseFolder(path);
    folder.add([table(2031)]);
    const file = join(path, 'icd10cm-2031.tsv');
    writeFileSync(file, readFileSync(file, 'utf8').replace('nephropathy', 'nephropathi'));
    const damaged = expect.objectContaining({
      code: 'CW-3004',
      message: expect.stringContaining('icd10cm-2031'),
    });
    expect(() => folder.load()).toThrow(damaged);
    expect(() => folder.add([table(2031)])).toThrow(damaged);
  });

  it('leaves nothing behind when it cannot write', () => {
    const [first, second] = [table(2031), table(2032)];
    // A name that no file can have stands for the disk that fills up half-way.
    const impossible = { ...second, info: { ...second.info, id: 'no/such/folder' } };
    const folder = releaseFolder(path);
    expect(() => folder.add([first, impossible])).toThrow();
    expect(readdirSync(path)).toEqual([]);
    expect(folder.add([first])).toEqual(['icd10cm-2031']);
  });

  it('ignores what an interrupted import left', () => {
    const folder = releaseFolder(path);
    folder.add([table(2031)]);
    writeFileSync(join(path, 'icd10cm-2032.tsv.123.new'), 'half');
    expect(folder.list()).toEqual(['icd10cm-2031']);
  });

  it('imports official files, all or none', () => {
    const folder = releaseFolder(path);
    const addenda = {
      name: 'icd10cm_order_addenda_2031.txt',
      bytes: bytes(addendaText([['Add', 'E119', 1, 'x']])),
    };
    const broken = { name: 'icd10cm_order_2032.txt', bytes: bytes('broken') };
    expect(() => folder.importOfficial([official(2031), broken])).toThrow(
      expect.objectContaining({ code: 'CW-3002' }),
    );
    expect(folder.list()).toEqual([]);
    expect(folder.importOfficial([official(2031)]).map(({ added }) => added)).toEqual([true]);
    // The addenda find the release that is kept.
    expect(folder.importOfficial([addenda]).map(({ info, added }) => [info.id, added])).toEqual([
      ['icd10cm-2031-addenda', true],
    ]);
    expect(folder.importOfficial([official(2031), addenda]).map(({ added }) => added)).toEqual([
      false,
      false,
    ]);
  });
});

describe('releases of other systems', () => {
  it('are kept side by side, and damage to one is told', () => {
    const folder = releaseFolder(path);
    const added = folder.importOfficial([official(2031), hcpcsFile(), cptFile(), feeFile(), pcsFile()]);
    expect(added.map(({ info, counted }) => [info.id, counted])).toEqual([
      ['icd10cm-2031', '10 billable of 20 rows'],
      ['icd10pcs-2031', '4 codes'],
      ['hcpcs-2031', '5 codes, 2 modifiers'],
      ['cpt-2031', '11 codes'],
      ['fee-schedule-2031', '15 rows of 14 codes'],
    ]);
    const { icd10cm, procedures } = loadTerminology(path);
    const on = day('2031-02-01');
    expect(icd10cm.release(on)?.id).toBe('icd10cm-2031');
    const a0001 = procedureCode('A0001');
    expect(a0001 && procedures.status(a0001, on)).toMatchObject({ release: { id: 'hcpcs-2031' } });
    expect(folder.importOfficial([hcpcsFile(), pcsFile()]).map((release) => release.added)).toEqual([
      false,
      false,
    ]);
    const file = join(path, 'hcpcs-2031.tsv');
    writeFileSync(file, readFileSync(file, 'utf8').replace('made up', 'made uq'));
    expect(() => folder.load()).toThrow(expect.objectContaining({ code: 'CW-3004' }));
  });

  it('stay as they were when any file is at fault', () => {
    const folder = releaseFolder(path);
    folder.importOfficial([pcsFile()]);
    const broken = { name: 'HCPC2031_ANWEB.txt', bytes: hcpcsFile().bytes.subarray(0, 1_000) };
    expect(() => folder.importOfficial([cptFile(), broken])).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(/row 4 is cut short/) }),
    );
    expect(folder.list()).toEqual(['icd10pcs-2031']);
  });
});

describe('the starter', () => {
  it('is read from the program itself', () => {
    expect(loadStarter().map((set) => set.kind)).toEqual([
      'icd10cm-codes',
      'icd10cm-codes',
      'icd10cm-addenda',
      'icd10cm-addenda',
      'place-of-service',
      'procedures',
      'icd10cm-notes',
      'search-tables',
    ]);
  });

  it('gives way to an imported release on its dates only', () => {
    releaseFolder(path).add([table(2031)]);
    const { icd10cm } = loadTerminology(path);
    expect(icd10cm.release(day('2030-10-01'))?.id).toBe('icd10cm-2031');
    expect(icd10cm.release(day('2025-10-01'))?.id).toBe('icd10cm-2026-starter');
    expect(
      loadTerminology()
        .releases()
        .map(({ id }) => id),
    ).toEqual(['icd10cm-2025-starter', 'icd10cm-2026-starter', 'place-of-service-starter']);
  });
});
