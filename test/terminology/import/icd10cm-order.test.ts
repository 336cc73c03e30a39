import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../../src/kernel/index.ts';
import { type OrderRow, orderRows } from '../../../src/terminology/import/icd10cm-order.ts';
import { checkWholeFile } from '../../../src/terminology/import/whole-file.ts';
import { orderLine, orderText, ROWS, type Row } from '../support.ts';

const read = (text: string): readonly OrderRow[] => [...orderRows([text], 'order.txt')];
const whole = (text: string): void => checkWholeFile(read(text), undefined, 'order.txt');
const lines = orderText().split('\r\n').slice(0, -1);
const withLine = (i: number, line: string): string => lines.with(i, line).join('\r\n');

function refused(run: () => unknown, detail: string): void {
  expect(run).toThrow(
    expect.objectContaining({
      code: 'CW-3002',
      message: expect.stringContaining(`order.txt cannot be imported: ${detail}`),
    }),
  );
}

describe('the order file', () => {
  it('is read row by row', () => {
    const rows = read(orderText());
    expect(rows).toHaveLength(ROWS.length);
    expect(rows[3]).toEqual({
      order: 4,
      code: 'E1122',
      billable: true,
      shortTitle: 'Type 2 diabetes mellitus with diabetic chronic kidney diseas',
      title: 'Type 2 diabetes mellitus with diabetic chronic kidney disease',
    });
    whole(orderText());
  });

  it('is the same in chunks of any size, with either line end, and without the last one', () => {
    const expected = read(orderText());
    const unix = orderText().replaceAll('\r\n', '\n');
    for (const size of [1, 7, 80, 81, 4096]) {
      const chunks = Array.from({ length: Math.ceil(orderText().length / size) }, (_, i) =>
        orderText().slice(i * size, (i + 1) * size),
      );
      expect([...orderRows(chunks, 'x')]).toEqual(expected);
    }
    expect(read(unix)).toEqual(expected);
    expect(read(unix.slice(0, -1))).toEqual(expected);
    expect(read(`${unix}\n\n`)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['a row cut short', withLine(4, (lines[4] ?? '').slice(0, 60)), 'row 5 is cut short after 60 characters'],
    [
      'no order number',
      withLine(1, `X0002${(lines[1] ?? '').slice(5)}`),
      'row 2 does not begin with an order number',
    ],
    [
      'an order number that goes back',
      withLine(2, `00001${(lines[2] ?? '').slice(5)}`),
      'row 3 has order number 1 after 2',
    ],
    ['a duplicate code', withLine(4, orderLine(5, ['E1122', 1, 'again'])), 'row 5 repeats the code E1122'],
    ['a dotted code', withLine(2, orderLine(3, ['E11.21', 1, 'dotted'])), 'row 3 has no ICD-10-CM code'],
    ['a lower-case code', withLine(2, orderLine(3, ['e1121', 1, 'lower'])), 'row 3 has no ICD-10-CM code'],
    ['an ICD-10-PCS code', withLine(2, orderLine(3, ['0016070', 1, 'pcs'])), 'row 3 has no ICD-10-CM code'],
    [
      'an unknown flag',
      withLine(2, (lines[2] ?? '').replace('E1121   1', 'E1121   2')),
      'row 3 says neither 0 nor 1',
    ],
    ['shifted columns', withLine(2, `00003  ${(lines[2] ?? '').slice(6)}`), 'row 3'],
    ['no title', withLine(2, `00003 E1121   1 ${' '.repeat(60)} x`), 'row 3 has no title'],
    ['an empty row', withLine(2, ''), 'row 3 is empty'],
    [
      'bytes that are no text',
      withLine(2, (lines[2] ?? '').replace('Type', 'T\uFFFDpe')),
      'row 3 holds a character',
    ],
    [
      'a control character',
      withLine(2, (lines[2] ?? '').replace('Type', 'T\u0000pe')),
      'row 3 holds a character',
    ],
    ['nothing at all', '', 'it has no rows'],
    ['no line ends', 'x'.repeat(10_000), 'row 1 is longer'],
  ])('refuses %s, naming the row', (_, text, detail) => refused(() => read(text), detail));

  it.each<[string, string, string]>([
    [
      'a row left out',
      lines.toSpliced(4, 1).join('\n'),
      'rows are missing before row 5, which has order number 6',
    ],
    ['its end cut off at a row', lines.slice(0, -3).join('\n'), 'it ends at row 17 with S0101XD'],
    [
      'a heading marked valid',
      orderText(ROWS.with(1, ['E112', 1, 'x'])),
      'row 2: E112 is marked valid although',
    ],
    [
      'a code marked a heading',
      orderText(ROWS.with(4, ['E119', 0, 'x'])),
      'row 5: E119 is marked a heading although',
    ],
    [
      'a code without its category',
      orderText(ROWS.toSpliced(0, 1)),
      'row 1: E112 stands outside its category',
    ],
    [
      'another file mixed in',
      orderText(ROWS.toSpliced(2, 0, ['S02', 1, 'x'])),
      'row 2: E112 is marked a heading although',
    ],
  ])('refuses a whole file with %s', (_, text, detail) => refused(() => whole(text), detail));

  it('refuses counts other than those published', () => {
    refused(
      () => checkWholeFile(read(orderText()), { rows: 21, billable: 10 }, 'order.txt'),
      'it has 20 rows of which 10 billable, where this edition was published with 21 and 10',
    );
    checkWholeFile(read(orderText()), { rows: 20, billable: 10 }, 'order.txt');
  });

  it('never hangs, and never throws anything but a coded fault, whatever the text', () => {
    const row = fc.tuple(
      fc.stringMatching(/^[A-Z]\d[0-9A-Z]{1,5}$/),
      fc.constantFrom<0 | 1>(0, 1),
      fc.string({ maxLength: 90 }),
    );
    const near = fc.array(row, { maxLength: 6 }).map((rows) => orderText(rows satisfies Row[]));
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), near);
    fc.assert(
      fc.property(text, (input) => {
        try {
          whole(input);
        } catch (error) {
          expect(error).toBeInstanceOf(ClaimwrightError);
          expect(error).toMatchObject({ code: 'CW-3002' });
        }
      }),
    );
  });
});
