/** The charge table: dates, modifiers, and every way a CSV can be wrong. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChargeTable } from '../../src/claim/index.ts';
import { ClaimwrightError } from '../../src/kernel/index.ts';
import { day } from './support.ts';

const HEADER = 'code,modifier,price,effectiveFrom,effectiveTo';
const table = (...rows: readonly string[]) => parseChargeTable([HEADER, ...rows].join('\n'));
const cents = (t: ReturnType<typeof table>, code: string, on: string, ...modifiers: readonly string[]) =>
  t.charge(code, modifiers, day(on))?.cents;

describe('a charge', () => {
  const t = table(
    '99213,,158.00,2025-01-01,2025-12-31',
    '99213,,162.50,2026-01-01,',
    '71046,,88,2025-01-01,',
    '71046,26,28,2025-01-01,2025-06-30',
    '3044F,,0,2025-01-01,',
  );

  it.each([
    ['2024-12-31', undefined],
    ['2025-01-01', 15800],
    ['2025-12-31', 15800],
    ['2026-01-01', 16250],
    ['2031-07-01', 16250],
  ])('on %s is %s', (on, expected) => {
    expect(cents(t, '99213', on)).toBe(expected);
  });

  it('is that of the first modifier with a price of its own, else the usual one', () => {
    expect(cents(t, '71046', '2025-06-30', '59', '26')).toBe(2800);
    expect(cents(t, '71046', '2025-07-01', '26')).toBe(8800);
    expect(cents(t, '71046', '2025-06-30', '59')).toBe(8800);
  });

  it('may be nothing, which is not the same as none', () => {
    expect(cents(t, '3044F', '2025-06-30')).toBe(0);
    expect(cents(t, '3046F', '2025-06-30')).toBeUndefined();
  });

  it('is none for a code that only has prices for other modifiers', () => {
    expect(cents(table('20610,50,207,2025-01-01,'), '20610', '2025-06-30')).toBeUndefined();
  });
});

describe('a file', () => {
  it('may be quoted, have CRLF, a byte-order mark, blank lines, other column order and lower-case codes', () => {
    const t = parseChargeTable(
      '\uFEFFprice,code,description,modifier,effectiveFrom,effectiveTo\r\n\r\n"1.50","j1885","ketorolac, ""15"" mg\nper unit",,2025-01-01,\r\n',
    );
    expect(t.charge('J1885', [], day('2025-01-01'))?.cents).toBe(150);
  });

  it.each([
    ['an unknown code', '9921,,1,2025-01-01,', 'line 2, column code'],
    ['a modifier of three characters', '99213,025,1,2025-01-01,', 'line 2, column modifier'],
    ['a currency sign', '99213,,$1,2025-01-01,', 'line 2, column price'],
    ['a third decimal', '99213,,1.005,2025-01-01,', 'line 2, column price'],
    ['a negative price', '99213,,-1,2025-01-01,', 'line 2, column price'],
    ['a thousands comma', '99213,,"1,000",2025-01-01,', 'line 2, column price'],
    ['a formula', '99213,,=1+1,2025-01-01,', 'line 2, column price'],
    ['a day that does not exist', '99213,,1,2025-02-30,', 'line 2, column effectiveFrom'],
    ['no first day', '99213,,1,,', 'line 2, column effectiveFrom'],
    ['a time of day', '99213,,1,2025-01-01T00:00:00Z,', 'line 2, column effectiveFrom'],
    ['an American date', '99213,,1,1/1/2025,', 'line 2, column effectiveFrom'],
    ['an end before the beginning', '99213,,1,2025-01-02,2025-01-01', 'line 2, column effectiveTo'],
    ['too few columns', '99213,,1,2025-01-01', 'line 2: expected 5 columns, found 4'],
    ['too many columns', '99213,,1,2025-01-01,,x', 'line 2: expected 5 columns, found 6'],
    ['an open quote', '99213,"', 'line 2, column 2'],
    ['a quote in the middle', '99213,a"b",1,2025-01-01,', 'line 2, column 2'],
    ['text after a quote', '99213,"26"x,1,2025-01-01,', 'line 2, column 2'],
  ])('with %s is refused, and told where', (_what, row, where) => {
    expect(() => table(row)).toThrow(where);
  });

  it('names the line in the file, quoted line breaks counted', () => {
    const csv = `${HEADER},description\n99213,,1,2025-01-01,,"two\nlines"\n99214,,x,2025-01-01,,\n`;
    expect(() => parseChargeTable(csv)).toThrow('line 4, column price');
  });

  it('with overlapping dates is refused: one day must have one price', () => {
    expect(() => table('99213,,1,2025-01-01,', '99213,,2,2025-06-01,')).toThrow(
      'line 3, column effectiveFrom',
    );
    expect(() => table('99213,,1,2025-01-01,2025-06-01', '99213,,2,2025-06-01,')).toThrow('line 2');
    expect(table('99213,,1,2025-01-01,2025-05-31', '99213,,2,2025-06-01,').rows).toBe(2);
  });

  it.each([
    ['', 'expected the column code once'],
    ['code,price\n', 'expected the column modifier once'],
    ['code,code,modifier,price,effectiveFrom,effectiveTo\n', 'expected the column code once'],
    [`${HEADER.replace('effectiveTo', 'effectivTo')}\n`, 'column 5: expected one of'],
  ])('with the header %j is refused', (csv, why) => {
    expect(() => parseChargeTable(csv)).toThrow(why);
  });

  it('is refused with CW-1002 and without quoting what stood in the cell', () => {
    const attempt = () => table('99213,,John Smith,2025-01-01,');
    expect(attempt).toThrow(ClaimwrightError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'CW-1002' }));
    expect(attempt).not.toThrow('John');
  });

  it('never fails in another way, whatever is in it', () => {
    const cell = fc.oneof(
      fc.constantFrom('99213', '', '1.00', '2025-01-01', '"', '\n', '\r', ','),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), fc.boolean(), (cells, headed) => {
        try {
          parseChargeTable(`${headed ? `${HEADER}\n` : ''}${cells.join(',')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(ClaimwrightError);
        }
      }),
    );
  });
});

describe('the example table', () => {
  const t = parseChargeTable(
    readFileSync(new URL('../../examples/charge-table.csv', import.meta.url), 'utf8'),
  );

  it('has a price for the visits of every setting', () => {
    const visits = [
      '99202',
      '99215',
      '99223',
      '99233',
      '99239',
      '99285',
      '98000',
      '98015',
      '98016',
      '99381',
      '99397',
    ];
    for (const code of visits) expect(t.charge(code, [], day('2026-02-10')), code).toBeDefined();
  });
});
