/** A local HTTP server that answers as a test says: whole, broken, late or not at all. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle, Resource } from '../../src/fhir/index.ts';

export interface Seen {
  readonly method: string;
  /** Path and query below the base. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Reply = (res: ServerResponse, seen: Seen) => void;

export interface Stub {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

/** `answer` gives the reply to each request; `base` is this server's own FHIR base URL. */
export async function startStub(answer: (seen: Seen, base: string) => Reply): Promise<Stub> {
  const seen: Seen[] = [];
  let base = '';
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    const path = (req.url ?? '').replace(/^\/fhir\/?/, '');
    const one = { method: req.method ?? '', path, headers: req.headers, body };
    seen.push(one);
    answer(one, base)(res, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
  return {
    url: base,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (res) => {
    res.writeHead(status, { 'content-type': 'application/fhir+json', ...headers }).end(JSON.stringify(body));
  };

export const text =
  (body: string, status = 200, headers: Record<string, string> = {}): Reply =>
  (res) => {
    res.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  };

export const reset: Reply = (res) => {
  res.socket?.destroy();
};

/** Half an answer, and then nothing more. */
export const resetMidBody: Reply = (res) => {
  res.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '1000' });
  res.write('{"resourceType":', () => res.socket?.destroy());
};

export const never: Reply = () => undefined;

export const issue = (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  json(
    {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code, diagnostics: 'Jane Canary 123-45-6789' }],
    },
    status,
    headers,
  );

export function bundle(resources: readonly Resource[], next?: string): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(next ? { link: [{ relation: 'next', url: next }] } : {}),
    entry: resources.map((resource) => ({ resource })),
  };
}
