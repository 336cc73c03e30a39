import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codesImportCommand } from '../../src/cli/codes-import.ts';
import { releaseFolder } from '../../src/store/index.ts';
import { describeWithShared } from '../support/shared.ts';
import { orderText } from '../terminology/support.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimwright-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const codes = (): string => join(folder, 'codes');

/** Runs the command; answers what it printed. */
async function run(files: readonly string[], tty = false): Promise<{ exit: number; printed: string }> {
  const out = Object.assign(new PassThrough(), tty ? { isTTY: true, columns: 100 } : {});
  const err = new PassThrough();
  const exit = await codesImportCommand(files, { io: { out, err }, releases: () => releaseFolder(codes()) });
  return { exit, printed: String(out.read() ?? '') };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('codes import', () => {
  it('says what it read and counted', async () => {
    const { exit, printed } = await run([file('icd10cm_order_2031.txt', orderText())]);
    expect(exit).toBe(0);
    expect(printed).toBe(
      'read icd10cm_order_2031.txt\nICD-10-CM FY2031: 10 billable of 20 rows, in force from 2030-10-01 to 2031-09-30\n',
    );
  });

  it('says that a release is there already', async () => {
    const path = file('icd10cm_order_2031.txt', orderText());
    await run([path]);
    const before = readdirSync(codes());
    const { exit, printed } = await run([path]);
    expect(exit).toBe(0);
    expect(printed).toContain('(already there; nothing changed)');
    expect(readdirSync(codes())).toEqual(before);
  });

  it('draws a bar on a terminal', async () => {
    const { printed } = await run([file('icd10cm_order_2031.txt', orderText())], true);
    expect(printed).toMatch(/icd10cm_order_2031\.txt \[=+\] 100%/);
  });

  it.each<[string, () => string, string, string]>([
    ['a file that is not there', () => join(folder, 'none.txt'), 'CW-1007', 'There is no file'],
    ['a folder', () => folder, 'CW-1002', 'it is a folder'],
    ['a file that it does not know', () => file('x.txt', 'hello'), 'CW-3002', 'it is not an official file'],
    ['a file cut short', () => file('icd10cm_order_2031.txt', orderText().slice(0, 900)), 'CW-3002', 'row'],
  ])('refuses %s in one sentence, and changes nothing', async (_, path, fault, sentence) => {
    await expect(run([path()])).rejects.toMatchObject({
      code: fault,
      message: expect.stringContaining(sentence),
    });
    expect(releaseFolder(codes()).list()).toEqual([]);
  });

  it('says that the data folder cannot be written', async () => {
    writeFileSync(codes(), 'a file stands where the folder should');
    await expect(run([file('icd10cm_order_2031.txt', orderText())])).rejects.toMatchObject({
      code: 'CW-5001',
    });
  });
});

describeWithShared(
  'codes import of the official files',
  ['data/icd10cm/icd10cm-order-files-2026.zip', 'data/icd10cm/icd10cm_tabular_2021.xml.gz'],
  (zip, tabular) => {
    it('gives 74,719 billable of 98,186 rows', async () => {
      const { exit, printed } = await run([zip ?? '', tabular ?? '']);
      expect(exit).toBe(0);
      expect(printed).toContain(
        'ICD-10-CM FY2026: 74,719 billable of 98,186 rows, in force from 2025-10-01 to 2026-09-30',
      );
      expect(printed).toContain('ICD-10-CM Tabular List 2021: 10,074 rows');
    });

    it('changes nothing when the zip is damaged', async () => {
      const bytes = readFileSync(zip ?? '');
      // One bit of the packed order file.
      bytes.writeUInt8(bytes.readUInt8(1_500_000) ^ 4, 1_500_000);
      const path = join(folder, 'icd10cm-order-files-2026.zip');
      writeFileSync(path, bytes);
      await expect(run([path])).rejects.toMatchObject({ code: 'CW-3002' });
      expect(releaseFolder(codes()).list()).toEqual([]);
    });
  },
);

describeWithShared(
  'codes import of procedure files',
  ['data/hcpcs/2020-Alpha-Numeric-HCPCS-File.zip', 'data/icd10pcs/zip-file-3-2026-icd-10-pcs-codes-file.zip'],
  (hcpcs = '', pcs = '') => {
    it('counts codes and modifiers, and says what is there already', async () => {
      const { exit, printed } = await run([hcpcs, pcs]);
      expect(exit).toBe(0);
      expect(printed).toContain(
        'HCPCS Level II 2020: 6,710 codes, 369 modifiers, in force from 2020-01-01 to 2020-12-31\n',
      );
      expect(printed).toContain('ICD-10-PCS FY2026: 79,115 codes, in force from 2025-10-01 to 2026-09-30\n');
      expect(releaseFolder(codes()).list()).toEqual(['hcpcs-2020', 'icd10pcs-2026']);
      expect((await run([hcpcs])).printed).toContain('(already there; nothing changed)');
    });

    it('draws a bar', async () => {
      const { printed } = await run([hcpcs], true);
      expect(printed).toMatch(/HCPC2020_ANWEB_w_disclaimer\.txt\) \[=+\] 100%/);
    });

    it('changes nothing when one of the files is cut short', async () => {
      const path = join(folder, 'cut.zip');
      writeFileSync(path, readFileSync(hcpcs).subarray(0, 900_000));
      await expect(run([pcs, path])).rejects.toMatchObject({ code: 'CW-3002' });
      expect(releaseFolder(codes()).list()).toEqual([]);
    });
  },
);
