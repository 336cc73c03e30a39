/** Which EHR a request is about: the only one, or the one that the query parameter `connection` names. */
import type { Request } from 'express';
import type { Ehr } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import type { HttpDeps } from './deps.ts';

/** With several connections the same id is another patient in each: none is ever guessed. */
export function connectionOf(request: Request, { ehr, ehrs = [ehr] }: Pick<HttpDeps, 'ehr' | 'ehrs'>): Ehr {
  const { connection } = request.query;
  if (connection === undefined && ehrs.length === 1) return ehr;
  const found = ehrs.find((e) => e.id === connection);
  if (found) return found;
  const where = 'the query parameter connection';
  throw connection === undefined
    ? new ClaimwrightError('CW-1003', { where, detail: 'several EHRs are connected; name one' })
    : new ClaimwrightError('CW-1007', { what: 'such connection' });
}
