/** Use case: a search of our own resources (R4 search.html), answered as a searchset of one page. */
import type { Bundle, BundleEntry, KeptResource, SearchQuery } from '../../fhir/index.ts';
import { outcome } from '../../fhir/index.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { subset } from './elements.ts';
import { included, MOST_INCLUDED } from './include.ts';
import { type Pair, pageLinks } from './links.ts';
import type { OwnResources } from './own-resources.ts';
import type { Include } from './read-include.ts';
import { type OwnSearch, readSearch } from './read-search.ts';
import type { ServedType } from './served-type.ts';

export interface OwnRequest {
  readonly served: ServedType;
  /** The parameters as they were sent. */
  readonly pairs: readonly Pair[];
  /** Our own address, without a slash at its end. */
  readonly base: string;
  /** `Prefer: handling=strict`. */
  readonly strict: boolean;
  /** Throws when the caller may not read (r) or search (s) the type. */
  readonly permit: (type: string, letter: 'r' | 's') => void;
}

export async function searchOwn(request: OwnRequest, own: OwnResources): Promise<Bundle> {
  const search = readSearch(request.served, request.pairs, request);
  for (const include of search.includes) permitInclude(include, request);
  const { type } = request.served;
  const { filters, sort, count, countOnly } = search;
  const asked = { type, filters, sort };
  const after = search.cursor === undefined ? undefined : readCursor(asked, search.cursor, sort.length + 1);
  const query: SearchQuery = { ...asked, count, ...(after ? { after } : {}) };
  const page = countOnly ? { found: [], next: undefined } : await own.search(query);
  const total = search.total ? await own.count(query) : undefined;
  const entry = await entriesOf(page.found, search, request, own);
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined ? {} : { total }),
    link: pageLinks(`${request.base}/${type}`, search.understood, page.next && writeCursor(asked, page.next)),
    // FHIR JSON has no empty lists (R4 json.html).
    ...(entry.length > 0 ? { entry } : {}),
  };
}

/** What comes along is asked of that type: by reference as a read, the other way round as a search. */
function permitInclude({ reverse, source, targets }: Include, { permit }: OwnRequest): void {
  if (reverse) permit(source, 's');
  else for (const type of targets) permit(type, 'r');
}

async function entriesOf(
  found: readonly KeptResource[],
  { includes, elements }: OwnSearch,
  { base }: OwnRequest,
  own: OwnResources,
): Promise<BundleEntry[]> {
  const along = await included(found, includes, own);
  const entry =
    (mode: 'match' | 'include') =>
    ({ type, id, resource }: KeptResource): BundleEntry => ({
      fullUrl: `${base}/${type}/${id}`,
      resource: elements && mode === 'match' ? subset(resource, elements) : resource,
      search: { mode },
    });
  return [
    ...found.map(entry('match')),
    ...along.resources.map(entry('include')),
    ...(along.cut ? [CUT_SHORT] : []),
  ];
}

const CUT_SHORT: BundleEntry = {
  resource: outcome({
    severity: 'warning',
    code: 'incomplete',
    diagnostics: `More than ${MOST_INCLUDED} resources would come along with this page; ask for a smaller one.`,
  }),
  search: { mode: 'outcome' },
};
