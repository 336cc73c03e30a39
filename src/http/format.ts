/** The format of an answer (R4 http.html#mime-type): JSON is what is produced, so asking for anything else is told so (406). */
import type { Request, RequestHandler } from 'express';
import { ClaimwrightError } from '../kernel/index.ts';
import { FHIR_JSON } from './errors.ts';

const JSON_TYPES = [FHIR_JSON, 'application/json', 'text/json'];

export const jsonAsked: RequestHandler = (request, _response, next) => {
  const format = formatOf(request);
  const json = format === undefined ? request.accepts(JSON_TYPES) : ['json', ...JSON_TYPES].includes(format);
  next(json ? undefined : new ClaimwrightError('CW-1010', { expected: FHIR_JSON }));
};

/** `_format` overrides the Accept header; an unescaped `+` of `application/fhir+json` arrives as a space. */
function formatOf(request: Request): string | undefined {
  const [format] = [request.query._format].flat();
  return typeof format === 'string' ? format.split(';', 1)[0]?.trim().replace(' ', '+') : undefined;
}
