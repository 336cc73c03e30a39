/** Everything a note's words are held against, compiled once for an edition: its titles, sites of neoplasms, and the module's own phrases. */
import {
  ClaimwrightError,
  type Icd10CmEdition,
  type InclusionTerm,
  icd10CmCode,
  remembering,
} from '../../src/suggest/module.ts';
import type { Phrase } from './phrase.ts';
import { formsIn, inclusionPhrase, type Reader, titlePhrase } from './titles.ts';
import { formOf, type Spelling, stemmed, wordsIn } from './words.ts';

export interface Lexicon {
  readonly spelling: Spelling;
  /** Phrases by the rarest of their words. */
  readonly byKey: ReadonlyMap<string, readonly Phrase[]>;
  /** Words of places, sides and qualities: two findings may share them. */
  readonly sites: ReadonlySet<string>;
}

/** lexicon.json. */
export interface RawLexicon {
  readonly empty: string;
  readonly sites: string;
  /** Groups of words that answer for one another. */
  readonly equal: readonly string[];
  readonly short: Readonly<Record<string, string>>;
  /** Code, with `~` or `^` before it where its kind is not plain, and phrases with `|` between them. */
  readonly phrases: readonly (readonly [string, string])[];
  /** Phrases that mean nothing here, so that no title answers to them. */
  readonly nothing: string;
}

/** neoplasms.json: a site and its nodes in the order of the columns of the table of neoplasms. */
export interface RawNeoplasms {
  readonly sites: readonly (readonly [string, string])[];
}

const KINDS: Readonly<Record<string, Phrase['kind']>> = { '~': 'vague', '^': 'status' };

/** What a growth at a site is called: malignant, secondary, in situ, benign, uncertain, unspecified. */
const BEHAVIORS: readonly (readonly string[])[] = [
  ['malignant', 'malignant neoplasm', 'sarcoma', 'malignant lesion'],
  ['metastasis', 'metastasis lesion', 'secondary malignant'],
  ['malignant in situ'],
  ['benign neoplasm', 'adenoma', 'papilloma', 'benign lesion'],
  ['neoplasm uncertain behavior', 'borderline neoplasm'],
  ['neoplasm', 'neoplasm lesion', 'neoplasm mass'],
];

/** Own phrases speak before sites of neoplasms, these before titles; what means nothing silences all. */
const RANK = { nothing: 0, own: 10, neoplasm: 15 } as const;

const dotless = (code: string): string => code.replace('.', '');

export function spellingOf(raw: RawLexicon): Spelling {
  const equal = new Map<string, string>();
  for (const group of raw.equal.map((g) => g.split(' '))) {
    const head = stemmed(group[0] ?? '');
    for (const w of group) for (const form of [w, stemmed(w)]) if (!equal.has(form)) equal.set(form, head);
  }
  const bare: Spelling = { equal, short: new Map(), empty: new Set(raw.empty.split(' ')) };
  return { ...bare, short: new Map(Object.entries(raw.short).map(([s, long]) => [s, formsIn(long, bare)])) };
}

export function compileLexicon(
  raw: RawLexicon,
  neoplasms: RawNeoplasms,
  edition: Icd10CmEdition,
  terms: Iterable<InclusionTerm> = [],
  reader: Reader = 'anyone',
): Lexicon {
  const spelling = spellingOf(raw);
  const known = remembering((node) => isKnown(node, edition), 20_000);
  const best = new Map<string, Phrase>();
  const put = (phrase: Phrase | undefined): void => {
    if (!phrase || phrase.words.length === 0) return;
    const key = [...phrase.words].sort().join(' ');
    const other = best.get(key);
    const better =
      !other || phrase.rank < other.rank || (phrase.rank === other.rank && phrase.spans > other.spans);
    if (better) best.set(key, phrase);
  };
  for (const row of edition.rows()) {
    put(titlePhrase({ code: dotless(row.code), title: row.title, billable: row.billable }, spelling, reader));
  }
  for (const term of terms) if (known(dotless(term.node))) put(inclusionPhrase(term, spelling, reader));
  for (const phrase of ownPhrases(raw, neoplasms, spelling))
    if (phrase.node === '' || (known(phrase.node) && isTheirs(phrase.node, reader))) put(phrase);
  const sites = new Set(raw.sites.split(' ').map((w) => formOf(w, spelling)));
  return { spelling, byKey: byRarest([...best.values()]), sites };
}

