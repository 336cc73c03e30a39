/** Use case: the versions of one of our resources, or of all of a type (R4 http.html#history), newest first. */
import { type Bundle, type BundleEntry, type KeptResource, spanOf } from '../../fhir/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { pageLinks } from './links.ts';
import type { OwnResources } from './own-resources.ts';
import { refused } from './read-filter.ts';
import { countOf, unknownParameter } from './read-search.ts';
import type { OwnRequest } from './search-own.ts';

const KNOWN = ['_count', '_since', '_cursor', '_format', '_pretty'];

/** `id` undefined: of all of the type. Throws CW-1007 where nothing is kept under the id. */
export async function historyOwn(
  id: string | undefined,
  request: OwnRequest,
  own: OwnResources,
): Promise<Bundle> {
  const { type } = request.served;
  if (id !== undefined && !(await own.read(type, id)))
    throw new ClaimwrightError('CW-1007', { what: `such ${type}` });
  const given = valuesOf(request);
  const since = sinceOf(given.get('_since'));
  const asked = { history: type, id, since };
  const cursor = given.get('_cursor');
  const [before] = cursor === undefined ? [] : readCursor(asked, cursor, 1);
  const count = countOf(given.get('_count'));
  const page = await own.history({ type, id, since, before, count });
  const entry = page.versions.map((version) => entryOf(version, request.base));
  const kept = [...given].filter(([name]) => name !== '_cursor');
  const path = `${request.base}/${type}${id === undefined ? '' : `/${id}`}/_history`;
  const next = page.next === undefined ? undefined : writeCursor(asked, [page.next]);
  return {
    resourceType: 'Bundle',
    type: 'history',
    link: pageLinks(path, kept, next),
    ...(entry.length > 0 ? { entry } : {}),
  };
}

function valuesOf(request: OwnRequest): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const [name, value] of request.pairs) {
    if (!KNOWN.includes(name)) unknownParameter(name, request);
    else if (given.has(name)) throw refused(name, 'it stands more than once');
    else given.set(name, value);
  }
  return given;
}

/** An instant; a date means its beginning. */
function sinceOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const span = spanOf(text);
  if (!span) throw refused('_since', 'it takes an instant');
  return new Date(span.from).toISOString();
}

/** Nothing is ever deleted here, so each version was written, and the first of them made. */
function entryOf({ type, id, version, at, resource }: KeptResource, base: string): BundleEntry {
  const first = version === 1;
  return {
    fullUrl: `${base}/${type}/${id}`,
    resource,
    request: first ? { method: 'POST', url: type } : { method: 'PUT', url: `${type}/${id}` },
    response: { status: first ? '201' : '200', etag: `W/"${version}"`, lastModified: at },
  };
}
