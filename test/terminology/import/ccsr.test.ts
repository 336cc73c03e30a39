import { describe, expect, it } from 'vitest';
import { type InputFile, readOfficial } from '../../../src/terminology/index.ts';
import { file, imported } from '../hcc/official-files.ts';
import { code, day, release } from '../support.ts';

const NAME = 'DXCCSR_v2031-1.csv';
const HEAD = [
  ...[
    'ICD-10-CM CODE',
    'ICD-10-CM CODE DESCRIPTION',
    'Default CCSR CATEGORY IP',
    'Default CCSR CATEGORY DESCRIPTION IP',
  ],
  ...['Default CCSR CATEGORY OP', 'Default CCSR CATEGORY DESCRIPTION OP'],
  ...[1, 2, 3, 4, 5, 6].flatMap((n) => [`CCSR CATEGORY ${n}`, `CCSR CATEGORY ${n} DESCRIPTION`]),
  'Rationale for Default Assignment',
]
  .map((name) => `'${name}'`)
  .join(',');
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTVWXYZ'];

function line(dx: string, ip: string, op: string, ...categories: readonly string[]): string {
  const cells = Array.from({ length: 6 }, (_, i) => categories[i])
    .map((one) => (one ? `'${one}','words of ${one}'` : "' ',"))
    .join(',');
  return `'${dx}',"Made up, of ${dx}",'${ip}',words,'${op}',words,${cells},"a reason, in words"`;
}

const ROWS = [
  line('E1122', 'END003', 'END002', 'END002', 'END003', 'GEN003'),
  line('Z0000', 'XXX000', 'FAC016', 'FAC016'),
  ...LETTERS.map((letter) => line(`${letter}999`, 'XYZ001', 'XYZ001', 'XYZ001')),
];
const text = (rows: readonly string[] = ROWS): string => [HEAD, ...rows, ''].join('\r\n');
const refused = (files: readonly InputFile[], detail: string): void =>
  expect(() => imported(...files)).toThrow(
    expect.objectContaining({ code: 'CW-3002', message: expect.stringContaining(detail) }),
  );

describe('CCSR', () => {
  const { ccsr, releases } = imported(file(NAME, text()));

  it('gives all categories and the default of each setting', () => {
    expect(ccsr.categories(code('E11.22'), day('2031-01-01'))).toEqual({
      kind: 'known',
      categories: ['END002', 'END003', 'GEN003'].map((id) => ({ id, label: `words of ${id}` })),
      inpatient: { id: 'END003', label: 'words of END003' },
      outpatient: { id: 'END002', label: 'words of END002' },
      edition: 'ccsr-2031-1',
    });
    expect(releases()).toMatchObject([{ id: 'ccsr-2031-1', counts: { rows: 27, billable: 5 } }]);
  });

  it('gives no default where a code may not stand first', () => {
    const answer = ccsr.categories(code('Z00.00'), day('2031-01-01'));
    expect(answer).not.toHaveProperty('inpatient');
    expect(answer).toMatchObject({ outpatient: { id: 'FAC016' } });
  });

  it.each([
    ['2015-09-30', 'cannot-tell'],
    ['2015-10-01', 'known'],
    ['2031-09-30', 'known'],
    ['2031-10-01', 'cannot-tell'],
  ])('on %s: %s', (on, kind) => expect(ccsr.categories(code('E11.22'), day(on)).kind).toBe(kind));

  it('knows that it lacks a code', () => {
    expect(ccsr.categories(code('E11.23'), day('2031-01-01'))).toEqual({
      kind: 'unknown',
      edition: 'ccsr-2031-1',
    });
  });

  it('answers from its newest version', () => {
    const newer = text(ROWS.map((row) => row.replaceAll('GEN003', 'GEN009')));
    const both = imported(file('DXCCSR-v2031-2.csv', newer), file(NAME, text()));
    expect(both.ccsr.categories(code('E11.22'), day('2030-12-01'))).toMatchObject({ edition: 'ccsr-2031-2' });
  });

  it('is held against the ICD-10-CM edition of its year, where the site has it', () => {
    const read = (rows: Parameters<typeof release>[1]) =>
      readOfficial([file(NAME, text())], {
        kept: (id) => (id === 'icd10cm-2031' ? release(2031, rows) : undefined),
      });
    expect(
      read([
        ['A99', 0, 'heading'],
        ['A999', 1, 'made up'],
      ]),
    ).toHaveLength(1);
    expect(() => read([['A998', 1, 'made up']])).toThrow(/no row for A998 of ICD-10-CM FY2031/);
  });
});

describe('a CCSR file that is not as documented', () => {
  const put = (row: string): string => text([ROWS[0] ?? '', row, ...ROWS.slice(1)]);
  it.each([
    ['no heading', text().replace('ICD-10-CM CODE DESCRIPTION', 'x'), 'it has not the heading of CCSR'],
    ['no diagnosis', put(line('??', 'A', 'A', 'ABC001')), 'row 3 has no diagnosis'],
    ['a row cut short', put("'A000',x,'ABC001'"), 'row 3 has 3 columns, not 19'],
    ['no category', put(line('A000', 'XXX000', 'XXX000')), 'row 3 (A000) has no category'],
    ['a broken category', put(line('A000', 'AB1', 'AB1', 'AB1')), 'row 3 (A000) has no category where'],
    ['a default of no category', put(line('A000', 'END009', 'END002', 'END002')), 'none of its categories'],
    ['a code twice', put(ROWS[0] ?? ''), 'row 3 repeats E1122'],
    [
      'other words for a category',
      put(line('A000', 'END002', 'END002', 'END002').replace('words of END002', 'x')),
      'names category END002 otherwise',
    ],
    ['rows missing', text(ROWS.slice(0, 12)), 'no codes that begin with K: rows are missing'],
    ['a quotation that is cut', text().slice(0, -12), 'opens a quotation that is never closed'],
    ['no rows', `${HEAD}\r\n`, 'it has no rows'],
  ])('is refused for %s', (_, bad, detail) => refused([file(NAME, bad)], detail));

  it('is refused beside another file of its version', () => {
    const other = text([...ROWS, line('B999', 'XYZ001', 'XYZ001', 'XYZ001').replace('B999', 'B998')]);
    refused([file(NAME, text()), file('DXCCSR-v2031-1.csv', other)], 'another file of the same edition');
  });
});