/** The outcome of a delivery is the mother's, the birth is the child's (I.C.15.b.5, I.C.16.a.2). */
const isTheirs = (node: string, reader: Reader): boolean =>
  node.startsWith('Z37') || node === 'O80'
    ? reader === 'mother'
    : node.startsWith('Z38')
      ? reader === 'newborn'
      : true;

function isKnown(node: string, edition: Icd10CmEdition): boolean {
  const code = icd10CmCode(node);
  return code !== undefined && edition.lookup(code) !== undefined;
}

function* ownPhrases(raw: RawLexicon, neoplasms: RawNeoplasms, spelling: Spelling): Generator<Phrase> {
  const phrase = (text: string, node: string, rank: number, kind: Phrase['kind'] = 'plain'): Phrase => ({
    words: spokenIn(text, spelling),
    optional: [],
    node: dotless(node),
    rank,
    kind,
    spans: spansOf(text, spelling),
  });
  for (const text of raw.nothing.split('|')) yield phrase(text, '', RANK.nothing);
  for (const [marked, list] of raw.phrases) {
    const kind = KINDS[marked[0] ?? ''] ?? 'plain';
    const code = marked.replace(/^[~^]/, '');
    for (const text of list.split('|')) yield phrase(text, code, RANK.own, kind);
  }
  for (const [site, nodes] of neoplasms.sites) {
    for (const [i, node] of nodes.split(' ').entries()) {
      if (node !== '-')
        for (const words of BEHAVIORS[i] ?? []) yield phrase(`${words} ${site}`, node, RANK.neoplasm);
    }
  }
}

/** Many words say what they mean across a comma: "internal hemorrhoids, grade 2". */
function spansOf(text: string, spelling: Spelling): Phrase['spans'] {
  const words = spokenIn(text, spelling).length;
  return words > 3 ? 2 : words > 2 || / and /.test(text) ? 1 : 0;
}

/** An own phrase may be written with short forms, as a note is. */
const spokenIn = (text: string, spelling: Spelling): readonly string[] => [
  ...new Set(wordsIn(text.toUpperCase(), spelling).map((w) => w.form)),
];

function byRarest(phrases: readonly Phrase[]): ReadonlyMap<string, readonly Phrase[]> {
  const uses = new Map<string, number>();
  for (const { words } of phrases) for (const w of words) uses.set(w, (uses.get(w) ?? 0) + 1);
  const index = new Map<string, Phrase[]>();
  for (const phrase of phrases) {
    const key = phrase.words.reduce((a, b) => ((uses.get(b) ?? 0) < (uses.get(a) ?? 0) ? b : a));
    const list = index.get(key);
    if (list) list.push(phrase);
    else index.set(key, [phrase]);
  }
  return index;
}

/** Refuses tables that are not these, at load. */
export function checkTables(
  lexicon: unknown,
  neoplasms: unknown,
): { raw: RawLexicon; neoplasms: RawNeoplasms } {
  const raw = lexicon as RawLexicon | undefined;
  const sites = neoplasms as RawNeoplasms | undefined;
  if (!Array.isArray(raw?.phrases) || !Array.isArray(raw.equal) || !Array.isArray(sites?.sites)) {
    throw new ClaimwrightError('CW-3001', {
      module: 'note-text',
      detail: 'lexicon.json or neoplasms.json has no rows',
    });
  }
  return { raw, neoplasms: sites };
}
