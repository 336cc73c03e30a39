/** The Express application: thin routes over the flow, one error handler, security headers, the workbench's files. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Ehr } from '../ehr/index.ts';
import type { FhirValidator, Resource } from '../fhir/index.ts';
import type { Cases, PipelineKnowledge } from '../flow/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { Log } from '../ops/index.ts';
import { caseRoutes } from './case-routes.ts';
import { errorHandler, notFound } from './errors.ts';
import { fhirRoutes } from './fhir-routes.ts';

export interface Conformance {
  readonly capability: Resource;
  readonly definitions: readonly Resource[];
}

export interface HttpDeps {
  readonly ehr: Ehr;
  readonly cases: Cases;
  readonly knowledge: PipelineKnowledge;
  readonly validator: FhirValidator;
  readonly conformance: Conformance;
  readonly clock: Clock;
  readonly log: Log;
  /** Processes the connection's finished encounters now; answers counts by state. */
  readonly process: () => Promise<Readonly<Record<string, number>>>;
  readonly status: () => Readonly<Record<string, unknown>>;
  /** Folder of the workbench's static files. */
  readonly workbench: string;
}

export function createApp(deps: HttpDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { 'default-src': ["'self'"], 'upgrade-insecure-requests': null } },
    }),
  );
  app.use(['/fhir', '/api'], (_request, response, next) => {
    // Patient data must not stay in a shared or disk cache.
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use('/fhir', fhirRoutes(deps));
  app.use('/api', caseRoutes(deps));
  app.use(express.static(deps.workbench, { index: 'index.html', dotfiles: 'ignore' }));
  app.use(notFound);
  app.use(errorHandler(deps.log, () => deps.clock.now()));
  return app;
}
