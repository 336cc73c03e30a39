/** The words of problem lists: abbreviations, spelling, plurals, and which words carry no meaning, doubt, denial or history. */
import { withoutMarkers } from '../../src/suggest/module.ts';

/** What a word says about the rest when no phrase has taken it for itself. */
export type Cue = 'negated' | 'uncertain' | 'family' | 'history' | 'context';

export interface RawLanguage {
  readonly abbreviations?: Readonly<Record<string, string>>;
  readonly written?: Readonly<Record<string, string>>;
  readonly spelling?: readonly (readonly [string, string])[];
  readonly empty?: string;
  readonly harmless?: string;
  readonly soft?: string;
  readonly cues?: Readonly<Record<string, string>>;
  readonly episode?: Readonly<Record<string, readonly string[]>>;
  readonly vague?: readonly string[];
  readonly places?: string;
}

export interface Language {
  readonly abbreviations: ReadonlyMap<string, readonly string[]>;
  /** What is not one word (`n/v/d`, `a fib`), longest first: `n/v/d` before `n/v`. */
  readonly written: readonly (readonly [string, string])[];
  readonly spelling: (word: string) => string;
  readonly empty: ReadonlySet<string>;
  readonly harmless: ReadonlySet<string>;
  readonly soft: ReadonlySet<string>;
  readonly cues: ReadonlyMap<string, Cue>;
  readonly episode: Readonly<Record<'initial' | 'subsequent' | 'sequela', readonly string[]>>;
  /** The words of those cues: what they say is in the 7th character. */
  readonly episodeWords: ReadonlySet<string>;
  readonly vague: readonly string[];
  /** Parts of the body, which some entries may name without changing the code. */
  readonly places: ReadonlySet<string>;
}

const CUES: readonly Cue[] = ['negated', 'uncertain', 'family', 'history', 'context'];

/** Text beyond this is not a problem's name; the cap also bounds the work a hostile chart can cause. */
export const CAP = 2_000;

export function languageOf(raw: RawLanguage, invalid: (detail: string) => Error): Language {
  const cues = new Map<string, Cue>();
  if (raw.spelling?.some(([from]) => !/^[a-z]+$/.test(from)))
    throw invalid('spelling holds more than letters');
  for (const [kind, list] of Object.entries(raw.cues ?? {})) {
    if (!CUES.includes(kind as Cue)) throw invalid(`cues.${kind} is not one of ${CUES.join(', ')}`);
    for (const w of list.split(' ')) cues.set(stem(w), kind as Cue);
  }
  const set = (list: string | undefined): ReadonlySet<string> => new Set((list ?? '').split(' ').map(stem));
  return {
    abbreviations: new Map(Object.entries(raw.abbreviations ?? {}).map(([k, v]) => [k, v.split(' ')])),
    written: Object.entries(raw.written ?? {}).sort(([a], [b]) => b.length - a.length),
    spelling: spellingOf(raw.spelling ?? []),
    empty: set(raw.empty),
    harmless: set(raw.harmless),
    soft: set(raw.soft),
    cues,
    episode: { initial: [], subsequent: [], sequela: [], ...raw.episode },
    episodeWords: set(
      Object.values(raw.episode ?? {})
        .flat()
        .join(' '),
    ),
    vague: raw.vague ?? [],
    places: set(raw.places),
  };
}

/** Lower case, no accents, abbreviations with a slash written out, question marks as the doubt they are. */
export function plain(text: string, language: Language): string {
  const lower = withoutMarkers(text.slice(0, CAP))
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/\b\d{1,3}[ -]?(?:years?|yrs?|months?|days?)?[ -]?old\b/g, ' ')
    .replaceAll('?', ' questionable ');
  return language.written.reduce((all, [from, to]) => writeOut(all, from, to), ` ${lower} `);
}

/** Replaces an abbreviation that stands alone (`w/` may also stand right before a word). */
function writeOut(text: string, from: string, to: string): string {
  let done = '';
  let rest = text;
  for (let at = rest.indexOf(from); at >= 0; at = rest.indexOf(from)) {
    const before = rest[at - 1] ?? ' ';
    const after = from.endsWith('/') ? ' ' : (rest[at + from.length] ?? ' ');
    const free = !/[a-z0-9/]/.test(before) && !/[a-z0-9/]/.test(after);
    done += `${rest.slice(0, at)}${free ? ` ${to} ` : from}`;
    rest = rest.slice(at + from.length);
  }
  return done + rest;
}

/** The meaningful words of a text in their common form, in order. */
export function words(text: string, language: Language): readonly string[] {
  const raw = plain(text, language).match(/[a-z0-9]+(?:\.[0-9]+)?/g) ?? [];
  return raw
    .flatMap((w) => language.abbreviations.get(w) ?? [w])
    .map((w) => stem(language.spelling(w)))
    .filter((w) => !language.empty.has(w));
}

/** British spelling to American, in one pass over the word. */
function spellingOf(pairs: readonly (readonly [string, string])[]): Language['spelling'] {
  if (pairs.length === 0) return (word) => word;
  const american = new Map(pairs);
  const british = new RegExp(pairs.map(([from]) => from).join('|'), 'g');
  return (word) => word.replace(british, (part) => american.get(part) ?? part);
}

/** English plurals only: `diabetes` loses its s too, on both sides of every comparison. */
export function stem(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is|as|os)$/.test(word)) return word;
  if (word.length > 7 && /.[oy]ses$/.test(word)) return `${word.slice(0, -2)}is`;
  return word.length > 4 && word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}
