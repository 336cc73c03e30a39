/** A bearer token as a JWT (RFC 7519, RFC 9068, RFC 8725): of an issuer that is configured, for us, now. */
import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';

/** An issuer whose tokens are believed, and where its keys come from (the port; compose plugs one that fetches). */
export interface TrustedIssuer {
  readonly issuer: string;
  readonly keys: JWTVerifyGetKey;
}

export interface VerifyRules {
  readonly issuers: readonly TrustedIssuer[];
  /** One of them must be among the token's `aud`. */
  readonly audience: readonly string[];
  readonly clock: Clock;
  readonly algorithms: readonly string[];
  /** Claims that must be there beside `iss` and `aud`. */
  readonly required: readonly string[];
}

/** Signatures alone: an algorithm with a shared secret could be made from our own public keys (RFC 8725 §2.1). */
export const ACCESS_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds two clocks may differ. */
const LEEWAY = 10;

/** A token is a few kilobytes: a longer one is not even taken apart. */
const LONGEST = 16_384;

/** Throws CW-1101 when the token is not to be believed, and says which part without repeating it. */
export async function verifyToken(token: string, rules: VerifyRules): Promise<JWTPayload> {
  const trusted = issuerOf(token, rules);
  const now = Date.parse(rules.clock.now());
  try {
    const { payload } = await jwtVerify(token, trusted.keys, {
      algorithms: [...rules.algorithms],
      issuer: trusted.issuer,
      audience: [...rules.audience],
      clockTolerance: LEEWAY,
      currentDate: new Date(now),
      requiredClaims: ['exp', ...rules.required],
    });
    const { iat } = payload;
    if (iat !== undefined && iat > now / 1000 + LEEWAY) throw denied('it is from the future');
    return payload;
  } catch (fault) {
    if (fault instanceof ClaimwrightError) throw fault;
    throw denied(why(fault));
  }
}

/** Looked at before the signature only to choose the key; nothing else of it is believed yet. */
function issuerOf(token: string, { issuers }: VerifyRules): TrustedIssuer {
  if (token.length > LONGEST) throw denied('it is too long');
  let iss: unknown;
  try {
    ({ iss } = decodeJwt(token));
  } catch {
    throw denied('it is not a JWT');
  }
  const found = issuers.find((i) => i.issuer === iss);
  if (!found) throw denied('its issuer is not trusted here');
  return found;
}

/** The claim at fault is told, its value is not. */
function why(fault: unknown): string {
  if (fault instanceof errors.JWTExpired) return 'it has run out';
  if (fault instanceof errors.JWTClaimValidationFailed) return `its ${fault.claim} does not do`;
  if (fault instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not allowed';
  return 'its signature cannot be verified';
}

export const denied = (detail: string): ClaimwrightError => new ClaimwrightError('CW-1101', { detail });
