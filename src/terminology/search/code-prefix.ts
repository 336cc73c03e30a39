/** Input that is a code or the beginning of one, with or without its dot. */
import type { Wanted } from './marks.ts';
import type { Scored } from './ranking.ts';
import type { SearchIndex } from './search-index.ts';

// As code.ts has the shape, and its beginnings from two characters on: words such as COPD or NOS stay words.
const BEGINNING = /^[A-Z][0-9](?:[0-9A-Z]\.?[0-9A-Z]{0,4})?$|^[A-Z]{2}[0-9]\.?[0-9A-Z]{0,4}$/;
const EXACT = 100;
const BEGUN = 50;

/** The code itself first, then the usual codes that begin so, then the others in the order of the release. */
export function codesBeginning(text: string, { rows }: SearchIndex, wanted: Wanted): readonly Scored[] {
  const code = text.trim().toUpperCase();
  if (!BEGINNING.test(code)) return [];
  const exact = rows.find(code);
  const { from, to } = rows.span(code.replace(/\.$/, ''));
  const found: Scored[] = [];
  for (let row = from; row < to; row += 1) {
    if (wanted.billableOnly && rows.billable[row] === 0) continue;
    if (wanted.under && !wanted.under.some((span) => row >= span.from && row < span.to)) continue;
    const usual = Math.max(0, rows.prior[row] ?? 0);
    found.push({ row, score: row === exact ? EXACT : BEGUN + usual, share: 1, phrases: [rows.codeAt(row)] });
  }
  return found.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, wanted.limit);
}
