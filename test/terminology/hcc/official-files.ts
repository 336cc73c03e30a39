/** Official CMS-HCC layouts, written from the corpus' tables (which hold the same rows in another form) or made up. */
import { readFileSync } from 'node:fs';
import {
  type InputFile,
  readCodeSet,
  readOfficial,
  type Terminology,
  terminologyOf,
} from '../../../src/terminology/index.ts';
import { bytes } from '../support.ts';

export const file = (name: string, text: string): InputFile => ({ name, bytes: bytes(text) });

/** What a site has once it imported the files. */
export const imported = (...files: readonly InputFile[]): Terminology =>
  terminologyOf(
    readOfficial(files, { kept: () => undefined }).map((table) =>
      readCodeSet(Buffer.from(table.text), table.info.id),
    ),
  );

export const rowsOf = (path: string): readonly (readonly string[])[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.replace('\r', '').split(','));

export const formatText = (rows: readonly (readonly [string, string | number])[]): string =>
  [...rows]
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([code, hcc]) => `${code}\t${hcc}\t\r\n`)
    .join('');

export function macroText(
  name: string,
  rows: readonly (readonly [string | number, string | number])[],
): string {
  const children = new Map<string, string[]>();
  for (const [parent, child] of rows)
    children.set(String(parent), [...(children.get(String(parent)) ?? []), String(child)]);
  return [
    ` %MACRO ${name};`,
    ' %* set to 0 HCCs in HIER parameter;',
    ' %MACRO SET0( CC=, HIER= );',
    '     IF HCC&CC=1 THEN DO I = &HIER; HCC(I) = 0; END;',
    ' %MEND SET0;',
    ...[...children].map(
      ([parent, own]) => ` /*Made up */ %SET0(CC=${parent.padEnd(6)}, HIER=%STR(${own.join(', ')} ));`,
    ),
    `  %MEND ${name};`,
    '',
  ].join('\r\n');
}

export const coefficientText = (rows: readonly (readonly [string, string | number])[]): string =>
  ['Name,Coeff,Label', ...rows.map(([name, value]) => `${name},${value},"words, of it"`), ''].join('\r\n');

/** As many categories as V28 has, and a diagnosis for each. */
export const CATEGORIES_V28 = Array.from({ length: 115 }, (_, i) => i + 1);
export const codeOf = (hcc: number): string => `E${10 + Math.floor(hcc / 10)}${hcc % 10}`;
export const V28_ROWS = CATEGORIES_V28.map((hcc) => [codeOf(hcc), hcc] as const);

const SEGMENTS = ['CNA', 'CND', 'CFA', 'CFD', 'CPA', 'CPD', 'INS'];
export const V28_COEFFICIENTS: readonly (readonly [string, string])[] = [
  ...SEGMENTS.flatMap((segment) => [
    [`${segment}_F70_74`, '0.4'] as const,
    ...CATEGORIES_V28.map((hcc) => [`${segment}_HCC${hcc}`, '0.1'] as const),
  ]),
  ['NE_NMCAID_NORIGDIS_NEF65', '0.5'],
  ['SNPNE_MCAID_NORIGDIS_NEF65', '0.6'],
];

/** The yearly mappings: titles, a heading whose cells have line ends, rows, and notes below. */
export const mappingsText = (
  rows: readonly (readonly [string, string | number])[] = V28_ROWS,
  year = 2031,
): string =>
  [
    `"${year} Midyear Final ICD-10-CM Mappings",,,,`,
    ',,,,',
    `"Diagnosis\nCode",Description,"CMS-HCC ESRD\nModel Category\nV24","CMS-HCC\nModel\nCategory\nV28","CMS-HCC Model Category V28 for ${year} Payment Year"`,
    ...rows.map(([code, hcc]) => `${code},"made up, in words",9,${hcc},${hcc === '' ? 'No' : 'Yes'}`),
    ',,,,',
    'Notes,,,,',
    '"1) A remark, of the publisher",,,,',
    '',
  ].join('\r\n');
