/** A small JSON document from an authorization server: bounded in time and size, and a redirect is an answer, not a way. */
import { type Clock, err, ok, parseJson, type Result } from '../../kernel/index.ts';
import { retryAfter, TRANSIENT, type Trouble } from '../http/retry.ts';
import { faultCode } from '../http/transport.ts';

export interface Asked {
  readonly url: string;
  readonly form?: URLSearchParams;
}

export interface AskLimits {
  readonly clock: Clock;
  /** Milliseconds up to the last byte. */
  readonly timeout: number;
}

export interface Answered {
  readonly status: number;
  /** Undefined when it is no JSON, or more than such a document can be. */
  readonly body: unknown;
}

/** A token, a key set or a SMART configuration is a few kilobytes. */
const MAX_BYTES = 256 * 1024;

/** An error is a trouble that may be gone the next time; every other answer is final. */
export async function ask(asked: Asked, limits: AskLimits): Promise<Result<Answered, Trouble>> {
  try {
    const response = await fetch(asked.url, {
      method: asked.form ? 'POST' : 'GET',
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.timeout),
      ...(asked.form ? { body: asked.form } : {}),
    });
    if (!TRANSIENT.includes(response.status)) {
      return ok({ status: response.status, body: json(await bounded(response)) });
    }
    await response.body?.cancel();
    const after = retryAfter(response.headers.get('retry-after'), limits.clock.now());
    return err({ detail: `status ${response.status}`, retryAfter: after });
  } catch (fault) {
    return err({ detail: faultCode(fault) });
  }
}

async function bounded(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function json(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseJson(text);
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
