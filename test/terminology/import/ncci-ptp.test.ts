import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../../src/kernel/index.ts';
import { readPtp } from '../../../src/terminology/import/ncci-ptp.ts';
import { dayOf } from '../../../src/terminology/ncci/day-number.ts';
import {
  day,
  FIRST_PTP_ROW,
  imported,
  LAST_ROW,
  opened,
  PTP_HEADING,
  type PtpRow,
  ptpCsv,
  ptpLine,
  ptpText,
  setsOf,
} from '../ncci/official-files.ts';

const F1 = 'ccipra-v320r0-f1.TXT';
const ROWS: readonly PtpRow[] = [
  ['0001A', '0591T', '20220101', '20231231', '1', 'CPT Manual or CMS manual coding instruction'],
  ['13121', '13120', '19960101', '*', '0', 'CPT "separate procedure" definition', '*'],
  ['17000', '17281', '19990701', '20041231', '1', 'Mutually exclusive procedures'],
  ['17000', '17281', '19990701', '19990701', '9', 'HCPCS/CPT procedure code definition'],
  LAST_ROW,
];

const edits = (text: string, name = F1) =>
  setsOf([name, text]).flatMap((set) => (set.kind === 'ncci-ptp' ? [...set.table.edits()] : []));

function refused(run: () => unknown, detail: string, file = F1): void {
  expect(run).toThrow(
    expect.objectContaining({
      code: 'CW-3002',
      message: expect.stringContaining(`${file} cannot be imported: ${detail}`),
    }),
  );
}

const row = (n: number): string => `row ${FIRST_PTP_ROW + n - 1}`;
const withLine = (line: string): string =>
  ptpText(ROWS).replace(ptpLine(LAST_ROW), `${line}\r\n${ptpLine(LAST_ROW)}`);

describe('a PTP file', () => {
  it('is read row by row', () => {
    const read = edits(ptpText(ROWS));
    expect(read).toHaveLength(ROWS.length);
    expect(read).toContainEqual({
      column1: '13121',
      column2: '13120',
      indicator: 0,
      effective: '1996-01-01',
      rationale: 'CPT "separate procedure" definition',
      edition: 'ncci-ptp-practitioner-2026q1',
    });
    expect(read).toContainEqual(expect.objectContaining({ indicator: 9, deletion: '1999-07-01' }));
  });

  it('says the same with commas, quoted rationales, other line ends, and spaces around its cells', () => {
    const plain = edits(ptpText(ROWS));
    const quoted = ptpText(ROWS).replace(
      'CPT "separate procedure" definition',
      '"CPT ""separate procedure"" definition"',
    );
    const padded = [...PTP_HEADING, ...ROWS.map((r) => ptpLine(r).replaceAll('\t', ' \t '))].join('\n');
    expect(edits(ptpCsv(ROWS), 'ccipra-v320r0-f1.csv')).toEqual(plain);
    expect(edits(quoted)).toEqual(plain);
    expect(edits(padded)).toEqual(plain);
    expect(edits(`${ptpText(ROWS)}\r\n\r\n`)).toEqual(plain);
    expect(edits(ptpCsv(ROWS).replaceAll('\r\n', ',,\r\n'), 'ccipra-v320r0-f1.csv')).toEqual(plain);
  });

  it('is the same in chunks of any size', () => {
    const text = ptpText(ROWS);
    const read = (size: number) => {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
        text.slice(i * size, (i + 1) * size),
      );
      return readPtp([{ label: 'x', part: 1, separator: '\t', chunks }], dayOf(day('2026-03-31')));
    };
    for (const size of [1, 7, 80, 4_096]) expect(read(size)).toEqual(read(text.length));
  });

  it('is described', () => {
    const [edition] = imported([F1, ptpText(ROWS)]);
    expect(edition?.info).toMatchObject({
      id: 'ncci-ptp-practitioner-2026q1',
      version: 'v320r0',
      effective: { from: '2026-01-01', to: '2026-03-31' },
      source: F1,
      licence: 'CPT codes © AMA; CMS NCCI edits, US government work',
      complete: true,
      counts: { rows: ROWS.length },
    });
    expect(edition && opened(edition).info).toEqual(edition?.info);
  });
});

