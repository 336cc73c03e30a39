/** A heading may not be reported. Where its title is what was asked for, a code below it is what is meant: these, scored. */
import { type Scored, unaskedCost } from './ranking.ts';
import type { Rows } from './rows.ts';

/** A heading's words, without what speaks for or against its row: nearly all was asked, and little else stands there. */
const ANSWERED = 12.2;
const MOST_HEADINGS = 3;
const MOST_CODES = 1000;
/** A heading says what was asked better than the codes below it do. */
const BELOW = 0.5;

export function withHeirs(scored: readonly Scored[], rows: Rows): readonly Scored[] {
  const headings = scored
    .filter(({ row, score }) => rows.billable[row] === 0 && score - (rows.prior[row] ?? 0) >= ANSWERED)
    .slice(0, MOST_HEADINGS);
  return [...scored, ...headings.flatMap((heading) => heirsOf(heading, rows))];
}

function heirsOf({ row, score, share, phrases }: Scored, rows: Rows): Scored[] {
  const heirs: Scored[] = [];
  const { from, to } = rows.span(rows.plainAt(row));
  for (let heir = from; heir < to && heirs.length < MOST_CODES; heir += 1) {
    if (rows.billable[heir] === 0) continue;
    const own = (rows.prior[heir] ?? 0) - unaskedCost(rows.cost[heir] ?? 0) - BELOW;
    heirs.push({ row: heir, score: score - (rows.prior[row] ?? 0) + own, share, phrases });
  }
  return heirs;
}
