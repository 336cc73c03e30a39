/** Small files of the index, the code editor's lists, the mappings and the conversion table, in their documented layouts. */
import {
  readCodeSet,
  readOfficial,
  type StoredTable,
  terminologyOf,
} from '../../../src/terminology/index.ts';
import { bytes } from '../support.ts';

export const read = (name: string, text: string | Uint8Array): readonly StoredTable[] =>
  readOfficial([{ name, bytes: typeof text === 'string' ? bytes(text) : text }], { kept: () => undefined });

/** What the files say once they are kept and read again. */
export const known = (...files: readonly (readonly [name: string, text: string])[]) =>
  terminologyOf(
    files.flatMap(([name, text]) =>
      read(name, text).map((table) => readCodeSet(bytes(table.text), table.info.id)),
    ),
  );

/** A main index as NCHS lays it out; its terms and codes are a few of the real ones. */
export const INDEX = `<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index>
  <version>2026</version>
  <title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
  <letter>
    <title>A</title>
    <mainTerm>
      <title>Aarskog's syndrome</title>
      <code>Q87.19</code>
    </mainTerm>
    <mainTerm>
      <title>Abasia<nemod>(-astasia) (hysterical)</nemod></title>
      <code>F44.4</code>
    </mainTerm>
  </letter>
  <letter>
    <title>D</title>
    <mainTerm>
      <title>Dementia<nemod>(degenerative (primary)) (old age) (persisting)</nemod></title>
      <seeAlso>Disease, Alzheimer's</seeAlso>
      <code>F03.90</code>
      <term level="1">
        <title>in <nemod>(due to)</nemod></title>
        <see>Dementia, by type</see>
        <term level="2">
          <title>Parkinson's disease</title>
          <code>G20.-</code>
          <manif>F02.80</manif>
        </term>
      </term>
    </mainTerm>
    <mainTerm>
      <title>Drowning, submersion NEC</title>
      <subcat>T75.1</subcat>
      <term level="1"><title>in bath</title><seecat>W65</seecat></term>
    </mainTerm>
    <mainTerm>
      <title>Nephropathy, diabetic</title>
      <code>E08-E13 with .21</code>
    </mainTerm>
  </letter>
  <letter>
    <title>Z</title>
    <mainTerm>
      <title>Zoster<nemod>(herpes)</nemod></title>
      <see>Herpes, zoster</see>
    </mainTerm>
  </letter>
</ICD10CM.index>
`;

/** A manual of the code editor as CMS lays out its text version: contents, front matter, sections, and the chapter of changes. */
export interface MceSketch {
  readonly version?: string;
  readonly period?: string;
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

const SECTIONS: readonly (readonly [heading: string, subheadings: readonly string[]])[] = [
  ['Invalid diagnosis or procedure code', []],
  ['External causes of morbidity codes as principal diagnosis', []],
  ['Duplicate of PDX', []],
  [
    'Age conflict',
    [
      'A. Perinatal/Newborn diagnoses',
      'B. Pediatric diagnoses (age 0 through 17)',
      'C. Maternity diagnoses (age 9 through 64)',
      'D. Adult diagnoses (age 15 through 124)',
    ],
  ],
  ['Sex conflict', ['A. Diagnoses for females only', 'B. Procedures for females only']],
  ['Manifestation code as principal diagnosis', []],
  ['Non-specific principal diagnosis (discontinued as of 10/01/07)', []],
  ['Questionable admission', []],
  ['Unacceptable principal diagnosis', []],
  ['Non-specific O.R. procedure (discontinued as of 10/01/07)', []],
  ['Non-covered procedure', ['A. Procedures never covered', 'B. Covered with a diagnosis']],
  ['Open biopsy check (discontinued as of 10/01/10)', []],
  ['Bilateral procedure (discontinued as of ICD-10 implementation)', []],
  ['Invalid age', []],
  ['Invalid sex', []],
  ['Invalid discharge status', []],
  ['Limited coverage', []],
  ['Wrong procedure performed', []],
  ['Procedure inconsistent with LOS', []],
];

/** Which codes stand where; a few of the real ones. */
export const MCE_CODES: Readonly<Record<string, readonly string[]>> = {
  '4A': ['A33', 'P599'],
  '4B': ['Z00129'],
  '4C': ['O80', 'Z3400'],
  '4D': ['O80', 'N400'],
  '5A': ['O80', 'N800'],
  '5B': ['10D00Z0'],
  '6': ['F0280'],
  '8': ['Z370'],
  '9 alone': ['Z5189'],
  '9': ['Z370', 'B950'],
  '11A': ['0W4M070'],
  '11B': ['0FYG0Z0', 'E109'],
};

export function mceText({ version = 'v43.0', period, lists = MCE_CODES }: MceSketch = {}): string {
  const rows = (key: string): readonly string[] => (lists[key] ?? []).map((code) => `${code}\tshort title`);
  const body = SECTIONS.flatMap(([heading, below], i) => [
    `${i + 1}. ${heading}`,
    'Words that say what the edit detects, e.g. a patient of 78 years:',
    '2. a point of a list in words.',
    ...(i === 8
      ? [
          'The following codes are considered "acceptable" when a secondary diagnosis is also coded.',
          ...rows('9 alone'),
          'The following pages contain the unacceptable principal diagnosis codes.',
        ]
      : []),
    ...rows(String(i + 1)),
    ...below.flatMap((sub) => [sub, ...rows(`${i + 1}${sub[0]}`)]),
  ]);
  return [
    'Medicare Code Editor',
    `Definitions of Medicare Code Edits ${version}`,
    ...(period ? [`The coding edit information in this manual is effective from ${period}.`] : []),
    'Table of Contents',
    ...SECTIONS.map(([heading], i) => `${i + 1}. ${heading}\t${i + 7}`),
    'Chapter 2: Code list changes\t200',
    'Chapter 1: Edit code lists',
    ...SECTIONS.map(([heading], i) => `${i + 1}. ${heading}`),
    'Chapter 2: Code list changes',
    ...body,
    'Chapter 2: Code list changes',
    'C9999\tadded nowhere',
    '',
  ].join('\r\n');
}

/** A mapping file: fixed columns, lines ended by CR LF. */
export const gemText = (
  rows: readonly (readonly [source: string, target: string, flags: string])[],
  width = 5,
): string =>
  rows
    .map(([source, target, flags]) => `${source.padEnd(width)} ${target.padEnd(12 - width)} ${flags}\r\n`)
    .join('');

/** Rows of every sort; the flags are made up for the tests. */
export const GEM_ROWS: readonly (readonly [string, string, string])[] = [
  ['25000', 'E119', '10000'],
  ['25040', 'E1121', '10000'],
  ['25040', 'E1122', '10111'],
  ['25040', 'N183', '10112'],
  ['25040', 'N189', '10112'],
  ['3569', 'G609', '00000'],
  ['4019', 'I10', '00000'],
  ['E8000', 'V819XXA', '10000'],
  ['V6410', 'NoDx', '11000'],
  ['V9190', 'O30839', '10000'],
];
