/** For requests that start work: a browser's page of another origin is refused. */
import type { RequestHandler } from 'express';
import { ClaimwrightError } from '../kernel/index.ts';

/** A page of another origin must not start work here: browsers name it in Sec-Fetch-Site, older ones in Origin alone. */
export const sameOrigin: RequestHandler = (request, _response, next) => {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  // By host alone: before a proxy that ends TLS the scheme is another.
  const ours = origin === undefined || URL.parse(origin)?.host === host;
  if (ours && (site === undefined || site === 'same-origin' || site === 'none')) return next();
  next(new ClaimwrightError('CW-1007', { what: 'such page' }));
};
