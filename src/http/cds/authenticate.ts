/** The EHR behind a call (CDS Hooks 2.0, Trusting CDS Clients): a JWT of a listed issuer, for this service, once. */
import type { Request, Response } from 'express';
import type { Clock } from '../../kernel/index.ts';
import { bearerOf } from '../auth/authenticate.ts';
import { denied, type TrustedIssuer, verifyToken } from '../auth/verify.ts';
import type { ReplayGuard } from './replay.ts';

export interface CdsClient extends TrustedIssuer {
  readonly connection: string;
}

export interface CdsAccess {
  readonly clients: readonly CdsClient[];
  /** The address of the discovery endpoint, which is the audience, with or without the service's id. */
  readonly address: string;
}

/** The specification asks for ES384 and RS384 and warns of weaker ones; large EHRs sign with RS256 and ES256. */
const ALGORITHMS = ['ES384', 'RS384', 'ES256', 'RS256', 'ES512', 'RS512'];

/** "SHOULD be no more than five minutes": a token that lives longer would have to be remembered longer. */
const LONGEST = 300;
const LEEWAY = 10;

/** The connection whose EHR calls. Throws CW-1101 when the call is not to be believed. */
export async function cdsCaller(
  request: Request,
  response: Response,
  service: string,
  rules: { readonly access: CdsAccess; readonly clock: Clock; readonly replay: ReplayGuard },
): Promise<string> {
  const { access, clock, replay } = rules;
  const { clients, address } = access;
  const payload = await verifyToken(bearerOf(request, response), {
    issuers: clients,
    audience: [address, `${address}/${service}`, `${address}/${service}/feedback`],
    algorithms: ALGORITHMS,
    required: ['iat', 'jti'],
    clock,
  });
  const { iss = '', jti, exp = 0, iat = 0 } = payload;
  if (typeof jti !== 'string' || jti === '' || jti.length > 256) throw denied('its jti does not do');
  if (exp - iat > LONGEST + LEEWAY) throw denied('it lives longer than five minutes');
  await replay.once(iss, jti, exp + LEEWAY, Date.parse(clock.now()) / 1000);
  return clients.find((c) => c.issuer === iss)?.connection ?? '';
}
