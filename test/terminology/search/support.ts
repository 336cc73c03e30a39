/** The tables of the search as they come with the program, the official release, and the labelled phrasings. */
import { readFileSync } from 'node:fs';
import { icd10CmRelease, readCodeSet, readOfficial } from '../../../src/terminology/index.ts';
import type { Icd10CmRelease } from '../../../src/terminology/release/icd10cm-release.ts';
import type { CodeSearch, SearchTables } from '../../../src/terminology/search/model.ts';
import { readSearchTables } from '../../../src/terminology/search/tables.ts';

const TABLES = new URL('../../../src/terminology/search/tables/', import.meta.url);
const STARTER = new URL('../../../src/terminology/starter/icd10cm-2026.tsv', import.meta.url);
export const OFFICIAL = 'data/icd10cm/icd10cm-order-files-2026.zip';

export const tables = (): SearchTables =>
  readSearchTables((file) => readFileSync(new URL(file, TABLES), 'utf8'));

export const starterRelease = (): Icd10CmRelease => stored(readFileSync(STARTER), 'icd10cm-2026-starter');

export function officialRelease(path: string): Icd10CmRelease {
  const zip = { name: 'icd10cm-order-files-2026.zip', bytes: readFileSync(path) };
  const [table] = readOfficial([zip], { kept: () => undefined });
  if (!table) throw new Error('the order file makes no table');
  return stored(new TextEncoder().encode(table.text), table.info.id);
}

function stored(bytes: Uint8Array, id: string): Icd10CmRelease {
  const set = readCodeSet(bytes, id);
  if (set.kind !== 'icd10cm-codes') throw new Error(`${id} is no code table`);
  return icd10CmRelease(set.info, set.table);
}

export interface Phrasing {
  readonly kind: string;
  readonly text: string;
  /** Any of these is what a coder means. */
  readonly codes: readonly string[];
}

export type PhrasingSet = 'phrasings' | 'phrasings-held-out';

export const phrasings = (set: PhrasingSet): readonly Phrasing[] =>
  JSON.parse(readFileSync(new URL(`${set}.json`, import.meta.url), 'utf8')) as readonly Phrasing[];

export interface Quality {
  readonly top1: number;
  readonly top5: number;
  /** Phrasings whose code is not the first, with what was. */
  readonly missed: readonly string[];
}

/** Parts of the phrasings whose code comes first, or among the first five. */
export function quality(search: CodeSearch, cases: readonly Phrasing[]): Quality {
  const places = cases.map(({ text, codes }) => {
    const hits = search.search(text, { limit: 5 });
    return { text, first: hits[0]?.code, at: hits.findIndex(({ code }) => codes.includes(code)) };
  });
  const part = (n: number): number => n / Math.max(1, cases.length);
  return {
    top1: part(places.filter(({ at }) => at === 0).length),
    top5: part(places.filter(({ at }) => at >= 0).length),
    missed: places.filter(({ at }) => at !== 0).map(({ text, first }) => `${text} → ${first ?? 'nothing'}`),
  };
}

/** Whether a phrasing stands word for word in the tables (or, with false, does not). */
export function inTables(known: SearchTables, wanted: boolean): (phrasing: Phrasing) => boolean {
  const plain = (text: string): string => text.toLowerCase().replaceAll("'", '');
  const phrases = (known.synonyms ?? []).map(({ phrase }) => plain(phrase));
  const shorts = (known.abbreviations ?? []).map(({ short }) => plain(short));
  const all = new Set([...phrases, ...shorts]);
  return ({ text }) => all.has(plain(text)) === wanted;
}
