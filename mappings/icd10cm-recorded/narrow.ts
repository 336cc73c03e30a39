/** Which billable codes below a category the record's own words and side leave (guidelines I.A.5, I.B.2, I.B.13). */
import type { CodeEntry, Problem } from '../../src/suggest/module.ts';
import { sideInTitle } from './side.ts';

export interface Narrowed {
  readonly options: readonly CodeEntry[];
  /** True when the record itself chose: only then may a single option be suggested. */
  readonly byRecord: boolean;
}

/** Words that carry no meaning of their own in titles and problem lists. */
const EMPTY = new Set(
  'a an and as by due elsewhere for in is not of on or other classified specified the to unspecified with'.split(
    ' ',
  ),
);
// Who has not said that it is a first, a later or a late encounter has not chosen a 7th character.
const EPISODE = ['initial', 'subsequent', 'sequela'];

export function narrow(header: CodeEntry, below: readonly CodeEntry[], problem: Problem): Narrowed {
  const text = wordsOf(problem);
  const side = problem.side?.value ?? sideInTitle(text);
  const sided = below.filter((e) => side !== undefined && sideInTitle(e.title) === side);
  const pool = sided.length > 0 ? sided : below;
  const telling = tellingWords(text, header, pool);
  const fitting = pool.filter((e) => telling.every((w) => tokens(e.title).has(w)));
  if (telling.length === 0 || fitting.length === 0) {
    return { options: pool, byRecord: sided.length > 0 && telling.length === 0 && episodeStated(pool, text) };
  }
  const plainest = leastUnsaid(fitting, text);
  return { options: plainest, byRecord: episodeStated(plainest, text) };
}

const wordsOf = (p: Problem): string =>
  [p.concept.words, ...p.concept.codings.map((c) => c.display ?? ''), p.severity ?? '', p.stage ?? ''].join(
    ' ',
  );

/** The record's words that are in some titles below the category and not in all of them. */
function tellingWords(text: string, header: CodeEntry, pool: readonly CodeEntry[]): readonly string[] {
  const known = tokens(header.title);
  const titles = pool.map((e) => tokens(e.title));
  return [...tokens(text)].filter((w) => {
    const holders = titles.filter((t) => t.has(w)).length;
    return !known.has(w) && holders > 0 && holders < titles.length;
  });
}

/** Of the titles that hold all the telling words, those that claim the least beyond the record. */
function leastUnsaid(entries: readonly CodeEntry[], text: string): readonly CodeEntry[] {
  const said = tokens(text);
  const unsaid = (e: CodeEntry): number => [...tokens(e.title)].filter((w) => !said.has(w)).length;
  const least = Math.min(...entries.map(unsaid));
  return entries.filter((e) => unsaid(e) === least);
}

function episodeStated(entries: readonly CodeEntry[], text: string): boolean {
  const said = tokens(text);
  return entries.every((e) => EPISODE.every((w) => !tokens(e.title).has(w) || said.has(w)));
}

function tokens(text: string): ReadonlySet<string> {
  const words =
    text
      .slice(0, 2_000)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return new Set(words.filter((w) => !EMPTY.has(w) && !['left', 'right', 'bilateral'].includes(w)));
}
