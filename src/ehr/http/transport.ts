/** HTTP to one EHR: bounded in parallelism, time and size, retried while that helps, and never led away by a redirect. */
import { ClaimwrightError, type Clock, err, ok, parseJson, type Result } from '../../kernel/index.ts';
import type { Base } from './base.ts';
import { interactionOf } from './interaction.ts';
import { limiter } from './limiter.ts';
import { retryAfter, TRANSIENT, type Trouble, withRetries } from './retry.ts';

export interface TransportOptions {
  readonly base: Base;
  readonly clock: Clock;
  readonly random: () => number;
  readonly concurrency: number;
  readonly retries: number;
  /** Of one attempt, in milliseconds, up to the last byte of the answer. */
  readonly timeout: number;
  /** Of one answer, uncompressed. */
  readonly maxBytes: number;
  /** Asked before every attempt, so that a token that has run out is not sent twice. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Told of headers that were answered 401; the call is then tried once more with what `headers` gives next. */
  readonly refused?: (sent: Readonly<Record<string, string>>) => void;
}

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** May be repeated only when the server said that it did not take it. */
  readonly once?: boolean;
}

export interface Answer {
  readonly response: Response;
  /** Parsed JSON; undefined for an empty answer, and for one that is no JSON where the status is an error. */
  readonly body: unknown;
}

export interface Transport {
  /** Any answer that is final, whatever its status. Throws CW-2002 when there is none, CW-2005 when it is no JSON. */
  send(call: Call): Promise<Answer>;
}

export function transport(options: TransportOptions): Transport {
  const places = limiter(options.concurrency);
  return {
    // The place is kept while waiting to retry: a server that is overloaded then sees fewer requests, not the same.
    send: (call) => places.run(() => renewing(options, call)),
  };
}

/** A token may be withdrawn before its time: one renewed try, and then the 401 is the answer. */
async function renewing(options: TransportOptions, call: Call): Promise<Answer> {
  let sent: Readonly<Record<string, string>> = {};
  const tried = (): Promise<Answer> =>
    withRetries(options, async () => {
      sent = await options.headers();
      return attempt(options, call, sent);
    });
  const answer = await tried();
  if (answer.response.status !== 401 || !options.refused) return answer;
  options.refused(sent);
  return tried();
}

async function attempt(
  options: TransportOptions,
  call: Call,
  authorization: Readonly<Record<string, string>>,
): Promise<Result<Answer, Trouble>> {
  // Made before the attempt: a header that cannot be sent is our fault and no trouble on the way.
  const request = new Request(call.url, {
    method: call.method,
    headers: { accept: 'application/fhir+json', ...call.headers, ...authorization },
    redirect: 'manual',
    signal: AbortSignal.timeout(options.timeout),
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  let response: Response;
  let text: string;
  try {
    response = await fetch(request);
    if (TRANSIENT.includes(response.status)) {
      const trouble = await refused(response, options.clock);
      return err(call.once && !NOT_TAKEN.includes(response.status) ? { ...trouble, final: true } : trouble);
    }
    text = await bounded(response, options, call);
  } catch (fault) {
    if (fault instanceof ClaimwrightError) throw fault;
    return err({ detail: faultCode(fault), ...(call.once ? { final: true } : {}) });
  }
  const body = parsed(text, response, call, options.base);
  if (body.ok) return ok({ response, body: body.value });
  return err({ ...body.error, ...(call.once ? { final: true } : {}) });
}

/** RFC 9110 §15.6.4 and RFC 6585 §4: the server did not begin. */
const NOT_TAKEN: readonly number[] = [429, 503];

async function refused(response: Response, clock: Clock): Promise<Trouble> {
  await response.body?.cancel();
  return {
    detail: `status ${response.status}`,
    retryAfter: retryAfter(response.headers.get('retry-after'), clock.now()),
  };
}

/** What went wrong on the way, as a code: the messages of fetch can hold the address that was asked for. */
export function faultCode(fault: unknown): string {
  const { name, cause } = fault as { name?: string; cause?: { code?: unknown } };
  const code = typeof cause?.code === 'string' ? cause.code : undefined;
  return name === 'TimeoutError' ? 'timeout' : (code ?? name ?? 'network');
}

async function bounded(response: Response, options: TransportOptions, call: Call): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream: the rest is not even received.
    if (size > options.maxBytes) throw notFhir(call, options.base);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string, response: Response, call: Call, base: Base): Result<unknown, Trouble> {
  if (text.trim() === '') return ok(undefined);
  try {
    return ok(parseJson(text));
  } catch {
    // An error page of a gateway is no news; its status says all there is to know.
    if (!response.ok) return ok(undefined);
    // An object that breaks off, as a proxy leaves it behind whose own server went away.
    const json = /json/i.test(response.headers.get('content-type') ?? '');
    if (json && text.trimStart().startsWith('{')) return err({ detail: 'cut answer' });
    throw notFhir(call, base);
  }
}

const notFhir = (call: Call, base: Base): ClaimwrightError =>
  new ClaimwrightError('CW-2005', { interaction: interactionOf(call.method, call.url, base) });
