/**
 * The General Equivalence Mappings of CMS and NCHS (2018_I9gem.txt, 2018_I10gem.txt, gem_i9pcs.txt, gem_pcsi9.txt), as their
 * technical documentation lays them out: source, target and five flags in fixed columns.
 */
import { CLAIMWRIGHT_BASE } from '../../fhir/index.ts';
import { hasShape, sourceSystem, targetSystem } from '../gems/gem-code.ts';
import { type GemEntry, gemBody } from '../gems/gem-edition.ts';
import type { GemMap } from '../gems/model.ts';
import type { ReleaseInfo } from '../model.ts';
import { infoHeader, writeTable } from '../release/table-file.ts';
import { decodeText } from '../text.ts';
import { refuse } from './fault.ts';
import { nameOf, yearIn } from './file-name.ts';
import type { Importer, Member, MemberKind, ReadOptions } from './importer.ts';
import { describeMember, PUBLIC_DOMAIN, type StoredTable } from './stored-table.ts';
import { type TextLine, textLines } from './text-lines.ts';

const NAMES: readonly (readonly [RegExp, GemMap])[] = [
  [/^(?:20\d\d)?[-_ ]?I9gem.*\.txt$/i, 'icd9cm-icd10cm'],
  [/^(?:20\d\d)?[-_ ]?I10gem.*\.txt$/i, 'icd10cm-icd9cm'],
  [/^(?:20\d\d)?[-_ ]?gem[-_ ]?i9pcs.*\.txt$/i, 'icd9pcs-icd10pcs'],
  [/^(?:20\d\d)?[-_ ]?gem[-_ ]?pcsi9.*\.txt$/i, 'icd10pcs-icd9pcs'],
];
const mapOf = (name: string): GemMap | undefined => NAMES.find(([pattern]) => pattern.test(name))?.[1];

export const gemFiles: Importer = {
  kinds: ['gem-icd9cm-icd10cm', 'gem-icd10cm-icd9cm', 'gem-icd9pcs-icd10pcs', 'gem-icd10pcs-icd9pcs'],
  reads: 'the general equivalence mappings (YYYY_I9gem.txt, YYYY_I10gem.txt, gem_i9pcs.txt, gem_pcsi9.txt)',
  // The procedure files say no year; the zip they came in does.
  recognises: (path): MemberKind | undefined => {
    const map = mapOf(nameOf(path));
    return map && { kind: `gem-${map}`, year: yearIn(nameOf(path)) ?? yearIn(path), april: false };
  },
  read: (members, options) => members.map((member) => edition(member, options)),
};

/** Lines of the last edition, by the size of its files. */
const PUBLISHED: ReadonlyMap<string, number> = new Map([
  ['gems-2018-icd9cm-icd10cm', 24_860],
  ['gems-2018-icd10cm-icd9cm', 81_593],
]);

const NAMED: Readonly<Record<GemMap, string>> = {
  'icd9cm-icd10cm': 'ICD-9-CM to ICD-10-CM',
  'icd10cm-icd9cm': 'ICD-10-CM to ICD-9-CM',
  'icd9pcs-icd10pcs': 'ICD-9-CM volume 3 to ICD-10-PCS',
  'icd10pcs-icd9pcs': 'ICD-10-PCS to ICD-9-CM volume 3',
};

function edition(member: Member, { progress }: ReadOptions): StoredTable {
  const year =
    member.year ??
    refuse(member.label, 'its name does not tell the year (YYYY_I9gem.txt, or the zip of a year)');
  const map = member.kind.replace('gem-', '') as GemMap;
  const entries = readEntries(decodeText(member.bytes), map, member.label);
  progress?.(member.label, entries.length, entries.length);
  const id = `gems-${year}-${map}`;
  checkWhole(entries, map, PUBLISHED.get(id), member.label);
  const info: ReleaseInfo = describeMember(member, {
    id,
    system: `${CLAIMWRIGHT_BASE}/ConceptMap/gems-${map}`,
    version: String(year),
    title: `General equivalence mappings ${year}, ${NAMED[map]}`,
    effective: { from: `${year - 1}-10-01` as ReleaseInfo['effective']['from'] },
    licence: PUBLIC_DOMAIN,
    complete: true,
    counts: { rows: entries.length, billable: new Set(entries.map(({ source }) => source)).size },
  });
  return {
    kind: 'gems',
    info,
    text: writeTable([['kind', 'gems'], ...infoHeader(info), ['map', map]], gemBody(entries)),
  };
}

function readEntries(text: string, map: GemMap, file: string): readonly GemEntry[] {
  const entries: GemEntry[] = [];
  const seen = new Set<string>();
  const sources = new Set<string>();
  for (const line of textLines([text], file)) {
    const entry = readEntry(line, map, file);
    const row = `row ${line.number} (${entry.source})`;
    const whole = `${entry.source} ${entry.target} ${entry.flags.slice(2)}`;
    if (seen.has(whole)) refuse(file, `${row} repeats a row`);
    if (sources.has(entry.source) && entries.at(-1)?.source !== entry.source)
      refuse(file, `${row} stands apart from the other rows of its code: rows are mixed`);
    seen.add(whole);
    sources.add(entry.source);
    entries.push(entry);
  }
  return entries;
}

const LINE = /^([0-9A-Z]{3,7}) +([0-9A-Za-z]{3,7}) +([01]{3}\d\d) *$/;
/** `NoDx`, `NoPCS`, `NoPx`: nothing stands for the code. */
const NONE = /^No[A-Za-z0-9]{2,3}$/i;

function readEntry({ number, text }: TextLine, map: GemMap, file: string): GemEntry {
  const bad = (detail: string): never => refuse(file, `row ${number} ${detail}`);
  const [, source = '', target = '', flags = ''] =
    LINE.exec(text) ?? bad('is not a code, a code and five flags');
  if (!hasShape(source, sourceSystem(map))) bad(`begins with ${source}, which is not a code of its system`);
  const [, none, combination] = flags;
  if ((none === '1') !== NONE.test(target)) bad(`(${source}) has flags that do not fit ${target}`);
  if (none !== '1' && !hasShape(target, targetSystem(map)))
    bad(`(${source}) maps to ${target}, which is not a code of its system`);
  if ((combination === '1') !== /[1-9][1-9]$/.test(flags) || (combination === '0' && !flags.endsWith('00')))
    bad(`(${source}) has a combination without its scenario and choice list`);
  return { source, target: none === '1' ? '' : target, flags };
}

/** A code that has no map has no map beside it; the files end with the last chapter of their source. */
function checkWhole(
  entries: readonly GemEntry[],
  map: GemMap,
  published: number | undefined,
  file: string,
): void {
  for (const [source, lines] of Map.groupBy(entries, (entry) => entry.source))
    if (lines.length > 1 && lines.some(({ target }) => target === ''))
      refuse(file, `${source} has a map and no map at once`);
  const last =
    entries
      .map(({ source }) => source)
      .sort()
      .at(-1) ?? refuse(file, 'it has no rows');
  const end: Readonly<Record<string, RegExp>> = {
    icd9cm: /^V[89]/,
    icd10cm: /^Z9/,
    icd9pcs: /^99/,
    icd10pcs: /^[F-X]/,
  };
  if (!end[sourceSystem(map)]?.test(last)) refuse(file, `it ends with ${last}: its last rows are missing`);
  if (published !== undefined && published !== entries.length)
    refuse(file, `it has ${entries.length} rows, where this edition was published with ${published}`);
}
