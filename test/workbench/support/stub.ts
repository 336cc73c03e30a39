/** A service of canned answers on loopback: the page's files under a strict content security policy, and its API. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { rowOf } from './made.ts';
import type { Row, View } from './shapes.ts';
import { WHOLE_CASES } from './whole-cases.ts';

export const PUBLIC = join(import.meta.dirname, '../../../src/workbench/public');

/** At least as strict as the service's own; trusted types besides prove that no text is ever parsed as markup. */
const POLICY =
  "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'; object-src 'none'; " +
  "script-src 'self'; script-src-attr 'none'; style-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What a test may change while the page is open. */
export interface Canned {
  rows: readonly Row[];
  /** Rows of a page; undefined: all at once. */
  page?: number;
  cases: readonly View[];
  status: Readonly<Record<string, unknown>>;
  /** An answer for a path instead of the canned one. */
  readonly instead: Map<string, Answer>;
  process: () => Promise<Answer>;
}

export interface Stub {
  readonly url: string;
  readonly canned: Canned;
  /** `METHOD path` of each API request, in order. */
  readonly seen: string[];
  readonly close: () => Promise<void>;
}

export const problem = (status: number, code: string, title: string): Answer => ({
  status,
  body: { type: `https://claimwright.dev/errors/${code}`, title, status, code },
});

export async function startStub(): Promise<Stub> {
  const canned: Canned = {
    rows: WHOLE_CASES.map(rowOf),
    cases: WHOLE_CASES,
    status: { processing: false, ehr: 'http://127.0.0.1:8090/fhir', cases: WHOLE_CASES.length },
    instead: new Map(),
    process: async () => ({ status: 200, body: { counts: { claimed: 22, held: 4, review: 3 } } }),
  };
  const seen: string[] = [];
  const server = createServer((request, response) => void serve(request, response, canned, seen));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: `http://127.0.0.1:${port}/`, canned, seen, close };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  canned: Canned,
  seen: string[],
): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (!path.startsWith('/api/')) return file(path, response);
  seen.push(`${request.method} ${path}`);
  const { status, body } = canned.instead.get(path) ?? (await answer(path, canned));
  const paged =
    canned.page !== undefined && body === canned.rows ? pageOf(query, canned.page, canned.rows) : { body };
  const link = 'link' in paged ? { Link: paged.link } : {};
  response.writeHead(status, { 'Content-Type': 'application/json', ...link }).end(JSON.stringify(paged.body));
}

/** As the service pages: by state, and from a place on. */
function pageOf(query: string, size: number, rows: readonly Row[]) {
  const asked = new URLSearchParams(query);
  const state = asked.get('state');
  const from = Number(asked.get('after') ?? 0);
  const found = rows.filter((row) => state === null || row.state === state);
  const body = found.slice(from, from + size);
  if (from + size >= found.length) return { body };
  asked.set('after', String(from + size));
  return { body, link: `<cases?${asked}>; rel="next"` };
}

async function answer(path: string, canned: Canned): Promise<Answer> {
  if (path === '/api/status') return { status: 200, body: canned.status };
  if (path === '/api/cases') return { status: 200, body: canned.rows };
  if (path === '/api/process') return canned.process();
  const found = canned.cases.find((c) => path === `/api/cases/${c.id}`);
  return found ? { status: 200, body: found } : problem(404, 'CW-1007', 'There is no such case here.');
}

function file(path: string, response: ServerResponse): void {
  const name = path === '/' ? 'index.html' : basename(path);
  try {
    const bytes = readFileSync(join(PUBLIC, name));
    response.writeHead(200, { 'Content-Type': TYPES[extname(name)] ?? 'text/plain' }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
