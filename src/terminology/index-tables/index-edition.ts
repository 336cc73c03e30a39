/** One edition of one index file in memory: its text as stored; terms are placed when the first question is asked. */
import { icd10CmCode } from '../code.ts';
import type { ReleaseInfo } from '../model.ts';
import { countLines, lazily } from '../release/lazy.ts';
import { modifiersOf, plainTitle, type RawTerm, readTerm } from './index-line.ts';
import type { IndexCode, IndexEntry } from './model.ts';
import { pathPieces, termAliases, termName } from './term-names.ts';

export interface FoundTerm {
  readonly entry: IndexEntry;
  readonly cells: readonly (IndexCode | undefined)[];
}

export interface IndexEdition {
  readonly info: ReleaseInfo;
  /** Every term of that path; a path's pieces may be one title (`boat, boating`) or several. */
  find(path: string | readonly string[]): readonly FoundTerm[];
  /** Every term, in the order of the file. */
  terms(): Iterable<FoundTerm>;
}

/** Where the terms stand. */
interface Places {
  readonly depths: Uint8Array;
  /** Main terms by name, and by the words that are part of one. */
  readonly mains: ReadonlyMap<string, readonly number[]>;
  readonly aliases: ReadonlyMap<string, readonly number[]>;
  readonly term: (row: number) => RawTerm;
}

export function indexEdition(
  info: ReleaseInfo,
  body: string,
  fault: (detail: string) => never,
): IndexEdition {
  const size = countLines(body, fault);
  if (size !== info.counts.rows) fault(`it has ${size} rows, not ${info.counts.rows}`);
  const places = lazily(() => placesOf(body, size, fault));
  return {
    info,
    find: (path) => {
      const pieces = pathPieces(path);
      const rows = pieces.length === 0 ? [] : rowsOf(pieces, undefined, places());
      return [...new Set(rows)].map((row) => foundAt(row, places()));
    },
    *terms() {
      for (let row = 0; row < size; row += 1) yield foundAt(row, places());
    },
  };
}

function placesOf(body: string, size: number, fault: (detail: string) => never): Places {
  const offsets = new Uint32Array(size + 1);
  const depths = new Uint8Array(size);
  const mains = new Map<string, number[]>();
  const aliases = new Map<string, number[]>();
  const term = (row: number): RawTerm =>
    readTerm(body.slice(offsets[row], (offsets[row + 1] ?? 0) - 1)) ?? fault(`row ${row + 1} is not a term`);
  for (let row = 0; row < size; row += 1) {
    offsets[row + 1] = body.indexOf('\n', offsets[row]) + 1;
    const tab = body.indexOf('\t', offsets[row]);
    const depth = Number(body.slice(offsets[row], tab));
    if (!(depth <= (row === 0 ? 0 : (depths[row - 1] ?? 0) + 1)))
      fault(`row ${row + 1} has no term above it`);
    depths[row] = depth;
    if (depth > 0) continue;
    const { title } = term(row);
    push(mains, termName(title), row);
    for (const alias of termAliases(title)) push(aliases, alias, row);
  }
  return { depths, mains, aliases, term };
}

function push(map: Map<string, number[]>, key: string, row: number): void {
  const rows = map.get(key);
  if (rows) rows.push(row);
  else map.set(key, [row]);
}

/** Rows at the end of a path below a row. As many pieces as a title has are taken for one, the most first. */
function rowsOf(pieces: readonly string[], above: number | undefined, places: Places): readonly number[] {
  for (let taken = pieces.length; taken > 0; taken -= 1) {
    const named = rowsNamed(pieces.slice(0, taken).join(', '), above, places);
    const rest = pieces.slice(taken);
    const found = rest.length === 0 ? named : named.flatMap((row) => rowsOf(rest, row, places));
    if (found.length > 0) return found;
  }
  return [];
}

function rowsNamed(name: string, above: number | undefined, places: Places): readonly number[] {
  if (above === undefined) return places.mains.get(name) ?? places.aliases.get(name) ?? [];
  const below = childrenOf(above, places);
  const exact = below.filter((row) => termName(places.term(row).title) === name);
  return exact.length > 0 ? exact : below.filter((row) => termAliases(places.term(row).title).includes(name));
}

function childrenOf(row: number, { depths }: Places): readonly number[] {
  const depth = depths[row] ?? 0;
  const rows: number[] = [];
  for (let at = row + 1; at < depths.length && (depths[at] ?? 0) > depth; at += 1)
    if (depths[at] === depth + 1) rows.push(at);
  return rows;
}

function foundAt(row: number, places: Places): FoundTerm {
  const term = places.term(row);
  return {
    entry: {
      path: pathOf(row, places),
      nonEssential: modifiersOf(term.title),
      codes: term.codes.map(indexCode).filter((code) => code !== undefined),
      manifestations: term.manifestations.map(indexCode).filter((code) => code !== undefined),
      see: term.see,
      seeAlso: term.seeAlso,
      subterms: childrenOf(row, places).map((below) => plainTitle(places.term(below).title)),
    },
    cells: term.cells.map(indexCode),
  };
}

function pathOf(row: number, { depths, term }: Places): readonly string[] {
  const path: string[] = [];
  let depth = (depths[row] ?? 0) + 1;
  for (let at = row; at >= 0 && depth > 0; at -= 1) {
    if (depths[at] !== depth - 1) continue;
    depth -= 1;
    path.unshift(plainTitle(term(at).title));
  }
  return path;
}

/** `C79.8-` → the subcategory C79.8; an empty cell is no code. */
export function indexCode(text: string): IndexCode | undefined {
  const subdivided = text.endsWith('-');
  const code = icd10CmCode(text.replace(/\.?-$/, ''));
  return code && { code, subdivided };
}
