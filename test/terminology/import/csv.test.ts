import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRows } from '../../../src/terminology/import/csv.ts';

const cellsOf = (text: string) => [...csvRows(text, 'f.csv')].map((row) => row.cells);

describe('csvRows', () => {
  it.each<[string, string, readonly (readonly string[])[]]>([
    [
      'plain cells',
      'a,b\r\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'empty cells',
      ',\n"",\n',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['quoted cells', '"a, ""b""\n c",d', [['a, "b"\n c', 'd']]],
    ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
    ['an empty row', 'a\n\nb', [['a'], [''], ['b']]],
    ['a quotation mark within', 'a"b,c', [['a"b', 'c']]],
    ['nothing', '', []],
  ])('reads %s', (_, text, expected) => expect(cellsOf(text)).toEqual(expected));

  it('numbers rows by the line they begin on', () => {
    expect([...csvRows('"a\nb",c\nd\n', 'f.csv')].map((row) => row.number)).toEqual([1, 3]);
  });

  it.each([
    ['a\n"b', /row 2 opens a quotation that is never closed/],
    ['"a"b,c', /row 1 goes on after a closed quotation/],
    [`"${'a'.repeat(20_001)}"`, /row 1 is too long/],
    [','.repeat(300), /row 1 is too long/],
  ])('refuses hostile text', (text, message) => expect(() => cellsOf(text)).toThrow(message));

  it('reads back whatever is written as RFC 4180 says', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é') });
    // A row of one empty cell is an empty row.
    const row = fc.array(cell, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
        const text = rows
          .map((cells) => `${cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\r\n`)
          .join('');
        expect(cellsOf(text)).toEqual(rows);
      }),
    );
  });

  it('never hangs or breaks on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') }), (text) => {
        try {
          cellsOf(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'CW-3002' });
        }
      }),
    );
  });
});
