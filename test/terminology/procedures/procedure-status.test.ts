import { describe, expect, it } from 'vitest';
import {
  type InputFile,
  icd10PcsCode,
  type ProcedureCode,
  procedureCode,
  readCodeSet,
  readOfficial,
  type Terminology,
  terminologyOf,
} from '../../../src/terminology/index.ts';
import {
  CPT_CODES,
  cptFile,
  cptText,
  FEE_ROWS,
  feeCsv,
  feeFile,
  HCPCS_ROWS,
  hcpcsFile,
  PCS_ROWS,
  pcsAddenda,
  pcsFile,
} from '../import/procedure-files.ts';
import { bytes, day } from '../support.ts';

const LIST =
  '# claimwright code table 1\n# kind: procedures\n10001\t\t\town words\nJ0009\t2032-01-01\t\tto come\nG0009\t\t\tnever was\n';

const loaded = (...files: readonly InputFile[]): Terminology =>
  terminologyOf([
    readCodeSet(bytes(LIST), 'list', false),
    ...readOfficial(files, { kept: () => undefined }).map((t) => readCodeSet(bytes(t.text), t.info.id)),
  ]);
const code = (text: string): ProcedureCode => {
  const normal = procedureCode(text);
  if (!normal) throw new Error(text);
  return normal;
};
const asker =
  ({ procedures }: Terminology) =>
  (text: string, on: string) =>
    procedures.status(code(text), day(on));

describe('status by a HCPCS release', () => {
  const status = asker(loaded(hcpcsFile()));

  it.each([
    ['A0001', '2031-06-30', { kind: 'active', label: 'Made up for a test' }],
    ['J0001', '2031-01-01', { kind: 'active', label: 'abbrev words' }],
    ['J0002', '2031-02-14', { kind: 'not-yet', from: '2031-02-15' }],
    ['J0002', '2031-02-15', { kind: 'active' }],
    ['J0003', '2031-03-31', { kind: 'active' }],
    ['J0003', '2031-04-01', { kind: 'retired', lastDay: '2031-03-31' }],
    // The rows' own days speak of the time before the release, and of ends after it.
    ['A0001', '1998-12-31', { kind: 'not-yet', from: '1999-01-01' }],
    ['A0001', '2030-12-31', { kind: 'active' }],
    ['J0003', '2032-01-01', { kind: 'retired', lastDay: '2031-03-31' }],
    ['J9999', '2031-01-01', { kind: 'unknown', release: { id: 'hcpcs-2031' } }],
    ['J9999', '2031-03-31', { kind: 'unknown' }],
    // A later quarter may have brought it.
    [
      'J9999',
      '2031-04-01',
      { kind: 'cannot-tell', reason: expect.stringContaining('hcpcs-2031 does not hold J9999') },
    ],
    [
      'J9999',
      '2032-01-01',
      { kind: 'cannot-tell', reason: 'not verified: no HCPCS Level II release is loaded for 2032-01-01' },
    ],
    ['A0001', '2032-01-01', { kind: 'cannot-tell' }],
    // Our own list gives way to a release, but knows days that it does not.
    ['G0009', '2031-01-01', { kind: 'unknown' }],
    ['G0009', '2031-05-01', { kind: 'listed', label: 'never was' }],
    ['J0009', '2031-01-01', { kind: 'not-yet', from: '2032-01-01' }],
    // Dental codes are not in the file.
    [
      'D0120',
      '2031-01-01',
      { kind: 'cannot-tell', reason: 'not verified: no CDT (dental) release is loaded' },
    ],
    // The other system is as before.
    ['10001', '2031-01-01', { kind: 'listed', label: 'own words' }],
    ['99999', '2031-01-01', { kind: 'cannot-tell', reason: 'not verified: no CPT release is loaded' }],
  ])('%s on %s', (text, on, expected) => expect(status(text, on)).toMatchObject(expected));

  it('lets a later quarter bring codes and end none it does not end', () => {
    const july = [
      ...HCPCS_ROWS.slice(0, 6),
      { code: 'J0008', added: '20310701', acted: '20310701', action: 'A' },
      ...HCPCS_ROWS.slice(6),
    ];
    const both = asker(loaded(hcpcsFile(), hcpcsFile(july, 'HCPC2031_JUL_ANWEB.txt')));
    expect(both('J0008', '2031-06-30')).toMatchObject({ kind: 'not-yet', from: '2031-07-01' });
    expect(both('J0008', '2031-07-01')).toMatchObject({ kind: 'active', release: { id: 'hcpcs-2031-07' } });
    expect(both('A0001', '2031-06-30')).toMatchObject({ kind: 'active', release: { id: 'hcpcs-2031' } });
    expect(both('A0001', '2031-07-01')).toMatchObject({ kind: 'active', release: { id: 'hcpcs-2031-07' } });
    expect(both('J9999', '2031-09-30')).toMatchObject({ kind: 'unknown', release: { id: 'hcpcs-2031-07' } });
  });

  it('ends what the next edition holds no more', () => {
    const next = HCPCS_ROWS.filter((row) => row.code !== 'A0001').map((row) => ({
      ...row,
      acted: '20320101',
      ended: '',
    }));
    const both = asker(
      loaded(
        hcpcsFile(),
        hcpcsFile(
          [...next.slice(0, 2), { code: 'A0002', acted: '20320101' }, ...next.slice(2)],
          'HCPC2032_ANWEB.txt',
        ),
      ),
    );
    expect(both('A0001', '2031-12-31')).toMatchObject({ kind: 'active' });
    expect(both('A0001', '2032-01-01')).toMatchObject({ kind: 'retired', lastDay: '2031-12-31' });
  });
});

