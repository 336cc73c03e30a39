/** One answer of a token endpoint (RFC 6749 §5; SMART backend-services.html#response), checked before it is believed. */
import { ClaimwrightError, err, ok, type Result } from '../../kernel/index.ts';
import type { Trouble } from '../http/retry.ts';
import { type Answered, isRecord } from './ask.ts';

export interface Token {
  readonly header: string;
  /** Epoch milliseconds after which another one is fetched. */
  readonly freshUntil: number;
  /** What was granted; undefined when the server does not say. */
  readonly scope: string | undefined;
}

/** A server that does not say how long gets asked again soon. SMART recommends at most 300 seconds. */
const UNSAID = 60;
/** Renewed that much before its end, so that no request carries a token that runs out on the way. */
const MARGIN = 30;
const LONGEST = 86_400;

/** RFC 6750 §2.1, b64token: nothing in it can end the header. Longer than that is no token. */
const B64TOKEN = /^[A-Za-z0-9\-._~+/]{1,16384}=*$/;

/** Throws CW-2101 for a refusal and CW-2102 for what is no token; a trouble is tried again. */
export function tokenOf({ status, body }: Answered, now: number): Result<Token, Trouble> {
  if (status !== 200 && status !== 201) return err(refused(status, body));
  if (!isRecord(body)) throw unusable('it is not a JSON object');
  const { access_token: token, token_type: type, expires_in: seconds, scope } = body;
  if (typeof token !== 'string' || !B64TOKEN.test(token)) throw unusable('it holds no access token');
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer')
    throw unusable('the token is not a bearer token');
  const lifetime = Math.min(lifetimeOf(seconds), LONGEST);
  return ok({
    header: `Bearer ${token}`,
    freshUntil: now + 1000 * (lifetime - Math.min(MARGIN, lifetime / 4)),
    scope: typeof scope === 'string' ? scope : undefined,
  });
}

/** Some servers write the number as text. */
function lifetimeOf(seconds: unknown): number {
  const number = typeof seconds === 'string' && /^\d{1,9}$/.test(seconds) ? Number(seconds) : seconds;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : UNSAID;
}

/** The code of the refusal and not its words, which may repeat what was sent. */
function refused(status: number, body: unknown): Trouble {
  const code = isRecord(body) && typeof body.error === 'string' ? body.error : '';
  // RFC 6749 §4.1.2.1 lends its word for "come again" to many token endpoints.
  if (code === 'temporarily_unavailable') return { detail: code };
  const detail = /^[a-z_]{1,40}$/.test(code) ? `status ${status}, ${code}` : `status ${status}`;
  throw new ClaimwrightError('CW-2101', { detail });
}

const unusable = (detail: string): ClaimwrightError =>
  new ClaimwrightError('CW-2102', { what: 'token answer', detail });
