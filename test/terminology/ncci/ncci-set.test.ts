import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/kernel/index.ts';
import { readBinaryTable, writeBinaryTable } from '../../../src/terminology/ncci/binary-table.ts';
import { readNcciBinary, readNcciText } from '../../../src/terminology/ncci/ncci-set.ts';
import { ncci } from '../../../src/terminology/ncci/official.ts';
import { readInfo, readTable } from '../../../src/terminology/release/table-file.ts';
import { aocText, imported, LAST_ROW, latin1, mueText, placeText, ptpText } from './official-files.ts';

const ROWS = ptpText([['11042', '97597', '20200101', '*', '1'], LAST_ROW]);
const STORED = imported(['ccipra-v320r0-f1.TXT', ROWS])[0]?.bytes ?? new Uint8Array();
const damaged = (message: RegExp) =>
  expect.objectContaining({ code: 'CW-3004', message: expect.stringMatching(message) });

/** The stored edits with another header or other columns, sealed anew. */
function forged(
  header: Readonly<Record<string, string>>,
  change: { starts?: Uint32Array; terms?: Uint16Array } = {},
): Uint8Array {
  const table = readBinaryTable(STORED, 'x');
  const { order, columns, ...own } = Object.fromEntries(table.file.header);
  const lines = Object.entries({ ...own, ...header }).map(([key, value]) => [key, value ?? ''] as const);
  return writeBinaryTable(lines, {
    codes: table.u32('codes'),
    starts: change.starts ?? table.u32('starts'),
    higher: table.u16('higher'),
    terms: change.terms ?? table.u16('terms'),
    listed: table.u16('listed'),
  });
}

describe('stored PTP edits', () => {
  it('are read again', () => {
    expect(readNcciBinary(STORED, 'x')).toMatchObject({
      kind: 'ncci-ptp',
      table: { size: 2, setting: 'practitioner' },
    });
    expect(readNcciBinary(forged({}), 'x').info).toEqual(readNcciBinary(STORED, 'x').info);
  });

  it('are refused when one byte differs, wherever it is', () => {
    for (const at of [5, 40, 120, 400, STORED.length - 9, STORED.length - 1]) {
      const bytes = STORED.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(() => readNcciBinary(bytes, 'ncci-ptp-practitioner-2026q1')).toThrow(
        damaged(/ncci-ptp-practitioner-2026q1/),
      );
    }
  });

  it.each<[string, Uint8Array]>([
    ['another kind', forged({ kind: 'ncci-mue' })],
    ['no setting', forged({ setting: 'elsewhere' })],
    ['another number of edits', forged({ rows: '3' })],
    ['no number of edits', forged({ rows: 'many' })],
    ['a column too short', forged({}, { terms: new Uint16Array(1) })],
    ['codes whose edits end elsewhere', forged({}, { starts: Uint32Array.of(0, 1, 1, 1, 1) })],
    ['too few codes', forged({}, { starts: Uint32Array.of(0, 1, 1, 2) })],
    ['no first day', forged({ from: 'soon' })],
  ])('are refused with a right seal, but with %s', (_, bytes) => {
    expect(() => readNcciBinary(bytes, 'x')).toThrow(damaged(/x is damaged/));
  });
});

describe('stored tables of text', () => {
  const stored = imported(
    [
      'MCR_MUE_DMESupplierServices_Eff_01-01-2026.csv',
      mueText(['A4450,100,1 Line Edit,CMS Policy'], 'DMESupplier'),
    ],
    ['AOC_V2026Q1-MCR.txt', aocText([['2', '0054T', '', 'CCCCC', '', '2013091', '']])],
    ['place-of-service-2024-05-02.tsv', placeText(['11\tOffice\tx'])],
  );
  const read = (kind: string | undefined, text: string) => {
    const file = readTable(new TextEncoder().encode(text), 'x', false);
    return readNcciText(kind, file, readInfo(file, 'x'), (detail) => {
      throw new Error(detail);
    });
  };
  const unsealed = (text: string) => text.replace(/ sha256:\w+/, '');

  it('are read again', () => {
    for (const { kind, text, info } of stored)
      expect(read(kind, text)).toMatchObject({ kind, info, table: { size: 1 } });
  });

  it('are refused for a row that is not one, or too few', () => {
    for (const { kind, text } of stored) {
      expect(() => read(kind, `${unsealed(text)}x\n`)).toThrow(/row 2 is not/);
      expect(() => read(kind, unsealed(text).replace(/\n[^#\n]+\n$/, '\n'))).toThrow(
        /it has 0 rows where its header says 1/,
      );
      expect(() => read(kind, unsealed(text).replace(/\n$/, '\tx\n'))).toThrow(/row 1 is not/);
    }
  });

  it('are none for a kind of another room', () => {
    expect(read('icd10cm-codes', stored[1]?.text ?? '')).toBeUndefined();
    expect(() => read('ncci-mue', stored[1]?.text ?? '')).toThrow(/names no setting/);
  });
});

describe('the importer', () => {
  it('recognises its files by name', () => {
    expect(ncci.recognises('x.zip/ccipra-v320r0-f1.TXT')).toEqual({
      kind: 'ncci-ptp',
      year: undefined,
      april: false,
    });
    expect(ncci.recognises('icd10cm_order_2026.txt')).toBeUndefined();
    for (const name of [
      'MCR_MUE_DMESupplierServices_Eff_01-01-2026.csv',
      'AOC_V2026Q1-MCR.txt',
      'place-of-service-2024-05-02.csv',
    ])
      expect(ncci.kinds).toContain(ncci.recognises(name)?.kind);
  });

  it('tells progress to the end, and what it read by its checksum', () => {
    const told: number[] = [];
    const bytes = latin1(mueText(['A4450,100,1 Line Edit,CMS Policy'], 'DMESupplier'));
    const label = 'MCR_MUE_DMESupplierServices_Eff_01-01-2026.csv';
    const [edition] = ncci.read([{ label, bytes }], {
      progress: (_, done, total) => told.push(done / total),
    });
    expect(told.at(-1)).toBe(1);
    expect(edition?.info.checksum).toBe(sha256(bytes));
  });

  it('refuses all of its files when one is at fault', () => {
    const read = () =>
      imported(
        ['ccipra-v320r0-f1.TXT', ROWS],
        ['MCR_MUE_DMESupplierServices_Eff_01-01-2026.csv', mueText([], 'DMESupplier')],
      );
    expect(read).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(/MUE.*it has no rows/) }),
    );
    expect(() => imported(['other.txt', 'x'])).toThrow(/its name is not that of a procedure-edit file/);
  });
});
