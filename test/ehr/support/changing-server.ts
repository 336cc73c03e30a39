/** An EHR whose records change while they are read: pages by offset, its own clock, and a hook before each page. */
import type { Resource } from '../../../src/fhir/index.ts';
import { bundle, json, type Reply, type Seen, type Stub, startStub } from '../stub.ts';

export interface ChangingServer {
  readonly stub: Stub;
  /** Puts a record, written at the server's present time unless told. */
  put(resource: Resource, at?: string): void;
  remove(type: string, id: string): void;
  /** The server's clock; undefined: it tells no time. */
  time: string | undefined;
  pageSize: number;
  /** Called before each answer, with how many there were. */
  before: (n: number) => void;
  /** Instead of the search. */
  special: ((seen: Seen) => Reply | undefined) | undefined;
  /** Passes over these parameters, as some servers do. */
  readonly ignores: Set<string>;
}

export async function changingServer(): Promise<ChangingServer> {
  const records = new Map<string, Resource>();
  let version = 0;
  let answers = 0;
  const state = {
    time: '2026-06-01T12:00:00.000Z' as string | undefined,
    pageSize: 100,
    before: (_n: number): void => undefined,
    special: undefined as ChangingServer['special'],
    ignores: new Set<string>(),
  };
  const matching = (type: string, query: URLSearchParams): readonly Resource[] => {
    const asked = (name: string): string | null => (state.ignores.has(name) ? null : query.get(name));
    return [...records.values()].filter((r) => {
      const { status } = r as { status?: string };
      const since = asked('_lastUpdated')?.slice(2);
      return (
        r.resourceType === type &&
        (asked('status')
          ?.split(',')
          .includes(status ?? '') ??
          true) &&
        (asked('_id')
          ?.split(',')
          .includes(r.id ?? '') ??
          true) &&
        (since === undefined || Date.parse(r.meta?.lastUpdated ?? '') >= Date.parse(since))
      );
    });
  };
  const stub = await startStub((seen, base) => {
    answers += 1;
    state.before(answers);
    const special = state.special?.(seen);
    if (special) return special;
    const url = new URL(seen.path, `${base}/`);
    const type = url.pathname.split('/').at(-1) ?? '';
    const offset = Number(url.searchParams.get('_offset') ?? 0);
    const all = matching(type, url.searchParams);
    url.searchParams.set('_offset', String(offset + state.pageSize));
    const next = all.length > offset + state.pageSize ? url.href : undefined;
    const date: Record<string, string> =
      state.time === undefined ? {} : { date: new Date(state.time).toUTCString() };
    const page = bundle(all.slice(offset, offset + state.pageSize), next);
    return (res, one) => {
      if (state.time === undefined) res.sendDate = false;
      json(page, 200, date)(res, one);
    };
  });
  return Object.assign(state, {
    stub,
    put(resource: Resource, at?: string): void {
      version += 1;
      const key = `${resource.resourceType}/${resource.id}`;
      const lastUpdated = at ?? state.time ?? '2026-06-01T12:00:00.000Z';
      // What changes leaves its place and comes at the end, as in a list sorted by its last update.
      records.delete(key);
      records.set(key, { ...resource, meta: { versionId: String(version), lastUpdated } });
    },
    remove(type: string, id: string): void {
      records.delete(`${type}/${id}`);
    },
  });
}
