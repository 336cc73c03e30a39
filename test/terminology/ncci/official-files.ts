/** Small procedure-edit files in the layouts CMS documents. Code numbers have the real shape; the pairs are made up. */
import { type ServiceDate, serviceDate } from '../../../src/kernel/index.ts';
import { type ProcedureCode, procedureCode } from '../../../src/terminology/code.ts';
import type { PtpEdit } from '../../../src/terminology/ncci/model.ts';
import { type NcciSet, readNcciBinary, readNcciText } from '../../../src/terminology/ncci/ncci-set.ts';
import { ncci, type StoredNcci } from '../../../src/terminology/ncci/official.ts';
import { readInfo, readTable } from '../../../src/terminology/release/table-file.ts';

const fail = (message: string): never => {
  throw new Error(message);
};

export const proc = (text: string): ProcedureCode => procedureCode(text) ?? fail(`${text} is not a code`);
export const day = (text: string): ServiceDate => serviceDate(text) ?? fail(`${text} is not a day`);
export const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Column 1, column 2, first day, last day or `*`, indicator, rationale, mark of edits older than 1996. */
export type PtpRow = readonly [
  column1: string,
  column2: string,
  from: string,
  to: string,
  indicator: string,
  rationale?: string,
  mark?: string,
];

const NOTICE = 'CPT only copyright 2025 American Medical Association.  All rights reserved.';

export const PTP_HEADING: readonly string[] = [
  NOTICE,
  'Column1/Column2 Edits',
  'Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale',
  '\t\tprior to 1996\tDate\tDate\t0=not allowed\t',
  '\t\t\t\t*=no data\t1=allowed\t',
  '\t\t\t\t\t9=not applicable\t',
];
export const FIRST_PTP_ROW = PTP_HEADING.length + 1;

export const ptpLine = ([
  a,
  b,
  from,
  to,
  indicator,
  rationale = 'Sequential procedure',
  mark = '',
]: PtpRow): string => [a, b, mark, from, to, indicator, rationale].join('\t');

/** Every edition goes on to HCPCS Level II; without its last rows it is not whole. */
export const LAST_ROW: PtpRow = ['R0075', 'R0070', '20000101', '*', '0'];

export const ptpText = (rows: readonly PtpRow[]): string =>
  [...PTP_HEADING, ...rows.map(ptpLine)].map((line) => `${line}\r\n`).join('');

/** The same as a spreadsheet saves it: commas, and a heading in cells of several lines. */
export const ptpCsv = (rows: readonly PtpRow[]): string =>
  [
    `"${NOTICE}",,,,,,`,
    'Column1/Column2 Edits,,,,,,',
    'Column 1,Column 2,"*=in existence\nprior to 1996","Effective\nDate","Deletion\nDate\n*=no data","Modifier\n0=not allowed",PTP Edit Rationale',
    ...rows.map((row) =>
      ptpLine(row)
        .split('\t')
        .map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
        .join(','),
    ),
  ]
    .map((line) => `${line}\r\n`)
    .join('');

export const MUE_NOTICE =
  '"CPT codes, descriptions and other data only are copyright 2025 American Medical Association.\nAll rights reserved. CPT\xae is a registered trademark, ""as is"".\n",,,';

const MUE_VALUES = {
  Practitioner: 'Practitioner Services MUE Values',
  OutpatientHospital: 'Outpatient Hospital Services MUE Values',
  DMESupplier: 'DME Supplier Services MUE Values',
} as const;

/** Lines before the first row: the notice takes three, the heading two. */
export const FIRST_MUE_ROW = 6;

export const mueText = (rows: readonly string[], table: keyof typeof MUE_VALUES = 'Practitioner'): string =>
  [MUE_NOTICE, `"HCPCS/\nCPT Code",${MUE_VALUES[table]},MUE Adjudication Indicator,MUE Rationale`, ...rows]
    .map((line) => `${line}\r\n`)
    .join('');

export const AOC_HEADING =
  'AOC_Edit_Type\tAdd-On_Code\tAOC_DelDT\tPrimary_Code\tPrimary_Code_DelDT\tAOC_Edit_EffDT\tAOC_Edit_DelDT\tSpecial_Instruction_Notes';
export const FIRST_AOC_ROW = 3;

export const aocText = (rows: readonly (readonly string[])[]): string =>
  [NOTICE, AOC_HEADING, ...rows.map((cells) => cells.join('\t'))].map((line) => `${line}\r\n`).join('');

export const placeText = (rows: readonly string[]): string =>
  ['Place of Service Code(s)\tPlace of Service Name\tPlace of Service Description', ...rows]
    .map((line) => `${line}\n`)
    .join('');

/** What the importer makes of files. */
export const imported = (
  ...files: readonly (readonly [name: string, text: string])[]
): readonly StoredNcci[] =>
  ncci.read(
    files.map(([label, text]) => ({ label, bytes: latin1(text) })),
    {},
  );

/** A stored edition, as a start reads it. */
export function opened({ bytes, text, info, kind }: StoredNcci): NcciSet {
  if (bytes) return readNcciBinary(bytes, info.id);
  const file = readTable(new TextEncoder().encode(text), info.id);
  return readNcciText(kind, file, readInfo(file, info.id), fail) ?? fail(`${kind} is not known`);
}

export const setsOf = (...files: readonly (readonly [name: string, text: string])[]): readonly NcciSet[] =>
  imported(...files).map(opened);

/** One PTP edition of one part. */
export const ptpSet = (rows: readonly PtpRow[], name = 'ccipra-v320r0-f1.TXT'): NcciSet =>
  setsOf([name, ptpText([...rows, LAST_ROW])])[0] ?? fail('no edition');

export const pairOf = ({ column1, column2 }: PtpEdit): string => `${column1}/${column2}`;
