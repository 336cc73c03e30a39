/** Small files of procedure code sets in their documented layouts; every word in them is made up for the tests. */
import type { InputFile } from '../../../src/terminology/index.ts';
import { bytes } from '../support.ts';

export interface HcpcsRow {
  readonly code: string;
  readonly short?: string;
  readonly long?: string;
  readonly price?: string;
  readonly coverage?: string;
  readonly added?: string;
  readonly acted?: string;
  readonly ended?: string;
  readonly action?: string;
}

const LINE = 80;

/** The records of one code: the first, and as many more as its long description needs. */
export function hcpcsLines(row: HcpcsRow): readonly string[] {
  const { code, short = 'made up', long = 'Made up for a test', coverage = 'C', action = 'N' } = row;
  const [first, more] = code.length === 2 ? ['7', '8'] : ['3', '4'];
  const pieces = long.match(new RegExp(`.{1,${LINE}}(?:\\s|$)`, 'g')) ?? [long];
  const start = (i: number, record: string): string =>
    `${code.padStart(5)}${String((i + 1) * 100).padStart(5, '0')}${record}${(pieces[i] ?? '').trim().padEnd(LINE)}`;
  const head = [
    start(0, first),
    short.padEnd(28),
    (row.price ?? '').padEnd(8),
    'A',
    ''.padEnd(101),
    coverage,
    ''.padEnd(38),
    (row.added ?? '19990101').padEnd(8),
    (row.acted ?? '20310101').padEnd(8),
    (row.ended ?? '').padEnd(8),
    action,
    ''.padEnd(27),
  ];
  return [head.join(''), ...pieces.slice(1).map((_, i) => start(i + 1, more))];
}

const LONG =
  'A description that is long enough to need a second line and then a third one, because a coder has to read all of what it says before one is chosen; each session of it';

/** A small file that passes for a whole one, of a year whose counts are not known. */
export const HCPCS_ROWS: readonly HcpcsRow[] = [
  { code: 'QQ', short: 'a modifier' },
  { code: 'ZA', short: 'an ended modifier', ended: '20310331' },
  { code: 'A0001', price: '51', coverage: 'D' },
  { code: 'J0001', long: LONG, short: 'abbrev words' },
  { code: 'J0002', added: '20310215', action: 'A', acted: '20310215' },
  { code: 'J0003', ended: '20310331', acted: '20310101', action: 'D' },
  { code: 'V9999' },
];

export const hcpcsText = (rows: readonly HcpcsRow[] = HCPCS_ROWS): string =>
  rows
    .flatMap(hcpcsLines)
    .map((line) => `${line}\r\n`)
    .join('');

export const hcpcsFile = (
  rows: readonly HcpcsRow[] = HCPCS_ROWS,
  name = 'HCPC2031_ANWEB.txt',
): InputFile => ({ name, bytes: bytes(hcpcsText(rows)) });

export const HEADING =
  'HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,PRICE2,MULT_PI,COV,ADD DT,ACT EFF DT,TERM DT,ACTION CD';

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The same rows as CSV, the days as a spreadsheet writes them. */
export function hcpcsCsv(rows: readonly HcpcsRow[] = HCPCS_ROWS): string {
  const day = (text = ''): string => text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$2/$3/$1');
  const lines = rows.map((row) =>
    [
      row.code.padStart(5),
      '100',
      row.code.length === 2 ? '7' : '3',
      quote(row.long ?? 'Made up for a test'),
      quote(row.short ?? 'made up'),
      row.price ?? '',
      '',
      'A',
      row.coverage ?? 'C',
      day(row.added ?? '19990101'),
      day(row.acted ?? '20310101'),
      day(row.ended),
      row.action ?? 'N',
    ].join(','),
  );
  return `${[HEADING, ...lines].join('\r\n')}\r\n`;
}

/** A code for every section, so that a list passes for a whole one. */
export const CPT_CODES = [
  '00001',
  '10001',
  '20001',
  '30001',
  '40001',
  '50001',
  '60001',
  '70001',
  '80001',
  '90001',
];

const CPT_HEADING = [
  'Concept Id',
  'CPT Code',
  'Long',
  'Medium',
  'Short',
  'Consumer',
  'Spanish Consumer',
  'Current Descriptor Effective Date',
];

export const cptText = (
  codes: readonly string[] = [...CPT_CODES, '0001U'],
  since = '2031-01-01',
  heading: readonly string[] = CPT_HEADING,
): string =>
  [
    'A notice of the publisher stands here.',
    heading.join('\t'),
    ...codes.map((code, i) =>
      [1_000 + i, code, `long words of ${code}`, `MEDIUM ${code}`, `SHORT ${code}`, 'plain', '', since].join(
        '\t',
      ),
    ),
  ]
    .map((line) => `${line}\r\n`)
    .join('');

export const cptFile = (text = cptText(), name = 'Consolidated_Code_List_2031.txt'): InputFile => ({
  name,
  bytes: bytes(text),
});

export interface FeeRow {
  readonly code: string;
  readonly modifier?: string;
  readonly status?: string;
  readonly global?: string;
  readonly bilateral?: string;
}

export const FEE_ROWS: readonly FeeRow[] = [
  ...CPT_CODES.map((code) => ({ code })),
  { code: '20610', global: '010', bilateral: '1' },
  { code: '70002', bilateral: '3' },
  { code: '70002', modifier: '26', bilateral: '2' },
  { code: '10002', status: 'D' },
  { code: 'G0001', global: 'ZZZ' },
];

export function feeCsv(
  rows: readonly FeeRow[] = FEE_ROWS,
  title = '2031 National Physician Fee Schedule Relative Value File January Release',
): string {
  const empty = ','.repeat(30);
  return [
    `,,${title}${','.repeat(28)}`,
    `,,"A notice, in ""quotation marks"", of the publisher"${','.repeat(28)}`,
    empty,
    ',,,STATUS,NOT USED,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT',
    'HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT',
    ...rows.map(
      ({ code, modifier = '', status = 'A', global = 'XXX', bilateral = '0' }) =>
        `${code},${modifier},"made, up ${code}",${status},,1.50,0.80,NA,0.40,,0.10,2.40,2.00,0,${global},0.10,0.80,0.10,2,${bilateral},1,0,0,,33.4000,99,0,99,0.00,0.00,0.00`,
    ),
    empty,
  ]
    .map((line) => `${line}\r\n`)
    .join('');
}

export const feeFile = (text = feeCsv(), name = 'PPRRVU2031_Jan.csv'): InputFile => ({
  name,
  bytes: bytes(text),
});

export const PCS_ROWS: readonly string[] = [
  '0016070 Bypass of one place to another',
  '0016071 Bypass of one place to a third',
  'B00B0ZZ Picture of a place',
  'XW0DXT7 Introduction of something new',
];

export const pcsFile = (rows: readonly string[] = PCS_ROWS, name = 'icd10pcs_codes_2031.txt'): InputFile => ({
  name,
  bytes: bytes(rows.map((row) => `${row}\r\n`).join('')),
});

export const pcsAddenda = (
  count = PCS_ROWS.length,
  changes: readonly string[] = ['Delete:      0016072 Bypass that ended'],
): InputFile => ({
  name: 'codes_addenda_2031.txt',
  bytes: bytes(
    [...changes, '', 'Codes', `  ${count} codes in icd10pcs_codes_2031.txt`, '      1 deletions']
      .map((l) => `${l}\r\n`)
      .join(''),
  ),
});
