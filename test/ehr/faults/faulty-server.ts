/** The sandbox with the example charts, behind a server that misbehaves by a seed: the same seed misbehaves the same way. */
import { frozenClock } from '../../../src/kernel/index.ts';
import { startSandbox } from '../../../src/sandbox/index.ts';
import { example } from '../../support/service.ts';
import { issue, type Reply, reset, resetMidBody, type Seen, type Stub, startStub, text } from '../stub.ts';

export interface FaultyServer {
  readonly stub: Stub;
  /** Faults given so far, by kind. */
  readonly given: Map<string, number>;
  /** 0 to 1: how often a request meets a fault. */
  rate: number;
  /** The token that is believed now; every so often it runs out. */
  token(): string;
  count(type: string): Promise<number>;
  claims(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Mulberry32: enough for a test, and the same everywhere. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Page {
  entry?: unknown[];
  link?: { relation: string; url: string }[];
}

export async function faultyServer(
  slugs: readonly string[],
  random: () => number,
  elsewhere: string,
): Promise<FaultyServer> {
  const charts = slugs.map((slug) => example(slug).bundle);
  const sandbox = await startSandbox({ charts, clock: frozenClock('2026-11-24T12:00:00Z') });
  const given = new Map<string, number>();
  const state = { rate: 0 };
  let token = 1;
  let uses = 0;

  const forward = async (
    seen: Seen,
    base: string,
  ): Promise<{ status: number; body: string; headers: Record<string, string> }> => {
    const { 'if-none-exist': condition, 'if-match': version, 'content-type': type } = seen.headers;
    const answer = await fetch(`${sandbox.url}/${seen.path.replace('_count=100', '_count=3')}`, {
      method: seen.method,
      headers: {
        ...(type ? { 'content-type': type } : {}),
        ...(version ? { 'if-match': version } : {}),
        ...(condition ? { 'if-none-exist': String(condition) } : {}),
      },
      ...(seen.body === '' ? {} : { body: seen.body }),
    });
    const headers = Object.fromEntries(
      ['content-type', 'etag', 'location'].flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value.replaceAll(sandbox.url, base)]];
      }),
    );
    return { status: answer.status, body: (await answer.text()).replaceAll(sandbox.url, base), headers };
  };

  /** The whole answer, changed on its way; what was asked is done. */
  const changed =
    (change: (body: string) => string, cut?: Reply): ((seen: Seen, base: string) => Reply) =>
    (seen, base) =>
    async (res, one) => {
      const answer = await forward(seen, base);
      if (cut) return cut(res, one);
      res.writeHead(answer.status, answer.headers).end(change(answer.body));
    };
  const inPage =
    (change: (page: Page) => void) =>
    (body: string): string => {
      const page = JSON.parse(body) as Page & { type?: string };
      if (page.type === 'searchset') change(page);
      return JSON.stringify(page);
    };
  const linked = (to: (url: string) => string) =>
    inPage((page) => {
      page.link = page.link?.map((l) => (l.relation === 'next' ? { ...l, url: to(l.url) } : l)) ?? [];
    });

  const FAULTS: readonly (readonly [string, (seen: Seen, base: string) => Reply])[] = [
    ['429 seconds', () => issue(429, 'throttled', { 'retry-after': '7' })],
    ['429 date', () => issue(429, 'throttled', { 'retry-after': 'Tue, 24 Nov 2026 12:00:20 GMT' })],
    ['500', () => issue(500, 'exception')],
    ['503', () => text('<html>busy</html>', 503)],
    ['reset before', () => reset],
    ['reset after', changed((b) => b, reset)],
    ['reset mid-body', changed((b) => b, resetMidBody)],
    ['cut JSON', changed((b) => b.slice(0, Math.floor(b.length / 2)))],
    ['stall', () => () => undefined],
    ['twice the same entry', changed(inPage((p) => void p.entry?.push(...(p.entry ?? []))))],
    ['another order', changed(inPage((p) => void p.entry?.reverse()))],
    ['loop', (seen, base) => changed(linked(() => `${base}/${seen.path}`))(seen, base)],
    ['another host', changed(linked(() => `${elsewhere}/Encounter?page=2`))],
    ['downgrade', changed(linked((url) => url.replace('http://127.0.0.1', 'http://127.0.0.1.evil.example')))],
  ];

  const stub = await startStub((seen, base) => {
    uses += 1;
    if (uses % 97 === 0) token += 1;
    if (seen.headers.authorization !== `Bearer ${token}`) return issue(401, 'login');
    const whole = changed((b) => b)(seen, base);
    if (random() >= state.rate) return whole;
    const [kind, fault] = FAULTS[Math.floor(random() * FAULTS.length)] ?? ['none', () => whole];
    given.set(kind, (given.get(kind) ?? 0) + 1);
    return fault(seen, base);
  });

  const all = async (type: string): Promise<readonly { id: string; identifier?: { value: string }[] }[]> => {
    const answer = await fetch(`${sandbox.url}/${type}?_count=1000`);
    const { entry = [] } = (await answer.json()) as { entry?: { resource: never }[] };
    return entry.map((e) => e.resource);
  };
  return Object.assign(state, {
    stub,
    given,
    token: () => String(token),
    count: async (type: string) => (await all(type)).length,
    claims: async () => (await all('Claim')).map((c) => c.identifier?.[0]?.value ?? ''),
    close: async () => {
      await stub.close();
      await sandbox.close();
    },
  });
}
