/** The definitions this service stands on, under their own addresses: beside profiles and operations, what they name. */
import { Router } from 'express';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { HttpDeps } from '../deps.ts';
import { methodNotAllowed, sendFhir } from '../errors.ts';
import { jsonAsked } from '../format.ts';

const TYPES = ['SearchParameter', 'NamingSystem', 'CodeSystem', 'ValueSet'];

export function definitionRoutes({ conformance }: Pick<HttpDeps, 'conformance'>): Router {
  const router = Router({ caseSensitive: true });
  router.use(jsonAsked);
  for (const type of TYPES) {
    router.get(`/${type}/:id`, (request, response) => {
      const { id } = request.params;
      const found = conformance.definitions.find((d) => d.resourceType === type && d.id === id);
      if (!found) throw new ClaimwrightError('CW-1007', { what: `such ${type}` });
      sendFhir(response, found);
    });
    router.all(`/${type}/:id`, methodNotAllowed('GET', 'HEAD'));
  }
  return router;
}
