/** A server of bulk exports: kick-off, status, files with ranges or without, packed or cut off, as a test says. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

export interface BulkFile {
  readonly kind?: 'output' | 'deleted' | 'error';
  readonly type: string;
  readonly text: string;
  readonly count?: number;
  readonly gzip?: boolean;
  readonly etag?: string;
  /** Instead of this server's own address. */
  readonly url?: string;
  /** Instead of the file; true when it answered. `n`: from 1, for each time this file is asked for. */
  readonly special?: (
    request: IncomingMessage,
    response: ServerResponse,
    n: number,
    bytes: Buffer,
  ) => boolean;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface BulkServer {
  readonly url: string;
  readonly origin: string;
  readonly asked: readonly Asked[];
  files: readonly BulkFile[];
  /** Status answers before the manifest. */
  waiting: number;
  statusHeaders: Record<string, string>;
  requiresAccessToken: boolean;
  transactionTime: string;
  /** Instead of everything; true when it answered. */
  special: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
  close(): Promise<void>;
}

export async function bulkServer(): Promise<BulkServer> {
  const asked: Asked[] = [];
  const times = new Map<string, number>();
  let origin = '';
  let turns = 0;
  const state = {
    files: [] as readonly BulkFile[],
    waiting: 0,
    statusHeaders: {} as Record<string, string>,
    requiresAccessToken: false,
    transactionTime: '2026-06-01T12:00:00Z',
    special: undefined as BulkServer['special'],
  };
  const json = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const manifest = (): unknown => ({
    ...{ transactionTime: state.transactionTime, requiresAccessToken: state.requiresAccessToken },
    request: `${origin}/fhir/$export`,
    ...Object.fromEntries(
      ['output', 'deleted', 'error'].map((kind) => [
        kind,
        state.files.flatMap((f, i) =>
          (f.kind ?? 'output') === kind
            ? [
                {
                  type: f.type,
                  url: f.url ?? `${origin}/files/${i}`,
                  ...(f.count === undefined ? {} : { count: f.count }),
                },
              ]
            : [],
        ),
      ]),
    ),
  });
  const file = (request: IncomingMessage, response: ServerResponse, path: string): void => {
    const one = state.files[Number(path.split('/').at(-1))];
    if (!one) return void response.writeHead(404).end();
    const n = (times.get(path) ?? 0) + 1;
    times.set(path, n);
    const bytes = one.gzip ? gzipSync(one.text) : Buffer.from(one.text);
    if (one.special?.(request, response, n, bytes)) return;
    sendFile(request, response, bytes, one);
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const path = request.url ?? '';
    asked.push({ method: request.method ?? '', path, headers: request.headers, body });
    if (state.special?.(request, response)) return;
    if (path.startsWith('/files/')) return file(request, response, path);
    if (path.includes('$export')) {
      turns = 0;
      return void response.writeHead(202, { 'content-location': `${origin}/jobs/1` }).end();
    }
    if (!path.startsWith('/jobs/')) return void response.writeHead(404).end();
    if (request.method === 'DELETE') return void response.writeHead(202).end();
    turns += 1;
    if (turns <= state.waiting) return void response.writeHead(202, state.statusHeaders).end();
    return json(response, 200, manifest());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(state, {
    url: `${origin}/fhir`,
    origin,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** With ranges only where there is an entity tag to hold them to. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  { gzip, etag }: Pick<BulkFile, 'gzip' | 'etag'>,
): void {
  const headers = {
    'content-type': 'application/fhir+ndjson',
    ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    ...(etag ? { etag, 'accept-ranges': 'bytes' } : {}),
  };
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const same = etag !== undefined && request.headers['if-range'] === etag;
  if (from > 0 && same && from < bytes.length) {
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { ...headers, 'content-range': range, 'content-length': bytes.length - from });
    return void response.end(bytes.subarray(from));
  }
  if (from > 0 && same) return void response.writeHead(416).end();
  response.writeHead(200, { ...headers, 'content-length': bytes.length }).end(bytes);
}

/** Half of the file, and then the line is cut. */
export function cutOff(response: ServerResponse, bytes: Buffer, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-length': bytes.length, ...headers });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
}
