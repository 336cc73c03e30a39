/** Answers of payers: an upload of X12, what became of a claim or of a case's claims, and what belongs to no claim. */
import express, { type Request, Router } from 'express';
import { type Cases, type Clearing, claimNumbersOf, patientIn } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { type AuditDeps, recordAccess } from './audit.ts';
import { BODY_LIMIT, methodNotAllowed } from './errors.ts';
import { sameOrigin } from './same-origin.ts';

export interface ResponsesDeps extends AuditDeps {
  readonly cases: Cases;
  readonly clearing: Clearing;
}

const TYPES = ['application/edi-x12', 'application/octet-stream'];
const MOST = 1_000;

export function responsesRoutes(deps: ResponsesDeps): Router {
  const { clearing, cases } = deps;
  const router = Router({ caseSensitive: true });
  router.post(
    '/responses',
    sameOrigin,
    express.raw({ type: TYPES, limit: BODY_LIMIT }),
    async (request, response) => {
      const bytes = bodyOf(request);
      const received = await clearing.receive({
        name: 'upload',
        open: async function* () {
          yield bytes;
        },
      });
      response.json(received);
    },
  );
  router.all('/responses', methodNotAllowed('POST'));
  router.get('/unmatched', async (request, response) => {
    const unmatched = await clearing.unmatched(MOST);
    await recordAccess(deps, request, response, { interaction: 'search', patients: [] });
    response.json(unmatched);
  });
  router.get('/claims/:number', async (request, response) => {
    const status = await clearing.status(request.params.number);
    if (!status) throw new ClaimwrightError('CW-1007', { what: 'such claim' });
    const patients = status.responses.map((r) => r.response.patient.reference);
    await recordAccess(deps, request, response, { interaction: 'read', patients });
    response.json(status);
  });
  router.get('/cases/:id/responses', async (request, response) => {
    const kept = await cases.get(request.params.id);
    if (!kept) throw new ClaimwrightError('CW-1007', { what: 'such case' });
    const { chart } = kept.details.coded ?? {};
    const statuses = await Promise.all(claimNumbersOf(kept.details).map((number) => clearing.status(number)));
    await recordAccess(deps, request, response, {
      interaction: 'read',
      patients: [chart && patientIn(chart, chart.source).patient],
    });
    response.json(statuses.filter((status) => status !== undefined));
  });
  router.all(['/unmatched', '/claims/:number', '/cases/:id/responses'], methodNotAllowed('GET', 'HEAD'));
  return router;
}

function bodyOf({ body, headers }: Request): Uint8Array {
  if (body instanceof Uint8Array && body.length > 0) return body;
  const type = (headers['content-type'] ?? 'none').slice(0, 80);
  throw new ClaimwrightError('CW-1006', { type, expected: 'application/edi-x12' });
}
