/** A request of our own resources as the use cases read it: parameters of the query and of a form, and how strict the caller is. */
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { OwnRequest, Pair, ServedType } from '../../flow/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { demandScope } from '../auth/authenticate.ts';
import type { HttpDeps } from '../deps.ts';
import type { OwnHttpDeps } from './model.ts';

const FORM = 'application/x-www-form-urlencoded';

/** The form of a search by POST (R4 http.html#search); another content type is told so. */
export const searchForm: readonly RequestHandler[] = [
  (request, _response, next) => {
    const sent = Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
    const type = request.headers['content-type'] ?? 'none';
    if (!sent || request.is(FORM)) return next();
    next(new ClaimwrightError('CW-1006', { type: type.slice(0, 80), expected: FORM }));
  },
  express.text({ type: FORM, limit: '1mb' }),
];

/** As they were sent, in their order; a search by POST may have both. */
export function pairsOf(request: Request): readonly Pair[] {
  const { originalUrl } = request;
  const at = originalUrl.indexOf('?');
  const body: unknown = request.body;
  const texts = [at < 0 ? '' : originalUrl.slice(at + 1), typeof body === 'string' ? body : ''];
  return texts.flatMap((text) => [...new URLSearchParams(text)]);
}

export function askedOf(
  request: Request,
  response: Response,
  served: ServedType,
  deps: HttpDeps,
  own: OwnHttpDeps,
): OwnRequest {
  return {
    served,
    pairs: pairsOf(request),
    base: `${own.publicUrl()?.replace(/\/+$/, '') ?? `${request.protocol}://${request.headers.host}`}/fhir`,
    strict: isStrict(request),
    permit: (type, letter) => {
      if (deps.access) demandScope(response, type, letter);
    },
  };
}

/** R4 http.html#prefer, search.html#errors. */
export const isStrict = (request: Request): boolean =>
  [request.headers.prefer]
    .flat()
    .some((text) => /(?:^|[;,])\s*handling\s*=\s*"?strict"?\s*(?:[;,]|$)/i.test(text ?? ''));
