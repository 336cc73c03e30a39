/** A sandbox with the small chart, and a client that hides nothing of HTTP. */
import { request } from 'node:http';
import { frozenClock } from '../../src/kernel/index.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { chart } from './small-chart.ts';

/** The parts of answers that the tests look at; which of them are there is what they test. */
export interface Body {
  readonly resourceType: string;
  readonly id: string;
  readonly type: string;
  readonly total: number;
  readonly active: boolean;
  readonly meta: unknown;
  readonly fhirVersion: string;
  readonly subject: { readonly reference: string };
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly issue: readonly { readonly details: { readonly text: string } }[];
  readonly entry: readonly {
    readonly resource: { readonly resourceType: string; readonly id: string; readonly target: unknown };
    readonly search: { readonly mode: string };
    readonly response: { readonly status: string; readonly etag: string; readonly location: string };
  }[];
  readonly rest: readonly {
    readonly resource: readonly {
      readonly type: string;
      readonly searchParam: readonly { readonly name: string; readonly type: string }[];
    }[];
  }[];
}

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface Asking {
  readonly sandbox: Sandbox;
  get(path: string, headers?: Record<string, string>): Promise<Got>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Got>;
}

export async function startSmall(): Promise<Asking> {
  const sandbox = await startSandbox({ charts: [chart], clock: frozenClock('2026-06-01T00:00:00Z') });
  const send: Asking['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${sandbox.url}${path}`, {
      method,
      headers: body === undefined ? headers : { 'content-type': 'application/fhir+json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };
  return { sandbox, send, get: (path, headers) => send('GET', path, undefined, headers) };
}

/** `Type/id` of the matches. */
export const idsOf = (got: Got): readonly string[] =>
  (got.body.entry ?? []).map((e) => `${e.resource.resourceType}/${e.resource.id}`);

/** A request whose path no client library has tidied. */
export function rawGet(base: string, path: string, headers: Record<string, string> = {}): Promise<Got> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const req = request({ hostname, port, path, headers }, (res) => {
      let text = '';
      res.on('data', (chunk) => {
        text += chunk;
      });
      res.on('end', () =>
        resolve({ status: res.statusCode ?? 0, headers: new Headers(), body: JSON.parse(text) as Body }),
      );
    });
    req.on('error', reject).end();
  });
}
