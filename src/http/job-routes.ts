/** What was given up: to be seen by a person, tried again or dropped. Ids, codes and counts only. */
import express, { Router } from 'express';
import { ClaimwrightError } from '../kernel/index.ts';
import type { JobsDeps } from './deps.ts';
import { methodNotAllowed } from './errors.ts';
import { sameOrigin } from './same-origin.ts';

const MOST = 1000;

export function jobRoutes({ letters }: JobsDeps): Router {
  const router = Router({ caseSensitive: true });
  router.get('/dead-letters', async (_request, response) => {
    response.json(await letters.list(MOST));
  });
  router.post('/dead-letters', sameOrigin, express.json({ limit: '100kb' }), async (request, response) => {
    const asked = askedOf(request.body);
    if ('drop' in asked) {
      if (!(await letters.drop(asked.drop)))
        throw new ClaimwrightError('CW-1007', { what: 'such dead letter' });
      response.json({ dropped: 1 });
    } else response.json({ redriven: await letters.redrive(asked.redrive) });
  });
  router.all('/dead-letters', methodNotAllowed('GET', 'HEAD', 'POST'));
  return router;
}

type Asked = { readonly drop: string } | { readonly redrive: readonly string[] | 'all' };

function askedOf(body: unknown): Asked {
  const { redrive, drop } = (body ?? {}) as { redrive?: unknown; drop?: unknown };
  if (typeof drop === 'string' && redrive === undefined) return { drop };
  if (redrive === 'all' && drop === undefined) return { redrive };
  const ids = Array.isArray(redrive) && redrive.length > 0 && redrive.length <= MOST ? redrive : [];
  if (drop === undefined && ids.length > 0 && ids.every((id) => typeof id === 'string'))
    return { redrive: ids };
  const detail = 'send {"redrive": "all"}, {"redrive": ["id"]} or {"drop": "id"}';
  throw new ClaimwrightError('CW-1004', { where: 'The body', detail });
}
