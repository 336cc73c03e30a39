/** The keys this service proves itself with (SMART App Launch 2.2, client-confidential-asymmetric.html), and their public halves. */
import { createPrivateKey } from 'node:crypto';
import { type CryptoKey, calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { ClaimwrightError, parseJson } from '../../kernel/index.ts';
import { isRecord } from './ask.ts';

/** RFC 7518: RSA signatures over SHA-384, and ECDSA on P-384. What SMART requires of every server. */
export type SmartAlgorithm = 'RS384' | 'ES384';

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: SmartAlgorithm;
  readonly privateKey: CryptoKey;
  /** The public half alone. */
  readonly publicJwk: JWK;
}

/** A file with a key: PKCS#8 in PEM, a private JWK, or a JWKS of private keys. `name` is told when it is wrong. */
export interface KeyText {
  readonly name: string;
  readonly text: string;
}

/** All keys of the files, in their order: the first one signs, the others stay published until they are taken away. */
export async function signingKeys(files: readonly KeyText[]): Promise<readonly SigningKey[]> {
  const keys = (await Promise.all(files.map(keysOf))).flat();
  const twice = keys.find((k, i) => keys.findIndex((other) => other.kid === k.kid) !== i);
  if (twice) throw new ClaimwrightError('CW-5001', { detail: `two signing keys have the kid ${twice.kid}` });
  return keys;
}

async function keysOf({ name, text }: KeyText): Promise<readonly SigningKey[]> {
  try {
    const held = jwks(text);
    if (held.length === 0) throw new TypeError('no key');
    return await Promise.all(held.map(signingKey));
  } catch {
    // What a library says of a key may quote the key.
    const detail = `${name} holds no private key for RS384 (RSA of 2048 bits or more) or ES384 (P-384)`;
    throw new ClaimwrightError('CW-5001', { detail });
  }
}

function jwks(text: string): readonly unknown[] {
  if (text.includes('-----BEGIN')) return [createPrivateKey(text).export({ format: 'jwk' })];
  const value = parseJson(text);
  return isRecord(value) && Array.isArray(value.keys) ? value.keys : [value];
}

async function signingKey(held: unknown): Promise<SigningKey> {
  const jwk = held as JWK;
  const algorithm = algorithmOf(jwk);
  const publicJwk = publicHalf(jwk);
  const kid = typeof jwk.kid === 'string' && jwk.kid ? jwk.kid : await calculateJwkThumbprint(publicJwk);
  const privateKey = await importJWK({ ...jwk, alg: algorithm }, algorithm);
  if (!('algorithm' in privateKey) || privateKey.type !== 'private') throw new TypeError('no private key');
  return {
    kid,
    algorithm,
    privateKey,
    publicJwk: { ...publicJwk, kid, alg: algorithm, use: 'sig', key_ops: ['verify'] },
  };
}

function algorithmOf(jwk: JWK): SmartAlgorithm {
  if (jwk.kty === 'EC' && jwk.crv === 'P-384') return 'ES384';
  // A modulus of 2048 bits is 342 characters of base64url (RFC 7518 §3.3 asks for no less).
  if (jwk.kty === 'RSA' && typeof jwk.n === 'string' && jwk.n.length >= 342) return 'RS384';
  throw new TypeError('another key');
}

/** Named one by one, so that no private member can slip through. */
function publicHalf({ kty, n, e, crv, x, y }: JWK): JWK {
  return (kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y }) as JWK;
}

/** The document of `/.well-known/jwks.json`. */
export const publishedKeys = (keys: readonly SigningKey[]): { readonly keys: readonly JWK[] } => ({
  keys: keys.map((k) => k.publicJwk),
});
