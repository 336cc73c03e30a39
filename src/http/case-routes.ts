/** The workbench's API: the cases, one case, and "process again". */
import { type RequestHandler, Router } from 'express';
import { ClaimwrightError } from '../kernel/index.ts';
import { caseRow, caseView } from './case-view.ts';
import type { HttpDeps } from './deps.ts';
import { methodNotAllowed } from './errors.ts';

export function caseRoutes(deps: HttpDeps): Router {
  const router = Router({ caseSensitive: true });
  router.get('/status', async (_request, response) => {
    response.json({ ...deps.status(), cases: await deps.cases.count() });
  });
  router.get('/cases', async (_request, response) => {
    response.json(
      (await deps.cases.list()).map(caseRow).sort((a, b) => (a.encounter < b.encounter ? -1 : 1)),
    );
  });
  router.get('/cases/:id', async (request, response) => {
    const kept = await deps.cases.get(request.params.id);
    if (!kept) throw new ClaimwrightError('CW-1007', { what: 'such case' });
    response.json(caseView(kept));
  });
  router.post('/process', sameOrigin, async (_request, response) => {
    response.json({ counts: await deps.process() });
  });
  router.all('/process', methodNotAllowed('POST'));
  router.all(['/status', '/cases', '/cases/:id'], methodNotAllowed('GET', 'HEAD'));
  return router;
}

/** A page of another origin must not start work here: browsers name it in Sec-Fetch-Site, older ones in Origin alone. */
const sameOrigin: RequestHandler = (request, _response, next) => {
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  // By host alone: before a proxy that ends TLS the scheme is another.
  const ours = origin === undefined || URL.parse(origin)?.host === host;
  if (ours && (site === undefined || site === 'same-origin' || site === 'none')) return next();
  next(new ClaimwrightError('CW-1007', { what: 'such page' }));
};
