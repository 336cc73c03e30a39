/** The one error handler: a caller's fault becomes an OperationOutcome (FHIR) or problem+json (RFC 9457); ours, an id. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { outcomeOf } from '../fhir/index.ts';
import { ClaimwrightError, faultFields, type Log, uuidFrom } from '../kernel/index.ts';

export const FHIR_JSON = 'application/fhir+json';

/** Sends a resource as FHIR JSON. */
export function sendFhir(response: Response, resource: object, status = 200): void {
  response.status(status).type(`${FHIR_JSON}; charset=utf-8`).send(JSON.stringify(resource));
}

export const notFound: RequestHandler = (request, _response, next) => {
  next(
    new ClaimwrightError('CW-1007', {
      what: isFhir(request) ? 'such FHIR endpoint' : 'such page',
    }),
  );
};

const isFhir = (request: Request): boolean => /^\/fhir(\/|$)/.test(request.baseUrl + request.path);

/** For a path that exists under another method. */
export const methodNotAllowed =
  (...allowed: readonly string[]): RequestHandler =>
  (request, response, next) => {
    response.setHeader('Allow', allowed.join(', '));
    next(new ClaimwrightError('CW-1008', { method: request.method, path: request.baseUrl + request.path }));
  };

export function errorHandler(log: Log, instant: () => string): ErrorRequestHandler {
  let count = 0;
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = knownFault(error);
    if (known && known.definition.status < 500) return answer(request, response, known);
    if (known?.definition.retryable || known?.code.startsWith('CW-2')) {
      log.warn('ehr-fault', { code: known.code });
      return answer(request, response, known);
    }
    count += 1;
    const id = uuidFrom('fault', instant(), String(count)).slice(0, 8);
    log.error('fault', { id, ...faultFields(error) });
    answer(request, response, new ClaimwrightError('CW-5003', { id }));
  };
}

function knownFault(error: unknown): ClaimwrightError | undefined {
  if (error instanceof ClaimwrightError) return error;
  return bodyFault(error as { type?: string; status?: number; statusCode?: number });
}

/** What Express's body reader and router say, in the catalogue's words; their own messages may quote the body. */
function bodyFault(error: { type?: string; status?: number } | undefined): ClaimwrightError | undefined {
  switch (error?.type) {
    case 'entity.parse.failed':
      return new ClaimwrightError('CW-1001', { detail: 'it cannot be parsed' });
    case 'entity.too.large':
      return new ClaimwrightError('CW-1005', { limit: BODY_LIMIT });
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new ClaimwrightError('CW-1006', { type: 'of this encoding', expected: 'UTF-8' });
    default:
      return error?.status && error.status >= 400 && error.status < 500
        ? new ClaimwrightError('CW-1002', {
            what: 'The request',
            kind: 'request',
            detail: 'it cannot be read',
          })
        : undefined;
  }
}

/** A chart with its notes inline is a few megabytes; a larger body is not one encounter. */
export const BODY_LIMIT = '25mb';

function answer(request: Request, response: Response, error: ClaimwrightError): void {
  const { status } = error.definition;
  if (isFhir(request)) {
    sendFhir(response, outcomeOf(error), status);
    return;
  }
  const problem = {
    type: `https://claimwright.dev/errors/${error.code}`,
    title: error.message,
    status,
    code: error.code,
    ...(error.expression ? { expression: error.expression } : {}),
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}
