/** The client's proof (RFC 7523 §3; SMART App Launch 2.2, client-confidential-asymmetric.html#authentication-jwt-claims). */
import { SignJWT } from 'jose';
import { ClaimwrightError } from '../../kernel/index.ts';
import type { SigningKey } from './keys.ts';

export interface AssertionInput {
  readonly clientId: string;
  readonly tokenEndpoint: string;
  readonly key: SigningKey;
  /** ISO instant. */
  readonly now: string;
  /** Never used before. */
  readonly jti: string;
}

/** SMART allows five minutes; one is left for a server whose clock is behind. */
const LIFETIME = 240;

export function clientAssertion(input: AssertionInput): Promise<string> {
  const { clientId, key } = input;
  // No `iat`: SMART asks for none, and a server whose clock is behind refuses one from its future.
  return new SignJWT({})
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(input.tokenEndpoint)
    .setJti(input.jti)
    .setExpirationTime(Math.floor(Date.parse(input.now) / 1000) + LIFETIME)
    .sign(key.privateKey);
}

/** The key that signs: the named one, or the first that the server takes. */
export function keyFor(
  keys: readonly SigningKey[],
  kid: string | undefined,
  algorithms: readonly string[],
): SigningKey {
  const taken = (k: SigningKey): boolean => algorithms.length === 0 || algorithms.includes(k.algorithm);
  const key = kid === undefined ? keys.find(taken) : keys.find((k) => k.kid === kid);
  if (key) return key;
  const detail = kid === undefined ? 'no signing key is of an algorithm the EHR takes' : `no key is ${kid}`;
  throw new ClaimwrightError('CW-5001', { detail });
}
