/** `POST /api/cases/:id/fixes/:edit`: a person has the safe mend of an edit made on a case that is held or in review. */
import { Router } from 'express';
import { mendCase, patientIn } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { recordAccess } from './audit.ts';
import type { Caller } from './auth/authenticate.ts';
import type { HttpDeps } from './deps.ts';
import { methodNotAllowed } from './errors.ts';
import { sameOrigin } from './same-origin.ts';

/** Where nobody is asked who they are, whoever is on this machine decides. */
export const SOMEBODY = 'coder';

export function mendRoutes(deps: HttpDeps): Router {
  const router = Router({ caseSensitive: true });
  router.post('/cases/:id/fixes/:edit', sameOrigin, async (request, response) => {
    const { id = '', edit = '' } = request.params as { readonly id?: string; readonly edit?: string };
    const kept = await deps.cases.get(id);
    const ehr = (deps.ehrs ?? [deps.ehr]).find((e) => e.id === kept?.case.connection);
    if (!kept || !ehr) throw new ClaimwrightError('CW-1007', { what: 'such case' });
    const { chart } = kept.details.coded ?? {};
    const data = [{ reference: kept.case.encounter }];
    await recordAccess(deps, request, response, {
      ...{ interaction: 'operation' as const, operation: 'mend', data },
      patients: [chart && patientIn(chart, chart.source).patient],
    });
    const { caller } = response.locals as { readonly caller?: Caller };
    const asked = { case: id, edit, who: caller?.subject ?? SOMEBODY };
    const { case: after } = await mendCase(asked, { ...deps, ehr });
    response.json({ id: after.id, state: after.state });
  });
  router.all('/cases/:id/fixes/:edit', methodNotAllowed('POST'));
  return router;
}
