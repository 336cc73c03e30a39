/** A local server of official files: every answer that a publisher could give, right and wrong. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (response: ServerResponse) => void;

export interface FileServer {
  readonly host: string;
  readonly asked: string[];
  address(path: string): string;
  close(): Promise<void>;
}

export const whole =
  (bytes: Uint8Array | string, type = 'application/zip'): Answer =>
  (response) => {
    const body = Buffer.from(bytes);
    response.writeHead(200, { 'content-type': type, 'content-length': body.length });
    response.end(body);
  };

export const redirect =
  (to: string): Answer =>
  (response) => {
    response.writeHead(302, { location: to });
    response.end();
  };

/** Says that more comes than does. */
export const truncated =
  (bytes: Uint8Array, type = 'application/zip'): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  };

/** Sends some of it, and then nothing for ever. */
export const stalled: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/zip' });
  response.write('PK');
};

export async function startFileServer(answers: Readonly<Record<string, Answer>>): Promise<FileServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    if (answer) return answer(response);
    response.writeHead(404, { 'content-type': 'text/html' });
    response.end('<h1>none</h1>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    asked,
    address: (path) => `http://${host}${path}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
