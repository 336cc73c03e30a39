import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../../src/kernel/index.ts';
import { mueRows } from '../../../src/terminology/import/mue.ts';
import { FIRST_MUE_ROW, imported, mueText, opened } from '../ncci/official-files.ts';

const FILE = 'MCR_MUE_PractitionerServices_Eff_01-01-2026.csv';
const ROWS = [
  '0001A,1,2 Date of Service Edit: Policy,Nature of Service/Procedure',
  'A0427,"2",3 Date of Service Edit: Clinical,"Clinical: Society Comment, Data"',
  'J1100,120,1 Line Edit,Prescribing Information',
];
const read = (text: string) => [...mueRows([text], FILE, ',', 'practitioner')];

function refused(run: () => unknown, detail: string): void {
  expect(run).toThrow(
    expect.objectContaining({
      code: 'CW-3002',
      message: expect.stringContaining(`${FILE} cannot be imported: ${detail}`),
    }),
  );
}

describe('an MUE file', () => {
  it('is read row by row, below a notice and a heading of several lines', () => {
    expect(read(mueText(ROWS))).toEqual([
      { code: '0001A', value: 1, adjudication: 2, rationale: 'Nature of Service/Procedure' },
      { code: 'A0427', value: 2, adjudication: 3, rationale: 'Clinical: Society Comment, Data' },
      { code: 'J1100', value: 120, adjudication: 1, rationale: 'Prescribing Information' },
    ]);
  });

  it('may be text with tabs, and end in empty rows', () => {
    const tabs = `${mueText(['J1100,120,1 Line Edit,Data']).replaceAll(',', '\t')}\t\t\t\r\n`;
    expect([...mueRows([tabs], FILE, '\t', 'practitioner')]).toHaveLength(1);
  });

  it('is described by the quarter of its name', () => {
    const [edition] = imported([FILE, mueText(ROWS)]);
    expect(edition?.info).toMatchObject({
      id: 'ncci-mue-practitioner-2026q1',
      version: '2026q1',
      effective: { from: '2026-01-01', to: '2026-03-31' },
      source: FILE,
      counts: { rows: 3 },
    });
    expect(edition && opened(edition)).toMatchObject({
      kind: 'ncci-mue',
      table: { size: 3, setting: 'practitioner' },
    });
  });
});

describe('an MUE file that is not as documented', () => {
  it.each([
    ['no code', ',1,1 Line Edit,x', 'has no code in column 1'],
    [
      'a code of four digits, as a spreadsheet makes of 00100',
      '0100,1,1 Line Edit,x',
      'has no code in column 1',
    ],
    ['a value that is no number', '00100,many,1 Line Edit,x', 'has no MUE value'],
    ['a value below zero', '00100,-1,1 Line Edit,x', 'has no MUE value'],
    ['half a unit', '00100,1.5,1 Line Edit,x', 'has no MUE value'],
    ['no value', '00100,,1 Line Edit,x', 'has no MUE value'],
    ['indicator 4', '00100,1,4 Line Edit,x', 'has an adjudication indicator other than'],
    ['no indicator', '00100,1,,x', 'has an adjudication indicator other than'],
    [
      'an indicator with the words of another',
      '00100,1,1 Date of Service Edit: Policy,x',
      'has an adjudication indicator other than',
    ],
    ['no rationale', '00100,1,1 Line Edit,', 'gives no rationale'],
    ['a row cut short', '00100,1,2 Date of', 'is cut short'],
    ['one cell more', '00100,1,1 Line Edit,x,y', 'is too long'],
    ['a code twice', ROWS[0] ?? '', 'repeats the code 0001A'],
    ['an empty row among rows', '', 'is empty'],
  ])('is refused for %s', (_, line, detail) => {
    const text = mueText([...ROWS, line, '99999,1,1 Line Edit,x']);
    refused(() => read(text), `row ${FIRST_MUE_ROW + ROWS.length} ${detail}`);
  });

  it('is refused when it is the table of another setting, of another kind, or empty', () => {
    refused(() => read(mueText(ROWS, 'DMESupplier')), 'its values are not those of the practitioner table');
    refused(() => read('Column 1,Column 2\r\n11042,97597\r\n'), 'it has not the heading of such a file');
    refused(() => read(''), 'it has not the heading of such a file');
    refused(() => read(mueText([])), 'it has no rows');
    refused(() => read('"never closed\n'), 'row 1 opens a quotation that is never closed');
  });

  it('is refused when its name tells no quarter, or another than its zip file', () => {
    const name = 'MCR_MUE_PractitionerServices_Eff_02-01-2026.csv';
    expect(() => imported([name, mueText(ROWS)])).toThrow(/does not tell a quarter/);
    const zip = `medicare-ncci-2026-q3-practitioner-services-mue-table.zip (${FILE})`;
    expect(() => imported([zip, mueText(ROWS)])).toThrow(/the file within is of quarter 1 of 2026/);
  });

  it('is refused or read, whatever is done to its text', () => {
    const text = mueText(ROWS);
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
