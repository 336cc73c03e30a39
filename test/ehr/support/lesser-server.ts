/** The sandbox behind a server that does less than it: no transactions, or conditions that it passes over. */
import type { CapabilityStatement } from '../../../src/fhir/index.ts';
import { startSmall } from '../../sandbox/support.ts';
import { issue, type Reply, type Seen, type Stub, startStub } from '../stub.ts';

export interface Lesser {
  /** POST of a Bundle is answered 404. */
  readonly transactions?: boolean;
  /** If-None-Exist is passed over, as servers do that do not know it. */
  readonly conditions?: boolean;
  /** Comes first; undefined leaves the request to the sandbox. */
  readonly special?: (seen: Seen) => Reply | undefined;
}

export interface LesserServer {
  readonly stub: Stub;
  counts(): Readonly<Record<string, number>>;
  /** What the sandbox itself answers. */
  get(path: string): Promise<unknown>;
  put(path: string, body: unknown): Promise<number>;
  close(): Promise<void>;
}

export async function startLesser({ transactions, conditions, special }: Lesser): Promise<LesserServer> {
  const { sandbox, send } = await startSmall();
  const forwarded = async (seen: Seen) => {
    const { 'if-none-exist': condition, 'if-match': version, 'content-type': type } = seen.headers;
    const headers = {
      ...(type ? { 'content-type': type } : {}),
      ...(version ? { 'if-match': version } : {}),
      ...(condition && conditions !== false ? { 'if-none-exist': String(condition) } : {}),
    };
    const body = seen.body === '' ? {} : { body: seen.body };
    return fetch(`${sandbox.url}/${seen.path}`, { method: seen.method, headers, ...body });
  };
  const stub = await startStub((seen) => {
    const chosen = special?.(seen);
    if (chosen) return chosen;
    if (seen.method === 'POST' && seen.path === '' && transactions === false) return issue(404, 'not-found');
    return async (res) => {
      const answer = await forwarded(seen);
      const text = await answer.text();
      const headers = Object.fromEntries(
        ['content-type', 'etag', 'location'].flatMap((name) => {
          const value = answer.headers.get(name);
          return value === null ? [] : [[name, value]];
        }),
      );
      const said =
        seen.path === 'metadata'
          ? JSON.stringify(lessened(JSON.parse(text), { transactions, conditions }))
          : text;
      res.writeHead(answer.status, headers).end(said);
    };
  });
  return {
    stub,
    counts: () => sandbox.counts(),
    get: async (path) => (await send('GET', `/${path}`)).body,
    put: async (path, body) => (await send('PUT', `/${path}`, body)).status,
    close: async () => {
      await stub.close();
      await sandbox.close();
    },
  };
}

function lessened(
  statement: CapabilityStatement,
  { transactions, conditions }: { readonly [K in 'transactions' | 'conditions']: boolean | undefined },
): CapabilityStatement {
  const rest = (statement.rest ?? []).map((r) => ({
    ...r,
    ...(transactions === false ? { interaction: [{ code: 'batch' as const }] } : {}),
    resource: (r.resource ?? []).map((resource) =>
      conditions === false ? { ...resource, conditionalCreate: false } : resource,
    ),
  }));
  return { ...statement, rest };
}