describe('modifiers', () => {
  const { procedures } = loaded(hcpcsFile());
  it.each([
    ['qq', '2031-01-01', { kind: 'active', label: 'Made up for a test' }],
    ['ZA', '2031-03-31', { kind: 'active' }],
    ['ZA', '2031-04-01', { kind: 'retired', lastDay: '2031-03-31' }],
    ['ZZ', '2031-01-01', { kind: 'unknown', release: { id: 'hcpcs-2031' } }],
    ['ZZ', '2031-07-01', { kind: 'cannot-tell' }],
    ['25', '2031-01-01', { kind: 'cannot-tell', reason: expect.stringContaining('CPT modifier') }],
    ['P3', '2031-01-01', { kind: 'cannot-tell' }],
    ['QQQ', '2031-01-01', { kind: 'cannot-tell' }],
  ])('%s on %s', (text, on, expected) => expect(procedures.modifier(text, day(on))).toMatchObject(expected));

  it('cannot be told without a release', () => {
    expect(loaded().procedures.modifier('LT', day('2031-01-01'))).toEqual({
      kind: 'cannot-tell',
      reason: 'not verified: no HCPCS Level II release is loaded',
    });
  });
});

describe('status by a CPT release', () => {
  const next = cptFile(
    cptText(['10003', ...CPT_CODES.slice(2), '00001'], '2032-01-01').replace('20001', '20001'),
    'Consolidated_Code_List_2032.txt',
  );
  const status = asker(
    loaded(
      cptFile(),
      cptFile(cptText(['10003', ...CPT_CODES.filter((c) => c !== '10001')], '2032-01-01'), next.name),
    ),
  );

  it.each([
    ['10001', '2031-12-31', { kind: 'active', label: 'long words of 10001' }],
    ['10001', '2032-01-01', { kind: 'retired', lastDay: '2031-12-31' }],
    ['10003', '2031-12-31', { kind: 'not-yet', from: '2032-01-01' }],
    ['10003', '2032-01-01', { kind: 'active' }],
    ['10009', '2031-12-31', { kind: 'unknown', release: { id: 'cpt-2031' } }],
    [
      '10009',
      '2033-01-01',
      { kind: 'cannot-tell', reason: 'not verified: no CPT release is loaded for 2033-01-01' },
    ],
    // Laboratory analyses, and other codes that come between yearly editions.
    ['0009U', '2031-03-31', { kind: 'unknown' }],
    ['0009U', '2031-04-01', { kind: 'cannot-tell' }],
    ['90009', '2031-04-01', { kind: 'cannot-tell' }],
    [
      'J0001',
      '2031-01-01',
      { kind: 'cannot-tell', reason: 'not verified: no HCPCS Level II release is loaded' },
    ],
  ])('%s on %s', (text, on, expected) => expect(status(text, on)).toMatchObject(expected));

  it('labels by our own words first', () => {
    const { procedures } = loaded(cptFile());
    expect(procedures.label(code('10001'))).toBe('own words');
    expect(procedures.label(code('20001'))).toBe('long words of 20001');
    expect(procedures.label(code('20002'))).toBeUndefined();
    expect(procedures.lookup(code('20001'), day('2031-01-01'))?.title).toBe('long words of 20001');
    expect(procedures.lookup(code('20001'), day('2032-01-01'))).toBeUndefined();
  });
});