describe('a PTP file that is not as documented', () => {
  it.each<[string, string, string]>([
    ['a code of four characters', '1304\t13120\t\t20200101\t*\t1\tx', 'has no code in column 1'],
    [
      'a second code with a letter out of place',
      '13121\t1A120\t\t20200101\t*\t1\tx',
      'has no code in column 2',
    ],
    ['a code in lower case', '13121\tg0471\t\t20200101\t*\t1\tx', 'has no code in column 2'],
    ['another mark', '13121\t13120\tY\t20200101\t*\t1\tx', 'has something other than *'],
    ['a day that does not exist', '13121\t13120\t\t20200230\t*\t1\tx', 'has no effective date'],
    ['no effective date', '13121\t13120\t\t*\t*\t1\tx', 'has no effective date'],
    ['a date with dashes', '13121\t13120\t\t2020-01-01\t*\t1\tx', 'has no effective date'],
    [
      'a deletion date that does not exist',
      '13121\t13120\t\t20200101\t20201301\t1\tx',
      'has neither a deletion date nor *',
    ],
    ['an empty deletion date', '13121\t13120\t\t20200101\t\t1\tx', 'has neither a deletion date nor *'],
    [
      'a deletion before the effective date',
      '13121\t13120\t\t20200101\t20191231\t1\tx',
      'is deleted before it is effective',
    ],
    [
      'an effective date after the quarter',
      '13121\t13120\t\t20260401\t*\t1\tx',
      'is effective after the quarter of its file',
    ],
    ['indicator 2', '13121\t13120\t\t20200101\t*\t2\tx', 'has a modifier indicator other than 0, 1 and 9'],
    ['no indicator', '13121\t13120\t\t20200101\t*\t\tx', 'has a modifier indicator other than 0, 1 and 9'],
    ['indicator 10', '13121\t13120\t\t20200101\t*\t10\tx', 'has a modifier indicator other than 0, 1 and 9'],
    ['no rationale', '13121\t13120\t\t20200101\t*\t1\t', 'has no rationale'],
    ['a rationale with a control character', '13121\t13120\t\t20200101\t*\t1\tx\u0000y', 'has no rationale'],
    ['a row cut short', '13121\t13120\t\t2020', 'is cut short: it has 4 columns, not 7'],
    ['one column more', '13121\t13120\t\t20200101\t*\t1\tx\ty', 'is too long: it has 8 columns, not 7'],
    ['a quoted cell of two lines', '13121\t13120\t\t20200101\t*\t1\t"x\ny"', 'runs over several lines'],
    ['an empty line among rows', '', 'is empty'],
  ])('is refused for %s', (_, line, detail) => {
    refused(() => edits(withLine(line)), `${row(ROWS.length)} ${detail}`);
  });

  it('is refused for two edits of a pair in force on one day, with both rows named', () => {
    const twice = (from: string, to: string): string => withLine(`17000\t17281\t\t${from}\t${to}\t0\tx`);
    for (const [from, to] of [
      ['20041231', '*'],
      ['19990701', '20041231'],
      ['19980101', '19990701'],
    ] as const) {
      refused(
        () => edits(twice(from, to)),
        `row ${FIRST_PTP_ROW + ROWS.length - 1} repeats the pair of row ${FIRST_PTP_ROW + 2}`,
      );
    }
    expect(edits(twice('20050101', '*'))).toHaveLength(ROWS.length + 1);
    expect(edits(twice('19980101', '19990630'))).toHaveLength(ROWS.length + 1);
  });

  it('is refused when it is of another kind, or empty', () => {
    refused(
      () => edits('HCPCS/CPT Code,Practitioner Services MUE Values\r\n11042,1\r\n'),
      'it is not a file of NCCI PTP edits',
    );
    refused(() => edits(''), 'it is not a file of NCCI PTP edits');
    refused(() => edits(ptpText([])), 'it has no rows');
    refused(() => edits(`\x00\x01${'\u00ff'.repeat(25_000)}`), 'row 1 is longer than');
    refused(() => edits(ptpText(ROWS).replace(/\r\n/g, ' ')), 'it is not a file of NCCI PTP edits');
  });

  it('is refused when its last rows are missing', () => {
    refused(() => edits(ptpText(ROWS.slice(0, -1))), 'it ends with column 1 17000');
    refused(() => edits(ptpText(ROWS).slice(0, -30)), `${row(ROWS.length)} is cut short`);
  });

  it('is refused for more rationales than any file has', () => {
    const many = Array.from(
      { length: 40 },
      (_, i): PtpRow => ['11042', String(20_000 + i), '20200101', '*', '1', `reason ${i}`],
    );
    refused(() => edits(ptpText([...many, LAST_ROW])), `${row(33)} has no rationale, or one more`);
  });

  it('is refused or read, whatever is done to its text, and never fails otherwise', () => {
    const text = ptpText(ROWS);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(20),
        fc.string({ unit: 'binary', maxLength: 12 }),
        (at, cut, insert) => {
          try {
            edits(text.slice(0, at) + insert + text.slice(at + cut));
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

describe('the parts of a quarter', () => {
  const one = ptpText(ROWS.slice(0, 2));
  const two = ptpText(ROWS.slice(2));
  const F2 = 'ccipra-v320r0-f2.txt';

  it('come together as one edition, in whatever order they are given', () => {
    const [edition] = imported([F2, two], [F1, one]);
    expect(edition?.info).toMatchObject({ source: `${F1}, ${F2}`, counts: { rows: ROWS.length } });
    expect(imported([F1, one], [F2, two])).toEqual([edition]);
  });

  it('may be given twice, packed and plain', () => {
    const zip = `medicare-ncci-2026q1-practitioner-ptp-edits-ccipra-v320r0-f1.zip (${F1})`;
    expect(imported([F1, one], [zip, one], [F2, two])[0]?.info.counts.rows).toBe(ROWS.length);
    refused(() => imported([F1, one], [zip, two], [F2, two]), `it differs from ${F1}`, zip);
  });

  it('are refused when one is missing', () => {
    refused(() => imported([F2, two]), 'part f1 of v320r0 is missing', F2);
    refused(
      () => imported([F1, one], ['ccipra-v320r0-f3.txt', two]),
      'part f2 of v320r0 is missing',
      'ccipra-v320r0-f3.txt',
    );
    refused(() => imported([F1, one]), 'it ends with column 1 13121');
  });

  it('are refused when they are of two quarters, or of two tables', () => {
    refused(() => imported([F1, one], ['ccipra-v321r0-f2.txt', two]), 'it ends with column 1 13121');
    refused(
      () => imported([F1, ptpText(ROWS)], ['ccioph-v320r0-f2.txt', two]),
      'part f1 of v320r0 is missing',
      'ccioph-v320r0-f2.txt',
    );
  });

  it('are refused when a row repeats a pair of another part', () => {
    refused(
      () => imported([F1, one], [F2, ptpText([['13121', '13120', '20200101', '*', '1'], LAST_ROW])]),
      `row ${FIRST_PTP_ROW} repeats the pair of row ${FIRST_PTP_ROW + 1} of ${F1} while that edit is in force`,
      F2,
    );
  });

  it('are refused when the zip file states another quarter, or the name tells none', () => {
    const wrong = `medicare-ncci-2026q2-practitioner-ptp-edits-ccipra-v320r0-f1.zip (${F1})`;
    refused(() => imported([wrong, ptpText(ROWS)]), 'the file within is of quarter 1 of 2026', wrong);
    refused(
      () => imported(['ccipra-v327r0-f1.txt', ptpText(ROWS)]),
      'its name does not tell a quarter',
      'ccipra-v327r0-f1.txt',
    );
  });

  it('are refused together with any other file that is at fault', () => {
    refused(
      () => imported([F1, ptpText(ROWS)], ['ccioph-v320r0-f1.txt', ptpText(ROWS.slice(0, 2))]),
      'it ends with column 1 13121',
      'ccioph-v320r0-f1.txt',
    );
  });
});
