import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type InputFile,
  readCodeSet,
  readOfficial,
  type StoredTable,
} from '../../../src/terminology/index.ts';
import type { ProcedureRelease } from '../../../src/terminology/procedures/procedure-release.ts';
import { bytes } from '../support.ts';
import { HCPCS_ROWS, HEADING, hcpcsCsv, hcpcsFile, hcpcsLines, hcpcsText } from './procedure-files.ts';

const read = (...files: readonly InputFile[]): readonly StoredTable[] =>
  readOfficial(files, { kept: () => undefined });

function releaseOf(table: StoredTable | undefined): ProcedureRelease {
  const set = table && readCodeSet(bytes(table.text), table.info.id);
  if (set?.kind !== 'hcpcs-codes') throw new Error('no HCPCS codes');
  return set.release;
}

const csv = (text = hcpcsCsv(), name = 'HCPC2031_ANWEB.csv'): InputFile => ({ name, bytes: bytes(text) });
const NOTE =
  'Note regarding coverage in CMS\u0092 file, longer than it has to be so that it would fill a record of the file\r\n\r\n';

describe('the HCPCS Level II file', () => {
  it('becomes a release of its quarter, modifiers apart from codes', () => {
    const [table] = read(hcpcsFile());
    expect(table?.info).toMatchObject({
      id: 'hcpcs-2031',
      version: '2031',
      title: 'HCPCS Level II 2031',
      system: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
      effective: { from: '2031-01-01', to: '2031-12-31' },
      complete: true,
      counts: { rows: 7, billable: 5 },
    });
    expect([...releaseOf(table).entries()].map((entry) => entry.code)).toEqual([
      'A0001',
      'J0001',
      'J0002',
      'J0003',
      'QQ',
      'V9999',
      'ZA',
    ]);
  });

  it('puts a long description together, and keeps days, coverage and pricing', () => {
    const release = releaseOf(read(hcpcsFile())[0]);
    expect(release.lookup('J0001')).toMatchObject({ label: 'abbrev words', title: HCPCS_ROWS[3]?.long });
    expect(release.lookup('A0001')).toMatchObject({
      label: 'Made up for a test',
      from: '1999-01-01',
      details: {
        coverage: 'D',
        pricing: ['51'],
        action: 'N',
        actionDate: '2031-01-01',
        multiplePricing: 'A',
      },
    });
    expect(release.lookup('J0003')?.to).toBe('2031-03-31');
    expect(release.lookup('J0004')).toBeUndefined();
  });

  it('reads the same from CSV', () => {
    const rows = (table: StoredTable | undefined) => [...releaseOf(table).entries()];
    expect(rows(read(csv())[0])).toEqual(rows(read(hcpcsFile())[0]));
  });

  it('takes the edition once where text and CSV lie side by side, with other members between', () => {
    const packed = zipSync({
      'HCPC2031_ANWEB.csv': csv().bytes,
      'HCPC2031_ANWEB.txt': hcpcsFile().bytes,
      'HCPC2031_README.txt': bytes('read me'),
      'proc_notes_2031.txt': bytes('notes'),
      'Changes_by_HCPC.prn': bytes('changes'),
    });
    expect(read({ name: '2031-Alpha-Numeric-HCPCS-File.zip', bytes: packed })).toEqual(read(hcpcsFile()));
  });

  it('lets a notice stand above the first row, in an old encoding', () => {
    const noted = Buffer.from(`${NOTE}${hcpcsText()}`, 'latin1');
    expect(read({ name: 'HCPC2031_ANWEB.txt', bytes: noted })[0]?.info.counts.rows).toBe(7);
    expect(read(csv(`"${NOTE}",,\r\n${hcpcsCsv()}`))[0]?.info.counts.rows).toBe(7);
  });

  it.each([
    ['HCPC2031_JUL_ANWEB.txt', '20310701', 'hcpcs-2031-07', '2031-07-01'],
    ['HCPC2031_ANWEB.txt', '20311001', 'hcpcs-2031-10', '2031-10-01'],
    ['HCPC_CONTR_ANWEB.txt', '20310401', 'hcpcs-2031-04', '2031-04-01'],
  ])('tells the quarter of %s with a change on %s', (name, acted, id, from) => {
    const rows = HCPCS_ROWS.with(6, { code: 'V9999', acted });
    expect(read(hcpcsFile(rows, name))[0]?.info).toMatchObject({ id, effective: { from, to: '2031-12-31' } });
  });

  const lines = hcpcsText().split('\r\n');
  const without = (i: number): string => lines.toSpliced(i, 1).join('\r\n');
  const at = lines.findIndex((line) => line.startsWith('J0001002'));
  it.each<[string, string, RegExp]>([
    ['a file cut short in a row', hcpcsText().slice(0, 400), /row 2 is cut short after/],
    [
      'a file cut short between rows',
      hcpcsText(HCPCS_ROWS.slice(0, 5)),
      /ends with J0002: its last rows are missing/,
    ],
    ['a file without its beginning', hcpcsText(HCPCS_ROWS.slice(2)), /no modifiers/],
    [
      'a continuation that is missing',
      without(at),
      /row \d+ continues J0001, of which the row before it is missing/,
    ],
    ['a first row that is missing', without(at - 1), /row \d+ continues J0001/],
    [
      'a code given twice',
      hcpcsText([...HCPCS_ROWS.slice(0, 4), ...HCPCS_ROWS.slice(3)]),
      /repeats the code J0001/,
    ],
    ['rows out of order', hcpcsText(HCPCS_ROWS.with(2, { code: 'K0001' })), /has J0001 after K0001/],
    [
      'rows of another file',
      `${hcpcsText()}${'99213 something'.padEnd(400)}\r\n`,
      /row \d+ is not a HCPCS record/,
    ],
    ['an empty row', `${lines[0]}\r\n\r\n${lines.slice(1).join('\r\n')}`, /row 2 is empty/],
    ['a damaged row', hcpcsText().replace('made up', 'made\u0001up'), /cannot be read/],
    ['a damaged first row', hcpcsText().replace('00100', '0x100'), /row 1 is not a HCPCS record/],
    [
      'a day that does not exist',
      hcpcsText(HCPCS_ROWS.with(2, { code: 'A0001', added: '20310230' })),
      /A0001\) has 20310230/,
    ],
    [
      'an end before the beginning',
      hcpcsText(HCPCS_ROWS.with(2, { code: 'A0001', ended: '19981231' })),
      /before it began/,
    ],
    ['another code set', '00001 A00     0 Cholera\r\n', /no HCPCS records/],
    ['nothing', '', /no HCPCS records/],
  ])('refuses %s, naming the row', (_, text, message) => {
    expect(() => read({ name: 'HCPC2031_ANWEB.txt', bytes: bytes(text) })).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(message) }),
    );
  });

  it.each<[string, string, RegExp]>([
    ['a row with too few columns', `${hcpcsCsv()}A0002,100\r\n`, /row 9 has 2 columns, not 13/],
    ['a quotation left open', `${hcpcsCsv()}"A0002`, /row 9 opens a quotation/],
    ['no heading', hcpcsCsv().replace(HEADING, 'A,B'), /has not the heading/],
  ])('refuses a CSV with %s', (_, text, message) => {
    expect(() => read(csv(text))).toThrow(message);
  });

  it.each([
    ['HCPC2030_ANWEB.txt', /its name says 2030.* and its newest change is of 2031-02-15/],
    ['HCPC2032_ANWEB.txt', /its name says 2032/],
    ['HCPC2031_OCT_ANWEB.txt', /its name says 2031-10 and its newest change is of 2031-02-15/],
  ])('refuses %s, whose content is of another edition', (name, message) => {
    expect(() => read(hcpcsFile(HCPCS_ROWS, name))).toThrow(message);
  });

  it('refuses two files of one quarter that differ', () => {
    const other = csv(hcpcsCsv(HCPCS_ROWS.with(2, { code: 'A0001', short: 'other words' })));
    expect(() => read(hcpcsFile(), other)).toThrow(/with other content/);
  });

  it('holds a published edition to its counts', () => {
    const rows = HCPCS_ROWS.map((row) => ({ ...row, added: '20200101', acted: '20200101', ended: '' }));
    expect(() => read(hcpcsFile(rows, 'HCPC2020_ANWEB.txt'))).toThrow(/published with 6710 and 369/);
  });

  it('lays records out as the official file does', () => {
    expect(hcpcsLines({ code: 'A0001' })[0]).toHaveLength(320);
  });
});
