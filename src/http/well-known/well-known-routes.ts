/** `/.well-known/jwks.json` (RFC 7517) for the EHRs, and `/.well-known/smart-configuration` (SMART App Launch 2.2) for our callers. */
import { type Request, type Response, Router } from 'express';
import { SERVED_TYPES } from '../../flow/index.ts';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { SmartIssuer } from '../auth/authenticate.ts';
import type { HttpDeps } from '../deps.ts';
import { methodNotAllowed } from '../errors.ts';

/** Long enough to spare the service, short enough that a new key is known before it signs for long. */
const MAX_AGE = 'public, max-age=300';

/** SMART looks below the FHIR base URL; some clients look at the root. */
const SMART_PATHS = ['/.well-known/smart-configuration', '/fhir/.well-known/smart-configuration'];
const JWKS_PATH = '/.well-known/jwks.json';

export function wellKnownRoutes({ access, ownKeys }: Pick<HttpDeps, 'access' | 'ownKeys'>): Router {
  const router = Router({ caseSensitive: true });
  router.get(JWKS_PATH, async (_request, response) => {
    response.setHeader('Cache-Control', MAX_AGE);
    response.json((await ownKeys?.()) ?? { keys: [] });
  });
  router.get(SMART_PATHS, (_request: Request, response: Response) => {
    const [issuer] = access?.issuers ?? [];
    // Where nobody has to say who they are there is nothing to discover.
    if (!issuer) throw new ClaimwrightError('CW-1007', { what: 'SMART configuration' });
    response.setHeader('Cache-Control', MAX_AGE);
    response.json(smartConfiguration(issuer));
  });
  router.all([JWKS_PATH, ...SMART_PATHS], methodNotAllowed('GET', 'HEAD'));
  return router;
}

/** This service gives no tokens itself: it names who does, the first where several are believed. */
const smartConfiguration = ({ issuer, tokenUrl }: SmartIssuer) => ({
  issuer,
  token_endpoint: tokenUrl,
  grant_types_supported: ['client_credentials'],
  scopes_supported: ['system/Claim.crs', 'system/Encounter.r', ...KEPT, ...TERMINOLOGY],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
  capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
});

const KEPT = SERVED_TYPES.filter(({ type }) => type !== 'Claim').map(({ type }) => `system/${type}.rs`);
const TERMINOLOGY = ['CodeSystem', 'ValueSet', 'ConceptMap'].map((type) => `system/${type}.r`);
