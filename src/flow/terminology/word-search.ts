/** The search behind `ValueSet/$expand?filter=`: an index for each edition that is asked, made when it is first asked. */
import { createCodeSearch, type SearchTables, type Terminology } from '../../terminology/index.ts';
import type { CodeSearch } from './model.ts';

type EditionSearch = ReturnType<typeof createCodeSearch>;

/** An index of a full edition takes some 20 MB and most of a second: the editions of this year, the last and the next. */
const KEPT = 3;

export function wordSearch({ icd10cm }: Terminology, tables: SearchTables = {}): CodeSearch {
  const kept = new Map<string, EditionSearch>();
  const searchOn = (on: Parameters<typeof icd10cm.edition>[0]): EditionSearch | undefined => {
    const edition = icd10cm.edition(on);
    if (!edition) return undefined;
    const { id } = edition.info;
    const search = kept.get(id) ?? createCodeSearch(edition, tables);
    kept.delete(id);
    kept.set(id, search);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return search;
  };
  return (text, { limit, on, under }) =>
    searchOn(on)?.search(text, { limit, ...(under === undefined ? {} : { under: [under] }) }) ?? [];
}
