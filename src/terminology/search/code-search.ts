/** Typeahead over one release of ICD-10-CM: what a person types, to the codes a coder means by it, the likeliest first. */
import type { Icd10CmRelease } from '../release/icd10cm-release.ts';
import { type AskedWord, readingsOf } from './asked.ts';
import { codesBeginning } from './code-prefix.ts';
import { type Interpretation, interpretations, makeTerm, type Term } from './interpret.ts';
import type { CodeHit, CodeSearch, CodeSearchOptions, SearchTables } from './model.ts';
import { rank, type Scored, type Wanted } from './ranking.ts';
import { type SearchIndex, searchIndex } from './search-index.ts';
import { MAX_INPUT } from './words.ts';
import { workspace } from './workspace.ts';

const LIMIT = 20;
const MOST = 200;
const MOST_INTERPRETATIONS = 10;

export function createCodeSearch(release: Icd10CmRelease, tables: SearchTables = {}): CodeSearch {
  const index = searchIndex(release, tables);
  const space = workspace(index.rows.size);
  const hit = ({ row, score, phrases }: Scored): CodeHit[] => {
    const entry = release.lookup(index.rows.codeAt(row));
    if (entry === undefined) return [];
    const { code, title, billable } = entry;
    return [
      {
        code,
        title,
        billable,
        score: Math.round(score * 1000) / 1000,
        matched: phrases.join(' + ') || title,
      },
    ];
  };
  return {
    info: release.info,
    search(text, options = {}) {
      const typed = text.slice(0, MAX_INPUT);
      const wanted = wantedOf(options, index);
      if (wanted.limit === 0) return [];
      const byCode = codesBeginning(typed, index, wanted);
      const scored =
        byCode.length > 0 ? byCode : byWords(typed, index, (it) => rank(it, { index, space, wanted }));
      return merged(scored, wanted.limit).flatMap(hit);
    },
  };
}

function wantedOf(
  { limit = LIMIT, billableOnly = false, under }: CodeSearchOptions,
  { rows }: SearchIndex,
): Wanted {
  return {
    limit: Math.max(0, Math.min(MOST, Math.floor(limit) || 0)),
    billableOnly,
    under: under?.map((node) => rows.span(node)),
  };
}

function byWords(
  text: string,
  index: SearchIndex,
  ranked: (it: Interpretation) => readonly Scored[],
): Scored[] {
  const terms = new Map<string, Term>();
  const termOf = (asked: AskedWord): Term => {
    const key = `${asked.typed} ${asked.open} ${asked.denied}`;
    const term = terms.get(key) ?? makeTerm(asked, index);
    terms.set(key, term);
    return term;
  };
  return readingsOf(text, index)
    .flatMap((reading) => interpretations(reading, index, termOf))
    .slice(0, MOST_INTERPRETATIONS)
    .flatMap(ranked);
}

/** Each row once, at its best; of equals the one that stands first in the release. */
function merged(scored: readonly Scored[], limit: number): readonly Scored[] {
  const best = new Map<number, Scored>();
  for (const one of scored) {
    const known = best.get(one.row);
    if (known === undefined || known.score < one.score) best.set(one.row, one);
  }
  return [...best.values()].sort((a, b) => b.score - a.score || a.row - b.row).slice(0, limit);
}
