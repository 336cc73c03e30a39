/** Small official files in the documented layouts, and small releases, for the tests of the terminology room. */
import { type ServiceDate, serviceDate } from '../../src/kernel/index.ts';
import {
  type CodeChange,
  type Icd10CmCode,
  type Icd10CmRelease,
  icd10CmCode,
  icd10CmRelease,
  type ReleaseInfo,
} from '../../src/terminology/index.ts';
import { codeLine, codeTable } from '../../src/terminology/release/code-table.ts';

/** Dotless code, validity, title. */
export type Row = readonly [code: string, billable: 0 | 1, title: string];

/** A small edition that is whole: every heading is divided, and it ends with chapter 21. */
export const ROWS: readonly Row[] = [
  ['E11', 0, 'Type 2 diabetes mellitus'],
  ['E112', 0, 'Type 2 diabetes mellitus with kidney complications'],
  ['E1121', 1, 'Type 2 diabetes mellitus with diabetic nephropathy'],
  ['E1122', 1, 'Type 2 diabetes mellitus with diabetic chronic kidney disease'],
  ['E119', 1, 'Type 2 diabetes mellitus without complications'],
  ['I82', 0, 'Other venous embolism and thrombosis'],
  ['I82A', 0, 'Embolism and thrombosis of axillary vein'],
  ['I82A1', 1, 'Acute embolism and thrombosis of axillary vein'],
  ['I829', 1, 'Embolism and thrombosis of unspecified vein'],
  ['S01', 0, 'Open wound of head'],
  ['S010', 0, 'Open wound of scalp'],
  ['S0100', 0, 'Unspecified open wound of scalp'],
  ['S0100XA', 1, 'Unspecified open wound of scalp, initial encounter'],
  ['S0100XD', 1, 'Unspecified open wound of scalp, subsequent encounter'],
  ['S0101', 0, 'Laceration without foreign body of scalp'],
  ['S0101XA', 1, 'Laceration without foreign body of scalp, initial encounter'],
  ['S0101XD', 1, 'Laceration without foreign body of scalp, subsequent encounter'],
  ['Z99', 0, 'Dependence on enabling machines and devices, not elsewhere classified'],
  ['Z998', 0, 'Dependence on other enabling machines and devices'],
  ['Z9989', 1, 'Dependence on other enabling machines and devices'],
];

/** One line of an order file. */
export function orderLine(order: number, [code, billable, title]: Row): string {
  return `${String(order).padStart(5, '0')} ${code.padEnd(7)} ${billable} ${title.slice(0, 60).padEnd(60)} ${title}`;
}

/** An order file as CMS writes it, lines ended by CR LF. */
export const orderText = (rows: readonly Row[] = ROWS): string =>
  rows.map((row, i) => `${orderLine(i + 1, row)}\r\n`).join('');

export type Change = readonly [action: 'Add' | 'Delete', ...row: Row];

/** Addenda as CMS writes them, with the counts at the end. */
export function addendaText(
  changes: readonly Change[],
  counts?: { year: number; headers: number; codes: number },
): string {
  const lines = changes.map(
    ([action, code, billable, title]) =>
      `${`${action}:`.padEnd(13)}${billable} ${code.padEnd(7)} ${title.slice(0, 60).padEnd(60)} ${title}`,
  );
  const sums = counts
    ? [
        '',
        'Headers',
        `  ${counts.headers} headers in icd10cm_order_${counts.year}.txt`,
        '',
        'Codes',
        `  ${counts.codes} codes in icd10cm_order_${counts.year}.txt`,
      ]
    : [];
  return [...lines, ...sums].map((line) => `${line}\r\n`).join('');
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const day = (text: string): ServiceDate => serviceDate(text) ?? fail(`${text} is not a date`);
export const code = (text: string): Icd10CmCode => icd10CmCode(text) ?? fail(`${text} is not a code`);

function fail(message: string): never {
  throw new Error(message);
}

/** A release of a fiscal year. */
export function release(
  year: number,
  rows: readonly Row[],
  options: {
    complete?: boolean;
    changes?: readonly CodeChange[];
    from?: string;
    to?: string;
    id?: string;
  } = {},
): Icd10CmRelease {
  const { complete = true, changes = [], from = `${year - 1}-10-01`, to = `${year}-09-30` } = options;
  const body = rows
    .map(([plain, billable, title]) =>
      codeLine({ code: plain, billable: billable === 1, shortTitle: title.slice(0, 60), title }),
    )
    .join('');
  const info: ReleaseInfo = {
    id: options.id ?? `icd10cm-${year}${complete ? '' : '-starter'}`,
    system: 'http://hl7.org/fhir/sid/icd-10-cm',
    version: String(year),
    title: `ICD-10-CM FY${year}`,
    effective: { from: day(from), to: day(to) },
    checksum: '0'.repeat(64),
    source: 'test',
    licence: 'test',
    complete,
    counts: { rows: rows.length, billable: rows.filter(([, billable]) => billable === 1).length },
  };
  return icd10CmRelease(info, codeTable(body, fail), changes);
}
