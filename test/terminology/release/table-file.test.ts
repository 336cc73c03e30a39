import { describe, expect, it } from 'vitest';
import { readCodeSet } from '../../../src/terminology/index.ts';
import { infoHeader, readTable, writeTable } from '../../../src/terminology/release/table-file.ts';
import { bytes, ROWS, release } from '../support.ts';

const { info } = release(2026, ROWS.slice(0, 1));
const table = (body: string): string => writeTable([['kind', 'icd10cm-codes'], ...infoHeader(info)], body);
const GOOD = table('E11\t0\tType 2 diabetes mellitus\t\n');

describe('a stored table', () => {
  it('gives back what it was given', () => {
    const set = readCodeSet(bytes(GOOD), 'x');
    expect(set.kind === 'icd10cm-codes' && set.info).toEqual(info);
    expect(set.kind === 'icd10cm-codes' && set.table.size).toBe(1);
  });

  it('keeps a header line whole when a value has a line break', () => {
    const read = readTable(bytes(writeTable([['title', 'a\nb']], 'row\n')), 'x');
    expect(read.header.get('title')).toBe('a b');
    expect(read.body).toBe('row\n');
  });

  it.each([
    ['one character changed', GOOD.replace('mellitus', 'mellitas')],
    ['a header changed', GOOD.replace('2026', '2027')],
    ['cut short', GOOD.slice(0, -5)],
    ['something added', `${GOOD}X\n`],
    ['empty', ''],
    ['another file', 'hello\n'],
    ['no seal', GOOD.replace(/ sha256:\w+/, '')],
    ['counts that differ', table('')],
    ['no known kind', writeTable(infoHeader(info), 'E11\t0\tx\t\n')],
    [
      'a header without its dates',
      writeTable(
        [
          ['kind', 'icd10cm-codes'],
          ['id', 'x'],
        ],
        '',
      ),
    ],
  ])('is refused when damaged: %s', (_, text) => {
    expect(() => readCodeSet(bytes(text), 'icd10cm-2026')).toThrow(
      expect.objectContaining({ code: 'CW-3004', message: expect.stringContaining('icd10cm-2026') }),
    );
  });
});
