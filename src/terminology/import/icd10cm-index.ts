/** The four index files of ICD-10-CM as NCHS publishes them: index, external causes, drugs and chemicals, neoplasms. */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import type { IndexSet } from '../index-tables/icd10cm-index.ts';
import { plainTitle, type RawTerm, termLine } from '../index-tables/index-line.ts';
import { foldTerm } from '../index-tables/term-names.ts';
import { refuse } from './fault.ts';
import { isApril, nameOf, yearIn } from './file-name.ts';
import { parseIndex } from './icd10cm-index-xml.ts';
import type { Importer, Member, MemberKind, ReadOptions } from './importer.ts';
import { slices } from './slices.ts';
import {
  describeMember,
  fiscalPeriod,
  PUBLIC_DOMAIN,
  type StoredTable,
  seal,
  versionOf,
} from './stored-table.ts';

type Kind = IndexSet['kind'];

interface File {
  readonly kind: Kind;
  readonly name: RegExp;
  readonly heading: RegExp;
  readonly title: string;
  /** Where its last main term, or site, begins at the earliest: a file that ends before was cut. */
  readonly last: string;
}

const FILES: readonly File[] = [
  {
    kind: 'icd10cm-drugs',
    name: /^icd-?10-?cm[-_ ]?drug/i,
    heading: /^Substance\|.*\|Underdosing$/i,
    title: 'Table of Drugs and Chemicals',
    last: 'z',
  },
  {
    kind: 'icd10cm-neoplasms',
    name: /^icd-?10-?cm[-_ ]?neoplasm/i,
    heading: /^Neoplasm\|.*\|Unspecified Behaviou?r$/i,
    title: 'Table of Neoplasms',
    last: 'w',
  },
  {
    kind: 'icd10cm-external-index',
    name: /^icd-?10-?cm[-_ ]?e(?:xternal)?[-_ ]?index/i,
    heading: /EXTERNAL CAUSE/i,
    title: 'External Cause Index',
    last: 'w',
  },
  {
    kind: 'icd10cm-index',
    name: /^icd-?10-?cm[-_ ]?index/i,
    heading: /^(?!.*EXTERNAL CAUSE).*INDEX/i,
    title: 'Index to Diseases and Injuries',
    last: 'z',
  },
];

export const icd10cmIndex: Importer = {
  kinds: FILES.map(({ kind }) => kind),
  reads: 'the index XML (icd10cm_index…, icd10cm_eindex…, icd10cm_drug…, icd10cm_neoplasm….xml)',
  recognises: (path): MemberKind | undefined => {
    const name = nameOf(path);
    const file = /\.xml(?:\.gz)?$/i.test(name) ? FILES.find((one) => one.name.test(name)) : undefined;
    return file && { kind: file.kind, year: yearIn(name), april: isApril(path) };
  },
  read: (members, options) => members.map((member) => edition(member, options)),
};

// Terms, as NCHS published them.
const PUBLISHED: ReadonlyMap<string, number> = new Map([
  ['icd10cm-2026-04-drugs', 7_430],
  ['icd10cm-2026-04-external-index', 8_090],
  ['icd10cm-2026-04-neoplasms', 1_940],
]);

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const file = fileOf(member);
  const { year, heading, terms } = parseIndex(slices(member, progress), member.label);
  if (!file.heading.test(heading))
    refuse(
      member.label,
      `its name is that of the ${file.title}, and its heading "${heading.slice(0, 80)}" is not`,
    );
  if (member.year !== undefined && member.year !== year)
    refuse(member.label, `its name says ${member.year} and its content ${year}`);
  const version = versionOf(year, member.april);
  const id = `icd10cm-${version}-${file.kind.replace('icd10cm-', '')}`;
  checkWhole(terms, file, PUBLISHED.get(id), member.label);
  const info = describeMember(member, {
    id,
    system: `${CLAIMWRIGHT_BASE}/CodeSystem/${file.kind}`,
    version,
    title: `ICD-10-CM ${file.title} ${year}${member.april ? ', April update' : ''}`,
    effective: fiscalPeriod(year, member.april),
    licence: PUBLIC_DOMAIN,
    complete: true,
    counts: { rows: terms.length, billable: terms.filter(hasCode).length },
  });
  return seal(file.kind, info, terms.map(termLine).join(''));
}

const hasCode = ({ codes, cells }: RawTerm): boolean => codes.length > 0 || cells.some((cell) => cell !== '');

const fileOf = (member: Member): File =>
  FILES.find(({ kind }) => kind === member.kind) ?? refuse(member.label, 'it is no index file');

/** From A to the end of the alphabet, and as many terms as were published where that is known. */
function checkWhole(
  terms: readonly RawTerm[],
  { kind, last }: File,
  published: number | undefined,
  file: string,
): void {
  const depth = kind === 'icd10cm-neoplasms' ? 1 : 0;
  const mains = terms.filter((term) => term.depth === depth).map(({ title }) => foldTerm(plainTitle(title)));
  if (!mains.some((title) => title.startsWith('a')))
    refuse(file, 'it has no term with A: its first rows are missing');
  const end = mains.at(-1) ?? '';
  if (end < last) refuse(file, `it ends with "${end.slice(0, 60)}": its last rows are missing`);
  if (terms.every((term) => !hasCode(term))) refuse(file, 'no term of it has a code');
  if (published !== undefined && published !== terms.length)
    refuse(file, `it has ${terms.length} terms, where this edition was published with ${published}`);
}
