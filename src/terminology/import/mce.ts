/** The code lists of the Medicare Code Editor: the text version of CMS's "Definitions of Medicare Code Edits". */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { type ServiceDate, serviceDate } from '../../kernel/index.ts';
import { mceBody } from '../mce/mce-edition.ts';
import { refuse } from './fault.ts';
import { nameOf, sourceName } from './file-name.ts';
import type { Importer, Member, MemberKind, ReadOptions } from './importer.ts';
import { type MceLists, mceSections } from './mce-sections.ts';
import { officialText } from './official-text.ts';
import { describeMember, fiscalPeriod, PUBLIC_DOMAIN, type StoredTable, seal } from './stored-table.ts';

const NAME = /^definitions?[-_ ]of[-_ ]medicare[-_ ]code[-_ ]edits.*\.txt$/i;

export const mceLists: Importer = {
  kinds: ['mce-lists'],
  reads: 'Definitions of Medicare Code Edits_v_NN.txt',
  recognises: (path): MemberKind | undefined =>
    NAME.test(nameOf(path)) ? { kind: 'mce-lists', year: undefined, april: false } : undefined,
  read: (members, options) => members.map((member) => edition(member, options)),
};

interface Version {
  readonly major: number;
  /** 1 for the update of 1 April. */
  readonly minor: number;
}

// Version 27 was that of FY2010, 35 that of FY2018, 41.1 that of April 2024.
const VERSION_ZERO = 1983;
const IN_NAME = /v[-_ ]*(\d{2})(?:[-_.](\d))?(?!\d)/i;
const IN_TEXT = /\bv(?:ersion)?[ _]?(\d{2})(?:\.(\d))?(?![\d.])/i;
const PERIOD = /effective from +(\d\d)\/(\d\d)\/(\d{4})/i;
/** Its title page and its first words. */
const FRONT = 6_000;

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const text = officialText(member.bytes);
  const version = versionOf(member, text);
  const year = VERSION_ZERO + version.major;
  const effective = fiscalPeriod(year, version.minor > 0);
  checkPeriod(text, effective.from, member.label);
  const read = mceSections(text, member.label);
  checkWhole(read, member.label);
  progress?.(member.label, text.length, text.length);
  const name = `${version.major}${version.minor > 0 ? `.${version.minor}` : ''}`;
  const info = describeMember(member, {
    id: `mce-${name}`,
    system: `${CLAIMWRIGHT_BASE}/CodeSystem/medicare-code-editor`,
    version: name,
    title: `Medicare Code Editor lists, version ${name} (FY${year}${version.minor > 0 ? ', April update' : ''})`,
    effective,
    licence: PUBLIC_DOMAIN,
    complete: true,
    counts: { rows: read.codes.size + read.lists.length, billable: read.codes.size },
  });
  return seal('mce-lists', info, mceBody(read.lists, read.codes));
}

/** By the name, by the title page, or by both, which must agree. */
function versionOf(member: Member, text: string): Version {
  const [named, told] = [
    parse(IN_NAME.exec(sourceName(member.label))),
    parse(IN_TEXT.exec(text.slice(0, FRONT))),
  ];
  if (named && told && (named.major !== told.major || named.minor !== told.minor))
    refuse(member.label, `its name says version ${shown(named)} and its content ${shown(told)}`);
  const version = told ?? named ?? refuse(member.label, 'neither its name nor its content tells the version');
  // ICD-10 began with version 33, an October and an April edition of which are all there are.
  if (version.major < 33 || version.minor > 1)
    refuse(member.label, `version ${shown(version)} is not one of ICD-10 that begins in October or April`);
  return version;
}

const parse = (found: RegExpExecArray | null): Version | undefined =>
  found ? { major: Number(found[1]), minor: Number(found[2] ?? 0) } : undefined;

const shown = ({ major, minor }: Version): string => `${major}.${minor}`;

function checkPeriod(text: string, from: ServiceDate, file: string): void {
  const [, month, day, year] = PERIOD.exec(text.slice(0, FRONT)) ?? [];
  if (!year) return;
  const told = serviceDate(`${year}-${month}-${day}`);
  if (told !== from)
    refuse(file, `it is effective from ${month}/${day}/${year}, and its version from ${from}`);
}

/** CMS has published these in every version. */
const ALWAYS = [
  ...['newborn', 'pediatric', 'maternity', 'adult'],
  ...['manifestation', 'questionable-admission', 'unacceptable-principal'],
];

function checkWhole({ lists }: MceLists, file: string): void {
  const missing = ALWAYS.find((id) => !lists.some((list) => list.id === id));
  if (missing) refuse(file, `its list ${missing} has no codes`);
  const ageless = lists.find(({ id, ages }) => ['pediatric', 'maternity', 'adult'].includes(id) && !ages);
  if (ageless) refuse(file, `the heading of its list ${ageless.id} tells no ages`);
}
