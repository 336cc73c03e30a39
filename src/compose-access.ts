/** Wires who may ask: issuers and CDS clients with keys that are fetched from their own hosts, or this machine alone. */
import { remoteKeys } from './ehr/index.ts';
import type { AccessRules } from './http/index.ts';
import { ClaimwrightError, type Clock } from './kernel/index.ts';
import { type AuthConfig, type Config, readAuth } from './ops/index.ts';

export interface Access {
  readonly auth: AuthConfig;
  readonly rules: AccessRules;
}

/** Undefined: whoever is on this machine may ask, which is for the sandbox, or said in so many words. */
export function composeAccess(
  config: Config,
  clock: Clock,
  { sandbox, connections }: { readonly sandbox: boolean; readonly connections: readonly string[] },
): Access | undefined {
  if (config.auth !== undefined) return accessOf(readAuth(config.auth, connections), clock);
  if (sandbox || config.openLoopback) return undefined;
  const detail =
    'an EHR is connected and nobody who asks would have to say who they are: set CLAIMWRIGHT_AUTH, or ' +
    'CLAIMWRIGHT_OPEN_LOOPBACK=true where everybody on this machine may see its patients';
  throw new ClaimwrightError('CW-5001', { detail });
}

function accessOf(auth: AuthConfig, clock: Clock): Access {
  const { publicUrl, audience = [publicUrl, `${publicUrl}/fhir`] } = auth;
  const issuers = auth.issuers.map((issuer) => ({ ...issuer, keys: remoteKeys(issuer, { clock }) }));
  return { auth, rules: { issuers, audience } };
}
