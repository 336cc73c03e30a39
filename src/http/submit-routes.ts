/** `POST /fhir/Claim/$submit`: a Claim, a Bundle with one, or Parameters with either as `resource`; the answer is a ClaimResponse. */
import { Router } from 'express';
import type { Bundle, Claim, Parameters, Resource } from '../fhir/index.ts';
import { submitClaim } from '../flow/index.ts';
import { ClaimwrightError } from '../kernel/index.ts';
import { recordAccess, submittedClaim } from './audit.ts';
import { fhirBody, resourceBody } from './body.ts';
import type { HttpDeps } from './deps.ts';
import { methodNotAllowed, sendFhir } from './errors.ts';
import { jsonAsked } from './format.ts';

export function submitRoutes(deps: HttpDeps): Router {
  const router = Router({ caseSensitive: true });
  router.post('/Claim/$submit', jsonAsked, ...fhirBody, async (request, response) => {
    const body = resourceBody<Claim | Bundle | Parameters>(request, 'Claim', 'Bundle', 'Parameters');
    const answer = await submitClaim(submitted(body), deps);
    await recordAccess(deps, request, response, submittedClaim(answer));
    sendFhir(response, answer);
  });
  router.all('/Claim/$submit', methodNotAllowed('POST'));
  return router;
}

function submitted(body: Claim | Bundle | Parameters): Claim | Bundle {
  if (body.resourceType !== 'Parameters') return body;
  const all: unknown = body.parameter;
  const named = Array.isArray(all)
    ? (all as NonNullable<Parameters['parameter']>).find((p) => p?.name === 'resource')
    : undefined;
  const resource: Resource | undefined = named?.resource;
  if (resource?.resourceType === 'Claim' || resource?.resourceType === 'Bundle') return resource;
  const expression = "Parameters.parameter.where(name='resource').resource";
  throw new ClaimwrightError(
    'CW-1003',
    { where: expression, detail: 'send the Claim, or a Bundle with it' },
    { expression },
  );
}
