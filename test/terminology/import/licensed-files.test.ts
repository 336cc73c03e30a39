import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  type InputFile,
  readCodeSet,
  readOfficial,
  type StoredTable,
} from '../../../src/terminology/index.ts';
import { bytes } from '../support.ts';
import {
  CPT_CODES,
  cptFile,
  cptText,
  FEE_ROWS,
  feeCsv,
  feeFile,
  PCS_ROWS,
  pcsAddenda,
  pcsFile,
} from './procedure-files.ts';

const read = (...files: readonly InputFile[]): readonly StoredTable[] =>
  readOfficial(files, { kept: () => undefined });
const setOf = (table: StoredTable | undefined) => readCodeSet(bytes(table?.text ?? ''), 'test');

const refuses = (file: InputFile, message: RegExp): void =>
  expect(() => read(file)).toThrow(
    expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(message) }),
  );

describe('the consolidated CPT list', () => {
  it('becomes a release of its year', () => {
    const [table] = read(cptFile());
    expect(table?.info).toMatchObject({
      id: 'cpt-2031',
      system: 'http://www.ama-assn.org/go/cpt',
      effective: { from: '2031-01-01', to: '2031-12-31' },
      licence: expect.stringContaining('American Medical Association'),
      counts: { rows: 11, billable: 11 },
    });
    const set = setOf(table);
    expect(set.kind === 'cpt-codes' && set.release.lookup('10001')).toEqual({
      code: '10001',
      label: 'long words of 10001',
      title: 'long words of 10001',
    });
  });

  it('is known by its heading where its name says nothing, and by its content of its year', () => {
    expect(read(cptFile(cptText(), 'codes.txt'))[0]?.info.id).toBe('cpt-2031');
    const heading = ['Long', 'ConceptID', 'CPT Code', 'Medium', 'Short', 'Consumer', 'X', 'Y'];
    refuses(cptFile(cptText(CPT_CODES, '', heading), 'codes.txt'), /no CPT code where its column is/);
  });

  it('may be loaded again with the codes of a later quarter', () => {
    expect(read(cptFile(cptText(), 'Consolidated_Code_List_July_2031.txt'))[0]?.info).toMatchObject({
      id: 'cpt-2031-07',
      effective: { from: '2031-07-01', to: '2031-12-31' },
    });
  });

  it.each<[string, string, RegExp]>([
    ['a list cut short between rows', cptText(CPT_CODES.slice(0, 7)), /no codes that begin with 7/],
    ['a list cut short in a row', cptText().slice(0, -40), /row 13 has \d columns, not 8/],
    ['a code given twice', cptText([...CPT_CODES, '90001']), /row 13 repeats the code 90001/],
    ['what is not a code', cptText([...CPT_CODES, 'J0001']), /row 13 has no CPT code/],
    ['a day that is none', cptText(CPT_CODES, 'soon'), /soon, which is not a day/],
    ['words of another year', cptText(CPT_CODES, '2030-01-01'), /its name says 2031 .* 2030-01-01/],
    ['no year at all', cptText(CPT_CODES, ''), /neither its name nor its content/],
    ['no heading', 'notice\r\n', /has not the heading/],
    ['no rows', cptText([]), /no rows/],
  ])('refuses %s', (what, text, message) =>
    refuses(cptFile(text, what.startsWith('no year') ? 'Consolidated_Code_List.txt' : undefined), message),
  );
});

