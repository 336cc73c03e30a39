/** Retries with exponential backoff and full jitter, and the server's own Retry-After (RFC 9110 §10.2.3). */
import { ClaimwrightError, type Clock, type Result } from '../../kernel/index.ts';

/** A failure that may be gone the next time. `detail` is a status or an error code, never a body. */
export interface Trouble {
  readonly detail: string;
  readonly retryAfter?: number | undefined;
  /** What was asked may have been done, and must not be done twice. */
  readonly final?: boolean;
}

export interface RetryPolicy {
  readonly clock: Clock;
  readonly random: () => number;
  /** Attempts after the first. */
  readonly retries: number;
}

/** Too many requests, and the answers of servers and gateways that are overloaded, restarting or in trouble. */
export const TRANSIENT: readonly number[] = [429, 500, 502, 503, 504];

/** Half a second doubles to half a minute: the whole of four retries stays below the patience of a job. */
const FIRST = 500;
const LONGEST = 30_000;
/** A server that asks for an hour is asked again after a minute; what then fails is kept and tried by the next run. */
const LONGEST_ASKED = 60_000;

export async function withRetries<T>(
  policy: RetryPolicy,
  attempt: () => Promise<Result<T, Trouble>>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const result = await attempt();
    if (result.ok) return result.value;
    if (tries > policy.retries || result.error.final) {
      throw new ClaimwrightError('CW-2002', { detail: `${result.error.detail}; tries: ${tries}` });
    }
    await policy.clock.wait(delay(tries, result.error, policy.random));
  }
}

function delay(tries: number, trouble: Trouble, random: () => number): number {
  if (trouble.retryAfter !== undefined) return Math.min(trouble.retryAfter, LONGEST_ASKED);
  return Math.round(random() * Math.min(LONGEST, FIRST * 2 ** (tries - 1)));
}

/** Milliseconds of a Retry-After header: seconds, or an HTTP date. Undefined for anything else. */
export function retryAfter(header: string | null, now: string): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const at = /^[A-Za-z]{3,9}, .+ GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.parse(now));
}
