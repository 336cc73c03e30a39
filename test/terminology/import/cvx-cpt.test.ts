import { describe, expect, it } from 'vitest';
import { procedureCode, readOfficial } from '../../../src/terminology/index.ts';
import { file, imported } from '../hcc/official-files.ts';
import { day } from '../support.ts';

const SECRET = 'words of another owner';
const ROWS = [
  `90715     |${SECRET}||Tdap|115       ||5/4/2031 00:00:00|1`,
  `90700     |${SECRET}||DTaP|20        |a remark|01/02/2029|2`,
  `90700     |${SECRET}||DTaP, 5 antigens|106       ||01/02/2029|3`,
  `90707     |${SECRET}||MMR|03        |||4`,
];
const text = (rows: readonly string[] = ROWS): string => rows.map((row) => `${row}\r\n`).join('');
const cpt = (number: string) => procedureCode(number) ?? expect.fail(number);
const ON = day('2031-06-01');

describe('the CDC’s CPT–CVX table', () => {
  const { vaccines, releases } = imported(file('cpt.txt', text()));

  it('answers in both directions', () => {
    expect(vaccines.cvxOf(cpt('90715'), ON)).toEqual({
      kind: 'known',
      pairs: [{ cpt: '90715', cvx: '115', name: 'Tdap', updated: '2031-05-04' }],
      edition: 'cvx-cpt-2031-05-04',
    });
    expect(vaccines.cvxOf(cpt('90700'), ON)).toMatchObject({ pairs: [{ cvx: '20' }, { cvx: '106' }] });
    expect(vaccines.cptOf('106', ON)).toMatchObject({ pairs: [{ cpt: '90700' }] });
    expect(vaccines.cptOf('3', ON)).toMatchObject({ pairs: [{ cpt: '90707', cvx: '03' }] });
    expect(vaccines.cptOf('999', ON)).toMatchObject({ kind: 'known', pairs: [] });
  });

  it('is dated by its newest change, and counted', () => {
    expect(releases()).toMatchObject([{ id: 'cvx-cpt-2031-05-04', counts: { rows: 4 } }]);
  });

  it('answers by the edition of the day, before its first by the earliest', () => {
    const later = text(ROWS.map((row) => row.replace('5/4/2031', '9/9/2031').replace('115 ', '198 ')));
    const both = imported(file('cpt.txt', text()), file('cpt_20310909.txt', later)).vaccines;
    expect(both.cvxOf(cpt('90715'), day('2031-09-08'))).toMatchObject({ pairs: [{ cvx: '115' }] });
    expect(both.cvxOf(cpt('90715'), day('2031-09-09'))).toMatchObject({ pairs: [{ cvx: '198' }] });
    expect(both.cvxOf(cpt('90715'), day('2020-01-01'))).toMatchObject({ edition: 'cvx-cpt-2031-05-04' });
  });

  it('cannot tell when none is loaded', () => {
    expect(imported().vaccines.cptOf('115', ON)).toEqual({
      kind: 'cannot-tell',
      reason: 'no CPT–CVX table is loaded',
    });
  });

  it('keeps no CPT description', () => {
    const [table] = readOfficial([file('cpt.txt', text())], { kept: () => undefined });
    expect(table?.text).toContain('Tdap');
    expect(table?.text).not.toContain(SECRET);
  });

  it('may be UTF-16, as other files of the CDC are', () => {
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(), 'utf16le')]);
    expect(imported({ name: 'cpt.txt', bytes: wide }).vaccines.cptOf('115', ON)).toMatchObject({
      pairs: [{ cpt: '90715' }],
    });
  });

  it.each([
    ['a row cut short', text([...ROWS, '90716|x||y']), 'row 5 is cut short'],
    ['more columns', text([...ROWS, `${ROWS[0]}|more`]), 'row 5 is too long'],
    ['no CPT code', text([`9071|${SECRET}||x|115|||1`]), 'row 1 has no CPT code in column 1'],
    ['no CVX code', text([`90715|${SECRET}||x|Tdap|||1`]), 'row 1 (90715) has no CVX code in column 5'],
    ['a day that is none', text([`90715|${SECRET}||x|115||13/40/2031|1`]), 'has 13/40/2031 where'],
    ['a pair twice', text([...ROWS, ROWS[0] ?? '']), 'row 5 repeats 90715 with CVX 115'],
    ['an empty row', text([...ROWS, '']), 'row 5 is cut short'],
    ['a last row without end', text().slice(0, -2), 'the file is cut short'],
    ['no day at all', text([ROWS[3] ?? '']), 'no row tells a day of update'],
    ['nothing', '', 'it has no rows'],
  ])('is refused for %s', (_, bad, detail) => {
    const run = () => imported(file('cpt.txt', bad));
    expect(run).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringContaining(detail) }),
    );
    expect(run).not.toThrow(SECRET);
  });
});
