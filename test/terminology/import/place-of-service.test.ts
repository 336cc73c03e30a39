import { describe, expect, it } from 'vitest';
import { placeRows } from '../../../src/terminology/import/place-of-service.ts';
import { imported, opened, placeText } from '../ncci/official-files.ts';

const FILE = 'place-of-service-2024-05-02.csv';
const read = (rows: readonly string[]) => [...placeRows([placeText(rows)], FILE, '\t')];
const firstDay = (description: string) => read([`99\tOther\t${description}`])[0]?.from;

function refused(run: () => unknown, detail: string): void {
  expect(run).toThrow(
    expect.objectContaining({
      code: 'CW-3002',
      message: expect.stringContaining(`${FILE} cannot be imported: ${detail}`),
    }),
  );
}

describe('the place-of-service set', () => {
  it('is read row by row, without the numbers that stand for nothing', () => {
    expect(
      read([
        '11\tOffice\tWhere care is given',
        '28-30\tUnassigned\tN/A',
        '59\tUnassigned\tN/A',
        '49\tIndependent Clinic\tx (Effective October 1, 2003)',
      ]),
    ).toEqual([
      { code: '11', name: 'Office' },
      { code: '49', name: 'Independent Clinic', from: '2003-10-01' },
    ]);
  });

  it('may have commas and quotes', () => {
    const text =
      'Place of Service Code(s),Place of Service Name,Place of Service Description\n23,Emergency Room – Hospital,"a, b"\n';
    expect([...placeRows([text], FILE, ',')]).toEqual([{ code: '23', name: 'Emergency Room – Hospital' }]);
  });

  it.each([
    ['(Effective January 1, 2003)', '2003-01-01'],
    ['(Effective October 1, 2003) (Revised, effective October 1, 2005)', '2003-10-01'],
    ['(Revised, effective April 1, 2004) (Code effective, October 1, 2003)', '2003-10-01'],
    ['(This code is effective January 1, 2022, and available to Medicare April 1, 2022.)', '2022-01-01'],
    [
      '(This code is available for use effective January 1, 2013 but no later than May 1, 2013)',
      '2013-01-01',
    ],
    ['Treatment (MAT) (Effective January 1, 2020)', '2020-01-01'],
    ['(Description change effective January 1, 2016)', undefined],
    ['(effective 10/1/03)', '2003-10-01'],
    ['(Effective 1/1/2017) (description change effective 1/1/2022)', '2017-01-01'],
    ['in effective use since May 1, 2010', undefined],
    ['', undefined],
  ])('tells when a code began: %s', (description, from) => {
    expect(firstDay(`x ${description}`)).toBe(from);
  });

  it('is described by the day of its name, and open at the end', () => {
    const [edition] = imported([FILE, placeText(['11\tOffice\tx']).replaceAll('\t', ',')]);
    expect(edition?.info).toMatchObject({
      id: 'place-of-service-2024-05-02',
      effective: { from: '2024-05-02' },
      licence: 'US government work (CMS), public domain',
      counts: { rows: 1 },
    });
    expect(edition && opened(edition)).toMatchObject({ kind: 'place-of-service', table: { size: 1 } });
  });

  it.each([
    ['a code of one digit', '1\tPharmacy\tx', 'has no code of two digits'],
    ['a range with a name', '11-12\tOffice\tx', 'has no code of two digits'],
    ['no name', '11\t\tx', 'has no name'],
    ['a row cut short', '11\tOffice', 'is cut short'],
    ['a code twice', '21\tAgain\tx', 'repeats the code 21'],
    [
      'a day that does not exist',
      '11\tOffice\t(Effective June 31, 2003)',
      'has an effective date that is not a day',
    ],
    [
      'a month that does not exist',
      '11\tOffice\t(Effective Juni 3, 2003)',
      'has an effective date that is not a day',
    ],
    ['a thirteenth month', '11\tOffice\t(effective 13/1/03)', 'has an effective date that is not a day'],
    ['a remark without a day', '11\tOffice\t(Effective soon)', 'has an effective date that is not a day'],
    ['an empty row among rows', '', 'is empty'],
  ])('is refused for %s', (_, line, detail) => {
    refused(() => read(['21\tInpatient Hospital\tx', line, '99\tOther\tx']), `row 3 ${detail}`);
  });

  it('is refused when it is of another kind, empty, or its name tells no day', () => {
    refused(() => [...placeRows(['a,b\n'], FILE, ',')], 'it has not the heading of such a file');
    refused(() => read([]), 'it has no rows');
    refused(() => read(['28-30\tUnassigned\tN/A']), 'it has no rows');
    expect(() => imported(['place-of-service-2024-02-30.csv', 'x'])).toThrow(/does not tell a day/);
  });
});
