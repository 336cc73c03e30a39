/** From words to rows: every reading of the text, every interpretation of a reading, each row at its best. */
import type { AskedWord } from './asked.ts';
import { withHeirs } from './heirs.ts';
import { type Heard, heard, type Interpretation, interpretations, rewritten } from './interpret.ts';
import { rank, type Scored, type Search } from './ranking.ts';
import { type Reading, readingsOf } from './readings.ts';
import { makeTerm, type Term } from './term.ts';

const MOST_READINGS = 8;
const MOST_INTERPRETATIONS = 16;

export function rowsByWords(text: string, search: Search): readonly Scored[] {
  const terms = new Map<string, Term>();
  const termOf = (asked: AskedWord): Term => {
    const key = `${asked.typed} ${asked.open} ${asked.denied}`;
    const term = terms.get(key) ?? makeTerm(asked, search.index);
    terms.set(key, term);
    return term;
  };
  const scored = allInterpretations(text, search, termOf).flatMap((it) => rank(it, search));
  return merged(withHeirs(merged(ofMostWords(scored)), search.index.rows));
}

/** Where some row has several of the words together, a row with not even half as many is no answer. */
function ofMostWords(scored: readonly Scored[]): readonly Scored[] {
  const most = scored.reduce((best, { share }) => Math.max(best, share), 0);
  return scored.filter(({ share }) => share > most / 2);
}

function allInterpretations(
  text: string,
  { index }: Search,
  termOf: (word: AskedWord) => Term,
): readonly Interpretation[] {
  const hear = (reading: Reading): Heard => heard(reading, index, termOf);
  const typed = readingsOf(text, index).map(hear);
  const other = typed.flatMap(rewritten).slice(0, Math.max(0, MOST_READINGS - typed.length));
  return [...typed, ...other.map(hear)]
    .slice(0, MOST_READINGS)
    .flatMap(interpretations)
    .slice(0, MOST_INTERPRETATIONS);
}

/** Each row once, at its best; of equals the one that stands first in the release. */
function merged(scored: readonly Scored[]): readonly Scored[] {
  const best = new Map<number, Scored>();
  for (const one of scored) {
    const known = best.get(one.row);
    if (known === undefined || known.score < one.score) best.set(one.row, one);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.row - b.row);
}