describe('the physician fee schedule', () => {
  it('becomes a release of its quarter', () => {
    const [table] = read(feeFile());
    expect(table?.info).toMatchObject({
      id: 'fee-schedule-2031',
      effective: { from: '2031-01-01', to: '2031-12-31' },
      counts: { rows: FEE_ROWS.length, billable: 14 },
    });
    const set = setOf(table);
    if (set.kind !== 'fee-schedule') throw new Error('no fee schedule');
    expect(set.release.lookup('20610')).toEqual({
      code: '20610',
      modifier: '',
      label: 'made, up 20610',
      status: 'A',
      globalDays: '010',
      pcTc: '0',
      multipleProcedures: '2',
      bilateral: '1',
      assistant: '1',
      coSurgeons: '0',
      team: '0',
      work: '1.50',
      practiceNonFacility: '0.80',
      practiceFacility: '0.40',
      malpractice: '0.10',
    });
    expect(set.release.lookup('70002', '26')?.bilateral).toBe('2');
    expect(set.release.lookup('70002', 'TC')).toBeUndefined();
  });

  it('is one edition where its two conversion factors make two files', () => {
    const packed = zipSync({
      'PPRRVU2031_Jan_nonQPP.csv': bytes(feeCsv()),
      'PPRRVU2031_Jan_QPP.csv': bytes(feeCsv().replaceAll('33.4000', '33.5000')),
      'GPCI2031.csv': bytes('a,b'),
    });
    expect(read({ name: 'rvu31a.zip', bytes: packed }).map(({ info }) => info.id)).toEqual([
      'fee-schedule-2031',
    ]);
  });

  it('mends what a spreadsheet makes of 010, and knows the older name', () => {
    const october = '2031 National Physician Fee Schedule Relative Value File October Release';
    const text = feeCsv([...FEE_ROWS, { code: '20002', global: '10' }], october);
    const set = setOf(read(feeFile(text, 'PPRRVU31_OCT.csv'))[0]);
    if (set.kind !== 'fee-schedule') throw new Error('no fee schedule');
    expect(set.info.id).toBe('fee-schedule-2031-10');
    expect(set.release.lookup('20002')?.globalDays).toBe('010');
  });

  it.each<[string, string, RegExp]>([
    ['a file cut short in a row', feeCsv().slice(0, -100), /row 20 has \d+ columns, not 31/],
    ['a file cut short between rows', feeCsv(FEE_ROWS.slice(0, 6)), /no codes that begin with 6/],
    ['no HCPCS codes', feeCsv(FEE_ROWS.slice(0, -1)), /no HCPCS codes/],
    ['a row given twice', feeCsv([...FEE_ROWS, { code: 'G0001' }]), /repeats G0001/],
    [
      'a global period that is none',
      feeCsv([{ code: '10003', global: '030' }]),
      /row 6 \(10003\) has 030 as globalDays/,
    ],
    ['a code that is none', feeCsv([{ code: '1003' }]), /row 6 has no procedure code/],
    ['a column that is missing', feeCsv().replace('BILAT', 'OTHER'), /no column BILAT SURG/],
    [
      'a title of another year',
      feeCsv(FEE_ROWS, '2030 National Physician Fee Schedule Relative Value File'),
      /two editions/,
    ],
    ['no heading', 'a,b\r\n', /has not the heading/],
  ])('refuses %s', (_, text, message) => refuses(feeFile(text), message));
});

describe('the ICD-10-PCS codes file', () => {
  it('becomes a release of its fiscal year, what it deleted beside it', () => {
    const [table] = read(pcsFile(), pcsAddenda());
    expect(table?.info).toMatchObject({
      id: 'icd10pcs-2031',
      system: 'http://www.cms.gov/Medicare/Coding/ICD10',
      effective: { from: '2030-10-01', to: '2031-09-30' },
      counts: { rows: 4, billable: 4 },
    });
    const set = setOf(table);
    if (set.kind !== 'icd10pcs-codes') throw new Error('no codes');
    expect([...set.release.entries()].map(({ code }) => code)).toEqual(
      PCS_ROWS.map((row) => row.slice(0, 7)),
    );
  });

  it.each<[string, readonly string[], RegExp]>([
    ['a code with the letter O', ['00160O0 x'], /row 1 has no ICD-10-PCS code/],
    ['a code cut short', ['001607 Bypass'], /row 1 has no ICD-10-PCS code/],
    ['rows mixed', [...PCS_ROWS, '0016070 again'], /row 5 has 0016070 after XW0DXT7/],
    ['a title that is missing', ['0016070 '], /row 1 has no title/],
    ['an end that is missing', PCS_ROWS.slice(0, 3), /ends at row 3 with B00B0ZZ/],
    ['nothing', [], /no rows/],
  ])('refuses %s', (_, rows, message) => refuses(pcsFile(rows), message));

  it('is held to the counts of its addenda, and to those published', () => {
    expect(() => read(pcsFile(), pcsAddenda(5))).toThrow(/has 4 codes, where .* with 5/);
    expect(() => read(pcsFile(), pcsAddenda(4, ['Delete:      0016070 x']))).toThrow(
      /which its addenda delete/,
    );
    refuses(pcsFile(PCS_ROWS, 'icd10pcs_codes_2026.txt'), /published with 79115/);
    refuses(pcsFile(PCS_ROWS, 'icd10pcs_codes_new.txt'), /does not tell the year/);
    refuses(pcsAddenda(), /need the codes file/);
  });
});
