/** Which codes below a node the record's own words, qualifiers and side leave (guidelines I.A.5, I.B.2, I.B.13). */
import type { Problem, Side } from '../chart/index.ts';
import { rememberingEach } from '../kernel/index.ts';
import type { CodeEntry } from '../terminology/index.ts';
import { entryWords, titleWords } from './title-words.ts';

export interface Narrowed {
  readonly options: readonly CodeEntry[];
  /** True when the record itself chose: only then may a single option be suggested. */
  readonly byRecord: boolean;
}

// Who has not said that it is a first, a later or a late encounter has not chosen a 7th character.
const EPISODE = ['initial', 'subsequent', 'sequela'];

/** Spellings and short forms that titles do not use, as titles write them. */
const SPELLED: readonly (readonly [RegExp, string])[] = [
  [/\bw\/o\b/gi, 'without'],
  [/\bnon[- ](?=[a-z])/gi, 'non'],
  [/\bw\//gi, 'with '],
  [/\b(?:1st|first)\b/gi, 'first'],
  [/\b(?:2nd|second)\b/gi, 'second'],
  [/\b(?:3rd|third)\b/gi, 'third'],
  [/\bhaem/gi, 'hem'],
  [/\banaem/gi, 'anem'],
  [/\boesoph/gi, 'esoph'],
  [/\boedema/gi, 'edema'],
  [/\bdiarrhoea/gi, 'diarrhea'],
  [/\btumour/gi, 'tumor'],
];

/** `side` as the record gives it beside the words; the words' own side counts where there is none. */
export function narrow(header: CodeEntry, below: readonly CodeEntry[], problem: Problem): Narrowed {
  const text = wordsSaid(problem);
  const side = problem.side?.value ?? sideInTitle(text);
  const sided = below.filter((e) => side !== undefined && entrySide(e) === side);
  const pool = sided.length > 0 ? sided : below;
  const telling = tellingWords(text, header, pool);
  const fitting = pool.filter((e) => telling.every((w) => entryWords(e).has(w)));
  if (telling.length === 0 || fitting.length === 0) {
    return { options: pool, byRecord: sided.length > 0 && telling.length === 0 && episodeStated(pool, text) };
  }
  const plainest = leastUnsaid(fitting, text);
  return { options: plainest, byRecord: episodeStated(plainest, text) };
}

/** Everything the record says of a problem in words: text, displays, severity, stage, body site and extensions. */
export function wordsSaid(p: Problem): string {
  const displays = p.concept.codings.map((c) => c.display ?? '');
  const said = [p.concept.words, ...displays, p.severity ?? '', p.stage ?? '', ...(p.qualifiers ?? [])];
  return SPELLED.reduce((text, [from, to]) => text.replace(from, to), said.join(' ').slice(0, 2_000));
}

/** "C5-6" as titles write it, "C5-C6". */
export const spineLevels = (text: string): string =>
  text.replace(/\b([CTL])(\d{1,2})-(\d{1,2})\b/gi, '$1$2-$1$3');

/** Whether a title names a level of the spine, a class or the like (C5, L4) that the text does not. */
export function otherLevel(title: string, text: string): boolean {
  const said = text.toUpperCase();
  return (title.match(/\b[CTLS]\d{1,2}\b/g) ?? []).some((level) => !said.includes(level));
}

const SIDE_WORD = /\b(left|right|bilateral)\b/gi;

/** The one side a text names; undefined when it names none, or several. */
export function sideInTitle(text: string): Side | undefined {
  const named = new Set([...text.slice(0, 500).matchAll(SIDE_WORD)].map((m) => m[0].toLowerCase()));
  const [only] = named;
  return named.size === 1 ? (only as Side) : undefined;
}

/** The same of a code's title, which is asked for with every code beside it. */
export const entrySide: (entry: CodeEntry) => Side | undefined = rememberingEach(({ title }) =>
  sideInTitle(title),
);

/** The record's words that are in some titles below the node and not in all of them. */
function tellingWords(text: string, header: CodeEntry, pool: readonly CodeEntry[]): readonly string[] {
  const known = titleWords(header.title);
  const titles = pool.map(entryWords);
  return [...titleWords(text)].filter((w) => {
    const holders = titles.filter((t) => t.has(w)).length;
    return !known.has(w) && holders > 0 && holders < titles.length;
  });
}

/** Of the titles that hold all the telling words, those that claim the least beyond the record. */
function leastUnsaid(entries: readonly CodeEntry[], text: string): readonly CodeEntry[] {
  const said = titleWords(text);
  const unsaid = (e: CodeEntry): number => [...entryWords(e)].filter((w) => !said.has(w)).length;
  const least = Math.min(...entries.map(unsaid));
  return entries.filter((e) => unsaid(e) === least);
}

function episodeStated(entries: readonly CodeEntry[], text: string): boolean {
  const said = titleWords(text);
  return entries.every((e) => EPISODE.every((w) => !entryWords(e).has(w) || said.has(w)));
}
