/** Who may ask while there is no authentication: this machine, by a name of this machine. */
import type { RequestHandler } from 'express';
import { ClaimwrightError } from '../kernel/index.ts';

const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/** A page elsewhere that makes a browser resolve its own name to this machine (DNS rebinding) must not read the cases. */
export const loopbackHost: RequestHandler = (request, _response, next) => {
  next(
    LOOPBACK.test(request.headers.host ?? '')
      ? undefined
      : new ClaimwrightError('CW-1007', { what: 'such page' }),
  );
};
