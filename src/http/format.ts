/** The format of an answer (R4 http.html#mime-type): JSON is what is produced, so asking for anything else is told so (406). */
import type { Request, RequestHandler } from 'express';
import { ClaimwrightError } from '../kernel/index.ts';
import { FHIR_JSON } from './errors.ts';

const JSON_TYPES = [FHIR_JSON, 'application/json', 'text/json'];
const RANGES = [...JSON_TYPES, 'application/*', 'text/*', '*/*'];

/** `_format` overrides the Accept header. */
export const jsonAsked: RequestHandler = (request, _response, next) => {
  const format = formatOf(request);
  const json =
    format === undefined ? accepts(request.headers.accept) : ['json', ...JSON_TYPES].includes(format);
  next(json ? undefined : new ClaimwrightError('CW-1010', { expected: FHIR_JSON }));
};

/** An unescaped `+` of `application/fhir+json` arrives as a space. */
function formatOf(request: Request): string | undefined {
  const [format] = [request.query._format].flat();
  return typeof format === 'string' ? format.split(';', 1)[0]?.trim().replace(' ', '+') : undefined;
}

/** By type alone: `charset` and `fhirVersion`, which FHIR clients add, choose nothing here. No header accepts anything. */
function accepts(header = ''): boolean {
  const ranges = header.split(',').filter((range) => !/;\s*q=0(?:\.0*)?\s*(?:;|$)/i.test(range));
  const types = ranges.map((range) => range.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  return header.trim() === '' || types.some((type) => RANGES.includes(type));
}
