/** Downloads over HTTP: followed by hand, so that no redirect leaves the manifest's hosts; into a temporary file, bounded. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { ClaimwrightError } from '../kernel/index.ts';
import type { Download, DownloadRequest, Downloads } from './model.ts';

const MOST_REDIRECTS = 5;

export const httpDownloads = (folder: string): Downloads => ({
  download: async (request) => {
    const place = join(folder, request.name);
    const temporary = `${place}.${process.pid}.part`;
    const discard = (): void => rmSync(temporary, { force: true });
    try {
      mkdirSync(folder, { recursive: true });
      await save(request, temporary);
      return download(temporary, place, discard);
    } catch (fault) {
      discard();
      throw fault instanceof ClaimwrightError ? fault : failed(request, reasonOf(fault, request), fault);
    }
  },
});

const download = (temporary: string, place: string, discard: () => void): Download => ({
  bytes: readFileSync(temporary),
  keep: () => renameSync(temporary, place),
  discard,
});

function failed({ address }: DownloadRequest, detail: string, cause?: unknown): ClaimwrightError {
  return new ClaimwrightError('CW-3005', { address, detail }, { cause });
}

/** Network faults say what happened in their cause; addresses and bodies stay out of the sentence. */
function reasonOf(fault: unknown, { timeoutMs }: DownloadRequest): string {
  const { name, code, cause } = (fault ?? {}) as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  if (name === 'TimeoutError') return `it took longer than ${timeoutMs / 1_000} s`;
  const word = code ?? cause?.code;
  return word === undefined ? 'the connection ended before the file did' : `the connection failed (${word})`;
}

async function save(request: DownloadRequest, temporary: string): Promise<void> {
  const response = await follow(request);
  const total = checkHead(response, request);
  const hash = createHash('sha256');
  const file = openSync(temporary, 'w');
  let done = 0;
  try {
    for await (const chunk of response.body ?? []) {
      done += chunk.length;
      if (done > request.maxBytes) throw failed(request, `it is larger than ${request.maxBytes} bytes`);
      hash.update(chunk);
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
      request.progress?.(done, total);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (done === 0) throw failed(request, 'the answer is empty');
  if (total !== undefined && total !== done) throw failed(request, `${done} of ${total} bytes came`);
  if (request.sha256 !== undefined && hash.digest('hex') !== request.sha256)
    throw failed(request, 'its checksum is not the one of the manifest');
}

async function follow(request: DownloadRequest): Promise<Response> {
  // One for all hops: a server that redirects slowly is slow, too.
  const signal = AbortSignal.timeout(request.timeoutMs);
  let address = request.address;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const wrong = request.wrongAddress(address);
    if (wrong) throw failed(request, hop === 0 ? wrong : `it redirects elsewhere: ${wrong}`);
    const headers = { 'accept-encoding': 'identity', 'user-agent': 'claimwright' };
    const response = await fetch(address, { redirect: 'manual', signal, headers });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || !location) return response;
    await response.body?.cancel();
    address = URL.parse(location, address)?.href ?? '';
  }
  throw failed(request, `it redirects more than ${MOST_REDIRECTS} times`);
}

/** The size that the server tells; refuses an answer that is not the file before any of it is read. */
function checkHead(response: Response, request: DownloadRequest): number | undefined {
  const refuse = (detail: string): never => {
    response.body?.cancel().catch(() => undefined);
    throw failed(request, detail);
  };
  if (response.status !== 200) refuse(`the server answers ${response.status}`);
  const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!request.types.includes(type))
    refuse(
      `the server answers ${/^[\w.+/-]{1,80}$/.test(type) ? type : 'no content type'}, not ${request.types.join(' or ')}`,
    );
  const length = response.headers.get('content-length');
  if (length === null) return undefined;
  if (Number(length) > request.maxBytes) refuse(`it is larger than ${request.maxBytes} bytes`);
  return Number(length);
}
