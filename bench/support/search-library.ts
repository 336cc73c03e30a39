/** The same rows, phrasings and tables through MiniSearch: the measured reason for a search of our own. */
import MiniSearch from 'minisearch';
import type { Icd10CmRelease } from '../../src/terminology/index.ts';
import { type Phrasing, phrasings, tables } from '../../test/terminology/search/support.ts';
import type { Figure } from './figure.ts';
import { percentile } from './timing.ts';

/** Prefixes, a fifth of a word's letters wrong, all words wanted; else any: as its documentation advises for a typeahead. */
const TYPEAHEAD = { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { code: 4, synonyms: 2 } } as const;

export function library(release: Icd10CmRelease): readonly Figure[] {
  const start = performance.now();
  const find = indexed(release);
  const build = performance.now() - start;
  const cases = phrasings('phrasings-held-out');
  const typed = cases.flatMap(({ text }) => Array.from(text, (_, i) => text.slice(0, i + 1)));
  const times = typed.map((text) => {
    const before = performance.now();
    find(text);
    return performance.now() - before;
  });
  return [
    { label: 'MiniSearch with our synonyms: build', value: build, unit: 'ms' },
    { label: 'MiniSearch: typeahead, median', value: percentile(times, 0.5), unit: 'ms' },
    { label: 'MiniSearch: typeahead, p99', value: percentile(times, 0.99), unit: 'ms' },
    { label: 'MiniSearch: held-out, code first', value: share(find, cases, 1), unit: '%' },
    { label: 'MiniSearch: held-out, code among five', value: share(find, cases, 5), unit: '%' },
  ];
}

type Find = (text: string) => readonly string[];

function share(find: Find, cases: readonly Phrasing[], within: number): number {
  const found = cases.filter(({ text, codes }) =>
    find(text)
      .slice(0, within)
      .some((code) => codes.includes(code)),
  );
  return (100 * found.length) / cases.length;
}

function indexed(release: Icd10CmRelease): Find {
  const { synonyms = [], abbreviations = [] } = tables();
  const said = new Map<string, string[]>();
  for (const { phrase, codes } of synonyms)
    for (const code of codes) {
      const key = code.replace('.', '');
      said.set(key, [...(said.get(key) ?? []), phrase]);
    }
  const long = new Map(abbreviations.map(({ short, long: [first = short] }) => [short.toLowerCase(), first]));
  const index = new MiniSearch<{ id: string; code: string; title: string; synonyms: string }>({
    fields: ['code', 'title', 'synonyms'],
  });
  const dotted = (code: string): string => (code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
  index.addAll(
    [...release.rows()]
      .filter(({ billable }) => billable)
      .map(({ code, title }) => ({
        id: dotted(code),
        code: `${code} ${dotted(code)}`,
        title,
        synonyms: (said.get(code) ?? []).join('; '),
      })),
  );
  const spelt = (text: string): string =>
    text
      .toLowerCase()
      .split(/\s+/)
      .map((word) => long.get(word) ?? word)
      .join(' ');
  return (text) => {
    const all = index.search(spelt(text), TYPEAHEAD);
    const hits = all.length > 0 ? all : index.search(spelt(text), { ...TYPEAHEAD, combineWith: 'OR' });
    return hits.slice(0, 20).map(({ id }) => String(id));
  };
}
