/** Reading a FHIR request body: media type, JSON, and the outer shape; everything else is checked by the use case. */
import express, { type Request, type RequestHandler } from 'express';
import type { Resource } from '../fhir/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { BODY_LIMIT, FHIR_JSON } from './errors.ts';

const TYPES = [FHIR_JSON, 'application/json', 'application/json+fhir'];

/** Parses FHIR JSON; another content type is told so (415) instead of being taken for an empty body. */
export const fhirBody: readonly RequestHandler[] = [
  (request, _response, next) => {
    const hasBody =
      Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
    const type = request.headers['content-type'] ?? 'none';
    if (hasBody && !request.is(TYPES)) {
      throw new ClaimwrightError('CW-1006', { type: type.slice(0, 80), expected: FHIR_JSON });
    }
    next();
  },
  express.json({ type: TYPES, limit: BODY_LIMIT, strict: true }),
];

/** X12 as it is registered (RFC 1767), handed on as text; every other type is left to the next handler. */
export const ediBody: RequestHandler = express.text({ type: 'application/edi-x12', limit: BODY_LIMIT });

/** The body as a resource of one of the types; 422 with an expression otherwise. */
export function resourceBody<T extends Resource>(
  request: Request,
  ...types: readonly T['resourceType'][]
): T {
  const body: unknown = request.body;
  const type = (body as { resourceType?: unknown } | undefined)?.resourceType;
  if (body === undefined || body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw new ClaimwrightError('CW-1002', {
      what: 'The body',
      kind: types.join(' or '),
      detail: 'it is not a JSON object',
    });
  }
  if (!types.some((t) => t === type)) {
    throw new ClaimwrightError(
      'CW-1004',
      { where: 'resourceType', detail: `send a ${types.join(' or a ')}` },
      { expression: 'resourceType' },
    );
  }
  return body as T;
}
