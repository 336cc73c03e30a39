/** phrases.json made ready: names as sets of plain words, found by their rarest word; every row checked once, at load. */
import {
  ClaimwrightError,
  type Icd10CmCode,
  icd10CmCode,
  type Person,
  type Side,
} from '../../src/suggest/module.ts';
import { type Language, languageOf, type RawLanguage, words } from './language.ts';

/** One code, or several of which the first in force on the date is meant; `*` is the 7th character. */
export type Codes = readonly string[];
export type Sides = Readonly<Partial<Record<Side, string>>>;

export interface Answer {
  readonly answer: string;
  readonly code?: string;
}

/** What more words, an age or a sex make of an entry; all of them must hold. */
export interface Variant {
  readonly words: readonly (readonly string[])[];
  readonly label: string;
  readonly age: { readonly min?: number; readonly max?: number } | undefined;
  readonly sex: Person['sex'];
  readonly code: Codes;
  readonly also: readonly string[];
  readonly sides: Sides | undefined;
  readonly ask: string | undefined;
  readonly options: readonly Answer[];
}

export interface Entry {
  readonly name: string;
  readonly code: Codes;
  readonly also: readonly string[];
  readonly sides: Sides | undefined;
  readonly by: readonly Variant[];
  readonly ask: string | undefined;
  /** Words that may stand beside the name without changing the code. */
  readonly optional: ReadonlySet<string>;
  readonly section: string | undefined;
  /** Its codes take a 7th character, so words of follow-up or sequela are told by it. */
  readonly injury: boolean;
}

export interface Phrase {
  readonly entry: Entry;
  readonly words: readonly string[];
}

export interface Table {
  readonly language: Language;
  /** Phrases by the rarest of their words. */
  readonly index: ReadonlyMap<string, readonly Phrase[]>;
}

interface RawVariant {
  readonly words?: readonly string[];
  readonly age?: { readonly min?: number; readonly max?: number };
  readonly sex?: 'male' | 'female';
  readonly code?: string | readonly string[];
  readonly also?: readonly string[];
  readonly sides?: Sides;
  readonly ask?: string;
  readonly options?: readonly Answer[];
}

interface RawEntry {
  readonly names: readonly string[];
  readonly code?: string | readonly string[];
  readonly also?: readonly string[];
  readonly sides?: Sides;
  readonly by?: readonly RawVariant[];
  readonly ask?: string;
  readonly optional?: string;
  readonly section?: string;
}

export function compileTable(raw: unknown): Table {
  const { phrases, ...rest } = (raw ?? {}) as RawLanguage & { readonly phrases?: readonly RawEntry[] };
  if (!Array.isArray(phrases)) throw invalid('phrases.json has no phrases');
  const language = languageOf(rest, invalid);
  const entries = (phrases as readonly RawEntry[]).map((entry) => entryOf(entry, language));
  const all = entries.flatMap(({ entry, names }) => names.map((name) => ({ entry, words: name })));
  refuseTwins(all);
  return { language, index: indexOf(all) };
}

const invalid = (detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-3001', { module: 'problem-text', detail });

function entryOf(raw: RawEntry, language: Language): { entry: Entry; names: readonly (readonly string[])[] } {
  const name = raw.names?.[0];
  if (!name) throw invalid('a phrase has no names');
  const names = raw.names.map((n) => words(n, language));
  if (names.some((n) => n.length === 0))
    throw invalid(`phrase "${name}" has a name without meaningful words`);
  const entry: Entry = {
    ...{ name, ask: raw.ask, section: raw.section, injury: JSON.stringify(raw).includes('*') },
    code: codesOf(raw.code, name),
    also: codesOf(raw.also, name),
    sides: sidesOf(raw.sides, name),
    by: (raw.by ?? []).map((v) => variantOf(v, name, language)),
    optional: optionalOf(raw.optional ?? '', language),
  };
  if (entry.code.length === 0 && entry.by.length === 0) throw invalid(`phrase "${name}" leads to no code`);
  return { entry, names };
}

/** `@places` stands for all parts of the body. */
function optionalOf(list: string, language: Language): ReadonlySet<string> {
  const own = words(list.replace('@places', ''), language);
  return new Set(list.includes('@places') ? [...own, ...language.places] : own);
}

function variantOf(raw: RawVariant, name: string, language: Language): Variant {
  if (!raw.words && !raw.age && !raw.sex) throw invalid(`phrase "${name}": a by without words, age or sex`);
  for (const o of raw.options ?? []) codesOf(o.code, name);
  return {
    words: (raw.words ?? []).map((w) => words(w, language)),
    label: raw.words?.[0] ?? '',
    age: raw.age,
    sex: raw.sex,
    code: codesOf(raw.code, name),
    also: codesOf(raw.also, name),
    sides: sidesOf(raw.sides, name),
    ask: raw.ask,
    options: raw.options ?? [],
  };
}

function codesOf(raw: string | readonly string[] | undefined, name: string): Codes {
  const codes = raw === undefined ? [] : typeof raw === 'string' ? [raw] : raw;
  for (const code of codes) {
    if (!icd10CmCode(code.replace('*', 'A')))
      throw invalid(`phrase "${name}": ${code} is not an ICD-10-CM code`);
  }
  return codes;
}

function sidesOf(raw: Sides | undefined, name: string): Sides | undefined {
  for (const code of Object.values(raw ?? {})) codesOf(code, name);
  return raw;
}

/** Two entries for the same words would make the order of the file decide. */
function refuseTwins(all: readonly Phrase[]): void {
  const seen = new Map<string, Entry>();
  for (const { entry, words: name } of all) {
    const key = [...new Set(name)].sort().join(' ');
    const other = seen.get(key);
    if (other && other !== entry)
      throw invalid(`phrases "${other.name}" and "${entry.name}" hold the same words`);
    seen.set(key, entry);
  }
}

function indexOf(all: readonly Phrase[]): Table['index'] {
  const uses = new Map<string, number>();
  for (const { words: name } of all) for (const w of name) uses.set(w, (uses.get(w) ?? 0) + 1);
  const index = new Map<string, Phrase[]>();
  for (const phrase of all) {
    const [rarest = ''] = [...phrase.words].sort((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0));
    index.set(rarest, [...(index.get(rarest) ?? []), phrase]);
  }
  return index;
}

/** The code of a list that the 7th character completes; undefined when its form is wrong. */
export const completed = (code: string, seventh: string): Icd10CmCode | undefined =>
  icd10CmCode(code.replace('*', seventh));
