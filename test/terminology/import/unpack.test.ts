import { gzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memberKind } from '../../../src/terminology/import/member-kind.ts';
import { unpack } from '../../../src/terminology/import/unpack.ts';
import { bytes, orderText } from '../support.ts';

const TEXT = bytes(orderText());
const zip = (members: Zippable): Uint8Array => zipSync(members);
const ZIP = zip({
  'icd10cm_order_2026.txt': TEXT,
  'icd10OrderFiles.pdf': bytes('pdf'),
  'icd10cm_codes_2026.txt': TEXT,
});

function refused(content: Uint8Array, detail: string, name = 'f.zip'): void {
  expect(() => unpack({ name, bytes: content })).toThrow(
    expect.objectContaining({ code: 'CW-3002', message: expect.stringContaining(detail) }),
  );
}

describe('memberKind', () => {
  it.each([
    ['icd10cm_order_2026.txt', 'order', 2026, false],
    ['icd10cm-order-2025.txt', 'order', 2025, false],
    ['2025/ICD10CM-Order-2025.TXT', 'order', 2025, false],
    ['icd10cm_order_addenda_2026.txt', 'addenda', 2026, false],
    ['icd10cm-order-addenda-2025.txt', 'addenda', 2025, false],
    ['icd10cm-order-April-2025.txt', 'order', 2025, true],
    ['april-1-2025-code-descriptions.zip/icd10cm_order_2025.txt', 'order', 2025, true],
    ['icd10cm_tabular_2021.xml.gz', 'tabular', 2021, false],
    ['icd10cm-tabular-April-1-2026.xml', 'tabular', 2026, true],
  ])('%s is %s of %s', (name, kind, year, april) => expect(memberKind(name)).toEqual({ kind, year, april }));

  it.each([
    'icd10cm_codes_2026.txt',
    'icd10pcs_order_2026.txt',
    'icd10cm-drug-2026.xml',
    'order.txt',
    'notes.pdf',
  ])('%s is none of them', (name) => expect(memberKind(name)).toBeUndefined());
});

describe('unpack', () => {
  it('tells plain, gzip and zip apart by content, whatever the name says', () => {
    const name = 'icd10cm_order_2026.txt';
    const expected = { kind: 'order', year: 2026, april: false };
    for (const content of [TEXT, gzipSync(TEXT)]) {
      expect(unpack({ name, bytes: content })).toEqual([
        { ...expected, label: name, bytes: Buffer.from(TEXT) },
      ]);
    }
    expect(unpack({ name: 'download', bytes: ZIP })).toMatchObject([
      { ...expected, label: 'download (icd10cm_order_2026.txt)' },
    ]);
  });

  it('reads a member that is stored without packing', () => {
    const stored = zip({ 'icd10cm_order_2026.txt': [TEXT, { level: 0 }] });
    expect(unpack({ name: 'f.zip', bytes: stored })[0]?.bytes).toEqual(TEXT);
  });

  it('knows the tabular list by its root, whatever its name', () => {
    const list = bytes('<?xml version="1.0"?>\n<ICD10CM.tabular><version>2026</version></ICD10CM.tabular>');
    expect(unpack({ name: 'download.xml', bytes: list })).toMatchObject([
      { kind: 'tabular', year: undefined },
    ]);
  });

  it('refuses what it does not know', () => {
    refused(bytes('hello'), 'it is not an official file', 'hello.txt');
    refused(bytes(''), 'it is not an official file', 'empty.txt');
    refused(zip({ 'a.txt': TEXT }), 'no member of it is an official file');
  });

  it('refuses a zip that is damaged anywhere', () => {
    refused(ZIP.slice(0, ZIP.length - 30), 'cut short');
    refused(ZIP.slice(0, 40), 'cut short');
    const wrongCrc = ZIP.slice();
    const middle = 60 + Math.floor(TEXT.length / 40);
    wrongCrc[middle] = (wrongCrc[middle] ?? 0) ^ 0xff;
    refused(wrongCrc, 'damaged');
  });

  it('refuses a directory that points outside the file', () => {
    const bad = ZIP.slice();
    new DataView(bad.buffer).setUint32(bad.length - 6, 0xfffffff0, true);
    refused(bad, 'damaged');
  });

  it('refuses a member that says it is larger than any official one', () => {
    const huge = zip({ 'icd10cm_order_2026.txt': new Uint8Array(65 * 2 ** 20) });
    expect(huge.length).toBeLessThan(100_000);
    refused(huge, 'would unpack to 68157440 bytes');
  });

  it('refuses a member that is larger than it says', () => {
    const bomb = zip({ 'icd10cm_order_2026.txt': new Uint8Array(8 * 2 ** 20) });
    const view = new DataView(bomb.buffer);
    const entry = bomb.findLastIndex((_, i) => i < bomb.length - 4 && view.getUint32(i, true) === 0x02014b50);
    view.setUint32(entry + 24, 1_000, true);
    refused(bomb, 'its CRC differs');
  });

  it('refuses a gzip file that unpacks past the limit, or is damaged', () => {
    refused(gzipSync(new Uint8Array(65 * 2 ** 20)), 'unpacks to more than', 'icd10cm_order_2026.txt');
    const good = gzipSync(TEXT);
    refused(good.slice(0, good.length - 20), 'damaged', 'icd10cm_order_2026.txt');
    const wrongCrc = good.slice();
    wrongCrc[good.length - 6] = (wrongCrc[good.length - 6] ?? 0) ^ 1;
    refused(wrongCrc, 'its CRC differs', 'icd10cm_order_2026.txt');
  });
});
