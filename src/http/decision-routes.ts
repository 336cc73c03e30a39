/** `POST /api/cases/:id/decision`: a coder approves the claim of a case that waits for a look, or holds it with a reason. */
import express, { Router } from 'express';
import { type Decision, decideCase, patientIn } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { recordAccess } from './audit.ts';
import type { Caller } from './auth/authenticate.ts';
import type { HttpDeps } from './deps.ts';
import { methodNotAllowed } from './errors.ts';
import { SOMEBODY } from './mend-routes.ts';
import { sameOrigin } from './same-origin.ts';

/** A decision is a word and a sentence. */
const LIMIT = 4_096;

export function decisionRoutes(deps: HttpDeps): Router {
  const router = Router({ caseSensitive: true });
  router.post(
    '/cases/:id/decision',
    sameOrigin,
    express.json({ limit: LIMIT, strict: true }),
    async (request, response) => {
      const { id = '' } = request.params as { readonly id?: string };
      const decided = decisionIn(request.body);
      const kept = await deps.cases.get(id);
      const ehr = (deps.ehrs ?? [deps.ehr]).find((e) => e.id === kept?.case.connection);
      if (!kept || !ehr) throw new ClaimwrightError('CW-1007', { what: 'such case' });
      const { chart } = kept.details.coded ?? {};
      await recordAccess(deps, request, response, {
        ...{ interaction: 'operation' as const, operation: decided.decision },
        data: [{ reference: kept.case.encounter }],
        patients: [chart && patientIn(chart, chart.source).patient],
      });
      const { caller } = response.locals as { readonly caller?: Caller };
      const asked = { case: id, who: caller?.subject ?? SOMEBODY, decided };
      const { case: after } = await decideCase(asked, { ...deps, ehr });
      response.json({ id: after.id, state: after.state });
    },
  );
  router.all('/cases/:id/decision', methodNotAllowed('POST'));
  return router;
}

/** Printable, on one line: it becomes a sentence of the case's events. */
const REASON = /^(?=.*\S)[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u;

function decisionIn(body: unknown): Decision {
  const { decision, reason } = (body ?? {}) as { readonly decision?: unknown; readonly reason?: unknown };
  if (decision === 'approve') return { decision };
  if (decision !== 'hold')
    throw new ClaimwrightError('CW-1004', { where: 'decision', detail: 'send approve or hold' });
  if (typeof reason !== 'string' || !REASON.test(reason))
    throw new ClaimwrightError('CW-1004', {
      where: 'reason',
      detail: 'a hold has a reason of one line and up to 200 characters',
    });
  return { decision, reason: reason.trim() };
}
