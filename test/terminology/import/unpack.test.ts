import { gzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { gunzipBounded } from '../../../src/terminology/import/inflate.ts';
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

const text = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);

/** The zip, saying another size of its one member. */
function withSize(size: number): Uint8Array {
  const one = zip({ 'icd10cm_order_2026.txt': TEXT });
  const view = new DataView(one.buffer);
  const directory = view.getUint32(one.length - 6, true);
  view.setUint32(directory + 24, size, true);
  return one;
}

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
    ['icd10cm_index_2026.xml', 'icd10cm-index', 2026, false],
    ['icd10cm-eindex-April-1-2026.xml.gz', 'icd10cm-external-index', 2026, true],
    ['icd10cm-drug-2026.xml', 'icd10cm-drugs', 2026, false],
    ['icd10cm_neoplasm_2026.xml', 'icd10cm-neoplasms', 2026, false],
    ['2018_I9gem.txt', 'gem-icd9cm-icd10cm', 2018, false],
    ['2018-ICD-10-PCS-General-Equivalence-Mappings.zip/gem_pcsi9.txt', 'gem-icd10pcs-icd9pcs', 2018, false],
    ['icd10cm_conversion_table_FY2026.txt', 'icd10cm-conversion', 2026, false],
    ['Definitions of Medicare Code Edits_v_43.txt', 'mce-lists', undefined, false],
  ])('%s is %s of %s', (name, kind, year, april) => expect(memberKind(name)).toEqual({ kind, year, april }));

  it.each([
    'icd10cm_codes_2026.txt',
    'icd10pcs_order_2026.txt',
    'icd10cm-guidelines-2026.xml',
    'order.txt',
    'notes.pdf',
  ])('%s is none of them', (name) => expect(memberKind(name)).toBeUndefined());
});

describe('unpack', () => {
  it('tells plain, gzip and zip apart by content, whatever the name says', () => {
    const name = 'icd10cm_order_2026.txt';
    const expected = { kind: 'order', year: 2026, april: false };
    for (const content of [TEXT, gzipSync(TEXT)]) {
      const [member] = unpack({ name, bytes: content });
      expect(member).toMatchObject({ ...expected, label: name });
      expect(text(member?.bytes)).toBe(orderText());
    }
    const [packed] = unpack({ name: 'download', bytes: ZIP });
    expect(packed).toMatchObject({ ...expected, label: 'download (icd10cm_order_2026.txt)' });
    expect(text(packed?.bytes)).toBe(orderText());
  });

  it('reads a member that is stored without packing', () => {
    const stored = zip({ 'icd10cm_order_2026.txt': [TEXT, { level: 0 }] });
    expect(text(unpack({ name: 'f.zip', bytes: stored })[0]?.bytes)).toBe(orderText());
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
    refused(withSize(129 * 2 ** 20), 'would unpack to 135266304 bytes');
  });

  it('refuses a member that is larger, or smaller, than it says', () => {
    refused(withSize(1_000), 'its CRC differs');
    refused(withSize(TEXT.length + 1), 'its CRC differs');
  });

  it('refuses a gzip file that unpacks past the limit, or is damaged', () => {
    expect(() => gunzipBounded(gzipSync(new Uint8Array(100_000)), 50_000, 'bomb.gz')).toThrow(
      /unpacks to more than 50000/,
    );
    const good = gzipSync(TEXT);
    refused(good.slice(0, good.length - 20), 'damaged', 'icd10cm_order_2026.txt');
    const wrongCrc = good.slice();
    wrongCrc[good.length - 6] = (wrongCrc[good.length - 6] ?? 0) ^ 1;
    refused(wrongCrc, 'its CRC differs', 'icd10cm_order_2026.txt');
  });
});
