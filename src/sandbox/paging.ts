/** Paging (R4 http.html#paging): `next` links a client cannot take apart, and that need no memory on the server. */
import type { SearchRequest } from '@medplum/core';
import type { BundleLink } from '@medplum/fhirtypes';
import { parseJson } from '../kernel/index.ts';
import { refused } from './search/match.ts';

const DEFAULT_COUNT = 50;
const MAX_COUNT = 1000;

export interface Page {
  readonly offset: number;
  readonly count: number;
}

/** The request a page token stands for; one that was tampered with is refused as any other wrong parameter is. */
export function continued<R extends SearchRequest>(request: R): R {
  if (request.cursor === undefined) return request;
  const first = decoded(request.cursor);
  if (first?.resourceType !== request.resourceType) throw refused('the page token is not valid');
  return first as R;
}

function decoded(cursor: string): SearchRequest | undefined {
  try {
    return parseJson(Buffer.from(cursor, 'base64url').toString('utf8')) as SearchRequest;
  } catch {
    return undefined;
  }
}

export function pageOf(request: SearchRequest): Page {
  const { count = DEFAULT_COUNT, offset = 0 } = request;
  if (!Number.isInteger(count) || count < 0) throw refused('_count takes a whole number');
  if (!Number.isInteger(offset) || offset < 0) throw refused('_offset takes a whole number');
  return { offset, count: Math.min(count, MAX_COUNT) };
}

/** `_count=0` asks for the total alone, so it has no next page. */
export function pageLinks(base: string, request: SearchRequest, page: Page, total: number): BundleLink[] {
  const link = (offset: number): string =>
    `${base}/${request.resourceType}?_cursor=${encoded(request, offset)}`;
  const next = page.offset + page.count;
  return [
    { relation: 'self', url: link(page.offset) },
    ...(page.count > 0 && next < total ? [{ relation: 'next', url: link(next) }] : []),
  ];
}

const encoded = (request: SearchRequest, offset: number): string =>
  Buffer.from(JSON.stringify({ ...request, offset })).toString('base64url');
