import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type Icd10CmRelease,
  type InputFile,
  icd10CmRelease,
  readCodeSet,
  readOfficial,
  type StoredTable,
} from '../../../src/terminology/index.ts';
import { addendaText, bytes, type Change, code, orderLine, orderText, ROWS, type Row } from '../support.ts';

// A year whose counts are not published here, so that a small edition passes for a whole one.
const YEAR = 2031;
const ORDER: InputFile = { name: `icd10cm_order_${YEAR}.txt`, bytes: bytes(orderText()) };
const CHANGES: readonly Change[] = [
  ['Add', 'S0101', 0, 'x'],
  ['Add', 'S0101XA', 1, 'x'],
  ['Add', 'S0101XD', 1, 'x'],
  ['Delete', 'S010XXA', 1, 'x'],
];
const addenda = (changes = CHANGES, counts = { year: YEAR, headers: 10, codes: 10 }): InputFile => ({
  name: `icd10cm_order_addenda_${YEAR}.txt`,
  bytes: bytes(addendaText(changes, counts)),
});
const none = (): undefined => undefined;
const read = (...files: readonly InputFile[]): readonly StoredTable[] => readOfficial(files, { kept: none });

function releaseOf(table: StoredTable | undefined): Icd10CmRelease {
  const set = table && readCodeSet(bytes(table.text), table.info.id);
  if (set?.kind !== 'icd10cm-codes') throw new Error('no codes');
  return icd10CmRelease(set.info, set.table);
}

describe('readOfficial', () => {
  it('describes the edition it read', () => {
    const [table] = read(ORDER);
    expect(table?.info).toEqual({
      id: 'icd10cm-2031',
      system: 'http://hl7.org/fhir/sid/icd-10-cm',
      version: '2031',
      title: 'ICD-10-CM FY2031',
      effective: { from: '2030-10-01', to: '2031-09-30' },
      checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
      source: 'icd10cm_order_2031.txt',
      licence: 'US government work (CMS, NCHS), public domain',
      complete: true,
      counts: { rows: 20, billable: 10 },
    });
  });

  it('gives the same release from a zip and from the plain file', () => {
    const packed = zipSync({ [ORDER.name]: ORDER.bytes, [addenda().name]: addenda().bytes });
    const tables = read({ name: 'official.zip', bytes: packed });
    expect(tables[0]).toEqual(read(ORDER)[0]);
    expect(tables.map((table) => table.info.id)).toEqual(['icd10cm-2031', 'icd10cm-2031-addenda']);
    expect(read(ORDER, { name: 'official.zip', bytes: packed })).toEqual(tables);
  });

  it('reads addenda beside their order file, or after it', () => {
    const [, table] = read(ORDER, addenda());
    expect(table?.text).toContain('retired\tS01.0XXA\tS01.01XA\n');
    const kept = (id: string) => (id === 'icd10cm-2031' ? releaseOf(read(ORDER)[0]) : undefined);
    expect(readOfficial([addenda()], { kept })).toEqual([table]);
    expect(() => read(addenda())).toThrow(/addenda need the order file of their edition/);
  });

  it.each<[string, readonly InputFile[], RegExp]>([
    [
      'counts that the addenda deny',
      [ORDER, addenda(CHANGES, { year: YEAR, headers: 10, codes: 11 })],
      /published with 21 and 11/,
    ],
    ['addenda of another edition', [ORDER, addenda([['Add', 'A000', 1, 'x']])], /it adds A000/],
    ['a name without a year', [{ ...ORDER, name: 'icd10cm_order_new.txt' }], /does not tell the year/],
    [
      'a year that its counts deny',
      [{ ...ORDER, name: 'icd10cm_order_2026.txt' }],
      /published with 98186 and 74719/,
    ],
    [
      'two files of one edition that differ',
      [ORDER, { ...ORDER, bytes: bytes(orderText(ROWS.with(4, ['E119', 1, 'other']))) }],
      /with other content/,
    ],
    [
      'a second file that is damaged',
      [ORDER, { name: 'icd10cm_order_2032.txt', bytes: bytes('x') }],
      /row 1 is cut short/,
    ],
  ])('refuses %s', (_, files, message) => {
    expect(() => read(...files)).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(message) }),
    );
  });

  it('tells progress to the end', () => {
    const told: number[] = [];
    readOfficial([ORDER], { kept: none, progress: (_, done, total) => told.push(done / total) });
    expect(told.at(-1)).toBe(1);
  });
});

describe('a mid-year update', () => {
  const april = (rows: readonly Row[]): InputFile => ({
    name: `icd10cm-order-April-${YEAR}.txt`,
    bytes: bytes(orderText(rows)),
  });
  const UPDATE: readonly Row[] = [
    ['E112', 0, 'Type 2 diabetes mellitus with kidney complications'],
    ['E1129', 1, 'Type 2 diabetes mellitus with other kidney complication'],
    ['E119', 1, 'A revised title'],
    ['U07', 0, 'Emergency use'],
    ['U071', 1, 'COVID-19'],
  ];

  it('keeps what it does not mention, 7th characters and all', () => {
    const updated = releaseOf(read(ORDER, april(UPDATE))[1]);
    expect(updated.info).toMatchObject({
      id: 'icd10cm-2031-04',
      version: '2031-04',
      effective: { from: '2031-04-01', to: '2031-09-30' },
      counts: { rows: 23, billable: 12 },
    });
    const before = releaseOf(read(ORDER)[0]);
    for (const row of before.rows()) expect(updated.lookup(code(row.code)), row.code).toBeDefined();
    expect(updated.lookup(code('E11.9'))?.title).toBe('A revised title');
    expect(updated.children(code('E11.2')).map((entry) => entry.code)).toEqual([
      'E11.21',
      'E11.22',
      'E11.29',
    ]);
    expect(updated.lookup(code('U07.1'))?.billable).toBe(true);
  });

  it('deletes only what its addenda delete', () => {
    const gone: InputFile = {
      name: `icd10cm-order-addenda-April-${YEAR}.txt`,
      bytes: bytes(
        addendaText([
          ['Delete', 'E1121', 1, 'x'],
          ['Add', 'E1129', 1, 'x'],
        ]),
      ),
    };
    const tables = read(ORDER, april(UPDATE), gone);
    const updated = releaseOf(tables[1]);
    expect(updated.lookup(code('E11.21'))).toBeUndefined();
    expect(updated.lookup(code('E11.22'))).toBeDefined();
    expect(tables[2]?.text).toContain('retired\tE11.21\t');
  });

  it('needs the October edition it updates', () => {
    expect(() => read(april(UPDATE))).toThrow(/it updates the October edition of FY2031; import that first/);
    const kept = (id: string) => (id === 'icd10cm-2031' ? releaseOf(read(ORDER)[0]) : undefined);
    expect(readOfficial([april(UPDATE)], { kept })[0]?.info.counts.rows).toBe(23);
  });

  it('is checked like any other file', () => {
    const broken = {
      ...april(UPDATE),
      bytes: bytes(`${orderLine(1, ['E1122', 1, 'x'])}\n${orderLine(1, ['E119', 1, 'x'])}\n`),
    };
    expect(() => read(ORDER, broken)).toThrow(/row 2 has order number 1 after 1/);
    expect(() => read(ORDER, april([['E11221', 1, 'below a code that stays valid']]))).toThrow(
      /E1122 is marked valid/,
    );
  });
});
