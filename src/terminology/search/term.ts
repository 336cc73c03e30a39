/** One thing that is asked for, and how much it says. */
import type { AskedWord } from './asked.ts';
import type { RowSpan } from './rows.ts';
import type { SearchIndex } from './search-index.ts';
import { isDecisive } from './stop-words.ts';
import { type WordMatch, wordMatches } from './word-matches.ts';

/** A row has it by a word of its title, or by lying in a span. */
export interface Term {
  readonly matches: readonly WordMatch[];
  /** `sure`: how surely the phrase means the span; `quality`: with how well it was typed. */
  readonly spans: readonly { readonly span: RowSpan; readonly sure: number; readonly quality: number }[];
  /** Words that are accounted for in the rows of the spans. */
  readonly covers: readonly WordMatch[];
  readonly weight: number;
  readonly denied: boolean;
  /** How many words were typed for it that a full answer must have. */
  readonly needed: number;
}

const FAINT = 0.08;
const LIGHT = 0.2;
const UNKNOWN = 1;
/** A word of which one or two letters are typed: no phrase is heard in it alone. */
export const BARELY = 0.1;
const LEAST = 0.35;
const MOST = 1.4;
/** Bits of rarity that make a weight of 1: one title in 256. */
const RARE = 8;
const DECISIVE = 2;
const DENIED = 0.5;
/** Matches this much worse than the best are not counted among those a person may have meant. */
const SAME = 0.3;

export function makeTerm(asked: AskedWord, index: SearchIndex): Term {
  const matches = wordMatches(asked, index);
  return {
    matches,
    spans: [],
    covers: [],
    weight: weightOf(asked, matches, index),
    denied: asked.denied,
    needed: !asked.faint && !asked.light && matches.length > 0 ? 1 : 0,
  };
}

/** The rarer its words in the titles, the more a term says. */
function weightOf(asked: AskedWord, matches: readonly WordMatch[], { postings, rows }: SearchIndex): number {
  if (asked.faint) return FAINT;
  if (asked.light) return LIGHT;
  const best = matches[0];
  if (best === undefined) return UNKNOWN;
  let count = 0;
  for (const { word, quality } of matches) {
    if (quality < best.quality - SAME) break;
    count += (postings.starts[word + 1] ?? 0) - (postings.starts[word] ?? 0);
  }
  // One or two letters are a beginning of anything.
  if (asked.open && asked.typed.length <= 2 && best.quality < 1) return BARELY;
  const rarity = Math.log2(rows.size / Math.max(1, Math.min(count, rows.size))) / RARE;
  const weight = Math.min(MOST, Math.max(LEAST, rarity));
  return weight * (isDecisive(asked.word) ? DECISIVE : 1) * (asked.denied ? DENIED : 1);
}
