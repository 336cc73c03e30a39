/** Code-set releases on disk: immutable files, added whole or not at all, checked against their seal when read. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { ClaimwrightError } from '../kernel/index.ts';
import {
  type CodeSet,
  countsOf,
  type Icd10CmRelease,
  type InputFile,
  icd10CmRelease,
  type ReadOptions,
  type ReleaseInfo,
  readCodeSet,
  readOfficial,
  readSearchTables,
  type SearchTables,
  type StoredTable,
  type Terminology,
  terminologyOf,
} from '../terminology/index.ts';

/** One release that an import brought, or found already kept. */
export interface ImportedRelease {
  readonly kind: StoredTable['kind'];
  readonly info: ReleaseInfo;
  /** What it holds, counted: `6,710 codes, 369 modifiers`. */
  readonly counted: string;
  readonly added: boolean;
}

export interface ReleaseFolder {
  /** Ids of the releases kept, in order. */
  list(): readonly string[];
  /** Reads every release; CW-3004 when one is damaged. */
  load(): readonly CodeSet[];
  /** One ICD-10-CM edition by id. */
  find(id: string): Icd10CmRelease | undefined;
  /** Which of the tables are kept already, with the same content; CW-3003 when one is kept with other content. */
  present(tables: readonly StoredTable[]): ReadonlySet<string>;
  /** Reads official files and keeps what is new; all or nothing. CW-3002 names the row that is at fault. */
  importOfficial(files: readonly InputFile[], progress?: ReadOptions['progress']): readonly ImportedRelease[];
  /** Keeps the tables that are not there yet: all of them, or after a fault none. Answers the ids it added. */
  add(tables: readonly StoredTable[]): readonly string[];
}

const SUFFIX = '.tsv';
const TEMPORARY = '.new';

export function releaseFolder(path: string): ReleaseFolder {
  const fileOf = (id: string): string => join(path, `${id}${SUFFIX}`);
  const list = (): readonly string[] => tablesIn(path).map((name) => basename(name, SUFFIX));
  const read = (id: string): CodeSet => readCodeSet(readFileSync(fileOf(id)), id);
  const present = (tables: readonly StoredTable[]): ReadonlySet<string> => {
    const kept = new Set(list());
    const same = tables.filter(({ info }) => kept.has(info.id));
    for (const table of same) refuseOtherContent(fileOf(table.info.id), table);
    return new Set(same.map(({ info }) => info.id));
  };
  const find = (id: string): Icd10CmRelease | undefined =>
    list().includes(id) ? editionOf(read(id)) : undefined;
  const add = (tables: readonly StoredTable[]): readonly string[] => {
    const kept = present(tables);
    const fresh = tables.filter(({ info }) => !kept.has(info.id));
    if (fresh.length > 0) keepAll(path, fresh, fileOf);
    return fresh.map(({ info }) => info.id);
  };
  return {
    list,
    load: () => list().map(read),
    find,
    present,
    importOfficial: (files, progress) => {
      const tables = readOfficial(files, { kept: find, ...(progress && { progress }) });
      const added = new Set(add(tables));
      return tables.map(({ kind, info }) => ({
        kind,
        info,
        counted: countsOf(kind, info),
        added: added.has(info.id),
      }));
    },
    add,
  };
}

function tablesIn(path: string): readonly string[] {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith(SUFFIX))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

const editionOf = (set: CodeSet): Icd10CmRelease | undefined =>
  set.kind === 'icd10cm-codes' ? icd10CmRelease(set.info, set.table) : undefined;

// By what was read, not by what is stored: a later program may store the same official file differently.
function refuseOtherContent(file: string, { info }: StoredTable): void {
  const kept = readCodeSet(readFileSync(file), info.id);
  if (!('info' in kept) || kept.info.checksum === info.checksum) return;
  throw new ClaimwrightError('CW-3003', { release: info.id });
}

/** Writes all beside their places first, so that a full disk leaves nothing behind; then each appears by one rename. */
function keepAll(path: string, tables: readonly StoredTable[], fileOf: (id: string) => string): void {
  mkdirSync(path, { recursive: true });
  const moves = tables.map(({ info, text, bytes }) => ({
    to: fileOf(info.id),
    from: `${fileOf(info.id)}.${process.pid}${TEMPORARY}`,
    content: bytes ?? Buffer.from(text),
  }));
  const placed: string[] = [];
  try {
    for (const { from, content } of moves) writeDurably(from, content);
    for (const { from, to } of moves) {
      renameSync(from, to);
      placed.push(to);
    }
    syncFolder(path);
  } catch (error) {
    for (const name of [...moves.map(({ from }) => from), ...placed]) rmSync(name, { force: true });
    throw error;
  }
}

function writeDurably(name: string, bytes: Uint8Array): void {
  rmSync(name, { force: true });
  const file = openSync(name, 'wx');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

// A rename is only sure to survive a power cut once its folder is on disk too. Not every system lets a folder be
// opened; there the rename alone must do.
function syncFolder(path: string): void {
  let folder: number | undefined;
  try {
    folder = openSync(path, 'r');
    fsyncSync(folder);
  } catch {
    return;
  } finally {
    if (folder !== undefined) closeSync(folder);
  }
}

const SEARCH_TABLES = new URL('../terminology/search/tables/', import.meta.url);

/** Synonyms, abbreviations and the like, which ship with the program. */
const loadSearchTables = (): SearchTables =>
  readSearchTables((file) => readFileSync(new URL(file, SEARCH_TABLES), 'utf8'));

const STARTER = new URL('../terminology/starter/', import.meta.url);

/** The code sets that ship with the program. */
export function loadStarter(): readonly CodeSet[] {
  const stored = readdirSync(STARTER)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((name) => readCodeSet(readFileSync(new URL(name, STARTER)), name, false));
  return [...stored, { kind: 'search-tables', tables: loadSearchTables() }];
}

/** The starter, and over it what was imported into a folder. */
export const loadCodeSets = (path?: string): readonly CodeSet[] => [
  ...loadStarter(),
  ...(path === undefined ? [] : releaseFolder(path).load()),
];

export const loadTerminology = (path?: string): Terminology => terminologyOf(loadCodeSets(path));

/** Which editions they are; what has none ships with the program and is told by its version. */
export const editionsIn = (sets: readonly CodeSet[]): readonly ReleaseInfo[] =>
  sets.flatMap((set) => ('info' in set ? [set.info] : []));
