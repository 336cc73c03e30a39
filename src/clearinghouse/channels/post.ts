/** One POST that is repeated until it is answered: time-out, retries and `Retry-After`; only to hosts that are allowed. */
import { ClaimwrightError, type Clock } from '../../kernel/index.ts';
import type { Payload } from '../model.ts';

export interface PostOptions {
  readonly url: string;
  /** `host` or `host:port`, exactly as in the address. */
  readonly allowedHosts: readonly string[];
  readonly clock: Clock;
  /** Sent with each request; asked for each time, so that a token can be renewed. */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;
  /** Tries in all; 5 unless told. */
  readonly attempts?: number;
  /** Of one try; 60 seconds unless told. */
  readonly timeoutMs?: number;
}

export interface Posted {
  readonly status: number;
  readonly text: string;
}

const ATTEMPTS = 5;
const TIMEOUT = 60_000;
const FIRST_WAIT = 1_000;
/** A receiver that asks for more is asked again at the next run. */
const LONGEST_WAIT = 120_000;
/** An answer is a status or a ClaimResponse: what is longer is not read to its end. */
const LONGEST_ANSWER = 4 * 2 ** 20;

/** Throws CW-5001 for an address that is not allowed: before anything of a patient leaves. */
export function allowedAddress({ url, allowedHosts }: Pick<PostOptions, 'url' | 'allowedHosts'>): URL {
  const address = URL.parse(url);
  const loopback = address && ['127.0.0.1', '[::1]', 'localhost'].includes(address.hostname);
  const sound =
    address &&
    allowedHosts.includes(address.host) &&
    !address.username &&
    (address.protocol === 'https:' || (address.protocol === 'http:' && loopback));
  if (!address || !sound)
    throw new ClaimwrightError('CW-5001', {
      detail: 'the address of a clearinghouse must be https, of an allowed host, without a user',
    });
  return address;
}

/** The answer below 400. Throws CW-7001 when there was none in all tries, CW-7002 when it was a refusal. */
export async function post(payload: Payload, options: PostOptions): Promise<Posted> {
  const address = allowedAddress(options);
  const attempts = options.attempts ?? ATTEMPTS;
  let last = 'no answer';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const answer = await tried(payload, address, options);
    if (answer.kind === 'answered') return answer;
    if (answer.kind === 'refused')
      throw new ClaimwrightError('CW-7002', { what: payload.name, detail: answer.why });
    last = answer.why;
    if (attempt < attempts)
      await options.clock.wait(Math.min(answer.wait ?? FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT));
  }
  throw new ClaimwrightError('CW-7001', { what: payload.name, detail: last });
}

type Tried =
  | ({ readonly kind: 'answered' } & Posted)
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'again'; readonly why: string; readonly wait: number | undefined };

async function tried(payload: Payload, address: URL, options: PostOptions): Promise<Tried> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': payload.contentType,
        'idempotency-key': payload.idempotencyKey,
        'content-sha256': payload.sha256,
        ...(await options.headers?.()),
      },
      body: Buffer.from(payload.bytes),
      // A redirect could lead to a host that is not allowed.
      redirect: 'manual',
      signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT),
    });
    text = await answerOf(response);
  } catch (fault) {
    if (fault instanceof ClaimwrightError) throw fault;
    return {
      kind: 'again',
      why: fault instanceof DOMException ? 'it took too long' : 'the connection failed',
      wait: undefined,
    };
  }
  const { status } = response;
  if (status >= 200 && status < 300) return { kind: 'answered', status, text };
  const why = `HTTP ${status}`;
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: 'again', why, wait: retryAfter(response.headers.get('retry-after')) };
  return { kind: 'refused', why };
}

/** Seconds only: a date would need the receiver's clock to agree with ours. */
const retryAfter = (text: string | null): number | undefined =>
  text !== null && /^\d{1,6}$/.test(text.trim()) ? Number(text) * 1_000 : undefined;

async function answerOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
