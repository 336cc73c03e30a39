/**
 * Makes src/terminology/starter/ from the official files:
 *   node .ci/make-starter.ts ORDER-2025.zip ORDER-2026.zip TABULAR-2021.xml.gz
 * See src/terminology/starter/README.md.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sha256 } from '../src/kernel/index.ts';
import { parseAddenda } from '../src/terminology/import/icd10cm-addenda.ts';
import { unpack } from '../src/terminology/import/unpack.ts';
import {
  type CodeSet,
  dotless,
  type Icd10CmRelease,
  type InputFile,
  icd10CmCode,
  icd10CmRelease,
  printedRanges,
  type ReleaseInfo,
  readCodeSet,
  readOfficial,
  type StoredTable,
} from '../src/terminology/index.ts';
import { bindTargets } from '../src/terminology/notes/bind.ts';
import type { NoteTarget } from '../src/terminology/notes/note-target.ts';
import { type NotesEdition, noteLine, seventhLine } from '../src/terminology/notes/notes-edition.ts';
import { changeLine } from '../src/terminology/release/addenda-table.ts';
import { codeLine } from '../src/terminology/release/code-table.ts';
import { infoHeader, writeTable } from '../src/terminology/release/table-file.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const STARTER = join(ROOT, 'src/terminology/starter');

interface Entry {
  readonly from: string;
  readonly to: string;
  readonly exclude: boolean;
  /** Kept endings: one character each, or pairs of 6th and 7th. */
  readonly endings: string | undefined;
}

function main(paths: readonly string[]): void {
  const files: InputFile[] = paths.map((path) => ({ name: basename(path), bytes: readFileSync(path) }));
  const tables = readOfficial(files, { kept: () => undefined });
  const editions = tables.filter((table) => table.kind === 'icd10cm-codes');
  const releases = editions.map(releaseOf);
  const wanted = new Set([...namedInRepository(), ...changedCodes(files)]);
  const entries = readList();
  for (const [i, release] of releases.entries()) writeCodes(release, editions[i]?.info, entries, wanted);
  for (const table of tables) if (table.kind === 'icd10cm-addenda') writeAddenda(table);
  const latest = releases.toSorted((a, b) => (a.info.version < b.info.version ? 1 : -1))[0];
  const notes = tables.find((table) => table.kind === 'icd10cm-notes');
  if (latest && notes) writeNotes(notes, latest);
}

const setOf = (table: StoredTable): CodeSet => readCodeSet(Buffer.from(table.text), table.info.id);

function releaseOf(table: StoredTable): Icd10CmRelease {
  const set = setOf(table);
  if (set.kind !== 'icd10cm-codes') throw new Error(`${table.info.id} holds no codes`);
  return icd10CmRelease(set.info, set.table);
}

function readList(): readonly Entry[] {
  return readFileSync(join(ROOT, '.ci/starter-codes.txt'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#@]/.test(line))
    .map(readEntry);
}

function readEntry(line: string): Entry {
  const exclude = line.startsWith('-');
  const [node = '', endings] = line.slice(exclude ? 1 : 0).split(/\s+/);
  const [from = '', to = from] = node.split('-');
  return { from, to, exclude, endings };
}

/** Billable codes of one edition that the list asks for, with all that stands above them. */
function chosen(
  release: Icd10CmRelease,
  entries: readonly Entry[],
  named: ReadonlySet<string>,
): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const entry of entries) {
    for (const code of billableIn(release, entry)) {
      if (entry.exclude) codes.delete(code);
      else if (keeps(code, entry.endings)) codes.add(code);
    }
  }
  for (const code of named) {
    const normal = icd10CmCode(code);
    if (normal && release.lookup(normal)) codes.add(dotless(normal));
  }
  return withAncestors(release, codes);
}

function billableIn(release: Icd10CmRelease, { from, to }: Entry): readonly string[] {
  const found = printedRanges({ from, to }).flatMap((range) => [...release.codesIn(range)]);
  const billable = found.filter((code) => entryOf(release, code)?.billable);
  if (billable.length === 0) console.warn(`nothing billable in ${from}-${to} of ${release.info.version}`);
  return billable;
}

/** Codes without a 7th character always stay. A pair of digit and letter asks for 6th and 7th characters. */
function keeps(code: string, endings: string | undefined): boolean {
  if (endings === undefined) return true;
  if (/^\d[A-Z]$/.test(endings)) return code.slice(5) === endings;
  return code.length < 7 || endings.includes(code.slice(6));
}

function entryOf(release: Icd10CmRelease, code: string) {
  const normal = icd10CmCode(code);
  return normal && release.lookup(normal);
}

function withAncestors(release: Icd10CmRelease, codes: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(codes);
  for (const code of codes) {
    for (let length = 3; length < code.length; length += 1) {
      const above = code.slice(0, length);
      if (entryOf(release, above)) all.add(above);
    }
  }
  return all;
}

