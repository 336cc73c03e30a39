import { describe, expect, it } from 'vitest';
import { convertedBy } from '../../../src/terminology/conversion/index.ts';
import { createTerminology, readCodeSet } from '../../../src/terminology/index.ts';
import { read } from '../import/small-tables.ts';
import { bytes, code, day, release } from '../support.ts';

const NAME = 'icd10cm_conversion_table_FY2026.txt';
/** The layout of the official text: a title, a heading, cells between tabs. */
const ROWS: readonly (readonly [string, string, string])[] = [
  ['E66.813', '2024', 'E66.01, E66.8'],
  ['J12.82', '01/01/21', 'J12.89'],
  ['M97.01XA', '45017', 'T84.040A'],
  ['H02.151', '2018', 'H02.101-H02.106; H02.109'],
  ['S30.11XA', '2025', 'S30.1XXA'],
  ['S30.12XA', '2025', '"S30.1XXA and S30.0XXA"'],
  ['U07.1', '4/1/2020', 'None'],
  ['Z79.85', '2022', 'codes of several categories, see the tabular list'],
];
const text = (rows: readonly (readonly string[])[] = ROWS, between = '\t'): string =>
  ['ICD-10-CM Conversion Table', '', 'Current code assignment\tEffective\tPrevious Code(s) Assignment']
    .map((line) => line.replaceAll('\t', between))
    .concat(rows.map((row) => row.join(between)))
    .map((line) => `${line}\r\n`)
    .join('');

function setOf(content: string, name = NAME) {
  const [table] = read(name, content);
  const set = readCodeSet(bytes(table?.text ?? ''), table?.info.id ?? '');
  return set.kind === 'icd10cm-conversion' ? set : expect.fail('another kind');
}
const converted = (content = text(), name = NAME) => convertedBy([setOf(content, name).edition]);

describe('the conversion table', () => {
  it('is kept with its year and counts', () => {
    expect(setOf(text()).info).toMatchObject({
      id: 'icd10cm-conversion-2026',
      effective: { from: '2025-10-01' },
      counts: { rows: 8, billable: 6 },
    });
  });

  it.each([
    ['E66.01', '2024-10-01', ['E66.813']],
    ['E66.8', '2024-10-01', ['E66.813']],
    ['E66.01', '2025-10-01', []],
    ['J12.89', '2021-01-01', ['J12.82']],
    ['T84.040A', '2023-04-01', ['M97.01XA']],
    ['H02.103', '2018-10-01', ['H02.151']],
    ['H02.107', '2018-10-01', []],
    ['S30.1XXA', '2025-10-01', ['S30.11XA', 'S30.12XA']],
    ['S30.0XXA', '2025-10-01', ['S30.12XA']],
    ['Z79.84', '2022-10-01', []],
    ['U07.1', '2020-04-01', []],
  ])('names what took the place of %s on %s', (gone, on, expected) => {
    for (const content of [text(), text(ROWS, '    ')])
      expect(converted(content)(code(gone), day(on))).toEqual(expected);
  });

  it('is read from CSV', () => {
    const quoted = ROWS.map((row) => row.map((cell) => `"${cell.replaceAll('"', '')}"`));
    const csv = converted(text(quoted, ','), 'icd10cm_conversion_table_FY2026.csv');
    expect(csv(code('E66.01'), day('2024-10-01'))).toEqual(['E66.813']);
  });

  it.each<[string, string, string, RegExp]>([
    ['a row cut short', NAME, text([...ROWS, ['S30.13XA', '2025']]), /row 12 \(S30.13XA\) is cut short/],
    ['a code that is none', NAME, text([['E6', '2025', 'None']]), /row 4 begins with E6/],
    ['a day that is none', NAME, text([['E66.1', '13/13/25', 'None']]), /row 4 \(E66.1\) has 13\/13\/25/],
    ['no heading', NAME, text().replace('Current', 'Latest'), /has no heading/],
    ['no rows', NAME, text([]), /has no rows/],
    [
      'another year',
      'icd10cm_conversion_table_FY2025.txt',
      text(),
      /says FY2025 and its newest code began on 2025-10-01/,
    ],
    ['its newest rows missing', NAME, text(ROWS.slice(0, 2)), /newest code began on 2024-10-01/],
    ['no year', 'icd10cm_conversion_table.txt', text(), /does not tell the fiscal year/],
  ])('is refused with %s', (_, name, content, detail) => {
    expect(() => read(name, content)).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(detail) }),
    );
  });
});

describe('a retired code', () => {
  const later = release(2026, [
    ['E66', 0, 'Overweight and obesity'],
    ['E6681', 0, 'Obesity class'],
    ['E66813', 1, 'Obesity, class 3'],
    ['S30', 0, 'Injury'],
    ['S3011XA', 1, 'Contusion'],
  ]);
  const earlier = release(2025, [
    ['E66', 0, 'Overweight and obesity'],
    ['E668', 1, 'Other obesity'],
    ['S30', 0, 'Injury'],
    ['S301XXA', 1, 'Contusion of abdominal wall'],
  ]);
  const table = setOf(
    text([
      ['E66.813', '2025', 'E66.8'],
      ['E66.9', '2025', 'E66.8'],
    ]),
  );
  const status = (gone: string, tables: readonly (typeof table)[]) =>
    createTerminology([earlier, later], [], [], { tables }).icd10cm.status(code(gone), day('2026-01-01'));

  it('has the successors that the table names, those only that are valid', () => {
    expect(status('E66.8', [table])).toMatchObject({
      kind: 'retired',
      lastDay: '2025-09-30',
      successors: ['E66.813'],
    });
  });

  it('has those that its shape shows where the table names none', () => {
    expect(status('S30.1XXA', [table])).toMatchObject({ kind: 'retired', successors: ['S30.11XA'] });
    expect(status('S30.1XXA', [])).toMatchObject({ kind: 'retired', successors: ['S30.11XA'] });
  });
});
