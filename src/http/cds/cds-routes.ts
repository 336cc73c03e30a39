/** CDS Hooks 2.0: discovery, the services, and their feedback. */
import express, { type Request, type Response, Router } from 'express';
import { answerCds, type CdsService, cdsDiscovery, cdsService, readFeedback } from '../../flow/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import { hooked, recordAccess } from '../audit.ts';
import type { HttpDeps } from '../deps.ts';
import { methodNotAllowed } from '../errors.ts';
import { cdsCaller } from './authenticate.ts';
import type { CdsHttpDeps } from './model.ts';
import { replayGuard } from './replay.ts';

/** A prefetch of one encounter with its notes; larger ones would take longer than an EHR waits. */
const LIMIT = '5mb';

export function cdsRoutes(deps: HttpDeps, cds: CdsHttpDeps): Router {
  const router = Router({ caseSensitive: true });
  const replay = cds.replay ?? replayGuard();
  const body = express.json({ type: ['application/json', 'application/fhir+json'], limit: LIMIT });
  /** Nobody's body is read before it is known who sends it. */
  const caller = async (
    request: Request,
    response: Response,
    service: CdsService,
  ): Promise<string | undefined> => {
    if (cds.access) {
      return cdsCaller(request, response, service.id, { access: cds.access, clock: deps.clock, replay });
    }
    // Tokens are asked for, and nobody is listed who could send one.
    if (deps.access) throw new ClaimwrightError('CW-1101', { detail: 'no EHR is listed that may call' });
    return undefined;
  };
  router.get('/', (_request, response) => {
    response.json(cdsDiscovery());
  });
  router.post('/:id', async (request, response, next) => {
    response.locals.connection = await caller(request, response, serviceOf(request));
    next();
  });
  router.post('/:id', body, async (request, response) => {
    const context = {
      knowledge: deps.knowledge,
      clock: deps.clock,
      ehrs: cds.ehrs,
      publicUrl: cds.publicUrl(),
    };
    const { connection } = response.locals as { readonly connection?: string };
    const answer = await answerCds(request.body, serviceOf(request), context, connection);
    await recordAccess(deps, request, response, hooked(request.body, serviceOf(request)));
    response.json(answer);
  });
  router.post('/:id/feedback', async (request, response, next) => {
    await caller(request, response, serviceOf(request));
    next();
  });
  router.post('/:id/feedback', body, async (request, response) => {
    const entries = readFeedback(request.body, serviceOf(request).id);
    await cds.feedback.record(entries);
    deps.log.info('cds-feedback', { service: serviceOf(request).id, entries: entries.length });
    response.status(200).json({});
  });
  router.all('/', methodNotAllowed('GET', 'HEAD'));
  router.all(['/:id', '/:id/feedback'], methodNotAllowed('POST'));
  return router;
}

function serviceOf(request: Request): CdsService {
  const found = cdsService(String(request.params.id));
  if (!found) throw new ClaimwrightError('CW-1007', { what: 'such CDS service' });
  return found;
}