function writeCodes(
  release: Icd10CmRelease,
  info: ReleaseInfo | undefined,
  entries: readonly Entry[],
  named: ReadonlySet<string>,
): void {
  if (!info) return;
  const codes = chosen(release, entries, named);
  const rows = [...release.rows()].filter((row) => codes.has(row.code));
  const body = rows.map(codeLine).join('');
  const billable = rows.filter((row) => row.billable).length;
  write(`icd10cm-${info.version}.tsv`, 'icd10cm-codes', body, {
    ...info,
    id: `${info.id}-starter`,
    title: `${info.title}, starter`,
    source: `chosen from ${info.source}; every row equals the official one`,
    checksum: sha256(body),
    complete: false,
    counts: { rows: rows.length, billable },
  });
  console.log(info.version, rows.length, 'rows', billable, 'billable', body.length, 'bytes');
}

function writeAddenda(table: StoredTable): void {
  const set = setOf(table);
  if (set.kind !== 'icd10cm-addenda') return;
  const body = set.changes.map(changeLine).join('');
  const info = { ...set.info, id: `${set.info.id}-starter`, checksum: sha256(body) };
  write(`icd10cm-addenda-${info.version}.tsv`, 'icd10cm-addenda', body, info);
}

/** All notes whose node the latest edition still has, with only those targets that it still has. */
function writeNotes(table: StoredTable, latest: Icd10CmRelease): void {
  const set = setOf(table);
  if (set.kind !== 'icd10cm-notes') return;
  const nodes = nodesOf(table.text).filter((node) => isKept(node, latest));
  const lines = nodes.flatMap((node) => notesAt(set.edition, node, latest));
  const seventh = nodes.flatMap((node) => {
    const own = set.edition.seventhCharacters(node);
    return own?.node === node ? [seventhLine(own)] : [];
  });
  const body = [...lines, ...seventh].join('');
  write('tabular-notes.tsv', 'icd10cm-notes', body, {
    ...set.info,
    id: `${set.info.id}-starter`,
    source: `${set.info.source}; targets checked against ${latest.info.title}`,
    checksum: sha256(body),
    complete: false,
    counts: { rows: lines.length, billable: 0 },
  });
  console.log('notes', lines.length, 'bytes', body.length);
}

const nodesOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t')[1] ?? ''),
  ),
];

function isKept(node: string, latest: Icd10CmRelease): boolean {
  const [from = '', to = from] = node.split('-');
  return latest.holds({ from, to });
}

function notesAt(edition: NotesEdition, node: string, latest: Icd10CmRelease): readonly string[] {
  return edition
    .notesAt(node)
    .map((note) => noteLine({ ...note, targets: note.targets.flatMap((t) => checked(t, latest)) }));
}

/** A rule on characters stays a rule, because a site's own release may know more codes that meet it. */
function checked(target: NoteTarget, latest: Icd10CmRelease): readonly NoteTarget[] {
  const bound = bindTargets([target], latest);
  return target.where && bound.length > 0 ? [target] : bound;
}

/** Codes that were deleted, or lost or gained validity, in the addenda given, and the new ones beside them. */
function changedCodes(files: readonly InputFile[]): readonly string[] {
  const addenda = files.flatMap(unpack).filter((member) => member.kind === 'addenda');
  return addenda.flatMap((member) => {
    const { rows } = parseAddenda([new TextDecoder().decode(member.bytes)], member.label);
    const stems = rows.filter((row) => row.action === 'Delete').map((row) => stemOf(row.code));
    return rows.filter((row) => stems.some((stem) => row.code.startsWith(stem))).map((row) => row.code);
  });
}

const stemOf = (code: string): string => code.slice(0, 6).replace(/X+$/, '');

// Tests of this room name codes that the starter must lack.
const OWN_TESTS = /^(?:terminology|store|cli)\//;

/** Every code that a map, a chart, a rule or a test of this repository names. */
function namedInRepository(): readonly string[] {
  return ['mappings', 'examples', 'src', 'test'].flatMap((folder) => {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
    return files
      .filter((name) => /\.(?:json|ts|csv)$/.test(name) && !OWN_TESTS.test(name))
      .flatMap((name) => codesIn(readFileSync(join(ROOT, folder, name), 'utf8')));
  });
}

// Quoted, whole: a code in prose is not asked for.
const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/["'`]([A-Za-z](?:\d[0-9A-Za-z]|[A-Za-z]\d)(?:\.?[0-9A-Za-z]{1,4})?)["'`]/g)].map(
    (match) => match[1] ?? '',
  );

function write(name: string, kind: string, body: string, info: ReleaseInfo): void {
  const header: (readonly [string, string])[] = [['kind', kind], ...infoHeader(info)];
  writeFileSync(join(STARTER, name), writeTable(header, body));
}

main(process.argv.slice(2));
