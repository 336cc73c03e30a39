/** Where EHRs send their notifications: proven by a secret before anything is read, and answered when what they name is kept. */
import express, { type Request, type RequestHandler, Router } from 'express';
import { ClaimwrightError, type Clock, type Log } from '../../kernel/index.ts';
import { methodNotAllowed } from '../errors.ts';
import type { NotifyConnection, NotifyDeps } from './model.ts';
import { type Rate, rate } from './rate.ts';
import { carriesSecret } from './secret.ts';

/** A full-resource notification of some hundred encounters; more than is used of it, and less than would hurt. */
const LIMIT = '2mb';
/** Seconds. */
const LATER = '10';

interface Deps {
  readonly notify: NotifyDeps;
  readonly clock: Clock;
  readonly log: Log;
}

/** POST at the address itself; with a payload some servers PUT the resource, or DELETE it, below it (R4 subscription.html#2.46.7.1). */
export function notifyRoutes({ notify, clock, log }: Deps): Router {
  const router = Router({ caseSensitive: true });
  const rates = new Map<string, Rate>([...notify.keys()].map((id) => [id, rate()]));
  const known: RequestHandler = (request, response, next) => {
    const found = connectionOf(request, notify);
    if (!found || !carriesSecret(request, found.secrets())) {
      response.setHeader('WWW-Authenticate', 'Bearer');
      const detail = 'the notification does not carry the secret of its connection';
      throw new ClaimwrightError('CW-1101', { detail });
    }
    if (!rates.get(String(request.params.connection))?.take(Date.parse(clock.now()))) {
      response.setHeader('Retry-After', LATER);
      throw new ClaimwrightError('CW-8302');
    }
    next();
  };
  const body = express.json({ type: ['application/fhir+json', 'application/json'], limit: LIMIT });
  const receive: RequestHandler = async (request, response) => {
    const connection = String(request.params.connection);
    const received = await connectionOf(request, notify)?.receive(contentOf(request));
    log.info('notification', { connection, kind: received?.kind, arrivals: received?.arrivals });
    response.status(200).json({});
  };
  router.post('/:connection', known, body, receive);
  router.put('/:connection/:type/:id', known, body, receive);
  router.delete('/:connection/:type/:id', known, receive);
  router.all('/:connection', methodNotAllowed('POST'));
  router.all('/:connection/:type/:id', methodNotAllowed('PUT', 'DELETE'));
  return router;
}

const connectionOf = (request: Request, notify: NotifyDeps): NotifyConnection | undefined =>
  notify.get(String(request.params.connection));

/** What was not read, because it is empty or of another type, names nothing: a poll finds what it is about. */
const contentOf = (request: Request): unknown => {
  const { body } = request as { body?: unknown };
  const empty =
    body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
  return empty ? undefined : body;
};
