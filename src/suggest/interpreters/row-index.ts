/** Rows of a combination table by the categories of a code that each cannot do without: a chart is held against a few, not all. */
import type { CombinationRow } from './combinations-table.ts';
import type { CodeTest, Span } from './patterns.ts';

/** The rows that codes of some keys may meet. */
export type RowIndex = (keys: ReadonlySet<string>) => ReadonlySet<CombinationRow>;

const CATEGORY = 3;

export function rowIndex(rows: readonly CombinationRow[]): RowIndex {
  const byKey = new Map<string, CombinationRow[]>();
  for (const row of rows) {
    for (const key of new Set(needed(row))) {
      const list = byKey.get(key);
      if (list) list.push(row);
      else byKey.set(key, [row]);
    }
  }
  return (keys) => new Set([...keys].flatMap((key) => byKey.get(key) ?? []));
}

/** What rows are found by: the categories of some codes, their letters, and nothing at all. */
export function rowKeys(codes: readonly string[]): ReadonlySet<string> {
  const keys = new Set(['']);
  for (const code of codes) keys.add(code.slice(0, CATEGORY)).add(code.slice(0, 1));
  return keys;
}

/** One of the keys must be among a chart's codes: a category, or the first letter of a wider span, or nothing at all. */
function needed({ all, any }: CombinationRow): readonly string[] {
  const each = all.length > 0 ? all.map((test) => keysOf([test])) : [keysOf(any)];
  return each.find((keys) => keys.every((k) => k.length === CATEGORY)) ?? each[0] ?? [''];
}

const keysOf = (tests: readonly CodeTest[]): readonly string[] =>
  tests.flatMap((test) => test.spans.map(keyOf));

function keyOf({ from, to }: Span): string {
  for (const length of [CATEGORY, 1])
    if (from.slice(0, length) === to.slice(0, length)) return from.slice(0, length);
  return '';
}
