/** What comes along with the matches of a search, each once (R4 search.html#include). */
import { type KeptResource, literalOf, valuesAt } from '../../fhir/index.ts';
import type { OwnResources } from './own-resources.ts';
import type { Include } from './read-include.ts';
import { servedType } from './served-types.ts';

/** An endless `:iterate` ends here; nothing that is served is further away. */
const MOST_ROUNDS = 4;
/** What one page may bring along. Past it the answer says that there is more. */
export const MOST_INCLUDED = 1000;

export interface Included {
  readonly resources: readonly KeptResource[];
  /** Whether there is more than was taken along. */
  readonly cut: boolean;
}

const keyOf = ({ type, id }: KeptResource): string => `${type}/${id}`;

export async function included(
  matches: readonly KeptResource[],
  includes: readonly Include[],
  own: OwnResources,
): Promise<Included> {
  const seen = new Set(matches.map(keyOf));
  const along: KeptResource[] = [];
  let fresh = matches;
  for (let round = 0; round < MOST_ROUNDS && fresh.length > 0; round += 1) {
    const from = fresh;
    const rules = includes.filter(({ iterate }) => round === 0 || iterate);
    const found = await Promise.all(rules.map((rule) => follow(rule, from, own)));
    fresh = found.flat().filter((one) => !seen.has(keyOf(one)) && seen.add(keyOf(one)));
    along.push(...fresh);
    if (along.length > MOST_INCLUDED) return { resources: along.slice(0, MOST_INCLUDED), cut: true };
  }
  return { resources: along, cut: false };
}

const follow = (rule: Include, from: readonly KeptResource[], own: OwnResources) =>
  rule.reverse ? holders(rule, from, own) : led(rule, from, own);

/** Only references relative to us lead to what is kept here. */
function led({ source, parameter, targets }: Include, from: readonly KeptResource[], own: OwnResources) {
  const row = servedType(source)?.parameters.find((p) => p.code === parameter);
  const references = from.flatMap(({ type, resource }) =>
    row && type === source ? valuesAt(resource, row) : [],
  );
  const keys = references.flatMap((value) => {
    const { reference } = value as { reference?: string };
    const key = literalOf(reference);
    return key !== undefined && reference?.startsWith(key) && targets.includes(key.split('/')[0] ?? '')
      ? [key]
      : [];
  });
  return own.readAll([...new Set(keys)]);
}

async function holders(
  { source, parameter, targets }: Include,
  from: readonly KeptResource[],
  own: OwnResources,
): Promise<readonly KeptResource[]> {
  const wanted = from
    .filter(({ type }) => targets.includes(type))
    .map((one) => ({
      kind: 'reference' as const,
      ...{ type: one.type, id: one.id, exact: keyOf(one) },
    }));
  if (wanted.length === 0) return [];
  const filters = [{ parameter, test: 'any' as const, wanted }];
  return (await own.search({ type: source, filters, sort: [], count: MOST_INCLUDED + 1 })).found;
}
