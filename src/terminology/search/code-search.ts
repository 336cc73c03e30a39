/** Typeahead over one release of ICD-10-CM: what a person types, to the codes a coder means by it, the likeliest first. */
import type { Icd10CmEdition } from '../model.ts';
import { rowsByWords } from './by-words.ts';
import { codesBeginning } from './code-prefix.ts';
import type { Wanted } from './marks.ts';
import type { CodeHit, CodeSearch, CodeSearchOptions, SearchTables } from './model.ts';
import type { Scored } from './ranking.ts';
import { type SearchIndex, searchIndex } from './search-index.ts';
import { MAX_INPUT } from './words.ts';
import { workspace } from './workspace.ts';

const LIMIT = 20;
const MOST = 200;

/** Reads a release and the tables once; searching changes nothing, and the same question always has the same answer. */
export function createCodeSearch(release: Icd10CmEdition, tables: SearchTables = {}): CodeSearch {
  const index = searchIndex(release, tables);
  const space = workspace(index.rows.size);
  const hit = ({ row, score, phrases }: Scored): CodeHit[] => {
    const entry = release.lookup(index.rows.codeAt(row));
    if (entry === undefined) return [];
    const { code, title, billable } = entry;
    const matched = phrases.join(' + ') || title;
    return [{ code, title, billable, score: Math.round(score * 1000) / 1000, matched }];
  };
  return {
    info: release.info,
    search(text, options = {}) {
      const wanted = wantedOf(options, index);
      if (wanted.limit === 0) return [];
      const typed = text.slice(0, MAX_INPUT);
      const byCode = codesBeginning(typed, index, wanted);
      const scored = byCode.length > 0 ? byCode : rowsByWords(typed, { index, space, wanted, part: 0 });
      return scored
        .filter(({ row }) => !wanted.billableOnly || index.rows.billable[row] === 1)
        .slice(0, wanted.limit)
        .flatMap(hit);
    },
  };
}

function wantedOf(options: CodeSearchOptions, { rows }: SearchIndex): Wanted {
  const { limit = LIMIT, billableOnly = false, under } = options;
  return {
    limit: Math.max(0, Math.min(MOST, Math.floor(limit) || 0)),
    billableOnly,
    under: under?.map((node) => rows.span(node)),
  };
}
