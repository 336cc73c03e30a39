/** Fetches one file of an export as it is sent, goes on where it broke off when the server lets it (RFC 9110 §14.2, §13.1.5), else begins anew. */
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { ClaimwrightError, type Clock, err, ok, type Result } from '../../kernel/index.ts';
import { retryAfter, TRANSIENT, type Trouble, withRetries } from '../http/retry.ts';
import { linesOfFile } from './lines.ts';
import { bulkFault } from './manifest.ts';

export interface DownloadOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Attempts after the first. */
  readonly retries: number;
  /** Milliseconds without a byte. */
  readonly stall: number;
  /** Asked before every attempt: a download of an hour outlives a token. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Told of headers that were answered 401, before the next attempt. */
  readonly refused: (sent: Readonly<Record<string, string>>) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What is known of a file: resources on its lines, and lines that were too long to be read. */
export interface Downloaded {
  readonly lines: number;
  readonly tooLong: number;
}

/** The file is at `path` when it is whole, and not before. Throws CW-2002 and CW-8301. */
export async function download(
  { url, path, count }: { readonly url: string; readonly path: string; readonly count: number | undefined },
  options: DownloadOptions,
): Promise<Downloaded> {
  const part = `${path}.part`;
  const checked = await withRetries(options, async () => {
    const fetched = await attempt(url, part, options);
    return fetched.ok ? checkedFile(part, count) : fetched;
  });
  await rename(part, path);
  await rm(validatorOf(part), { force: true });
  return checked;
}

/** A packed file that ends too early, or one with fewer lines than were promised, is fetched anew and whole. */
async function checkedFile(part: string, count: number | undefined): Promise<Result<Downloaded, Trouble>> {
  try {
    const found = await counted(part);
    if (count === undefined || found.lines >= count) return ok(found);
    await discard(part);
    return err({ detail: `a file of ${found.lines} instead of ${count} resources` });
  } catch {
    await discard(part);
    return err({ detail: 'a packed file that is damaged' });
  }
}

async function counted(path: string): Promise<Downloaded> {
  let lines = 0;
  let tooLong = 0;
  for await (const { text } of linesOfFile(path)) {
    lines += 1;
    if (text === undefined) tooLong += 1;
  }
  return { lines, tooLong };
}

const validatorOf = (part: string): string => `${part}.etag`;
const discard = async (part: string): Promise<void> => {
  await Promise.all([part, validatorOf(part)].map((f) => rm(f, { force: true })));
};

async function attempt(
  url: string,
  part: string,
  options: DownloadOptions,
): Promise<Result<undefined, Trouble>> {
  const from = await resumable(part);
  const sent = await options.headers();
  let response: IncomingMessage;
  try {
    response = await answered(url, { ...sent, ...from?.headers }, options);
  } catch (fault) {
    return troubled(fault, options);
  }
  const status = response.statusCode ?? 0;
  const appending = status === 206 && from !== undefined && continues(response, from.size);
  if (status === 401) options.refused(sent);
  if (status !== 200 && !appending) return refused(response, part, options);
  try {
    if (!appending) await writeFile(validatorOf(part), validator(response), { mode: 0o600 });
    await written(response, part, appending);
    return ok(undefined);
  } catch (fault) {
    return troubled(fault, options);
  }
}

/** Chunk by chunk: what came before the line was cut stays, so that the next attempt need not ask for it. */
async function written(response: IncomingMessage, part: string, appending: boolean): Promise<void> {
  const file = await open(part, appending ? 'a' : 'w', 0o600);
  try {
    for await (const chunk of response) await file.write(chunk as Uint8Array);
    await file.sync();
  } finally {
    await file.close();
  }
}

interface Resumable {
  readonly size: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Only where the server named the version: otherwise two versions could become one file. */
async function resumable(part: string): Promise<Resumable | undefined> {
  try {
    const etag = await readFile(validatorOf(part), 'utf8');
    const { size } = await stat(part);
    if (etag === '' || size === 0) return undefined;
    return { size, headers: { range: `bytes=${size}-`, 'if-range': etag } };
  } catch {
    return undefined;
  }
}

/** A strong entity tag (RFC 9110 §13.1.5: a weak one does not do); empty where there is none. */
function validator({ headers }: IncomingMessage): string {
  const etag = headers.etag ?? '';
  return headers['accept-ranges'] === 'none' || etag.startsWith('W/') ? '' : etag;
}

const continues = ({ headers }: IncomingMessage, size: number): boolean =>
  new RegExp(`^bytes ${size}-\\d{1,15}/`).test(headers['content-range'] ?? '');

/** Bytes as they come: fetch would unpack them, and take a packed file that was cut off for a whole one. */
function answered(
  url: string,
  headers: Readonly<Record<string, string>>,
  { stall, signal }: DownloadOptions,
): Promise<IncomingMessage> {
  const send = url.startsWith('https:') ? overHttps : overHttp;
  return new Promise((resolve, reject) => {
    const asked = send(url, {
      headers: { accept: 'application/fhir+ndjson', 'accept-encoding': 'gzip', ...headers },
      timeout: stall,
      ...(signal ? { signal } : {}),
    });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('stalled'), { code: 'timeout' })));
    asked.on('error', reject);
    asked.on('response', resolve);
    asked.end();
  });
}

/** A redirect is an answer like any other: where it leads was never checked. */
async function refused(
  response: IncomingMessage,
  part: string,
  { clock }: DownloadOptions,
): Promise<Result<never, Trouble>> {
  const status = response.statusCode ?? 0;
  response.destroy();
  const detail = `status ${status}`;
  // A range that does not fit, or a part of something else: from the beginning.
  if (status === 206 || status === 416) await discard(part);
  if (![...TRANSIENT, 206, 401, 416].includes(status)) throw bulkFault(`a file was answered with ${detail}`);
  return err({ detail, retryAfter: retryAfter(response.headers['retry-after'] ?? null, clock.now()) });
}

function troubled(fault: unknown, { signal }: DownloadOptions): Result<never, Trouble> {
  if (signal?.aborted || fault instanceof ClaimwrightError) throw fault;
  const { code } = fault as { code?: unknown };
  // A full disk is not cured by asking again.
  if (code === 'ENOSPC' || code === 'EACCES' || code === 'EROFS') throw fault;
  return err({ detail: typeof code === 'string' ? code : 'network' });
}
