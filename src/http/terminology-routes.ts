/** The terminology operations (R4 terminology-service.html): GET with a query or POST with Parameters, at the type's address. */
import { type Request, type Response, Router } from 'express';
import type { Parameters } from '../fhir/index.ts';
import { bodyParameters, queryParameters, runOperation, TERMINOLOGY_OPERATIONS } from '../flow/index.ts';
import { fhirBody, resourceBody } from './body.ts';
import type { HttpDeps } from './deps.ts';
import { methodNotAllowed, sendFhir } from './errors.ts';
import { jsonAsked } from './format.ts';

export function terminologyRoutes(deps: Pick<HttpDeps, 'knowledge' | 'clock' | 'search'>): Router {
  const { search } = deps;
  const { terminology, modules } = deps.knowledge;
  const router = Router({ caseSensitive: true });
  router.use(jsonAsked);
  for (const operation of TERMINOLOGY_OPERATIONS) {
    const path = `/${operation.type}/$${operation.name}`;
    const answer = (request: Request, response: Response, body: unknown): void => {
      // A POST may carry a query, too: leaving it unread would answer for another date than was asked.
      const sent = [...queryParameters(request.query), ...bodyParameters(body)];
      const context = { terminology, modules, search, now: deps.clock.now() };
      const { status, resource } = runOperation(operation, sent, context);
      sendFhir(response, resource, status);
    };
    router.get(path, (request, response) => answer(request, response, undefined));
    router.post(path, ...fhirBody, (request, response) =>
      answer(request, response, resourceBody<Parameters>(request, 'Parameters').parameter),
    );
    router.all(path, methodNotAllowed('GET', 'HEAD', 'POST'));
  }
  return router;
}
