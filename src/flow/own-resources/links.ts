/** The links of a page (R4 http.html#paging): what was understood of the query, and where it goes on. */
import type { Bundle } from '../../fhir/index.ts';

export type Pair = readonly [name: string, value: string];

export function pageLinks(
  path: string,
  understood: readonly Pair[],
  next: string | undefined,
): NonNullable<Bundle['link']> {
  const more =
    next === undefined ? [] : [{ relation: 'next', url: link(path, [...understood, ['_cursor', next]]) }];
  return [{ relation: 'self', url: link(path, understood) }, ...more];
}

function link(path: string, pairs: readonly Pair[]): string {
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
  return pairs.length === 0 ? path : `${path}?${query.toString()}`;
}
