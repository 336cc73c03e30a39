import { describe, expect, it } from 'vitest';
import { gemKey, withDot } from '../../../src/terminology/gems/gem-code.ts';
import { GEM_ROWS, gemText, known, read } from '../import/small-tables.ts';
import { day } from '../support.ts';

const NAME = '2017_I9gem.txt';
const ON = day('2026-03-04');
const { gems } = known([NAME, gemText(GEM_ROWS)]);
const translate = (code: string, on = ON) => gems.translate('icd9cm-icd10cm', code, on);

describe('the general equivalence mappings', () => {
  it('are kept with their year and counts', () => {
    expect(read(NAME, gemText(GEM_ROWS))[0]).toMatchObject({
      kind: 'gems',
      info: {
        id: 'gems-2017-icd9cm-icd10cm',
        effective: { from: '2016-10-01' },
        counts: { rows: 10, billable: 7 },
      },
    });
  });

  it.each(['250.00', '25000', ' 250.00 '])('give the alternatives of %j', (code) => {
    expect(translate(code)).toMatchObject({
      kind: 'mapped',
      single: [{ code: 'E11.9', approximate: true }],
      combinations: [],
    });
  });

  it('tell the exact from the approximate', () => {
    expect(translate('401.9')).toMatchObject({ single: [{ code: 'I10', approximate: false }] });
  });

  it('keep scenarios and choice lists', () => {
    expect(translate('250.40')).toMatchObject({
      kind: 'mapped',
      single: [{ code: 'E11.21', approximate: true }],
      combinations: [
        {
          scenario: 1,
          lists: [
            [{ code: 'E11.22', approximate: true }],
            [
              { code: 'N18.3', approximate: true },
              { code: 'N18.9', approximate: true },
            ],
          ],
        },
      ],
    });
  });

  it.each([
    ['V64.10', 'no-map'],
    ['V64.11', 'unknown'],
    ['25.000', 'unknown'],
    ['E11.9', 'unknown'],
    ['', 'unknown'],
    ['E800.0', 'mapped'],
    ['e8000', 'mapped'],
  ])('answer %s: %s', (code, kind) => {
    expect(translate(code).kind).toBe(kind);
  });

  it('cannot tell before they began, nor for another map', () => {
    expect(translate('4019', day('2016-09-30')).kind).toBe('cannot-tell');
    expect(translate('4019', day('2016-10-01')).kind).toBe('mapped');
    expect(gems.translate('icd10cm-icd9cm', 'I10', ON).kind).toBe('cannot-tell');
  });

  it('lead back, and map procedures, whose year the zip tells', () => {
    const back = known([
      '2017_I10gem.txt',
      gemText(
        [
          ['E119', '25000', '10000'],
          ['Z998', 'V468', '10000'],
        ],
        7,
      ),
    ]);
    expect(back.gems.translate('icd10cm-icd9cm', 'E11.9', ON)).toMatchObject({
      single: [{ code: '250.00' }],
    });
    const forward = known([
      '2017_gem_i9pcs.txt',
      gemText([
        ['0001', '6A750Z7', '10000'],
        ['9999', 'NoPCS', '11000'],
      ]),
    ]);
    expect(forward.gems.translate('icd9pcs-icd10pcs', '00.01', ON)).toMatchObject({
      single: [{ code: '6A750Z7' }],
    });
    expect(forward.gems.translate('icd9pcs-icd10pcs', '99.99', ON).kind).toBe('no-map');
    expect(() => read('gem_i9pcs.txt', gemText([['9999', 'NoPCS', '11000']]))).toThrow(
      /does not tell the year/,
    );
  });

  const changed = (from: string, to: string) => gemText(GEM_ROWS).replace(from, to);
  it.each<[string, string, RegExp]>([
    ['a row cut short', gemText(GEM_ROWS).slice(0, -6), /row 10 is not a code, a code and five flags/],
    ['its last rows missing', gemText(GEM_ROWS.slice(0, -1)), /ends with V6410: its last rows are missing/],
    ['a code of another system', changed('25000', 'G1190'), /row 1 begins with G1190/],
    ['a target of another system', changed('E119   ', '25000  '), /row 1 \(25000\) maps to 25000/],
    ['no map and a map', changed('NoDx   ', 'E119   '), /row 9 \(V6410\) has flags that do not fit E119/],
    ['no map without its flag', changed('NoDx    11000', 'NoDx    10000'), /row 9 \(V6410\) has flags/],
    ['a combination without lists', changed('10111', '10100'), /row 3 \(25040\) has a combination/],
    ['lists without a combination', changed('10111', '10011'), /row 3 \(25040\) has a combination/],
    ['a row twice', gemText([...GEM_ROWS.slice(0, 1), ...GEM_ROWS]), /row 2 \(25000\) repeats a row/],
    ['mixed rows', gemText([...GEM_ROWS, ['25000', 'E118', '10000']]), /row 11 \(25000\) stands apart/],
    [
      'a map beside no map',
      gemText([...GEM_ROWS.slice(0, 9), ['V6410', 'Z5309', '10000'], ...GEM_ROWS.slice(9)]),
      /V6410 has a map and no map/,
    ],
    ['nothing', '', /has no rows/],
  ])('are refused with %s', (_, text, detail) => {
    expect(() => read(NAME, text)).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(detail) }),
    );
  });

  it('of 2018 must have all their rows', () => {
    expect(() => read('2018_I9gem.txt', gemText(GEM_ROWS))).toThrow(/10 rows, where .* 24860/);
  });
});

describe('the codes of a mapping', () => {
  it.each([
    ['25000', 'icd9cm', '250.00'],
    ['E8000', 'icd9cm', 'E800.0'],
    ['V5861', 'icd9cm', 'V58.61'],
    ['401', 'icd9cm', '401'],
    ['0010', 'icd9pcs', '00.10'],
    ['E119', 'icd10cm', 'E11.9'],
    ['02HV33Z', 'icd10pcs', '02HV33Z'],
  ] as const)('%s of %s is %s', (plain, system, dotted) => {
    expect(withDot(plain, system)).toBe(dotted);
    expect(gemKey(dotted, system)).toBe(plain);
    expect(gemKey(plain, system)).toBe(plain);
  });
});
