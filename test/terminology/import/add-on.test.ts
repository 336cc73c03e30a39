import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../../src/kernel/index.ts';
import { addOnRows } from '../../../src/terminology/import/add-on.ts';
import { AOC_HEADING, aocText, FIRST_AOC_ROW, imported, opened } from '../ncci/official-files.ts';

const FILE = 'AOC_V2026Q1-MCR.txt';
const ROWS = [
  ['1', '11045', '', '11042', '', '2013091', '', ''],
  ['1', '11045', '', '97597', '2024366', '2013091', '2020001', ''],
  ['2', '0054T', '2025181', 'CCCCC', '', '2013091', '', '"(Contractor Defined ""Primary"" Codes)"'],
  ['3', 'G0316', '', '99223', '', '2023001', ''],
] as const;
const read = (text: string) => [...addOnRows([text], FILE, '\t')];

function refused(run: () => unknown, detail: string): void {
  expect(run).toThrow(
    expect.objectContaining({
      code: 'CW-3002',
      message: expect.stringContaining(`${FILE} cannot be imported: ${detail}`),
    }),
  );
}

describe('an add-on code file', () => {
  it('is read row by row; an edit ends with the first of its three deletion dates', () => {
    expect(read(aocText(ROWS))).toEqual([
      { code: '11045', type: 1, primary: '11042', from: '2013-04-01' },
      { code: '11045', type: 1, primary: '97597', from: '2013-04-01', to: '2020-01-01' },
      { code: '0054T', type: 2, from: '2013-04-01', to: '2025-06-30' },
      { code: 'G0316', type: 3, primary: '99223', from: '2023-01-01' },
    ]);
  });

  it('may name its dates as Julian, and have commas', () => {
    const heading = AOC_HEADING.replaceAll(/(_(?:Del|Eff)DT)/g, '$1 (Julian)');
    expect(read(aocText(ROWS).replace(AOC_HEADING, heading))).toHaveLength(4);
    const commas = aocText(ROWS.slice(0, 2)).replaceAll('\t', ',');
    expect([...addOnRows([commas], FILE, ',')]).toHaveLength(2);
  });

  it('is described by the quarter of its name', () => {
    const [edition] = imported([FILE, aocText(ROWS)]);
    expect(edition?.info).toMatchObject({
      id: 'ncci-add-on-2026q1',
      effective: { from: '2026-01-01', to: '2026-12-31' },
      counts: { rows: 4 },
    });
    expect(edition && opened(edition)).toMatchObject({ kind: 'ncci-add-on', table: { size: 4 } });
    expect(imported(['AOC_V2025Q4_01-MCR.txt', aocText(ROWS)])[0]?.info).toMatchObject({
      id: 'ncci-add-on-2025q4-r1',
      effective: { from: '2025-10-01', to: '2025-12-31' },
    });
  });
});

describe('an add-on code file that is not as documented', () => {
  it.each<[string, readonly string[], string]>([
    ['type 4', ['4', '11047', '', '11044', '', '2013091', ''], 'has an edit type other than 1, 2 and 3'],
    [
      'a Roman type',
      ['I', '11047', '', '11044', '', '2013091', ''],
      'has an edit type other than 1, 2 and 3',
    ],
    ['no add-on code', ['1', '', '', '11044', '', '2013091', ''], 'has no add-on code'],
    ['no primary code', ['1', '11047', '', '', '', '2013091', ''], 'has no primary code'],
    [
      'a contractor-defined primary of type 1',
      ['1', '11047', '', 'CCCCC', '', '2013091', ''],
      'has no primary code',
    ],
    ['no effective date', ['1', '11047', '', '11044', '', '', ''], 'has no effective date'],
    ['day 366 of a common year', ['1', '11047', '', '11044', '', '2013366', ''], 'has no effective date'],
    ['a date of eight digits', ['1', '11047', '', '11044', '', '20130401', ''], 'has no effective date'],
    [
      'a deletion date that is no day',
      ['1', '11047', '', '11044', '', '2013091', '*'],
      'has a deletion date that is not a day',
    ],
    [
      'another deletion date that is no day',
      ['1', '11047', '2025000', '11044', '', '2013091', ''],
      'has a deletion date that is not a day',
    ],
    [
      'a deletion before the effective date',
      ['1', '11047', '', '11044', '', '2013091', '2013090'],
      'is deleted before it is effective',
    ],
    ['a row cut short', ['1', '11047', '', '11044'], 'is cut short'],
    ['an edit twice', [...(ROWS[0] ?? [])], 'repeats an edit of 11045'],
    ['an empty row among rows', [''], 'is empty'],
  ])('is refused for %s', (_, cells, detail) => {
    const text = aocText([...ROWS, cells, ['1', '11046', '', '11043', '', '2013091', '', '']]);
    refused(() => read(text), `row ${FIRST_AOC_ROW + ROWS.length} ${detail}`);
  });

  it('is refused when it is of another kind, or empty', () => {
    refused(() => read('Column 1\tColumn 2\r\n11042\t97597\r\n'), 'it has not the heading of such a file');
    refused(
      () => read(aocText(ROWS).replace('Primary_Code\t', 'Code\t')),
      'it has not the heading of such a file',
    );
    refused(() => read(aocText([])), 'it has no rows');
  });

  it('is refused or read, whatever is done to its text', () => {
    const text = aocText(ROWS);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(20),
        fc.string({ unit: 'binary', maxLength: 12 }),
        (at, cut, insert) => {
          try {
            read(text.slice(0, at) + insert + text.slice(at + cut));
          } catch (error) {
            expect(error).toBeInstanceOf(ClaimwrightError);
            expect(error).toMatchObject({ code: 'CW-3002' });
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
