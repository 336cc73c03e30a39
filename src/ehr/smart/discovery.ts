/** What an EHR says of its authorization (SMART App Launch 2.2, conformance.html#using-well-known). */
import { ClaimwrightError } from '../../kernel/index.ts';
import { type RetryPolicy, withRetries } from '../http/retry.ts';
import type { AllowedHosts } from './allowed.ts';
import { type AskLimits, ask, isRecord } from './ask.ts';

export interface SmartConfiguration {
  readonly tokenEndpoint: string;
  readonly capabilities: readonly string[];
  readonly scopes: readonly string[];
  /** Algorithms the server takes from a client; empty when it does not say. */
  readonly algorithms: readonly string[];
}

/** Always from below the base URL: a server cannot send us to another server's configuration. */
export async function discover(
  baseUrl: string,
  hosts: AllowedHosts,
  policy: RetryPolicy & AskLimits,
): Promise<SmartConfiguration> {
  const url = hosts.check(`${baseUrl}/.well-known/smart-configuration`, 'SMART configuration');
  const { status, body } = await withRetries(policy, () => ask({ url }, policy));
  if (status !== 200) throw unusable(`it was answered with status ${status}`);
  if (!isRecord(body)) throw unusable('it is not a JSON object');
  // Who claims to be somebody else's authorization server is not asked for a token.
  if (body.issuer !== undefined) hosts.check(body.issuer, 'issuer');
  const methods = words(body.token_endpoint_auth_methods_supported);
  if (methods.length > 0 && !methods.includes('private_key_jwt')) {
    throw unusable('it does not take private_key_jwt');
  }
  return {
    tokenEndpoint: hosts.check(body.token_endpoint, 'token endpoint'),
    capabilities: words(body.capabilities),
    scopes: words(body.scopes_supported),
    algorithms: words(body.token_endpoint_auth_signing_alg_values_supported),
  };
}

/** For a connection whose operator wrote the token endpoint down: nothing is asked, and nothing is known but that. */
export const writtenDown = (tokenUrl: string, hosts: AllowedHosts): SmartConfiguration => ({
  tokenEndpoint: hosts.check(tokenUrl, 'token endpoint'),
  capabilities: [],
  scopes: [],
  algorithms: [],
});

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];

const unusable = (detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-2102', { what: 'SMART configuration', detail });