describe('the fee schedule', () => {
  const july = feeCsv(
    FEE_ROWS.map((row) => (row.code === '20610' ? { ...row, global: '000' } : row)),
    '2031 National Physician Fee Schedule Relative Value File July Release',
  );
  const terminology = loaded(feeFile(), feeFile(july, 'PPRRVU2031_Jul.csv'));
  const { procedures } = terminology;

  it.each([
    ['20610', '2031-06-30', '010'],
    ['20610', '2031-07-01', '000'],
    ['G0001', '2031-12-31', 'ZZZ'],
  ])('%s has on %s a global period of %s', (text, on, value) =>
    expect(procedures.globalDays(code(text), day(on))).toMatchObject({ kind: 'known', value }),
  );

  it('tells both sides, of the service as a whole', () => {
    const on = day('2031-01-01');
    expect(procedures.bilateral(code('20610'), on)).toMatchObject({ kind: 'known', value: '1' });
    expect(procedures.bilateral(code('70002'), on)).toMatchObject({ value: '3' });
    expect(procedures.fee(code('70002'), on, '26')?.bilateral).toBe('2');
  });

  it.each([
    ['20610', '2030-12-31', 'no physician fee schedule is loaded for 2030-12-31'],
    ['20610', '2032-01-01', 'no physician fee schedule is loaded for 2032-01-01'],
    ['20611', '2031-07-01', 'fee-schedule-2031-07 says nothing of 20611'],
  ])('cannot tell of %s on %s', (text, on, reason) => {
    expect(procedures.globalDays(code(text), day(on))).toEqual({ kind: 'cannot-tell', reason });
    expect(procedures.bilateral(code(text), day(on))).toEqual({ kind: 'cannot-tell', reason });
  });

  it('proves that a code is in force, never that it is not', () => {
    const status = asker(terminology);
    expect(status('20610', '2031-06-30')).toMatchObject({
      kind: 'active',
      release: { id: 'fee-schedule-2031' },
    });
    expect(status('10002', '2031-06-30').kind).toBe('cannot-tell');
    expect(status('20611', '2031-06-30').kind).toBe('cannot-tell');
  });
});

describe('ICD-10-PCS', () => {
  const later = [...PCS_ROWS.slice(0, 1), '0016073 Bypass that is new', ...PCS_ROWS.slice(2)];
  const { icd10pcs, icd10cm, releases } = loaded(
    pcsFile(),
    pcsAddenda(),
    pcsFile(later, 'icd10pcs_codes_2032.txt'),
  );
  const ask = (text: string, on: string) => {
    const normal = icd10PcsCode(text);
    if (!normal) throw new Error(text);
    return icd10pcs.status(normal, day(on));
  };

  it.each([
    ['xw0dxt7', '2030-10-01', { kind: 'active', entry: { title: 'Introduction of something new' } }],
    ['0016071', '2031-09-30', { kind: 'active' }],
    ['0016071', '2031-10-01', { kind: 'retired', lastDay: '2031-09-30' }],
    ['0016072', '2030-10-01', { kind: 'retired', lastDay: '2030-09-30' }],
    ['0016073', '2031-09-30', { kind: 'not-yet', from: '2031-10-01' }],
    ['0016073', '2031-10-01', { kind: 'active', release: { id: 'icd10pcs-2032' } }],
    ['0016079', '2031-10-01', { kind: 'unknown', release: { id: 'icd10pcs-2032' } }],
    [
      '0016070',
      '2030-09-30',
      { kind: 'cannot-tell', reason: 'no ICD-10-PCS release is loaded for 2030-09-30' },
    ],
    ['0016070', '2032-10-01', { kind: 'cannot-tell' }],
  ])('%s on %s', (text, on, expected) => expect(ask(text, on)).toMatchObject(expected));

  it('touches no other system', () => {
    expect(icd10cm.release(day('2031-01-01'))).toBeUndefined();
    expect(releases().map(({ id }) => id)).toEqual(['icd10pcs-2031', 'icd10pcs-2032']);
  });

  it.each(['001607', '00160700', '00160O0', '00160I0', ''])('%j is no code', (text) =>
    expect(icd10PcsCode(text)).toBeUndefined(),
  );
});
