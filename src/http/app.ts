/** The Express application: thin routes over the flow, one error handler, security headers, the workbench's files. */
import express, { type Express } from 'express';
import helmet from 'helmet';
import { authenticate } from './auth/authenticate.ts';
import { caseRoutes } from './case-routes.ts';
import { cdsRoutes } from './cds/cds-routes.ts';
import { decisionRoutes } from './decision-routes.ts';
import type { HttpDeps } from './deps.ts';
import { errorHandler, methodNotAllowed, notFound } from './errors.ts';
import { fhirRoutes } from './fhir-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { loopbackHost } from './loopback-host.ts';
import { mendRoutes } from './mend-routes.ts';
import { notifyRoutes } from './notify/notify-routes.ts';
import { definitionRoutes } from './own/definition-routes.ts';
import { ownRoutes } from './own/own-routes.ts';
import { responsesRoutes } from './responses-routes.ts';
import { submitRoutes } from './submit-routes.ts';
import { terminologyRoutes } from './terminology-routes.ts';
import { wellKnownRoutes } from './well-known/well-known-routes.ts';

export function createApp(deps: HttpDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.enable('case sensitive routing');
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          'default-src': ["'self'"],
          'style-src': ["'self'"],
          'require-trusted-types-for': ["'script'"],
          'trusted-types': ["'none'"],
          'upgrade-insecure-requests': null,
        },
      },
    }),
  );
  app.use(['/fhir', '/api', '/cds-services'], (_request, response, next) => {
    // Patient data must not stay in a shared or disk cache.
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(deps.access ? authenticate(deps.access, deps.clock) : loopbackHost);
  app.use(wellKnownRoutes(deps));
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.all('/health', methodNotAllowed('GET', 'HEAD'));
  app.use('/fhir', fhirRoutes(deps));
  app.use('/fhir', submitRoutes(deps));
  app.use('/fhir', terminologyRoutes(deps));
  app.use('/fhir', definitionRoutes(deps));
  if (deps.own) app.use('/fhir', ownRoutes(deps, deps.own));
  app.use('/api', caseRoutes(deps));
  app.use('/api', mendRoutes(deps));
  app.use('/api', decisionRoutes(deps));
  if (deps.clearing) app.use('/api', responsesRoutes({ ...deps, clearing: deps.clearing }));
  if (deps.jobs) app.use('/api', jobRoutes(deps.jobs));
  if (deps.cds) app.use('/cds-services', cdsRoutes(deps, deps.cds));
  if (deps.notify) app.use('/fhir-notify', notifyRoutes({ ...deps, notify: deps.notify }));
  app.use(express.static(deps.workbench, { index: 'index.html', dotfiles: 'ignore' }));
  app.use(notFound);
  app.use(errorHandler(deps.log, () => deps.clock.now()));
  return app;
}
