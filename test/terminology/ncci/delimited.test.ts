import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf, rowsBelow, textRecords } from '../../../src/terminology/ncci/delimited.ts';

const records = (text: string, size = text.length || 1) =>
  [
    ...textRecords(
      Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size)),
      'file',
      ',',
    ),
  ].map(({ number, text: record }) => [number, record]);

const refused = (message: RegExp) =>
  expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(message) });

describe('records', () => {
  it('are lines, but for a quoted cell that runs over several', () => {
    expect(records('a,b\r\n"c\r\nd ""x""",e\nf\n')).toEqual([
      [1, 'a,b'],
      [2, '"c\nd ""x""",e'],
      [4, 'f'],
    ]);
  });

  it('are the same in chunks of any size', () => {
    const text = 'a,"b"\r\n"c\r\n\r\nd",e\r\n,\r\nlast';
    for (let size = 1; size <= text.length; size += 1) expect(records(text, size)).toEqual(records(text));
  });

  it('take a quotation mark within a cell as a character', () => {
    expect(records('5" tube,x\ny')).toEqual([
      [1, '5" tube,x'],
      [2, 'y'],
    ]);
  });

  it('refuse a line without end, a quotation without end, and more than a record can be', () => {
    const endless = function* () {
      for (;;) yield 'x'.repeat(1_000);
    };
    const quoted = function* () {
      yield '"';
      for (;;) yield 'x\n';
    };
    expect(() => [...textRecords(endless(), 'file', ',')]).toThrow(refused(/row 1 is longer than/));
    expect(() => [...textRecords(quoted(), 'file', ',')]).toThrow(refused(/row 1 is longer than/));
    expect(() => records('a\n"b\nc\n')).toThrow(refused(/row 2 opens a quotation that is never closed/));
  });
});

describe('cells', () => {
  it.each<[string, ',' | '\t', readonly string[]]>([
    ['a,b,,', ',', ['a', 'b', '', '']],
    ['a\tb,c\t"d\te"', '\t', ['a', 'b,c', 'd e']],
    ['"a, ""b""" , c ,"d\n e"', ',', ['a, "b"', 'c', 'd e']],
    ['', ',', ['']],
    ['"",""', ',', ['', '']],
    ['"a"x,b', ',', ['a"x', 'b']],
    ['"never closed,b', ',', ['never closed,b']],
  ])('of %j', (text, separator, cells) => {
    expect(cellsOf(text, separator)).toEqual(cells);
  });

  it('come back from any text that was quoted, save for its white space', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (values) => {
        const text = values.map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
        expect(cellsOf(text, ',')).toEqual(values.map((value) => value.replace(/\s+/g, ' ').trim()));
      }),
    );
  });
});

describe('rows below a heading', () => {
  const rows = (text: string) => [...rowsBelow([text], 'file', ',', ([first]) => first === 'Code')];

  it('begin after it, whatever stands above', () => {
    expect(rows('notice\n\nCode,Name\na,b\n')).toEqual([{ number: 4, cells: ['a', 'b'] }]);
  });

  it('may be followed by empty lines, not divided by them', () => {
    expect(rows('Code\na\n\n,,\n')).toHaveLength(1);
    expect(() => rows('Code\na\n\nb\n')).toThrow(refused(/row 3 is empty/));
  });

  it.each(['', 'a\nb\n', `${'x\n'.repeat(100)}Code\na\n`])('are refused without one', (text) => {
    expect(() => rows(text)).toThrow(refused(/it has not the heading/));
  });
});
